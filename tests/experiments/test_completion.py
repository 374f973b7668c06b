"""Completion offers commands, flags, keys and values, in a bash that asks as argcomplete does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from disinhibition.experiments.cli import COMMANDS
from disinhibition.experiments.completion import complete, completing_parser, override_completer

pytest.importorskip("argcomplete")


def completed(line: str) -> list[str]:
    """What a shell gets for a line whose cursor is at its end."""
    script = "import sys; sys.argv = ['disinhibition']; from disinhibition.experiments.cli import main; main()"
    read, write = os.pipe()
    environment = {
        **os.environ,
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_IFS": "\n",
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
        "_ARGCOMPLETE_COMP_WORDBREAKS": " \t\n\"'><;|&(",
        "_ARGCOMPLETE_SHELL": "zsh",
    }
    # It answers on file 8
    command = f'exec 8>&{write}; exec {sys.executable} -c "{script}"'
    done = subprocess.run(["bash", "-c", command], env=environment, pass_fds=[write], capture_output=True, check=False)
    os.close(write)
    with os.fdopen(read) as answers:
        found = answers.read()
    assert done.returncode == 0, done.stderr
    return [word.partition(":")[0].strip() for word in found.split("\n")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("disinhibition va", "validate"),
        ("disinhibition sweep --ad", "--adopt"),
        ("disinhibition run receptors.gaba_a.cor", "receptors.gaba_a.cortex="),
        ("disinhibition run protocol=medi", "protocol=median_nerve"),
        ("disinhibition sweep --fork experiment=sig", "experiment=signatures"),
        ("disinhibition figure thres", "threshold_map"),
        ("disinhibition drugs clon", "clonazepam"),
        ("disinhibition drugs riv", "rivotril"),
        ("disinhibition drugs Riv", "Rivotril"),
        ("disinhibition list reg", "regimens"),
    ],
)
def test_a_shell_gets_what_the_line_can_become(line: str, offered: str) -> None:
    assert offered in completed(line)


def test_keys_are_offered_part_by_part() -> None:
    offered = override_completer("run")
    first = offered("")
    assert {"receptors.", "protocol=", "seed=", "numbers.", "patient."} <= set(first)
    assert len(first) < 60, "a list that is read at a glance"
    assert "receptors." in offered("rec") and "receptors.gaba_a." in offered("receptors.")
    assert offered("receptors.gaba_a.thor") == ["receptors.gaba_a.thoracic="]
    assert all(word.startswith("numbers.cortex.projections.") for word in offered("numbers.cortex.proj"))
    assert offered("concentration.clonaz") == ["concentration.clonazepam="]


def test_places_of_a_gain_are_offered_once_a_letter_is_there() -> None:
    offered = override_completer("run")
    for group in (
        "receptors.gaba_a.",
        "form.receptors.gaba_a.",
        "courses.gaba_a.",
        "receptors_onto.interneuron.gaba_a.",
    ):
        first = offered(group)
        assert {f"{group}cortex=", f"{group}cervical=", f"{group}left_", f"{group}right_"} <= set(first)
        assert len(first) == 10, "a list that is read at a glance"
        zones = [f"{group}left_m1{zone}=" for zone in ("", "_face", "_foot", "_hand", "_trunk")]
        assert offered(f"{group}left_m") == zones
        assert offered(f"{group}right_spinal_c8") == [f"{group}right_spinal_c8="]
    assert "left_" not in "".join(offered("decay.gaba_a."))


def test_a_run_is_not_offered_what_only_a_study_has() -> None:
    assert not [word for word in override_completer("run")("") if word.startswith(("study", "execute", "experiment"))]
    assert override_completer("sweep")("study.des") == ["study.design=", "study.design_seed="]
    assert override_completer("sweep")("study.design=so") == ["study.design=sobol"]


@pytest.mark.slow
def test_every_value_that_is_offered_is_taken() -> None:
    from disinhibition.experiments.config.compose import compose_config
    from disinhibition.experiments.config.schema import read_settings

    for key in ("protocol", "form", "cut", "profile", "engine"):
        words = override_completer("run")(f"{key}=")
        assert words
        for word in words:
            assert read_settings(compose_config("run", [word, "sides=both"]))


def test_every_command_can_be_completed() -> None:
    for command in COMMANDS:
        assert completing_parser(COMMANDS, command)


def test_nothing_happens_unless_a_shell_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("_ARGCOMPLETE", raising=False)
    complete(COMMANDS)


@pytest.mark.slow
def test_a_name_is_found_before_a_library_is_loaded() -> None:
    script = (
        "from disinhibition.experiments.cli import COMMANDS\n"
        "from disinhibition.experiments.completion import completing_parser, override_completer\n"
        "completing_parser(COMMANDS, 'run'); override_completer('run')('receptors.'); import sys; print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"brian2", "xarray", "matplotlib", "scipy", "zarr"} & set(loaded)


def test_the_marker_of_argcomplete_stands_in_the_entry_point() -> None:
    entry = Path(sys.modules["disinhibition.experiments.cli"].__file__ or "")
    assert "PYTHON_ARGCOMPLETE_OK" in entry.read_text(encoding="utf-8")[:1024]
