import numpy as np
import pytest
from elephant import statistics

from disinhibition.analysis.emg.rhythm import interjerk_intervals
from disinhibition.analysis.spiking.firing_statistics import (
    count_correlation,
    count_fanos,
    cv2_terms,
    interval_cv2s,
    interval_cvs,
    interval_lvrs,
    population_rates,
)

CELLS, SPIKES = 20, 4000


def test_rate_is_spikes_per_cell_and_second():
    units = np.array([0, 0, 1, 4, 4, 4])
    np.testing.assert_allclose(population_rates(units, np.array([2, 2, 1]), 2.0), [0.75, 0, 1.5])


def test_empty_populations_and_silence_have_rate_zero():
    assert population_rates(np.zeros(0, dtype=int), np.array([3, 0]), 1.0).tolist() == [0, 0]
    assert population_rates(np.array([2]), np.array([2, 0, 1]), 1.0).tolist() == [0, 0, 1]


def trains(kind: str, cells: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    shape = {"regular": None, "poisson": 1, "gamma4": 4}[kind]
    interval = np.full((cells, 2000), 0.1) if shape is None else rng.gamma(shape, 0.1 / shape, (cells, 2000))
    time = np.cumsum(interval, axis=1)
    unit = np.repeat(np.arange(cells), 2000)
    order = np.argsort(time.ravel())
    return time.ravel()[order], unit[order]


@pytest.mark.parametrize(("kind", "expected"), [("regular", 0), ("poisson", 1), ("gamma4", 0.5)])
def test_interval_cv_of_known_processes(kind, expected):
    assert np.median(interval_cvs(*trains(kind, 10, np.random.default_rng(0)))) == pytest.approx(expected, abs=0.02)


def test_cells_with_few_spikes_do_not_enter_the_cv():
    time = np.r_[np.arange(30) * 0.1, 0.05, 0.06, 1.9]
    unit = np.r_[np.zeros(30, dtype=int), 1, 1, 1]
    order = np.argsort(time)
    assert interval_cvs(time[order], unit[order], 20) == pytest.approx([0, np.nan], abs=1e-9, nan_ok=True)
    assert np.isnan(interval_cvs(time[order], unit[order], 50)).all()
    assert interval_cvs(np.zeros(0), np.zeros(0, dtype=int)).size == 0


def test_independent_trains_are_uncorrelated_and_equal_trains_fully_correlated():
    time, unit = trains("poisson", 40, np.random.default_rng(1))
    assert abs(count_correlation(time, unit, 40, 190.0)) < 0.01
    one = np.sort(np.random.default_rng(2).uniform(0, 100, 500))
    both = np.repeat(one, 2), np.tile([0, 1], one.size)
    assert count_correlation(*both, 2, 100.0) == pytest.approx(1.0)


def test_common_source_gives_its_share_as_correlation():
    # Each cell fires at the union of its own and a shared Poisson train of equal rates: correlation 1/2
    rng = np.random.default_rng(3)
    shared = rng.uniform(0, 1000, 5000)
    times = [np.concatenate([shared, rng.uniform(0, 1000, 5000)]) for _ in range(10)]
    unit = np.repeat(np.arange(10), 10_000)
    assert count_correlation(np.concatenate(times), unit, 10, 1000.0) == pytest.approx(0.5, abs=0.02)


def test_correlation_of_silent_or_single_cells_is_not_a_number():
    assert np.isnan(count_correlation(np.zeros(0), np.zeros(0, dtype=int), 5, 10.0))
    assert np.isnan(count_correlation(np.array([1.0]), np.array([0]), 1, 10.0))
    assert np.isnan(count_correlation(np.array([0.01, 0.01]), np.array([0, 1]), 2, 0.05))


def train(kind: str, rate: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """20 cells of 4000 spikes each, shuffled, so that order cannot matter."""
    rng = np.random.default_rng(0)
    shape = {"poisson": 1, "gamma4": 4}.get(kind)
    interval = np.full((CELLS, SPIKES), 1.0) if shape is None else rng.gamma(shape, 1 / shape, (CELLS, SPIKES))
    time = np.cumsum(interval, axis=1).ravel() / rate
    order = rng.permutation(time.size)
    return time[order], np.repeat(np.arange(CELLS), SPIKES)[order]


# Neighbouring intervals of a gamma process of shape k: I / (I + J) is Beta(k, k) and independent of I + J, so that CV2
# is 2 E|2 B - 1| and LvR without refractoriness 3 / (2 k + 1)
@pytest.mark.parametrize(("kind", "cv2", "lv"), [("regular", 0, 0), ("poisson", 1, 1), ("gamma4", 70 / 128, 1 / 3)])
def test_cv2_and_lvr_of_known_processes(kind: str, cv2: float, lv: float) -> None:
    times, units = train(kind, rate=0.1)
    assert interval_cv2s(times, units).shape == (CELLS,)
    assert interval_cv2s(times, units).mean() == pytest.approx(cv2, abs=0.02)
    assert interval_lvrs(times, units).mean() == pytest.approx(lv, abs=0.02)


def test_lvr_of_a_poisson_process_grows_with_rate_as_the_formula_says() -> None:
    assert interval_lvrs(*train("poisson", rate=20.0)).mean() == pytest.approx(1 + 4 * 0.005 * 20, abs=0.03)


def test_lvr_of_two_unequal_intervals_is_the_formula_by_hand() -> None:
    value = 3 * (1 - 4 * 0.1 * 0.3 / 0.4**2) * (1 + 4 * 0.005 / 0.4)
    assert interval_lvrs(np.array([0.0, 0.1, 0.4]), np.zeros(3, int), 3) == pytest.approx(value)


def test_cells_do_not_mix_whatever_the_order_of_spikes() -> None:
    time, unit = np.array([5.0, 0.0, 3.0, 1.0, 2.0, 4.0, 9.0]), np.array([1, 0, 1, 0, 0, 1, 1])
    np.testing.assert_allclose(interval_cv2s(time, unit, 3), [0, (0 + 2 * 3 / 5) / 2])


def test_slow_change_of_rate_leaves_local_measures_alone() -> None:
    time = np.cumsum(np.geomspace(0.1, 10, 500))
    assert interval_cv2s(time, np.zeros(500, int)) < 0.02
    assert interval_lvrs(time, np.zeros(500, int)) < 0.001


def test_cv2_of_jerks_is_the_cv2_of_cells() -> None:
    time = np.cumsum(np.random.default_rng(1).exponential(1.0, 50))
    assert interjerk_intervals(time).cv2 == pytest.approx(interval_cv2s(time, np.zeros(50, int)).item(), abs=1e-12)


def test_two_intervals_of_zero_are_equal() -> None:
    assert cv2_terms(np.array([0.0, 0.0]), np.array([0.0, 1.0])).tolist() == [0, 2]


def test_same_spikes_in_any_order_have_the_same_measures() -> None:
    time, unit = train("poisson")
    mixed = np.random.default_rng(1).permutation(time.size)
    for measure in (interval_cv2s, interval_lvrs):
        np.testing.assert_array_equal(measure(time[mixed], unit[mixed]), measure(time, unit))
    np.testing.assert_array_equal(
        count_fanos(time[mixed], unit[mixed], CELLS, 3500.0), count_fanos(time, unit, CELLS, 3500.0)
    )


def test_spike_given_twice_is_refused_but_not_two_cells_at_once() -> None:
    for measure in (interval_cv2s, interval_lvrs, lambda time, unit: count_fanos(time, unit, 2, 10.0)):
        with pytest.raises(ValueError, match=r"cell 1 fires twice at 0.5 s; give each spike once"):
            measure(np.array([0.5, 0.1, 0.5]), np.array([1, 1, 1]))
        measure(np.array([0.5, 0.1, 0.5]), np.array([1, 1, 0]))


def test_cells_with_few_spikes_have_no_local_measures_and_silent_ones_in_between_neither() -> None:
    time = np.r_[np.arange(30) * 0.1, 0.05, 0.06, 1.9]
    unit = np.r_[np.full(30, 1), 3, 3, 3]
    for measure in (interval_cv2s, interval_lvrs):
        values = measure(time, unit)
        np.testing.assert_array_equal(np.isnan(values), [True, False, True, True])
        assert np.isnan(measure(time, unit, 31)).all()
        assert measure(np.zeros(0), np.zeros(0, int)).size == 0
        assert np.isnan(measure(np.array([1.0]), np.array([0]))).tolist() == [True]
        assert np.isfinite(measure(time, unit, 0)[3])


@pytest.mark.parametrize(("kind", "expected"), [("regular", 0), ("poisson", 1), ("gamma4", 0.25)])
def test_fano_factor_of_known_processes(kind: str, expected: float) -> None:
    times, units = train(kind)
    assert count_fanos(times - 0.5, units, CELLS, 3500.0, window=50.0).mean() == pytest.approx(expected, abs=0.1)


def test_doubled_spikes_double_the_fano_factor() -> None:
    time, unit = train("poisson")
    doubled = count_fanos(np.r_[time, time + 1e-9], np.r_[unit, unit], CELLS, 3500.0, 5.0)
    np.testing.assert_allclose(doubled, 2 * count_fanos(time, unit, CELLS, 3500.0, 5.0))


def test_silent_cells_and_short_recordings_have_no_fano_factor() -> None:
    values = count_fanos(np.array([0.5, 2.5]), np.array([1, 1]), 3, 10.0)
    np.testing.assert_array_equal(np.isnan(values), [True, False, True])
    assert np.isnan(count_fanos(np.array([0.5]), np.array([0]), 1, 1.5)).all()
    assert count_fanos(np.zeros(0), np.zeros(0, int), 0, 10.0).size == 0


def test_fano_factor_is_the_sample_variance_over_the_mean() -> None:
    # Counts 1 and 3
    assert count_fanos(np.array([0.1, 1.1, 1.2, 1.3]), np.zeros(4, int), 1, 2.0).tolist() == [1]


def test_last_shorter_window_is_dropped() -> None:
    time, unit = np.array([0.5, 1.5, 2.1, 2.2]), np.zeros(4, int)
    assert count_fanos(time, unit, 1, 2.5).tolist() == [0]


@pytest.mark.parametrize(
    ("time", "unit", "window", "message"),
    [
        (np.zeros(3), np.zeros(2, int), 1.0, "one cell for every spike"),
        (np.array([0.0, np.nan]), np.zeros(2, int), 1.0, "no number"),
        (np.zeros(1), np.array([-1]), 1.0, "below 0"),
        (np.zeros(1), np.array([5]), 1.0, "not among"),
        (np.zeros(1), np.zeros(1, int), 0.0, "no spikes"),
    ],
)
def test_bad_spikes_are_one_clear_line(time: np.ndarray, unit: np.ndarray, window: float, message: str) -> None:
    with pytest.raises(ValueError, match=message) as error:
        count_fanos(time, unit, 5, 10.0, window)
    assert "\n" not in str(error.value)


def test_lengths_are_checked_before_intervals_are_taken() -> None:
    for measure in (interval_cv2s, interval_lvrs):
        with pytest.raises(ValueError, match="one cell for every spike"):
            measure(np.zeros(3), np.zeros(2, int))


def test_local_measures_are_those_of_elephant() -> None:
    import quantities as pq

    time, unit = train("gamma4", rate=30.0)
    for cell in range(3):
        interval = np.diff(np.sort(time[unit == cell])) * pq.s
        assert interval_cv2s(time, unit)[cell] == pytest.approx(statistics.cv2(interval))
        assert interval_lvrs(time, unit)[cell] == pytest.approx(statistics.lvr(interval, R=5 * pq.ms))


def test_fano_factor_is_that_of_elephant_but_for_the_sample_variance() -> None:
    time, unit = train("gamma4")
    own = np.sort(time[unit == 2])
    windows = [own[(own >= 5 * i) & (own < 5 * (i + 1))] for i in range(700)]
    expected = statistics.fanofactor(windows) * 700 / 699
    assert count_fanos(time, unit, CELLS, 3500.0, 5.0)[2] == pytest.approx(expected)


def test_count_correlation_is_that_of_elephant() -> None:
    import neo
    import quantities as pq
    from elephant.conversion import BinnedSpikeTrain
    from elephant.spike_train_correlation import correlation_coefficient

    rng = np.random.default_rng(4)
    shared = rng.uniform(0, 100, 500)
    trains = [np.sort(np.r_[shared, rng.uniform(0, 100, 500)]) for _ in range(5)]
    binned = BinnedSpikeTrain(
        [neo.SpikeTrain(times, units="s", t_stop=100.0) for times in trains], bin_size=50 * pq.ms, tolerance=None
    )
    matrix = correlation_coefficient(binned)
    expected = matrix[~np.eye(5, dtype=bool)].mean()
    unit = np.repeat(np.arange(5), 1000)
    assert count_correlation(np.concatenate(trains), unit, 5, 100.0, 0.05) == pytest.approx(expected)
    assert expected > 0.4


def test_rate_and_cv_are_those_of_elephant() -> None:
    import neo

    time, unit = train("gamma4", rate=30.0)
    own = neo.SpikeTrain(np.sort(time[unit == 4]), units="s", t_stop=200.0)
    rates = population_rates(unit, np.ones(CELLS, int), 200.0)
    assert rates[4] == pytest.approx(statistics.mean_firing_rate(own).rescale("Hz").item())
    assert interval_cvs(time, unit)[4] == pytest.approx(statistics.cv(statistics.isi(own), ddof=1))
