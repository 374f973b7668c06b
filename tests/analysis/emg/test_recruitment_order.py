import numpy as np
import pytest
import xarray as xr
from scipy.stats import friedmanchisquare

from disinhibition.analysis.emg.recruitment_order import (
    RESAMPLES,
    kendall_w,
    onsets_by_jerk,
    order_confidence,
    recruitment_order,
    resampled_medians,
)

NAN = np.nan


def bursts(delays: dict[str, list[float]]) -> xr.Dataset:
    """One burst per muscle and jerk, 1 s apart, delays in ms; NaN: not recruited."""
    rows = [
        (jerk + delay / 1e3, muscle, jerk)
        for muscle, values in delays.items()
        for jerk, delay in enumerate(values)
        if not np.isnan(delay)
    ]
    onset, muscle, jerk = zip(*rows, strict=True) if rows else ((), (), ())
    return xr.Dataset(
        {
            "onset": ("burst", np.array(onset, dtype=float)),
            "muscle": ("burst", np.array(muscle, dtype=str)),
            "jerk": ("burst", np.array(jerk, dtype=int)),
        }
    )


def test_known_delays_come_back_as_median_and_iqr_in_order():
    order = recruitment_order(bursts({"right_fdi": [10, 12, 14, 16, 18], "right_scm": [0, 0, 0, 0, 0]}))
    assert order["muscle"].values.tolist() == ["right_scm", "right_fdi"]
    np.testing.assert_allclose(order["delay"], [0, 14], atol=1e-6)
    np.testing.assert_allclose(order["delay_iqr"], [0, 4], atol=1e-6)
    assert order["share"].values.tolist() == [1, 1] and order["delay"].attrs["units"] == "ms"


def test_share_counts_the_jerks_a_muscle_takes_part_in():
    order = recruitment_order(bursts({"scm": [0, 0, 0, 0], "fdi": [np.nan, 12, np.nan, np.nan]}))
    assert order["share"].sel(muscle="fdi") == 0.25 and order["count"].sel(muscle="fdi") == 1


def test_second_burst_of_a_muscle_in_a_jerk_does_not_change_its_onset():
    twice = xr.concat([bursts({"scm": [0], "fdi": [10]}), bursts({"fdi": [40]})], dim="burst")
    np.testing.assert_allclose(recruitment_order(twice)["delay"].sel(muscle="fdi"), 10, atol=1e-6)


def test_silence_has_no_order():
    assert recruitment_order(bursts({})).sizes["muscle"] == 0


def test_onsets_by_jerk_are_first_bursts_after_the_first_muscle() -> None:
    twice = xr.concat([bursts({"scm": [5, NAN], "fdi": [15, 3]}), bursts({"fdi": [40]})], dim="burst")
    table = onsets_by_jerk(twice)
    assert table["muscle"].values.tolist() == ["fdi", "scm"]
    np.testing.assert_allclose(table, [[0.010, 0], [0, NAN]], atol=1e-9)


def test_constant_order_holds_in_all_jerks_and_is_sure() -> None:
    order = order_confidence(bursts({"scm": [0] * 20, "biceps": [6] * 20, "fdi": [12] * 20}))
    assert order["earlier"].values.tolist() == ["scm", "biceps"] and order["later"].values.tolist() == ["biceps", "fdi"]
    assert order["share"].values.tolist() == [1, 1] and order["count"].values.tolist() == [20, 20]
    assert order["kendall_w"].item() == pytest.approx(1) and order["complete"].item() == 20
    assert order["first_muscle"].item() == "scm" and order["first_confidence"].item() == 1


def test_share_of_a_pair_has_an_exact_interval() -> None:
    order = order_confidence(bursts({"scm": [0] * 10, "fdi": [5] * 8 + [-5] * 2}))
    assert order["share"].item() == pytest.approx(0.8)
    # Clopper and Pearson 1934 for 8 of 10
    assert order["low"].item() == pytest.approx(0.4439, abs=1e-4)
    assert order["high"].item() == pytest.approx(0.9748, abs=1e-4)


def test_equal_onsets_are_in_no_order() -> None:
    order = order_confidence(bursts({"scm": [0] * 10, "fdi": [0] * 4 + [5] * 6}))
    assert order["share"].item() == pytest.approx(0.6) and order["count"].item() == 10


def test_resampled_medians_are_medians_of_the_jerks_drawn_without_the_missing_ones() -> None:
    onset = np.random.default_rng(4).normal(size=(9, 3))
    onset[[0, 5], 1] = onset[:, 2] = np.nan
    medians, counts = resampled_medians(onset, 7)
    drawn = onset[np.random.default_rng(7).integers(0, 9, (RESAMPLES, 9))]
    np.testing.assert_allclose(medians[:, :2], np.nanmedian(drawn[..., :2], axis=1))
    np.testing.assert_array_equal(counts, np.isfinite(drawn).sum(axis=1))
    assert np.isnan(medians[:, 2]).all()


@pytest.mark.slow
def test_interval_of_a_pair_holds_the_truth_in_nineteen_of_twenty_series() -> None:
    rng = np.random.default_rng(0)
    inside = 0
    for _ in range(200):
        later = np.where(rng.random(40) < 0.7, 5.0, -5.0)
        order = order_confidence(bursts({"scm": [0] * 40, "fdi": later.tolist()}))
        low, high = order["low"].item(), order["high"].item()
        inside += low <= (0.7 if order["earlier"].item() == "scm" else 0.3) <= high
    assert inside >= 180


def test_random_order_has_no_concordance_and_no_sure_first_muscle() -> None:
    rng = np.random.default_rng(1)
    order = order_confidence(bursts({name: rng.uniform(0, 30, 300).tolist() for name in ("a", "b", "c", "d")}))
    assert order["kendall_w"].item() < 0.02
    assert order["first_confidence"].item() < 0.9
    assert np.all((order["low"].values < 0.6) & (order["high"].values > 0.4))


def test_kendall_w_agrees_with_friedman_with_and_without_ties() -> None:
    rng = np.random.default_rng(2)
    for onset in (rng.normal(size=(12, 5)) + np.arange(5), rng.integers(0, 3, (12, 5)).astype(float)):
        statistic = friedmanchisquare(*onset.T).statistic
        assert kendall_w(onset) == pytest.approx(statistic / (12 * 4))


def test_kendall_w_of_two_muscles_is_the_square_of_the_excess_share() -> None:
    assert kendall_w(np.array([[0.0, 1]] * 8 + [[1.0, 0]] * 2)) == pytest.approx(0.6**2)


def test_kendall_w_leaves_out_jerks_in_which_a_muscle_is_missing() -> None:
    onset = np.array([[0.0, 1, 2], [0, 1, 2], [2, 1, NAN], [NAN, 0, 1]])
    assert kendall_w(onset) == pytest.approx(1)


@pytest.mark.parametrize(
    "onset",
    [
        np.zeros((0, 0)),
        np.zeros((0, 3)),
        np.array([[0.0, 1]]),
        np.zeros((5, 1)),
        np.zeros((5, 3)),
        np.full((5, 2), NAN),
    ],
    ids=["nothing", "silence", "one jerk", "one muscle", "all tied", "never together"],
)
def test_kendall_w_without_an_order_to_compare_is_not_a_number(onset: np.ndarray) -> None:
    assert np.isnan(kendall_w(onset))


def test_rare_muscles_enter_only_when_asked_for() -> None:
    events = bursts({"scm": [0] * 4, "fdi": [12] * 4, "soleus": [20, NAN, NAN, NAN]})
    assert order_confidence(events)["later"].values.tolist() == ["fdi"]
    asked = order_confidence(events, ["soleus", "scm"])
    assert asked["later"].values.tolist() == ["soleus"] and asked["count"].values.tolist() == [1]
    assert asked["complete"].item() == 1 and np.isnan(asked["kendall_w"].item())


def test_muscle_that_never_takes_part_comes_last_without_shares() -> None:
    order = order_confidence(bursts({"scm": [0, 0], "fdi": [9, 9]}), ["triceps", "scm", "fdi"])
    assert order["later"].values.tolist() == ["fdi", "triceps"]
    assert order["count"].values.tolist() == [2, 0] and np.isnan(order["share"].values[1])
    assert order["first_muscle"].item() == "scm"
    never = order_confidence(bursts({"scm": [0, 0]}), ["triceps"])
    assert never["first_muscle"].item() == "" and np.isnan(never["first_confidence"].item())


def test_muscle_that_mostly_begins_is_first_with_the_confidence_of_the_bootstrap() -> None:
    # The median of fdi is above 0 where more than half of 21 drawn jerks have it late, each with p = 12 / 21
    order = order_confidence(bursts({"scm": [0] * 12 + [5] * 9, "fdi": [5] * 12 + [0] * 9}))
    assert order["first_muscle"].item() == "scm"
    assert order["first_confidence"].item() == pytest.approx(0.749, abs=0.05)


def test_same_seed_gives_the_same_confidence() -> None:
    rng = np.random.default_rng(3)
    events = bursts({name: rng.uniform(0, 30, 30).tolist() for name in ("a", "b", "c")})
    xr.testing.assert_identical(order_confidence(events, seed=5), order_confidence(events, seed=5))


def test_silence_and_one_jerk_are_defined_values() -> None:
    silent = order_confidence(bursts({}))
    assert silent.sizes["pair"] == 0 and silent["first_muscle"].item() == "" and silent["complete"].item() == 0
    one = order_confidence(bursts({"scm": [0], "fdi": [12]}))
    assert one["share"].values.tolist() == [1] and one["first_muscle"].item() == "scm"
    for order in (silent, one):
        assert np.isnan(order["kendall_w"].item()) and np.isnan(order["first_confidence"].item())
        for name, variable in order.data_vars.items():
            assert {"units", "long_name"} <= set(variable.attrs), name


def test_onset_that_is_no_number_is_refused() -> None:
    broken = bursts({"right_fdi": [0, 1]})
    broken["onset"][0] = np.nan
    with pytest.raises(ValueError, match="no number"):
        order_confidence(broken)
