"""Level of a drug from which on jerks begin, and how far a second drug raises it."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.studies.gain_threshold import JERKING_RATE
from disinhibition.analysis.studies.level_threshold import level_threshold, raised_threshold

LEVELS = np.geomspace(0.02, 1, 30)


def study(rates: np.ndarray, levels: np.ndarray = LEVELS) -> xr.Dataset:
    """The same rates in two seeds."""
    data = {"jerk_rate": (("strychnine", "seed"), np.repeat(np.asarray(rates, float)[:, None], 2, axis=1))}
    return xr.Dataset(data, {"strychnine": levels, "seed": [1, 2]})


def rising(start: float = 0.1) -> xr.Dataset:
    return study(JERKING_RATE * (LEVELS / start) ** 3)


def test_threshold_lies_between_two_levels_and_where_the_rate_is_reached() -> None:
    assert level_threshold(rising(), "strychnine") == pytest.approx(0.1, rel=0.05)
    halfway = study(np.array([0.0, 2 * JERKING_RATE]), np.array([1.0, 4.0]))
    assert level_threshold(halfway, "strychnine") == pytest.approx(2.0)


def test_threshold_is_that_of_the_mean_over_every_other_axis() -> None:
    networks = xr.concat([study(0 * LEVELS), rising()], xr.Variable("wiring_seed", [1, 2]))
    assert level_threshold(networks, "strychnine") == pytest.approx(0.1 * 2 ** (1 / 3), rel=0.05)


def test_threshold_does_not_depend_on_the_order_of_the_levels() -> None:
    found = rising()
    assert level_threshold(found.isel(strychnine=slice(None, None, -1)), "strychnine") == level_threshold(
        found, "strychnine"
    )


def test_where_jerks_come_and_go_the_threshold_is_where_they_come_to_stay() -> None:
    comes_and_goes = study(JERKING_RATE * np.array([0.0, 2.0, 0.0, 2.0]), np.array([1.0, 2.0, 4.0, 16.0]))
    assert level_threshold(comes_and_goes, "strychnine") == pytest.approx(8.0)


def test_levels_without_jerks_have_an_infinite_threshold_and_levels_that_all_jerk_the_lowest() -> None:
    assert level_threshold(study(0 * LEVELS), "strychnine") == np.inf
    assert level_threshold(study(1 + 0 * LEVELS), "strychnine") == pytest.approx(0.02)


def test_threshold_of_a_run_that_was_not_measurable_is_unknown() -> None:
    failed = rising()
    failed["jerk_rate"][{"strychnine": 3, "seed": 0}] = np.nan
    assert np.isnan(level_threshold(failed, "strychnine"))


@pytest.mark.parametrize(
    ("found", "alone", "ratio"),
    [(3.0, 2.0, 1.5), (2.0, 2.0, 1.0), (np.inf, 2.0, 4.0), (np.inf, np.inf, np.nan), (3.0, np.inf, np.nan),
     (np.nan, 2.0, np.nan), (2.0, np.nan, np.nan)],
)  # fmt: skip
def test_a_raised_threshold_is_relative_to_alone_and_unknown_where_either_is(
    found: float, alone: float, ratio: float
) -> None:
    assert raised_threshold(found, alone, 8.0) == pytest.approx(ratio, nan_ok=True)
