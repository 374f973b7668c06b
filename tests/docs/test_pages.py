"""What a reader copies out of README, CONTRIBUTING and docs/ works: programs run, command lines are understood."""

import re
import runpy
import shlex
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
import xarray as xr

import disinhibition
from disinhibition.analysis.diagnosis.features import Features, features_to_dataset
from disinhibition.experiments import cli
from disinhibition.experiments.config.compose import compose_config
from disinhibition.experiments.config.given import Given, override_words
from disinhibition.experiments.config.schema import read_settings
from disinhibition.experiments.examine.protocols import read_protocols, read_sites
from disinhibition.experiments.figures import figure_names
from disinhibition.experiments.run.measures import measure
from disinhibition.experiments.study.plan import plan_study

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)#:]+)(?:#([^)]*))?\)")
STUDIES = {
    "results/disinhibition": ["experiment=disinhibition"],
    "results/sweep": ["receptors.gaba_a.cortex=0,0.5,1", "receptors.glycine.brainstem=0.5,1", "seed=1,2"],
}
PLACE = re.compile(r"`((?:analysis|models|experiments|configs|tests|docs)/[\w/.]+)`")
NAME = re.compile(r"`(disinhibition\.(?:analysis|models|experiments)\.[\w.]+)(?:\([^`]*\))?`")
WITHOUT_PACKAGE = re.compile(r"`(?:analysis|models|experiments)\.[\w.]+")


def blocks(*languages: str) -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for language, text in FENCE.findall(page.read_text(encoding="utf-8")):
            if language in languages:
                yield str(page.relative_to(ROOT)), text


def lines() -> Iterator[tuple[str, list[str]]]:
    """Every command line, and the page on which it stands."""
    for page, text in blocks("", "sh"):
        for line in text.replace("\\\n", " ").splitlines():
            if line.startswith(("disinhibition ", "make ", "python ")):
                yield page, shlex.split(line, comments=True)


LINES = list(lines())


@pytest.mark.parametrize(("page", "words"), LINES, ids=[" ".join(words)[:60] for _, words in LINES])
def test_a_command_line_is_understood(page: str, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    program, *rest = words
    if program == "make":
        targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        assert {word for word in rest if "=" not in word} <= set(targets)
    elif program == "python":
        named = [word for word in rest if "/" in word and not word.startswith("results")]
        assert named and all((ROOT / path).exists() for word in named for path in _expanded(word))
    else:
        _understood(*rest, capsys=capsys)


def _understood(command: str, *words: str, capsys: pytest.CaptureFixture[str]) -> None:
    flags = [word for word in words if word.startswith("--")]
    with pytest.raises(SystemExit) as stopped:
        cli.main([command, "--help"])
    assert stopped.value.code == 0
    help_text = capsys.readouterr().out
    assert all(flag in help_text for flag in flags)
    overrides = [word for word in words if "=" in word]
    if "--recording" in words:
        given = vars(cli.COMMANDS[command].parser().parse_args(list(words)))
        assert read_protocols(given["protocol"]) and read_sites(given["sites"])
    elif command == "sweep":
        assert plan_study(overrides).points
    elif command == "figure":
        assert set(words[:1]) <= set(figure_names())
    elif command == "drugs":
        assert cli.main(["drugs", *words]) == 0
    elif command in ("run", "examine", "validate"):
        assert read_settings(compose_config("run", overrides))


def _expanded(word: str) -> list[str]:
    """As a shell does it: a{b,c} is ab and ac."""
    found = re.fullmatch(r"(.*)\{(.*)\}(.*)", word)
    return [found[1] + part + found[3] for part in found[2].split(",")] if found else [word]


@pytest.mark.slow
@pytest.mark.parametrize(("page", "program"), list(blocks("python")))
def test_a_program_runs(page: str, program: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    simulate, examine = disinhibition.simulate, disinhibition.examine

    studies = dict(STUDIES)

    def shortly(*given: Given, **keys: Any) -> xr.DataTree:
        """A run of 1 s, whatever was asked for."""
        words = override_words(*given, **keys)
        return simulate([*(word for word in words if not word.startswith("duration=")), "sides=right", "duration=1 s"])

    def examined(*given: Given, **keys: Any) -> xr.Dataset:
        """An examination in which nothing was measured; that of a recording is what it is."""
        if "recording" in keys:
            return examine(*given, **keys)
        read_settings(compose_config("run", override_words(*given, **keys)))
        return features_to_dataset(Features())

    def swept(*given: Given, name: str = "sweep", **keys: Any) -> xr.Dataset:
        """A study that is planned and not computed."""
        studies[f"results/{name}"] = override_words(*given, **keys)
        return opened(f"results/{name}")

    def opened(path: str) -> xr.Dataset:
        """A study with the axes of the real one, in which nothing happens."""
        axes = plan_study(studies[path]).axes
        names = [column.name for column in measure("jerks").columns()]
        shape = [len(values) for values in axes.values()]
        variables: dict[str, Any] = {name: (list(axes), np.zeros(shape)) for name in (*names, "status")}
        study = xr.Dataset(variables, {name: list(values) for name, values in axes.items()}, {"config": "{}"})
        study["status"].attrs = {"flag_values": [0, 1], "flag_meanings": "ok failed"}
        return study

    monkeypatch.setattr(disinhibition, "simulate", shortly)
    monkeypatch.setattr(disinhibition, "examine", examined, raising=False)
    monkeypatch.setattr(disinhibition, "open_study", opened)
    monkeypatch.setattr(disinhibition, "sweep", swept, raising=False)
    monkeypatch.chdir(tmp_path)
    if "patient.edf" in program:
        runpy.run_path(str(ROOT / "docs/examples/simulated_patient.py"), run_name="__main__")
    plt.switch_backend("agg")
    exec(compile(program, page, "exec"), {"disinhibition": disinhibition})
    plt.close("all")


def test_links_lead_somewhere() -> None:
    broken = []
    for page in PAGES:
        for target, part in LINK.findall(page.read_text(encoding="utf-8")):
            path = page.parent / target
            if not path.exists():
                broken.append(f"{page.name}: {target}")
            elif part and path.suffix == ".md" and part not in _anchors(path):
                broken.append(f"{page.name}: {target}#{part}")
    assert not broken


def test_files_and_functions_that_are_named_exist() -> None:
    missing = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        missing += [f"{page.name}: {place}" for place in PLACE.findall(text) if not (ROOT / place).exists()]
        for name in NAME.findall(text):
            module, _, last = name.rpartition(".")
            try:
                getattr(import_module(module), last)
            except (ImportError, AttributeError):
                missing.append(f"{page.name}: {name}")
    assert not missing


def test_a_name_of_python_is_written_as_it_is_imported() -> None:
    assert not [found for page in PAGES for found in WITHOUT_PACKAGE.findall(page.read_text(encoding="utf-8"))]


def test_sweeps_over_different_axes_go_to_different_folders() -> None:
    swept: dict[Path, dict[tuple[str, ...], list[str]]] = {}
    for words in (words[2:] for _, words in LINES if words[1] == "sweep"):
        for overrides in (words, [word for word in words if word.startswith("experiment=")]):
            if overrides:  # an experiment is computed alone, too, as by `make run`
                study = plan_study([word for word in overrides if "=" in word])
                swept.setdefault(study.path, {}).setdefault(tuple(study.axes), overrides)
    assert len(swept) > 5
    assert not [list(by_axes.values()) for by_axes in swept.values() if len(by_axes) > 1]


def test_readme_names_the_figures_that_make_figures_draws() -> None:
    drawn = re.findall(r"^FIGURES := (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[0].split()
    said = re.search(r"`make figures` draws five of them, (.*?), and first", PAGES[0].read_text(encoding="utf-8"))
    assert said and re.findall(r"`(\w+)`", said[1]) == drawn and len(drawn) == 5


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_extras_that_are_named_exist() -> None:
    extras = set(re.findall(r"^(\w+) = \[", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        for found in re.findall(r"(?:\.|disinhibition)\[([\w,]+)\]'", page.read_text(encoding="utf-8")):
            assert set(found.split(",")) <= extras, page


def test_readme_names_the_versions_of_brian2_that_the_constraints_give() -> None:
    text = " ".join(PAGES[0].read_text(encoding="utf-8").split())
    pinned = re.findall(r"^brian2==(\S+) ; python_full_version (\S+) '(3\.\d+)", _constraints(), re.MULTILINE)
    assert len(pinned) == 3
    for version, sign, python in pinned:
        newest = f"3.{int(python[2:]) - 1}" if sign == "<" else python
        assert f"Python {newest} and Brian2 {version}" in text


def _constraints() -> str:
    return (ROOT / "constraints.txt").read_text(encoding="utf-8")


def test_readme_says_that_it_is_not_for_patient_care() -> None:
    assert "This is a research model. It is not for patient care." in PAGES[0].read_text(encoding="utf-8")


def test_an_entry_of_the_glossary_has_at_most_two_sentences() -> None:
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    entries = re.findall(r"^\| (.+?) \| (.+) \|$", text, re.MULTILINE)
    assert len(entries) > 40
    for word, meaning in entries:
        assert len(re.findall(r"[.?](?:\s|$)", re.sub(r"`[^`]*`", "", meaning))) <= 2, word
