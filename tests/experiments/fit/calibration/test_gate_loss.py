"""How far a gate is missed, and that short runs of the pathway give its rows."""

import math

import pytest

from disinhibition.experiments.fit.calibration.gate_loss import CONDITION, NOTHING, gate_loss, measure_gates, plan_runs
from disinhibition.experiments.fit.calibration.gate_loss import tolerance_of as tolerance_of_row
from disinhibition.experiments.gates.row import Row
from disinhibition.models.engine.engine import Engine


def row(tolerance: str, measured: str, verdict: str = "miss") -> Row:
    return Row("G", "quantity", "fit", "", tolerance, measured, "", verdict)


@pytest.mark.parametrize(
    ("tolerance", "low", "high"),
    [
        ("6 to 10", 6, 10),
        ("0.01 to 0.1", 0.01, 0.1),
        ("100 to 220, grows", 100, 220),
        ("0.25 to 0.75; falls without GABA-B", 0.25, 0.75),
        ("< 0.5", -math.inf, 0.5),
        ("<= 0.6; rises at GABA-A 0.5", -math.inf, 0.6),
        ("> 0.1; <= 1/3 left at glycine 0.2", 0.1, math.inf),
        (">= 0.5", 0.5, math.inf),
        ("<= 1 single-muscle event in 1500 s, none in >= 2 muscles (40 s run)", -math.inf, 1),
        ("none", -math.inf, math.inf),
        ("", -math.inf, math.inf),
    ],
)
def test_bounds_are_read_off_the_words_of_the_table(tolerance: str, low: float, high: float) -> None:
    assert tolerance_of_row(row(tolerance, "1")) == (low, high)


@pytest.mark.parametrize(
    ("tolerance", "measured", "loss"),
    [
        ("6 to 10", "4", 1.0),
        ("6 to 10", "14", 2.0),
        ("<= 0.6; rises", "0.9", 0.5),
        (">= 0.5", "0.25", 0.5),
        ("0 to 0", "0.2", 0.2),
        ("<= 0.6; rises", "0.3", CONDITION),
        ("6 to 10", "nothing", NOTHING),
        ("13.3 to 18.5", "not modelled", NOTHING),
    ],
)
def test_a_miss_costs_its_distance_in_half_widths(tolerance: str, measured: str, loss: float) -> None:
    assert gate_loss(row(tolerance, measured)) == pytest.approx(loss)


@pytest.mark.parametrize(("measured", "verdict"), [("8", "pass"), ("40", "report"), ("nothing", "report")])
def test_a_pass_and_a_row_without_verdict_cost_nothing(measured: str, verdict: str) -> None:
    assert gate_loss(row("6 to 10", measured, verdict)) == 0


def test_a_number_moves_the_rows_of_short_runs(compiled: Engine) -> None:
    short = ["study.axes.effort=[1]", "study.axes.wiring_seed=[1]", "duration=0.5"]
    studies = plan_runs({"effort": short})

    def rate(**numbers: float) -> float:
        rows = measure_gates(studies, {f"spinal.drive.motoneuron.{name}": value for name, value in numbers.items()})
        return next(float(row.measured) for row in rows if row.id == "G10-fdi")

    assert rate(voluntary=0.25) < rate() < rate(voluntary=0.5)
