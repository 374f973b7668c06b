"""Motor units of a steady contraction out of known spike trains."""

from types import SimpleNamespace

import numpy as np
import pytest

from disinhibition.experiments.run.measures.contraction import columns, row, size_order

DURATION = 10.0
UNITS = 6  # of FDI, the smallest first; the last cell is no motoneuron


def outcome(rates: list[float]) -> SimpleNamespace:
    """FDI units that fire regularly at the given rates."""
    trains = [np.arange(0, DURATION, 1 / rate) if rate else np.zeros(0) for rate in rates]
    unit = np.repeat(np.arange(len(rates)), [train.size for train in trains])
    time = np.concatenate([*trains, [1.0, 2.0]])
    unit = np.append(unit, [len(rates)] * 2)
    order = np.argsort(time, kind="stable")
    recording = SimpleNamespace(
        duration=DURATION,
        spike_time=time[order],
        spike_unit=unit[order],
        size=(len(rates), 1),
        motoneurons={"right_fdi": np.arange(len(rates))},
    )
    return SimpleNamespace(recording=recording, status="ok")


def measured(rates: list[float]) -> dict[str, float | str]:
    return row(outcome(rates))


def test_small_units_that_fire_faster_are_recruited_by_size() -> None:
    found = measured([12, 10, 8, 0, 0, 0])
    assert (found["active_fdi"], found["rate_fdi"], found["newest_fdi"]) == (3, 10, 8)
    assert found["size_order_fdi"] == 1
    assert found["cv_fdi"] == pytest.approx(0, abs=1e-6)


def test_unit_that_hardly_fires_is_not_recruited() -> None:
    assert measured([12, 1, 0, 0, 0, 0])["active_fdi"] == 1


def test_silent_muscle_has_no_rate() -> None:
    found = measured([0] * UNITS)
    assert found["active_fdi"] == 0
    assert np.isnan(found["rate_fdi"]) and np.isnan(found["size_order_fdi"])


@pytest.mark.parametrize(
    ("active", "order"), [([1, 1, 0, 0], 1), ([0, 0, 1, 1], -1), ([1, 0, 1, 0], 0.5), ([1, 1], np.nan), ([0], np.nan)]
)
def test_size_order_of_known_recruitments(active: list[int], order: float) -> None:
    assert size_order(np.array(active, dtype=bool)) == pytest.approx(order, nan_ok=True)


def test_every_column_has_a_value() -> None:
    assert {column.name for column in columns()} | {"status"} == set(measured([5] * UNITS))
