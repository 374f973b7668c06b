import numpy as np
import pytest

from disinhibition.analysis.spiking.firing_rates import count_correlation, interval_cvs, population_rates


def test_rate_is_spikes_per_cell_and_second():
    units = np.array([0, 0, 1, 4, 4, 4])
    np.testing.assert_allclose(population_rates(units, np.array([2, 2, 1]), 2.0), [0.75, 0, 1.5])


def test_empty_populations_and_silence_have_rate_zero():
    assert population_rates(np.zeros(0, dtype=int), np.array([3, 0]), 1.0).tolist() == [0, 0]
    assert population_rates(np.array([2]), np.array([2, 0, 1]), 1.0).tolist() == [0, 0, 1]


def train(kind: str, cells: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    shape = {"regular": None, "poisson": 1, "gamma4": 4}[kind]
    interval = np.full((cells, 2000), 0.1) if shape is None else rng.gamma(shape, 0.1 / shape, (cells, 2000))
    time = np.cumsum(interval, axis=1)
    unit = np.repeat(np.arange(cells), 2000)
    order = np.argsort(time.ravel())
    return time.ravel()[order], unit[order]


@pytest.mark.parametrize(("kind", "expected"), [("regular", 0), ("poisson", 1), ("gamma4", 0.5)])
def test_interval_cv_of_known_processes(kind, expected):
    assert np.median(interval_cvs(*train(kind, 10, np.random.default_rng(0)))) == pytest.approx(expected, abs=0.02)


def test_cells_with_few_spikes_do_not_enter_the_cv():
    time = np.r_[np.arange(30) * 0.1, 0.05, 0.06, 1.9]
    unit = np.r_[np.zeros(30, dtype=int), 1, 1, 1]
    order = np.argsort(time)
    assert interval_cvs(time[order], unit[order], 20) == pytest.approx([0, np.nan], abs=1e-9, nan_ok=True)
    assert np.isnan(interval_cvs(time[order], unit[order], 50)).all()
    assert interval_cvs(np.zeros(0), np.zeros(0, dtype=int)).size == 0


def test_independent_trains_are_uncorrelated_and_equal_trains_fully_correlated():
    time, unit = train("poisson", 40, np.random.default_rng(1))
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
