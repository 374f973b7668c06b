import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.emg.rhythm import LONGEST, all_intervals, interjerk_intervals, rhythmicity, train_interval

DURATION = 120.0


def train(rate: float, cv: float, seed: int = 0) -> np.ndarray:
    """Renewal train of the given rate and CV of intervals (gamma)."""
    rng = np.random.default_rng(seed)
    shape = 1 / cv**2
    times = np.cumsum(rng.gamma(shape, 1 / (rate * shape), round(2 * rate * DURATION)))
    return times[times < DURATION]


def test_regular_jerks_have_their_interval_and_no_variation():
    rhythm = interjerk_intervals(np.arange(0, 20, 0.5))
    assert rhythm.interval == pytest.approx(0.5) and rhythm.count == 39
    assert rhythm.cv == pytest.approx(0, abs=1e-9) and rhythm.cv2 == pytest.approx(0, abs=1e-9)


def test_alternating_intervals_have_the_cv_and_cv2_of_the_formula():
    rhythm = interjerk_intervals(np.cumsum([1.0, 3.0] * 500))
    assert rhythm.cv2 == pytest.approx(1.0)
    assert rhythm.cv == pytest.approx(0.5, rel=0.01)


def test_few_intervals_use_the_median_and_the_sample_sd():
    rhythm = interjerk_intervals(np.array([0.0, 1.0, 4.0, 5.0]))
    assert rhythm.interval == 1.0 and rhythm.cv == pytest.approx(np.sqrt(4 / 3) / (5 / 3))


def test_random_jerks_have_a_cv_of_one():
    rhythm = interjerk_intervals(np.cumsum(np.random.default_rng(0).exponential(1.0, 20_000)))
    assert rhythm.cv == pytest.approx(1.0, abs=0.03) and rhythm.cv2 == pytest.approx(1.0, abs=0.03)


def test_slow_change_of_rate_raises_cv_but_not_cv2():
    rhythm = interjerk_intervals(np.cumsum(np.geomspace(0.1, 10, 500)))
    assert rhythm.cv > 1 and rhythm.cv2 < 0.02


@pytest.mark.parametrize(("onsets", "count", "interval"), [([], 0, np.nan), ([1.0], 0, np.nan), ([1.0, 3.0], 1, 2.0)])
def test_too_few_jerks_have_a_count_and_no_cv(onsets, count, interval):
    rhythm = interjerk_intervals(np.array(onsets))
    assert rhythm.count == count and np.isnan(rhythm.cv) and np.isnan(rhythm.cv2)
    np.testing.assert_equal(rhythm.interval, interval)


def test_cv_is_withheld_below_the_asked_minimum():
    onsets = np.cumsum(np.random.default_rng(1).uniform(0.5, 1.5, 30))
    assert np.isnan(interjerk_intervals(onsets, minimum=30).cv) and interjerk_intervals(onsets, minimum=30).count == 29
    assert interjerk_intervals(onsets, minimum=29).cv > 0


def test_order_of_onsets_does_not_matter():
    assert interjerk_intervals(np.array([3.0, 1.0, 2.0, 5.0])) == interjerk_intervals(np.array([1.0, 2.0, 3.0, 5.0]))


def test_interval_of_a_train_is_that_within_one_muscle_and_one_jerk():
    bursts = xr.Dataset(
        {
            "onset": ("burst", [1.0, 1.05, 1.01, 1.11, 2.0, 2.9]),
            "muscle": ("burst", ["fdi", "fdi", "scm", "fdi", "fdi", "fdi"]),
            "jerk": ("burst", [0, 0, 0, 0, 1, 2]),
        }
    )
    assert train_interval(bursts) == pytest.approx(0.055)
    assert np.isnan(train_interval(bursts.isel(burst=[0, 2, 4, 5])))
    assert np.isnan(train_interval(bursts.isel(burst=[])))


@pytest.mark.parametrize("cv", [0.02, 0.1, 0.2])
@pytest.mark.parametrize("rate", [0.5, 2.0, 10.0])
def test_regular_jerks_are_rhythmic_at_their_rate(rate, cv):
    found = rhythmicity(train(rate, cv), DURATION)
    assert found["rhythmic"]
    assert found["peak_frequency"].item() == pytest.approx(rate, abs=0.15)


@pytest.mark.parametrize("rate", [1.0, 5.0])
def test_random_jerks_are_hardly_ever_rhythmic(rate):
    found = [rhythmicity(train(rate, 1.0, seed), DURATION) for seed in range(60)]
    assert sum(bool(one["rhythmic"]) for one in found) <= 6
    power = np.mean([one["power"].values for one in found])
    correlation = np.mean([one["autocorrelation"].values for one in found])
    assert power == pytest.approx(1, abs=0.03) and correlation == pytest.approx(1, abs=0.03)


def test_clusters_are_no_rhythm():
    rng = np.random.default_rng(3)
    rhythmic = []
    for _ in range(20):
        centres = rng.uniform(1, DURATION - 1, 40)
        times = np.sort((centres[:, None] + rng.exponential(0.2, (40, 5))).ravel())
        found = rhythmicity(times, DURATION)
        rhythmic.append(bool(found["rhythmic"]))
        assert found["p_value"] < 0.05 and found["autocorrelation"].values[0] > 3
    assert sum(rhythmic) <= 1


def test_autocorrelation_of_a_regular_train_peaks_at_its_period():
    found = rhythmicity(np.arange(0.1, DURATION, 0.5), DURATION)["autocorrelation"]
    assert found.sizes["lag"] == round(LONGEST / 0.02)
    high = found["lag"].values[found.values > 1]
    assert np.all(np.abs(high / 0.5 - np.rint(high / 0.5)) < 0.05)
    assert found.values[found.values > 1].max() == pytest.approx(0.5 / 0.02, rel=0.05)


def test_order_of_onsets_does_not_matter_to_the_spectrum():
    times = train(2.0, 0.3)
    mixed = np.random.default_rng(1).permutation(times)
    assert rhythmicity(mixed, DURATION).identical(rhythmicity(times, DURATION))


@pytest.mark.parametrize(
    ("times", "duration", "reason"),
    [([], 120.0, "0 jerks"), ([1.0], 120.0, "1 jerk,"), (np.arange(0.1, 14.9, 0.3), 15.0, "15 s, 20 needed")],
)
def test_silence_one_jerk_and_a_short_record_have_a_reason(times, duration, reason):
    found = rhythmicity(np.array(times), duration)
    assert reason in found["reason"].item() and found["rhythmic"].isnull()
    for name in ("peak", "peak_frequency", "p_value"):
        assert np.isnan(found[name])
    assert np.isnan(found["power"]).all() and np.isnan(found["autocorrelation"]).all()


@pytest.mark.parametrize(
    ("times", "message"),
    [([1.0, np.nan], "without NaN"), ([1.0, 1.0], "given twice"), ([1.0, 130.0], "outside a recording of 120 s")],
)
def test_bad_input_is_one_clear_line(times, message):
    with pytest.raises(ValueError, match=message) as error:
        rhythmicity(np.array(times), DURATION)
    assert "\n" not in str(error.value)


def test_lags_are_those_of_elephants_autocorrelation_histogram():
    import neo
    import quantities as pq
    from elephant.conversion import BinnedSpikeTrain
    from elephant.spike_train_correlation import cross_correlation_histogram

    step = 0.02
    times = (np.unique(np.round(train(5.0, 0.5) / step)) + 0.5) * step
    binned = BinnedSpikeTrain(
        neo.SpikeTrain(times, units="s", t_stop=DURATION + 1), bin_size=step * pq.s, tolerance=1e-6
    )
    histogram, lags = cross_correlation_histogram(binned, binned, window="full")
    theirs = histogram.magnitude.ravel()[(lags >= 1) & (lags <= 200)]
    ours = np.histogram(all_intervals(times), (np.arange(1, 202) - 0.5) * step)[0]
    np.testing.assert_array_equal(ours, theirs)
