"""Draws that are kept, with verdicts made here instead of simulated."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from disinhibition.experiments.calibration.ensemble import judge, make_ensemble
from disinhibition.experiments.calibration.stages import Stage, read_stages
from disinhibition.experiments.validation_row import Row
from disinhibition.models.jitter import ranged_numbers

WEIGHT = "cortex.projections.pv_pt.weight"
REFERENCE = 22.0


def rows(stage: Stage, numbers: Mapping[str, float]) -> list[Row]:
    """All pass but G03 with a weak weight, G09 with a strong one, and G17 always; G04 and G19-b have no verdict."""
    weight = numbers.get(WEIGHT, REFERENCE)
    missed = {"G17", *(["G03"] if weight < REFERENCE else []), *(["G09"] if weight > 23.5 else [])}
    gates = [*stage.gates, *(["G19-b"] if "G19" in stage.gates else [])]
    return [
        Row(
            gate,
            "",
            "fit",
            "",
            "",
            "",
            "",
            "report" if gate in ("G04", "G19-b") else "miss" if gate in missed else "pass",
        )
        for gate in gates
    ]


def work(settings: Mapping[str, Any]) -> dict[str, float | str]:
    return judge(settings, rows)


def make(folder: Path, wanted: int = 3, most: int = 40):
    return make_ensemble(wanted, most, 0.5, folder / "draws", workers=1, work=work)


@pytest.fixture
def computed_here(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Points are computed in this process; the draws that were."""
    from disinhibition.experiments.calibration import ensemble

    asked: list[int] = []

    def run_points(store, points, work, *_: object, **__: object) -> None:
        with store.lock():
            store.add_points(points)
            states = store.states()
            for point in points:
                if states[point.key] == "missing":
                    asked.append(point.settings["draw"])
                    store.write(point, work(point.settings))

    monkeypatch.setattr(ensemble, "run_points", run_points)
    return asked


def test_kept_sets_pass_every_gate_that_the_reference_passes(tmp_path: Path, computed_here: list[int]) -> None:
    made = make(tmp_path)
    assert len(made.ensemble.members) == 3
    assert all(REFERENCE <= member[WEIGHT] <= 23.5 for member in made.ensemble.members)
    assert {"G03", "G09", "G19"} <= set(made.gates)
    assert not {"G04", "G17"} & set(made.gates)
    assert made.tried == made.ensemble.made["draws"][-1] < max(computed_here)
    assert [ranged_numbers(draw, 0.5) for draw in made.ensemble.made["draws"]] == list(made.ensemble.members)


def test_gates_say_how_many_draws_they_rejected(tmp_path: Path, computed_here: list[int]) -> None:
    made = make(tmp_path)
    weights = [ranged_numbers(draw, 0.5)[WEIGHT] for draw in range(1, made.tried + 1)]
    assert made.rejected["G03"] == sum(weight < REFERENCE for weight in weights) > 0
    assert made.rejected["G09"] == sum(weight > 23.5 for weight in weights) > 0
    assert made.rejected["G01"] == 0


def test_a_draw_is_not_measured_after_the_stage_that_it_missed() -> None:
    asked: list[str] = []

    def seen(stage: Stage, numbers: Mapping[str, float]) -> list[Row]:
        asked.append(stage.name)
        return rows(stage, {WEIGHT: 18.0})

    row = judge({"draw": 1, "spread": 0.5, "gates": ["G01", "G03", "G09"]}, seen)
    assert asked == [read_stages()[0].name]
    assert (row["kept"], row["G01"], row["G03"]) == (0.0, 1.0, 0.0)
    assert row["G09"] != row["G09"]


def test_stages_of_which_no_gate_is_asked_are_not_measured() -> None:
    asked: list[str] = []

    def seen(stage: Stage, numbers: Mapping[str, float]) -> list[Row]:
        asked.append(stage.name)
        return rows(stage, numbers)

    judge({"draw": 0, "spread": 0.5, "gates": ["G09"]}, seen)
    assert asked == ["motor_units"]
    judge({"draw": 0, "spread": 0.5, "gates": []}, seen)
    assert asked[1:] == [stage.name for stage in read_stages()]


def test_the_same_call_goes_on_and_the_budget_ends_it(tmp_path: Path, computed_here: list[int]) -> None:
    few = make(tmp_path, wanted=30, most=8)
    assert (few.tried, computed_here) == (8, list(range(9)))
    assert 0 < len(few.ensemble.members) < 30
    more = make(tmp_path, wanted=30, most=24)
    assert (more.tried, computed_here) == (24, list(range(25)))
    assert more.ensemble.members[: len(few.ensemble.members)] == few.ensemble.members


def test_draws_of_another_spread_are_not_mixed(tmp_path: Path, computed_here: list[int]) -> None:
    make(tmp_path, wanted=1, most=2)
    with pytest.raises(ValueError, match="under other settings"):
        make_ensemble(1, 2, 0.25, tmp_path / "draws", work=work)


def test_a_reference_that_passes_nothing_is_told(tmp_path: Path, computed_here: list[int]) -> None:
    def misses(settings: Mapping[str, Any]) -> dict[str, float | str]:
        return {name: 0.0 if isinstance(value, float) else value for name, value in work(settings).items()}

    with pytest.raises(ValueError, match="the reference set passes no gate"):
        make_ensemble(1, 2, 0.5, tmp_path / "draws", work=misses)
