"""Sensitivity of functions whose indices are known: Ishigami's, a sum, a product, a constant."""

import sys

import numpy as np
import pytest
import xarray as xr
from SALib.sample import morris as morris_design
from SALib.sample import sobol as sobol_design

from disinhibition.analysis.studies.sensitivity import is_sobol_design, morris_effects, sobol_indices

AXES = ["one", "two", "three"]
PROBLEM = {"num_vars": 3, "names": AXES, "bounds": [[-np.pi, np.pi]] * 3}


def study(where: np.ndarray, values: np.ndarray) -> xr.Dataset:
    axes = {name: ("point", column) for name, column in zip(AXES, where.T, strict=True)}
    return xr.Dataset(
        {"jerk_rate": ("point", values, {"units": "1/s"})},
        {**axes, "point": np.arange(len(where)), "seed": ("point", np.ones(len(where), int))},
    )


def sobol_study(blocks: int = 1024, second: bool = True) -> xr.Dataset:
    where = sobol_design.sample(PROBLEM, blocks, calc_second_order=second, seed=1)
    one, two, three = where.T
    return study(where, np.sin(one) + 7 * np.sin(two) ** 2 + 0.1 * three**4 * np.sin(one))


def morris_study(trajectories: int = 30) -> xr.Dataset:
    where = morris_design.sample(PROBLEM, trajectories, num_levels=4, seed=1)
    unit = (where + np.pi) / (2 * np.pi)
    return study(where, 3 * unit[:, 0] - 2 * unit[:, 1])


@pytest.mark.parametrize("second", [True, False])
def test_indices_of_ishigami_lie_in_their_intervals(second: bool) -> None:
    found = sobol_indices(sobol_study(second=second), "jerk_rate")
    assert found["axis"].values.tolist() == AXES
    # Homma & Saltelli 1996: a 7, b 0.1
    np.testing.assert_allclose(found["first"], [0.3139, 0.4424, 0], atol=0.03)
    np.testing.assert_allclose(found["total"], [0.5576, 0.4424, 0.2437], atol=0.03)
    assert (np.abs(found["first"] - [0.3139, 0.4424, 0]) <= found["first_ci"]).all()
    assert 0.005 < float(found["total_ci"].max()) < 0.15
    assert ("second" in found) == second
    if second:
        assert float(found["second"].sel(axis="three", other="one")) == pytest.approx(0.2437, abs=0.05)
        assert float(found["second"].sel(axis="two", other="one")) == pytest.approx(0, abs=0.05)


@pytest.mark.filterwarnings("error")
def test_a_constant_has_zeros() -> None:
    constant = sobol_study(8).assign(jerk_rate=("point", np.full(64, 0.3)))
    found = sobol_indices(constant, "jerk_rate")
    assert not found[["first", "first_ci", "total", "total_ci"]].to_array().any()
    effects = morris_effects(morris_study().map(np.zeros_like), "jerk_rate")
    assert not effects[["mean", "mean_absolute", "mean_absolute_ci", "deviation"]].to_array().any()


def test_a_missing_point_costs_its_block_and_is_counted() -> None:
    whole = sobol_study()
    values = whole["jerk_rate"].values.copy()
    values[[3, 100]] = np.nan
    found = sobol_indices(whole.assign(jerk_rate=("point", values)), "jerk_rate")
    assert (int(found["blocks"]), int(found["dropped"])) == (1022, 2)
    np.testing.assert_allclose(found["total"], sobol_indices(whole, "jerk_rate")["total"], atol=0.01)


def test_many_missing_points_are_refused() -> None:
    values = sobol_study(8)["jerk_rate"].values.copy()
    values[0] = np.nan
    with pytest.raises(ValueError, match="1 of 8 blocks"):
        sobol_indices(sobol_study(8).assign(jerk_rate=("point", values)), "jerk_rate")


def test_effects_of_a_sum_are_its_slopes_over_the_range() -> None:
    found = morris_effects(morris_study(), "jerk_rate")
    np.testing.assert_allclose(found["mean"], [3, -2, 0], atol=1e-9)
    np.testing.assert_allclose(found["mean_absolute"], [3, 2, 0], atol=1e-9)
    np.testing.assert_allclose(found["deviation"], 0, atol=1e-9)
    assert found["mean"].attrs["units"] == "1/s"


def test_an_axis_that_acts_with_another_has_a_deviation() -> None:
    product = morris_study()
    product["jerk_rate"] = product["one"] * product["two"]
    found = morris_effects(product, "jerk_rate")
    assert float(found["deviation"].sel(axis="one")) > 1
    assert float(found["deviation"].sel(axis="three")) == 0


def test_another_design_is_refused() -> None:
    assert is_sobol_design(sobol_study(8), "jerk_rate") and not is_sobol_design(morris_study(), "jerk_rate")
    shuffled = sobol_study(8).isel(point=np.random.default_rng(1).permutation(64))
    with pytest.raises(ValueError, match="no Sobol design of one, two, three"):
        sobol_indices(shuffled, "jerk_rate")
    with pytest.raises(ValueError, match="no Morris design"):
        morris_effects(sobol_study(8), "jerk_rate")
    with pytest.raises(ValueError, match="no Morris design of one, two, three with 2 levels"):
        morris_effects(morris_study(), "jerk_rate", levels=2)


def test_a_design_repeated_for_every_seed_is_averaged() -> None:
    once = sobol_study(64)
    other = once.assign(jerk_rate=once["jerk_rate"] + 1).assign_coords(seed=("point", np.full(512, 2)))
    twice = xr.concat([once, other], "point")
    found, known = sobol_indices(twice, "jerk_rate"), sobol_indices(once, "jerk_rate")
    np.testing.assert_allclose(found["total"], known["total"])
    assert found["blocks"] == known["blocks"]


def test_without_salib_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = sobol_study(8)
    monkeypatch.setitem(sys.modules, "SALib.analyze.sobol", None)
    with pytest.raises(ValueError, match=r"pip install 'disinhibition\[sweeps\]'"):
        sobol_indices(wanted, "jerk_rate")
