import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.studies.circuit_signatures import CIRCUITS, SIGNATURES

SHOWN = {
    "cortex": {"jerk_rate": 1.0, "burst_duration": 40.0, "muscles_involved": 3.0, "neck_first": 0.1, "cranial": 0.2},
    "brainstem": {"jerk_rate": 1.0, "burst_duration": 90.0, "muscles_involved": 9.0, "neck_first": 0.9, "cranial": 0.8},
    "spinal": {"jerk_rate": 1.0, "burst_duration": 150.0, "muscles_involved": 5.0, "neck_first": 0.0, "cranial": 0.0},
}


def shown(statistics: dict[str, float]) -> list[str]:
    run = xr.Dataset({name: ((), value) for name, value in statistics.items()})
    return [circuit for circuit in CIRCUITS if SIGNATURES[circuit](run)]


@pytest.mark.parametrize("circuit", CIRCUITS)
def test_jerks_of_a_circuit_show_its_signature_alone(circuit: str) -> None:
    assert shown(SHOWN[circuit]) == [circuit]


@pytest.mark.parametrize(
    ("circuit", "changed"),
    [
        ("cortex", {"burst_duration": 51.0}),
        ("cortex", {"muscles_involved": 5.0}),
        ("cortex", {"neck_first": 0.5}),
        ("brainstem", {"muscles_involved": 5.0}),
        ("brainstem", {"neck_first": 0.4}),
        ("spinal", {"burst_duration": 79.0}),
        ("spinal", {"cranial": 0.01}),
    ],
)
def test_each_mark_of_a_signature_is_needed(circuit: str, changed: dict[str, float]) -> None:
    assert shown(SHOWN[circuit] | changed) == []


@pytest.mark.parametrize("circuit", CIRCUITS)
def test_a_circuit_that_does_not_jerk_shows_nothing(circuit: str) -> None:
    assert shown(SHOWN[circuit] | {"jerk_rate": 0.09}) == []
    silent = {"jerk_rate": 0.0, "burst_duration": np.nan, "neck_first": np.nan, "cranial": np.nan}
    assert shown(SHOWN[circuit] | silent) == []
