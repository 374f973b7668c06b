"""Draws that are kept, with verdicts made here instead of simulated."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from disinhibition.experiments.fit.calibration.ensemble_draws import judge, make_ensemble
from disinhibition.experiments.fit.calibration.gate_loss import plan_runs, simulated_seconds
from disinhibition.experiments.fit.calibration.stages import ENSEMBLE, LONGEST, Stage, read_stages
from disinhibition.experiments.gates.row import Row
from disinhibition.experiments.gates.studies import HEALTH
from disinhibition.models.parameters.jitter import ranged_numbers

WEIGHT = "cortex.projections.pv_pt.weight"
REFERENCE = 22.0


def rows(stage: Stage, numbers: Mapping[str, float]) -> list[Row]:
    """All pass but G03 with a weak weight, G09 with a strong one, and G17 always; G02 and G19-b have no verdict."""
    weight = numbers.get(WEIGHT, REFERENCE)
    missed = {"G17", *(["G03"] if weight < REFERENCE - 0.5 else []), *(["G09"] if weight > 22.5 else [])}
    gates = [*stage.gates, *(["G19-b"] if "G19" in stage.gates else [])]
    return [
        Row(gate, "", "fit", "report" if gate in ("G02", "G19-b") else "miss" if gate in missed else "pass")
        for gate in gates
    ]


def work(settings: Mapping[str, Any]) -> dict[str, float | str]:
    return judge(settings, rows)


def make(folder: Path, wanted: int = 3, most: int = 40):
    return make_ensemble(wanted, most, 0.5, folder / "draws", workers=1, work=work)


@pytest.fixture
def computed_here(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, float]]:
    """Points are computed in this process; the draws and spreads that were."""
    from disinhibition.experiments.fit.calibration import ensemble_draws as ensemble

    asked: list[tuple[int, float]] = []

    def run_points(store, points, work, *_: object, **__: object) -> None:
        with store.lock():
            store.add_points(points)
            states = store.states()
            for point in points:
                if states[point.key] == "missing":
                    asked.append((point.task["draw"], point.task["spread"]))
                    store.write(point, work(point.task))

    monkeypatch.setattr(ensemble, "run_points", run_points)
    return asked


def test_kept_sets_pass_every_gate_that_the_reference_passes(tmp_path: Path, computed_here: list[Any]) -> None:
    made = make(tmp_path)
    assert len(made.ensemble.members) == 3
    assert all(REFERENCE - 0.5 <= member[WEIGHT] <= 22.5 for member in made.ensemble.members)
    assert {"G03", "G09", "G19"} <= set(made.gates)
    assert not {"G02", "G17"} & set(made.gates)
    assert [ranged_numbers(*one) for one in made.ensemble.made["draws"]] == list(made.ensemble.members)


def test_a_draw_that_misses_is_tried_nearer_to_the_reference_and_kept_once(
    tmp_path: Path, computed_here: list[Any]
) -> None:
    made = make(tmp_path, wanted=8)
    draws = dict(made.ensemble.made["draws"])
    assert len(draws) == 8 and set(draws) == set(range(1, 9))
    assert {0.5} < set(draws.values()) <= {0.5, 0.25, 0.125, 0.0625}
    for draw, spread in draws.items():
        nearer = ranged_numbers(draw, spread)[WEIGHT]
        assert spread == 0.5 or not REFERENCE - 0.5 <= ranged_numbers(draw, 2 * spread)[WEIGHT] <= 22.5
        assert REFERENCE - 0.5 <= nearer <= 22.5
        assert [one for one, _ in computed_here].count(draw) == 1 + [0.5, 0.25, 0.125, 0.0625].index(spread)


def test_gates_say_how_many_tries_they_rejected(tmp_path: Path, computed_here: list[Any]) -> None:
    made = make(tmp_path, wanted=30, most=8)
    weights = [ranged_numbers(draw, 0.5)[WEIGHT] for draw in range(1, 9)]
    assert made.rejected["G03"] == sum(weight < REFERENCE - 0.5 for weight in weights) > 0
    assert made.rejected["G09"] == sum(weight > 22.5 for weight in weights) > 0
    assert made.rejected["G01"] == 0


@pytest.mark.slow
def test_a_set_is_judged_on_at_most_sixty_simulated_seconds_of_healthy_studies() -> None:
    stages = read_stages(part=ENSEMBLE)
    assert sum(simulated_seconds(plan_runs(stage.runs)) for stage in stages) <= LONGEST
    assert all(set(stage.runs) <= set(HEALTH) and not stage.numbers for stage in stages)


def test_a_draw_is_not_measured_after_the_stage_that_it_missed() -> None:
    asked: list[str] = []

    def seen(stage: Stage, numbers: Mapping[str, float]) -> list[Row]:
        asked.append(stage.name)
        return rows(stage, {WEIGHT: 25.0})

    row = judge({"draw": 1, "spread": 0.5, "gates": ["G09", "G10", "G03"]}, seen)
    assert asked == ["effort"]
    assert (row["kept"], row["G10"], row["G09"]) == (0.0, 1.0, 0.0)
    assert row["G03"] != row["G03"]


def test_stages_of_which_no_gate_is_asked_are_not_measured() -> None:
    asked: list[str] = []

    def seen(stage: Stage, numbers: Mapping[str, float]) -> list[Row]:
        asked.append(stage.name)
        return rows(stage, numbers)

    judge({"draw": 0, "spread": 0.5, "gates": ["G09"]}, seen)
    assert asked == ["effort"]
    judge({"draw": 0, "spread": 0.5, "gates": []}, seen)
    assert asked[1:] == [stage.name for stage in read_stages(part=ENSEMBLE)]


def test_the_same_call_goes_on_and_the_budget_ends_it(tmp_path: Path, computed_here: list[Any]) -> None:
    few = make(tmp_path, wanted=30, most=7)
    assert (few.tried, computed_here) == (7, [(0, 0.0), *((draw, 0.5) for draw in range(1, 8))])
    assert 0 < len(few.ensemble.members) < 30
    more = make(tmp_path, wanted=30, most=24)
    assert (more.tried, len(computed_here)) == (24, 25)
    assert more.ensemble.members[: len(few.ensemble.members)] == few.ensemble.members
    assert len(set(computed_here)) == 25


def test_another_spread_goes_on_from_the_same_tries(tmp_path: Path, computed_here: list[Any]) -> None:
    make(tmp_path, wanted=30, most=12)
    computed_here.clear()
    narrow = make_ensemble(30, 8, 0.25, tmp_path / "draws", workers=1, work=work)
    assert 0 < len(computed_here) < 8
    assert {spread for _, spread in narrow.ensemble.made["draws"]} == {0.25}


def test_a_reference_that_passes_nothing_is_told(tmp_path: Path, computed_here: list[Any]) -> None:
    def misses(settings: Mapping[str, Any]) -> dict[str, float | str]:
        return {name: 0.0 if isinstance(value, float) else value for name, value in work(settings).items()}

    with pytest.raises(ValueError, match="the reference set passes no gate"):
        make_ensemble(1, 2, 0.5, tmp_path / "draws", work=misses)
