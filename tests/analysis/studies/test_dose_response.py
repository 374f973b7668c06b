"""Dose-response curves drawn from known ones: estimates, intervals, and what is not measurable."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.studies import dose_response as analysis_dose
from disinhibition.analysis.studies.dose_response import dose_response
from disinhibition.analysis.studies.hill_curve import Hill, hill_value

DOSES = np.array([0, 0.25, 0.5, 1, 2, 4, 8, 16])
TIME = 20.0
FALLING, RISING = Hill(2.0, -1.8, 1.5, 2.0), Hill(0.0, 3.0, 1.0, 3.0)


def rates(curve: Hill, seeds: int = 8, seed: int = 1) -> xr.DataArray:
    """Rates of Poisson events of TIME s over (dose, seed)."""
    mean = hill_value(curve, DOSES)[:, None] * np.ones(seeds)
    values = np.random.default_rng(seed).poisson(TIME * mean) / TIME
    axes = {"dose": ("dose", DOSES, {"units": "nM"}), "seed": np.arange(seeds)}
    return xr.DataArray(values, axes, ("dose", "seed"), "jerk_rate", {"units": "1/s", "long_name": "jerks per second"})


@pytest.mark.parametrize("curve", [FALLING, RISING])
def test_the_numbers_of_a_curve_lie_in_their_intervals(curve: Hill) -> None:
    found = dose_response(rates(curve), "dose", TIME, resamples=60)
    assert not found["reason"].item() and found["p"] < 1e-6
    for name in ("baseline", "emax", "ec50", "exponent"):
        estimate, low, high = found[name].values
        assert low - 1e-6 <= getattr(curve, name) <= high + 1e-6, name
        assert low <= estimate <= high
    _, low, high = found["ec50"].values
    assert high / low < 2
    assert (found["ec50"].attrs["units"], found["emax"].attrs["units"]) == ("nM", "1/s")
    assert found["curve"].sel(quantity="estimate", fitted=0).item() == pytest.approx(curve.baseline, abs=0.2)


def test_the_dose_may_be_called_level_as_in_the_experiments_with_drugs() -> None:
    found = dose_response(rates(FALLING).rename(dose="level"), "level", TIME, resamples=0)
    assert found["observed"].dims == ("level",) and found["curve"].dims == ("quantity", "fitted")


def test_another_scatter_is_fitted_by_squares() -> None:
    shifted = rates(FALLING) - 5  # such as a potential: below 0 and no count
    found = dose_response(shifted, "dose", resamples=20)
    assert found["baseline"].sel(quantity="estimate").item() == pytest.approx(-3, abs=0.3)
    assert found["ec50"].sel(quantity="estimate").item() == pytest.approx(1.5, rel=0.3)


def test_flat_rates_are_not_measurable_whatever_the_seed() -> None:
    flat = [dose_response(rates(Hill(1.5, 0.0, 1.0, 1.0), seed=seed), "dose", TIME, resamples=0) for seed in range(40)]
    reasons = [found["reason"].item() for found in flat]
    assert reasons.count("does not change with dose") >= 35
    found = flat[reasons.index("does not change with dose")].sel(quantity="estimate")
    assert found["baseline"] == pytest.approx(1.5, abs=0.2) and found["emax"] == 0
    assert np.isnan([found["ec50"], found["exponent"]]).all()


def test_clusters_of_events_do_not_pass_for_an_effect() -> None:
    """Five times the events in a fifth of the seeds: the variance is five times that of a Poisson count."""
    clustered = [5 * rates(Hill(0.3, 0.0, 1.0, 1.0), seed=seed) for seed in range(40)]
    reasons = [dose_response(values, "dose", TIME, resamples=0)["reason"].item() for values in clustered]
    assert reasons.count("does not change with dose") >= 35


def test_jerks_with_a_rhythm_show_a_fall_that_poisson_counts_would_hide() -> None:
    """Counts of 12, 9, 8 and 7 that scatter by one, as of the brainstem: variance a tenth of the mean."""
    counts = np.array([12, 9, 8, 7, 8, 7, 7, 8])[:, None] + np.array([-1, 0, 1, -1, 1])
    regular = rates(FALLING, seeds=5).copy(data=counts / TIME)
    assert dose_response(regular, "dose", TIME, resamples=0)["p"] < 0.01
    assert dose_response(regular.isel(seed=slice(3)), "dose", TIME, resamples=0)["p"] > 0.05  # three runs do not tell


def test_silent_doses_say_nothing_of_how_events_vary() -> None:
    silent = 5 * rates(Hill(0.3, 0.0, 1.0, 1.0))
    more = xr.concat([silent.isel(dose=slice(4)), 0 * silent.isel(dose=slice(4, None))], "dose")
    few, many = (analysis_dose._scale(values, TIME) for values in (more.values[:4], more.values))
    assert few == many and few[0] > 2


def test_one_run_a_dose_of_what_is_no_count_has_a_curve_and_no_p() -> None:
    found = dose_response(rates(FALLING).isel(seed=[0]) * 30, "dose", resamples=0)
    assert np.isnan(found["p"]) and found["reason"].item().startswith("one run a dose")
    assert np.isnan(found["ec50"].sel(quantity="estimate")) and np.ptp(found["curve"].values[0]) > 10


def test_a_flat_band_holds_its_line() -> None:
    flat = dose_response(rates(Hill(1.5, 0.0, 1.0, 1.0), seed=3), "dose", TIME, resamples=50)
    estimate, low, high = flat["curve"].values
    assert flat["reason"].item() == "does not change with dose"
    assert (low <= estimate).all() and (estimate <= high).all() and np.ptp(low) == 0


def test_silence_has_a_baseline_of_zero_and_says_so() -> None:
    found = dose_response(0 * rates(FALLING), "dose", TIME, resamples=3)
    assert found["reason"].item() == "no events at any dose"
    assert found["baseline"].sel(quantity="estimate") == 0 and found["emax"].sel(quantity="estimate") == 0
    assert not found["curve"].sel(quantity="estimate").any()


def test_an_effect_that_goes_on_beyond_the_doses_has_no_half_dose() -> None:
    found = dose_response(rates(Hill(0.0, 40.0, 80.0, 1.0)), "dose", TIME, resamples=3)
    assert "outside the doses" in found["reason"].item()
    assert np.isnan(found[["emax", "ec50", "exponent"]].to_array()).all()


def test_failed_points_are_left_out() -> None:
    holed = rates(FALLING)
    holed[3, 2] = holed[0, 0] = np.nan
    holed[1] = np.nan
    found = dose_response(holed, "dose", TIME, resamples=0)
    assert found["ec50"].sel(quantity="estimate").item() == pytest.approx(1.5, rel=0.3)
    assert np.isnan(found["observed"].values[1])


def test_fewer_than_five_seeds_have_no_interval() -> None:
    found = dose_response(rates(FALLING, seeds=4), "dose", TIME)
    assert np.isnan(found["ec50"].sel(quantity=["low", "high"])).all()
    assert found["ec50"].sel(quantity="estimate") > 0


def test_seeds_of_noise_and_wiring_are_repeats_alike() -> None:
    two = rates(FALLING).assign_coords(wiring=("seed", [1] * 4 + [2] * 4), noise=("seed", [*range(4)] * 2))
    two = two.set_index(seed=["wiring", "noise"]).unstack("seed")
    one = dose_response(rates(FALLING), "dose", TIME, resamples=0)
    xr.testing.assert_allclose(one["curve"], dose_response(two, "dose", TIME, resamples=0)["curve"])


def test_too_few_doses_and_a_dose_that_is_none_are_refused() -> None:
    with pytest.raises(ValueError, match="at least"):
        dose_response(rates(FALLING).isel(dose=slice(4)), "dose", TIME)
    with pytest.raises(ValueError, match="no dimension gain"):
        dose_response(rates(FALLING), "gain", TIME)
