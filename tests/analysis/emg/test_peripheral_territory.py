"""Muscles that jerk, and the roots that they share."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.emg.peripheral_territory import one_territory

ROOTS = {"fdi": ("C8", "T1"), "triceps": ("C7", "C8"), "biceps": ("C5", "C6"), "masseter": (), "orbicularis_oculi": ()}
EVERYWHERE = [f"{side}_{name}" for side in ("left", "right") for name in ROOTS]


def bursts(*muscles: str) -> xr.Dataset:
    """Ten jerks of each of these muscles, one after the other."""
    names = np.repeat(np.array(muscles, dtype=str), 10)
    return xr.Dataset({"muscle": ("burst", names), "jerk": ("burst", np.arange(names.size))})


@pytest.mark.parametrize(
    ("muscles", "expected"),
    [
        (["right_fdi"], True),
        (["right_fdi", "right_triceps"], True),
        (["right_triceps", "right_biceps"], False),
        (["right_fdi", "left_fdi"], False),
        (["right_masseter"], True),
        (["right_masseter", "right_orbicularis_oculi"], False),
        ([], None),
    ],
)
def test_muscles_of_one_root_and_side_are_one_territory(muscles: list[str], expected: bool | None) -> None:
    assert one_territory(bursts(*muscles), EVERYWHERE, ROOTS) is expected


def test_one_jerk_is_enough_and_a_stray_burst_is_too_little() -> None:
    one = bursts("right_fdi").isel(burst=[0])
    assert one_territory(one, EVERYWHERE, ROOTS) is True
    stray = xr.concat([*[bursts("right_fdi")] * 3, bursts("left_biceps").isel(burst=[0])], "burst")
    stray["jerk"] = ("burst", np.arange(31))
    assert one_territory(stray, EVERYWHERE, ROOTS) is True


def test_electrodes_in_one_territory_alone_say_nothing() -> None:
    assert one_territory(bursts("right_fdi"), ["right_fdi", "right_triceps"], ROOTS) is None
    assert one_territory(bursts("right_fdi"), ["right_fdi"], ROOTS) is None


def test_muscle_without_an_entry_is_named() -> None:
    with pytest.raises(KeyError, match="right_soleus"):
        one_territory(bursts("right_soleus"), EVERYWHERE, ROOTS)
