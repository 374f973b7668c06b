"""What a surrogate tells of points it was not shown: all of a plane, nothing of noise."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.studies.surrogate import LEAST, check_surrogate


def study(points: int = 60, slope: float = 1.0, noise: float = 0.0) -> xr.Dataset:
    rng = np.random.default_rng(1)
    one, two = rng.uniform(size=points), rng.uniform(0, 1e3, points)
    values = 2 + slope * (one + np.sin(two / 300)) + noise * rng.standard_normal(points)
    axes = {"one": ("point", one), "two": ("point", two), "seed": ("point", np.ones(points, int))}
    return xr.Dataset({"jerk_rate": ("point", values, {"units": "1/s"})}, axes)


@pytest.fixture(scope="module")
def found() -> xr.Dataset:
    return check_surrogate(study(noise=0.1), "jerk_rate")


@pytest.mark.slow
def test_a_smooth_function_is_predicted_and_its_intervals_hold(found: xr.Dataset) -> None:
    assert found["r2_all"] > 0.9
    assert found["rmse_all"] == pytest.approx(0.1, rel=0.4)
    assert found["covered"] == pytest.approx(0.95, abs=0.07)
    assert found.sizes == {"point": 60, "held_out": 10}
    assert found["rmse"].attrs["units"] == "1/s"
    assert found["r2"].std() > 0


@pytest.mark.slow
def test_noise_is_not_predicted() -> None:
    found = check_surrogate(study(slope=0.0, noise=1.0), "jerk_rate")
    assert -0.5 < found["r2_all"] < 0.15
    assert found["deviation"].mean() == pytest.approx(1.0, rel=0.3)


def test_every_point_is_held_out_once_with_a_tenth_of_the_others(found: xr.Dataset) -> None:
    np.testing.assert_array_equal(np.bincount(found["fold"]), [6] * 10)


@pytest.mark.slow
def test_a_held_out_point_does_not_predict_itself() -> None:
    """One point far from the plane: only the others tell what is predicted there."""
    odd = study()
    odd["jerk_rate"][7] += 100
    found = check_surrogate(odd, "jerk_rate")
    assert found["predicted"][7] < 30


def test_a_constant_has_no_variance_to_predict() -> None:
    found = check_surrogate(study(slope=0.0), "jerk_rate")
    assert found["rmse_all"] == 0 and found["r2_all"].isnull() and found["r2"].isnull().all()
    assert "same at every point" in found["reason"].item()


def test_failed_points_are_left_out_and_counted() -> None:
    holed = study(slope=0.0)
    holed["jerk_rate"][:3] = np.nan
    found = check_surrogate(holed, "jerk_rate")
    assert (found.sizes["point"], int(found["dropped"])) == (57, 3)


def test_few_points_are_refused_with_the_number_that_is_needed() -> None:
    with pytest.raises(ValueError, match=f"29 points .* by {LEAST} at least"):
        check_surrogate(study(29), "jerk_rate")
    many = {f"axis{number}": ("point", np.random.default_rng(number).uniform(size=60)) for number in range(7)}
    with pytest.raises(ValueError, match="of 9 axes is checked by 90 at least"):
        check_surrogate(study().assign_coords(many), "jerk_rate")
