"""Treatments compared with none."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.studies.treatment_ranking import treatment_ranking
from disinhibition.errors import UserError

NAMES = ["none", "good", "bad", "idle"]


def rate(cortex: list[float], cord: list[float]) -> xr.DataArray:
    return xr.DataArray([cortex, cord], {"circuit": ["cortex", "cord"], "drug": NAMES}, ("circuit", "drug"))


def test_ranks_go_from_fewest_jerks_within_a_circuit_and_ties_share_theirs() -> None:
    found = treatment_ranking(rate([2, 1, 4, 2], [2, 3, 1, 1]), "drug", "none", 100.0)
    assert found["drug"].values.tolist() == NAMES[1:]
    np.testing.assert_array_equal(found["rank"], [[1, 3, 2], [3, 1.5, 1.5]])


def test_change_is_the_logarithm_against_none_and_a_failed_point_has_no_rank() -> None:
    found = treatment_ranking(rate([2, 1, 4, 2], [2, np.nan, 1, 3]), "drug", "none", 1e6)
    np.testing.assert_allclose(found["change"].sel(circuit="cortex"), np.log([0.5, 2, 1]), atol=1e-5)
    np.testing.assert_array_equal(found["rank"].sel(circuit="cord"), [np.nan, 1, 2])


def test_without_the_reference_nothing_is_compared() -> None:
    with pytest.raises(UserError, match="'placebo'"):
        treatment_ranking(rate([1] * 4, [1] * 4), "drug", "placebo", 1.0)
