"""Studies that go where earlier points point: what is run, and nothing else."""

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from disinhibition.experiments.study.plan import plan_study
from disinhibition.experiments.validation import adaptive
from disinhibition.experiments.validation.jittered_numbers import jitter_verdicts

ONSETS = {"cortex": 0.3, "brainstem": 0.6, "spinal": 0.05}
JITTER = ["experiment=validation/jitter", "study.axes.jitter=[1,2]"]


class Runs:
    """Stands for the computed points of a study: a circuit jerks at and below its onset."""

    def __init__(self) -> None:
        self.done: list[dict[str, object]] = []

    def compute(self, study: object) -> None:
        self.done += [values for values, _ in study.points]  # type: ignore[attr-defined]

    def open(self, path: Path) -> xr.Dataset:
        index = {axis: sorted({values[axis] for values in self.done}) for axis in self.done[0]}
        shape = [len(values) for values in index.values()]
        rate = xr.DataArray(np.full(shape, np.nan), index, tuple(index))
        for values in self.done:
            rate.loc[values] = float(values["gain"] <= ONSETS[str(values["circuit"])])
        likeness = {"burst_duration": 15, "muscles_involved": 2, "neck_first": 0.1, "cranial": 0}
        return xr.Dataset({"jerk_rate": rate, **{name: rate * 0 + value for name, value in likeness.items()}})

    def gains(self, circuit: str, jitter: int) -> list[object]:
        mine = [run["gain"] for run in self.done if (run["circuit"], run["jitter"]) == (circuit, jitter)]
        return sorted(mine, reverse=True)  # type: ignore[type-var]


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    runs = Runs()
    monkeypatch.setattr(adaptive, "compute", runs.compute)
    monkeypatch.setattr(adaptive, "open_study", runs.open)
    return runs


def test_ladder_stops_at_each_onset_and_then_sees_its_half(runs: Runs) -> None:
    adaptive.falling_ladder(JITTER, Path())
    assert runs.gains("cortex", 1) == [1, 0.8, 0.56, 0.4, 0.28, 0.14]
    assert runs.gains("brainstem", 2) == [1, 0.8, 0.56, 0.28]
    assert runs.gains("spinal", 1) == [1, 0.8, 0.56, 0.4, 0.28, 0.2, 0.14, 0.1, 0.1]


def test_what_the_ladder_left_out_is_not_missing(runs: Runs) -> None:
    adaptive.falling_ladder(JITTER, Path())
    verdicts = jitter_verdicts(runs.open(Path()))
    assert {name: held.tolist() for name, held in verdicts.items()} == {
        "health": [1, 1], "cortex": [1, 1], "brainstem": [0, 0], "spinal": [0, 0], "all of them": [0, 0],
    }  # fmt: skip


def test_bisection_ends_within_its_resolution(runs: Runs) -> None:
    runs.compute(plan_study(["experiment=validation/lost_inhibition"]))
    adaptive.bisect_onsets(["experiment=validation/lost_inhibition"], Path())
    gains = np.array([run["gain"] for run in runs.done if run["circuit"] == "cortex"])
    assert gains[gains > 0.3].min() - gains[gains <= 0.3].max() <= 0.02


def test_every_circuit_is_run_at_half_its_onset(runs: Runs) -> None:
    runs.compute(plan_study(["experiment=validation/lost_inhibition", "study.axes.gain=[0.85,0.5,0.2,0.1]"]))
    onsets, runs.done = runs.open(Path()), []
    adaptive.half_onsets(["experiment=validation/seeds", "study.axes.seed=[1]", "study.axes.wiring_seed=[1]"], onsets)
    assert {run["circuit"]: run["gain"] for run in runs.done} == {"cortex": 0.17, "brainstem": 0.34}
