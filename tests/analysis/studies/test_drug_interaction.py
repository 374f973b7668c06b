"""Pairs of drugs whose interaction is known: independent, one drug with itself, synergic, antagonistic."""

from collections.abc import Callable

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.studies.drug_interaction import bliss, loewe
from disinhibition.analysis.studies.hill_curve import Hill, hill_value

DOSES = np.array([0, 0.5, 1, 2, 4])
TIME, SEEDS = 20.0, 20
STEEP = Hill(2.0, -2.0, 1.5, 3.0)


def pair(rate: Callable[[np.ndarray, np.ndarray], np.ndarray], noise: bool = True, seeds: int = SEEDS) -> xr.DataArray:
    """Rates over (one, two, seed), counted for TIME s."""
    mean = np.broadcast_to(rate(DOSES[:, None], DOSES[None, :])[..., None], (5, 5, seeds))
    values = np.random.default_rng(1).poisson(TIME * mean) / TIME if noise else mean.copy()
    axes = {"one": ("one", DOSES, {"units": "nM"}), "two": ("two", DOSES, {"units": "mg"}), "seed": np.arange(seeds)}
    return xr.DataArray(values, axes, ("one", "two", "seed"), attrs={"units": "1/s"})


def independent(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return 2 * (1 - a / (a + 2)) * (1 - b / (b + 3))


def sham(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """One drug given as two."""
    return hill_value(STEEP, a + b)


def synergic(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return hill_value(STEEP, a + b + 2 * np.sqrt(a * b))


def test_independent_drugs_have_no_excess() -> None:
    exact = bliss(pair(independent, noise=False), "one", "two", 1e6)
    np.testing.assert_allclose(exact["excess"], 0, atol=1e-6)
    found = bliss(pair(independent), "one", "two", TIME)
    inside = (found["low"] <= 0) & (found["high"] >= 0)
    assert inside.values[1:, 1:].mean() > 0.8
    assert (found["high"] - found["low"]).values[1:, 1:].max() < 1.5


def test_excess_counts_what_was_added_and_lacks_units_of_nothing_else() -> None:
    both = xr.where((pair(independent)["one"] > 0) & (pair(independent)["two"] > 0), 0.5, 1.0)
    found = bliss(pair(independent, noise=False) * both, "one", "two", 1e6)
    np.testing.assert_allclose(found["excess"].values[1:, 1:], np.log(2), atol=1e-5)
    np.testing.assert_allclose(found["excess"].values[0], 0, atol=1e-12)
    assert found["expected"].attrs["units"] == "1/s"


def test_bliss_takes_a_steep_drug_with_itself_for_synergy_and_loewe_does_not() -> None:
    shams = pair(sham)
    found = bliss(shams, "one", "two", TIME)
    assert (found["low"].sel(one=1, two=1) > 0.3).item()
    isobole = loewe(shams, "one", "two", TIME, resamples=20)
    inside = (isobole["index_low"] <= 1) & (isobole["index_high"] >= 1)
    assert inside.values[np.isfinite(isobole["index"].values)].mean() > 0.7


def test_sham_pair_has_an_index_of_1_within_5_percent() -> None:
    found = loewe(pair(sham, noise=False), "one", "two", TIME, resamples=0)
    known = found["index"].values[np.isfinite(found["index"].values)]
    assert known.size >= 9
    np.testing.assert_allclose(known, 1, atol=0.05)


def test_doses_alone_are_those_of_the_curve() -> None:
    found = loewe(pair(sham, noise=False), "one", "two", TIME, resamples=0)
    expected = 1.5 * np.array([3 / 7, 1, 7 / 3]) ** (1 / 3)
    np.testing.assert_allclose(found["alone_first"], expected, rtol=0.01)
    np.testing.assert_allclose(found["alone_second"], expected, rtol=0.01)
    assert (found["dose_first"].attrs["units"], found["dose_second"].attrs["units"]) == ("nM", "mg")


def test_synergic_pair_lies_below_the_line() -> None:
    found = loewe(pair(synergic), "one", "two", TIME, resamples=20)
    half = found.sel(suppression=0.5)
    known = np.isfinite(half["index"].values)
    assert known.any() and (half["index_high"].values[known] < 1).all()


def test_what_the_doses_do_not_suppress_has_no_point() -> None:
    weak = loewe(pair(lambda a, b: 2 - 0.05 * (a + b)), "one", "two", TIME, resamples=0)
    assert np.isnan(weak["index"]).all() and np.isnan(weak["alone_first"]).all()


@pytest.mark.filterwarnings("error")
def test_a_drug_whose_half_effect_lies_far_beyond_the_doses_has_no_point_and_no_warning() -> None:
    weak = pair(lambda a, b: hill_value(Hill(2.0, -2.0, 40.0, 1.0), a) * (1 - b / (b + 0.5)), noise=False)
    assert np.isnan(loewe(weak, "one", "two", TIME, resamples=2)["alone_first"].sel(suppression=0.5)).item()


def test_silence_has_no_synergy_that_could_be_seen() -> None:
    silent = bliss(0 * pair(sham), "one", "two", TIME)
    np.testing.assert_allclose(silent["excess"], 0, atol=1e-12)
    assert not silent["visible"].any()
    assert np.isnan(loewe(0 * pair(sham), "one", "two", TIME, resamples=3)["index"]).all()


def test_expected_silence_is_marked() -> None:
    found = bliss(pair(sham), "one", "two", TIME)
    assert found["visible"].sel(one=1, two=0.5) and not found["visible"].sel(one=4, two=4)


def test_failed_points_are_left_out() -> None:
    holed = pair(independent).copy()
    holed[1, 1, :19] = np.nan
    whole, found = (bliss(values, "one", "two", TIME) for values in (pair(independent), holed))
    assert abs(float(whole["excess"][1, 1] - found["excess"][1, 1])) < 0.7
    holed[2, 2] = np.nan
    assert np.isnan(bliss(holed, "one", "two", TIME)["excess"][2, 2])
    assert np.isfinite(loewe(holed, "one", "two", TIME, resamples=0)["alone_first"]).any()


def test_a_pair_without_single_drugs_and_too_few_doses_are_refused() -> None:
    with pytest.raises(ValueError, match="two has no dose 0"):
        bliss(pair(sham).isel(two=slice(1, None)), "one", "two", TIME)
    with pytest.raises(ValueError, match="5 doses; there are 4 and 5"):
        loewe(pair(sham).isel(one=slice(4)), "one", "two", TIME)
