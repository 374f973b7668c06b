"""Potentials that recur with one shape several times a second are those of a motor unit."""

import numpy as np
import pytest

from disinhibition.analysis.emg.unit_trains import unit_potentials

RATE = 2000.0
NOISE = 1e-6
LENGTH = 24
SHAPE = 5e-5 * np.diff(np.exp(-0.5 * ((np.arange(LENGTH + 2) - 12) / 3) ** 2), n=2) / 0.1


def told(times: np.ndarray, shapes: list[np.ndarray]) -> np.ndarray:
    """Which of some activities at times (s) are potentials of units."""
    rng = np.random.default_rng(0)
    emg = NOISE * rng.standard_normal(round((times[-1] + 1) * RATE))
    first = np.rint(times * RATE).astype(int)
    for place, shape in zip(first, shapes, strict=True):
        emg[place : place + shape.size] += shape
    last = first + np.array([shape.size for shape in shapes])
    return unit_potentials(emg, RATE, first.astype(float), last.astype(float), NOISE)[0]


def test_a_steady_train_is_told_whatever_its_amplitude() -> None:
    times = 0.5 + np.arange(60) / 7
    sizes = np.random.default_rng(1).uniform(0.7, 1.5, 60)
    assert told(times, [size * SHAPE for size in sizes]).all()


def test_a_train_that_fires_seldom_or_has_few_potentials_is_not() -> None:
    assert not told(0.5 + np.arange(60) / 2.0, [SHAPE] * 60).any()
    assert not told(0.5 + np.arange(15) / 7, [SHAPE] * 15).any()


def test_bursts_of_many_units_at_the_rate_of_a_unit_are_not() -> None:
    rng = np.random.default_rng(2)
    assert told(0.5 + np.arange(60) / 7, [1e-4 * rng.standard_normal(LENGTH) for _ in range(60)]).mean() < 0.05


def test_potentials_one_upon_another_are_told_from_a_burst_among_them() -> None:
    rng = np.random.default_rng(3)
    both = np.zeros(2 * LENGTH)
    both[:LENGTH] += SHAPE
    both[9 : 9 + LENGTH] += SHAPE
    shapes = [SHAPE] * 60
    shapes[20], shapes[40] = both, 1e-4 * rng.standard_normal(100)
    found = told(0.5 + np.arange(60) / 7, shapes)
    assert found[20] and not found[40] and found.sum() == 59


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_comes_of_nothing(count: int) -> None:
    none = np.zeros(count)
    found, shapes = unit_potentials(np.zeros(100), RATE, none, none + 10, 0.0)
    assert not found.any() and not shapes
