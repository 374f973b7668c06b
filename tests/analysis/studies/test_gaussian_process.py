"""A Gaussian process finds the lengths and the noise of functions that have them."""

import numpy as np
import pytest
from scipy.optimize import approx_fprime

from disinhibition.analysis.studies.gaussian_process import _minus_likelihood, fit_process, predict

RNG = np.random.default_rng(1)
WHERE = RNG.uniform((0, 0), (1, 100), (80, 2))


def wave(where: np.ndarray) -> np.ndarray:
    return np.sin(6 * where[:, 0])


def test_gradient_is_that_of_the_likelihood() -> None:
    steps = (WHERE[:20, None] - WHERE[None, :20]) ** 2
    values, numbers = wave(WHERE[:20]), np.array([0.1, 3.0, 0.3, -2.0])
    _, gradient = _minus_likelihood(numbers, steps, values)
    differences = approx_fprime(numbers, lambda place: _minus_likelihood(place, steps, values)[0], 1e-6)
    np.testing.assert_allclose(gradient, differences, rtol=1e-3)


def test_a_smooth_function_is_told_between_its_points() -> None:
    process = fit_process(WHERE, wave(WHERE))
    new = RNG.uniform((0.05, 5), (0.95, 95), (50, 2))
    mean, deviation = predict(process, new)
    np.testing.assert_allclose(mean, wave(new), atol=0.02)
    assert deviation.max() < 0.05
    first, second = process.length / (1, 100)
    assert second > 5 * first, "the second axis does nothing, whatever its unit"


def test_noise_is_told_from_the_function() -> None:
    process = fit_process(WHERE, wave(WHERE) + 0.3 * RNG.standard_normal(80))
    assert np.sqrt(process.noise) == pytest.approx(0.3, rel=0.3)
    _, deviation = predict(process, WHERE)
    assert deviation.min() > 0.25


def test_far_from_its_points_it_says_the_mean_and_does_not_know() -> None:
    values = 5 + wave(WHERE)
    mean, deviation = predict(fit_process(WHERE, values), np.array([[50.0, 50.0]]))
    assert mean == pytest.approx(values.mean()) and deviation > 0.5


def test_a_constant_stays_one() -> None:
    mean, _ = predict(fit_process(WHERE, np.full(80, 2.5)), WHERE[:3] + 0.1)
    np.testing.assert_allclose(mean, 2.5)


def test_one_point_or_a_missing_value_is_refused() -> None:
    for where, values in ((WHERE[:1], np.ones(1)), (WHERE[:2], np.array([1, np.nan]))):
        with pytest.raises(ValueError, match="two points or more"):
            fit_process(where, values)
