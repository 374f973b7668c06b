"""A mistake of the user is one line and exit code 2; a fault of the program is a traceback, wherever they arise."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pytest
import xarray as xr
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disinhibition.experiments import cli, compute_and_show
from disinhibition.experiments.config import compose, schema
from disinhibition.experiments.config.keys import valid_keys
from disinhibition.experiments.config.packaged import config_groups

COMMANDS = sorted(cli.COMMANDS)
OVERRIDING = ["run", "sweep", "examine", "search", "validate"]  # the commands that take overrides
READING = {  # what reads a file, before the file's name
    "status": [], "collect": [], "diagnose": [], "figure": ["recording", "--data"], "validate": ["--from"],
}  # fmt: skip
# The vocabulary without what is free text, or is no number
WORDS = ("study.", "execute.", "form.name", "protocol.name", "regimen", "readings.", "lesions", "drugs", "cut.")
OPEN = ("form.drives", "protocol.drives", "protocol.stimuli", "form.lesions", "courses", "numbers", "moving", "patient")
NUMBERS = [key for key in valid_keys() if not key.startswith((*WORDS, *OPEN)) and key not in ("sides", "snapshot")]
NUMBERS = [key for key in NUMBERS if "." in key and not key.startswith("engine.")] + ["seed", "duration", "dt", "scale"]
GROUPS = sorted(set(config_groups()) - {"experiment", "execute"})
NO_NUMBERS = ["true", "nan", "inf", "-1e9", "abc", "[1,2]", "{a:1}", "'3 furlongs'", "''", "null", "1e12"]


def misspelt(words: list[str]) -> st.SearchStrategy[str]:
    """A word with one letter doubled, dropped or swapped, which is none of the others."""

    def change(word: str, place: int, how: int) -> str:
        at = place % len(word)
        return word[:at] + (word[at] * 2, "", "q")[how] + word[at + 1 :]

    drawn = st.builds(change, st.sampled_from(words), st.integers(0, 60), st.integers(0, 2))
    return drawn.filter(lambda word: word not in words and word.strip("-") != "" and not word.endswith("."))


def bad_override() -> st.SearchStrategy[str]:
    key = misspelt(NUMBERS).map(lambda name: f"{name}=0.5")
    value = st.builds("{}={}".format, st.sampled_from(NUMBERS), st.sampled_from(NO_NUMBERS))
    config = st.sampled_from(GROUPS).flatmap(
        lambda group: misspelt(config_groups()[group]).map(lambda name: f"{group}={name}")
    )
    other = st.sampled_from(
        ["~seed", "+foo=1", "=1", "a=b=c", "seed=[1", "healthy", "lesions=['nowhere']", "hydra.x=1"]
    )
    return st.one_of(key, value, config, other)


def bad_line() -> st.SearchStrategy[list[str]]:
    files = st.sampled_from(["none.nc", "text.nc", "folder", "bytes"])
    return st.one_of(
        st.builds(lambda name: [name], misspelt(COMMANDS)),
        st.builds(lambda name, word: [name, word], st.sampled_from(OVERRIDING), bad_override()),
        st.builds(
            lambda name, flag: [name, f"--{flag}x"],
            st.sampled_from(COMMANDS),
            st.sampled_from(["ouut", "daata", "retri"]),
        ),
        st.builds(lambda name, file: [name, *READING[name], file], st.sampled_from(sorted(READING)), files),
        st.builds(lambda name, file: [name, f"@{file}"], st.sampled_from(OVERRIDING), files),
        st.builds(lambda name: ["figure", name], misspelt(["gates", "pathway", "recording", "search"])),
        st.builds(lambda name: ["drugs", name], misspelt(["clonazepam", "valproate", "morphine"])),
        st.builds(
            lambda word: ["examine", "--stated", word], st.sampled_from(["x=maybe", "sleep_persist", "burst_ms=soon"])
        ),
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of other kinds, in a folder of their own."""
    place = tmp_path_factory.mktemp("mistakes")
    (place / "text.nc").write_text("no data")
    (place / "bytes").write_bytes(b"\xff\xfe\x00\xd8")
    (place / "folder").mkdir()
    return place


@settings(
    max_examples=100, derandomize=True, deadline=None, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(words=bad_line())
def test_a_bad_line_is_one_line_and_exit_code_2(
    words: list[str], files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(files)
    for name in ("run_and_draw", "sweep_and_show", "examine_and_show"):
        # An examination reads its words itself; what would be computed otherwise is no mistake and fails the test
        monkeypatch.setattr(compute_and_show, name, _read_only if name == "examine_and_show" else _computed)
    capsys.readouterr()
    code = cli.main(words)
    out, err = capsys.readouterr()
    assert (code, err.count("\n"), out) == (2, 1, ""), f"{words}: {err}"
    assert err.startswith("disinhibition: ") and "HDF5" not in err and "Errno" not in err, err


def _computed(*_: Any) -> NoReturn:
    raise AssertionError("the line would be computed")


def _read_only(overrides: list[str], *_: Any) -> NoReturn:
    schema.read_settings(compose.compose_config("run", overrides))
    raise AssertionError("the line would be computed")


def _shapes(*_: Any, **__: Any) -> Any:
    return np.zeros(2) + np.zeros(3)


def _key(*_: Any, **__: Any) -> Any:
    return {}["jerk rate is missing"]


def _file(*_: Any, **__: Any) -> Any:
    raise OSError(errno.EIO, os.strerror(errno.EIO), "somewhere")


ROOMS = {  # a function in each room, and a line that calls it
    "config": ("disinhibition.experiments.config.schema.Condition", ["run"]),
    "models": ("disinhibition.models.circuits.cortex.populations", ["pathway", "--out", "a/pathway.nc"]),
    "analysis": ("disinhibition.analysis.diagnosis.decision.load_table", ["diagnose", "examination.nc"]),
    "store": ("disinhibition.experiments.study.reading.status.read_rows", ["status", "study"]),
    "figures": (
        "disinhibition.experiments.figures.pathway.check_netcdf",
        ["figure", "pathway", "--data", "pathway.nc"],
    ),
}


@pytest.mark.parametrize("fault", [_shapes, _key, _file])
@pytest.mark.parametrize("room", ROOMS)
def test_a_fault_of_the_program_keeps_its_traceback(
    room: str,
    fault: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    _made(tmp_path)
    where, words = ROOMS[room]
    monkeypatch.setattr(where, fault)
    with pytest.raises((ValueError, KeyError, OSError)) as raised:
        cli.main(words)
    assert not isinstance(raised.value, cli.UserError)
    assert any(entry.name == fault.__name__ for entry in raised.traceback), "it is raised where the fault lies"
    assert "disinhibition: " not in capsys.readouterr().err


def _made(place: Path) -> None:
    """What the lines read: a report, a study without points, a pathway."""
    from disinhibition.analysis.diagnosis.features import Features, features_to_dataset
    from disinhibition.experiments.run.columns import Column
    from disinhibition.experiments.study.disk.store import StudyStore

    features_to_dataset(Features(burst_ms=30.0)).to_netcdf(place / "examination.nc", engine="h5netcdf")
    StudyStore.create_or_join(
        place / "study", {"seed": "1"}, [Column("rate", "1/s", "rate")], {"version": "1", "model": "a"}
    )
    source = ("projection", np.array(["a"]))
    xr.Dataset({"population_region": ("population", np.array(["cortex"])), "source": source}).to_netcdf(
        place / "pathway.nc", engine="h5netcdf"
    )
