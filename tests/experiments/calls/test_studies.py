"""Studies from Python, computed with the engine that needs no compiler."""

import logging
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import disinhibition as dis
from disinhibition.errors import UserError

pytestmark = pytest.mark.slow
BRIEF = {"engine": "numpy", "sides": "right", "scale": 0.25, "duration": "20 ms", "execute.workers": 1}


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_sweep_gives_the_dataset_of_its_study_and_goes_on_where_it_was() -> None:
    axes = {"receptors.gaba_a.cortex": np.linspace(0.5, 1, 2), "seed": range(2)}
    study = dis.sweep(axes, BRIEF, name="brief", progress=False)
    assert dict(study.sizes) == {"receptors.gaba_a.cortex": 2, "seed": 2}
    assert bool((study["status"] == 1).all())
    assert dis.status("results/brief").startswith("done 4 of 4")
    again = dis.sweep(axes, BRIEF, name="brief", progress=False)
    assert again.identical(study.load())
    assert dis.open_study("results/brief").load().identical(study)
    assert dis.collect("results/brief") == Path("results/brief.nc")
    assert repr(study.dis).startswith("study over receptors.gaba_a.cortex (2), seed (2): 4 points")


def test_a_dry_run_says_what_it_would_take_and_computes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert dis.sweep(BRIEF, seed=range(3), dry_run=True) is None
    assert "3 points" in capsys.readouterr().out
    assert not list(Path().iterdir())


def test_points_that_fail_are_said_in_the_log_and_are_nan(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from disinhibition.experiments.study import sweep

    def fail(task: Any) -> Any:
        raise RuntimeError("made to fail")

    monkeypatch.setattr(sweep, "point_row", fail)
    monkeypatch.setattr(sweep, "network_keys", lambda every: _Keys())
    with caplog.at_level(logging.WARNING, "disinhibition"):
        study = dis.sweep(BRIEF, seed=range(2), progress=False)
    assert "2 of 2 points failed" in caplog.text and "retry='failed'" in caplog.text
    assert bool(study["jerk_rate"].isnull().all())


class _Keys(dict):
    def __missing__(self, key: object) -> str:
        return "network"


def test_a_word_that_a_call_does_not_know_is_refused() -> None:
    with pytest.raises(UserError, match="retry='all' is nothing that can be computed again"):
        dis.sweep(seed=[1, 2], retry="all")  # type: ignore[call-overload]
    with pytest.raises(UserError, match="part='drug' is no part of the validation; did you mean 'drugs'"):
        dis.validate(part="drug", dry_run=True)  # type: ignore[call-overload]


def test_an_unknown_axis_is_answered_before_anything_is_written() -> None:
    with pytest.raises(UserError, match="did you mean"):
        dis.sweep({"receptors.gaba_a.cotex": [0, 1]})
    assert not list(Path().iterdir())
