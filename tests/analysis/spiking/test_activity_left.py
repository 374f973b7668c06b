"""The proxy of sedation: firing left of cortex, thalamus and reticular formation."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.spiking.activity_left import CELLS, activity_left


def rates(**values: list[float]) -> xr.Dataset:
    return xr.Dataset({f"rate_{cell}": ("dose", values.get(cell, [2.0, 2.0])) for cell in CELLS})


def test_no_change_is_one_and_halves_multiply() -> None:
    drugged = rates(l23=[2.0, 1.0], thalamocortical=[2.0, 1.0], reticular=[2.0, 1.0])
    np.testing.assert_allclose(activity_left(drugged, drugged.isel(dose=0)), [1, 0.5])
    one = rates(l23=[2.0, 0.25])
    assert float(activity_left(one, one.isel(dose=0))[1]) == pytest.approx(0.5)


def test_a_class_that_falls_silent_leaves_nothing_and_one_that_was_silent_tells_nothing() -> None:
    drugged = rates(reticular=[2.0, 0.0])
    assert float(activity_left(drugged, drugged.isel(dose=0))[1]) == 0
    assert np.isnan(activity_left(rates(), rates(reticular=[0.0, 0.0]).isel(dose=0))).all()
