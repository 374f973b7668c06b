"""How far a gate is missed, and that short runs of the pathway give its rows."""

import pytest

from disinhibition.experiments.fit.calibration.gate_loss import CONDITION, NOTHING, gate_loss, measure_gates, plan_runs
from disinhibition.experiments.gates.row import Row
from disinhibition.models.engine.engine import Engine


def row(measured: float | None, verdict: str = "miss", **bounds: object) -> Row:
    return Row("G", "quantity", "fit", verdict, mean=measured, least=measured, most=measured, **bounds)


@pytest.mark.parametrize(
    ("bounds", "measured", "loss"),
    [
        ({"low": 6, "high": 10}, 4, 1.0),
        ({"low": 6, "high": 10}, 14, 2.0),
        ({"high": 0.6, "asks": "rises"}, 0.9, 0.5),
        ({"low": 0.5}, 0.25, 0.5),
        ({"low": 0, "high": 0}, 0.2, 0.2),
        ({"low": 0, "strict": True}, -0.2, 0.2),
        ({"high": 0.6, "asks": "rises"}, 0.3, CONDITION),
        ({"low": 6, "high": 10}, None, NOTHING),
        ({"asks": "any"}, None, NOTHING),
    ],
)
def test_a_miss_costs_its_distance_in_half_widths(bounds: dict, measured: float | None, loss: float) -> None:
    assert gate_loss(row(measured, **bounds)) == pytest.approx(loss)


def test_a_row_of_every_run_costs_the_distance_of_its_worst_run() -> None:
    worst = Row("G02", "spikes", "fit", "miss", high=0.5, every=True, mean=0.1, least=0.0, most=0.75)
    assert gate_loss(worst) == pytest.approx(0.5)


def test_the_loss_is_that_of_the_number_and_not_of_its_words() -> None:
    assert gate_loss(row(10.0004, low=6, high=10)) == pytest.approx(0.0002)


@pytest.mark.parametrize(("measured", "verdict"), [(8, "pass"), (40, "report"), (None, "report")])
def test_a_pass_and_a_row_without_verdict_cost_nothing(measured: float | None, verdict: str) -> None:
    assert gate_loss(row(measured, verdict, low=6, high=10)) == 0


def test_a_number_moves_the_rows_of_short_runs(compiled: Engine) -> None:
    short = ["study.axes.effort=[1]", "study.axes.wiring_seed=[1]", "duration=0.5"]
    studies = plan_runs({"effort": short})

    def rate(**numbers: float) -> float:
        rows = measure_gates(studies, {f"spinal.drive.motoneuron.{name}": value for name, value in numbers.items()})
        return next(row.mean for row in rows if row.id == "G10-fdi")

    assert rate(voluntary=0.25) < rate() < rate(voluntary=0.5)
