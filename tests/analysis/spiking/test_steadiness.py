import numpy as np
import pytest

from disinhibition.analysis.spiking.steadiness import count_unsteady, steadiness

SECONDS = 30.0


def fired(rng: np.random.Generator, rate, seconds: float = SECONDS) -> np.ndarray:
    """Times of a Poisson process of a rate (Hz) that may depend on time."""
    time = np.sort(rng.uniform(0, seconds, rng.poisson(400 * seconds)))
    return time[rng.uniform(0, 400, time.size) < rate(time)]


def state(rate, seed: int = 0) -> tuple[str, float, float]:
    time = fired(np.random.default_rng(seed), rate)
    found = steadiness(time, np.zeros(time.size, int), np.array([1]), SECONDS)
    return found["state"].item(), found["longest"].item(), found["begin"].item()


@pytest.mark.parametrize("seed", range(5))
def test_a_poisson_population_is_steady(seed: int) -> None:
    assert state(lambda t: np.full(t.size, 80.0), seed)[0] == "steady"


def test_three_seconds_without_a_spike_are_named_with_their_time() -> None:
    word, longest, begin = state(lambda t: 100.0 * ((t < 12.1) | (t > 15.1)))
    assert word == "falls silent" and longest == pytest.approx(3.0, abs=0.3) and begin == pytest.approx(12.25, abs=0.3)


def test_a_population_that_stops_for_good_falls_silent() -> None:
    assert state(lambda t: 100.0 * (t < 20))[0] == "falls silent"


def test_two_rates_that_each_last_are_two_states() -> None:
    assert state(lambda t: np.where((t // 5) % 2, 200.0, 20.0))[0] == "two states"


@pytest.mark.parametrize("rate", [
    lambda t: np.where(t % 4 < 0.3, 400.0, 60.0),  # responses every 4 s
    lambda t: np.where(t % 4 < 0.5, 0.0, 100.0),  # a silent period after every stimulus
    lambda t: 200.0 * np.clip(t / 20, 0, 1),  # an effort that rises
    lambda t: 80.0 * (1 + 0.5 * np.sin(2 * np.pi * t / 10)),  # a slow fluctuation of the drive
])  # fmt: skip
def test_what_healthy_protocols_do_is_steady(rate) -> None:
    assert state(rate)[0] == "steady"


def test_too_few_spikes_are_neither_steady_nor_unsteady() -> None:
    rng = np.random.default_rng(0)
    time = fired(rng, lambda t: np.full(t.size, 5.0))
    found = steadiness(time, np.zeros(time.size, int), np.array([1, 3]), SECONDS)
    assert found["state"].values.tolist() == ["too few spikes", "too few spikes"] and count_unsteady(found) == 0


def test_every_population_is_judged_alone() -> None:
    rng = np.random.default_rng(1)
    steady, gap = (fired(rng, rate) for rate in (lambda t: np.full(t.size, 90.0), lambda t: 90.0 * ((t < 5) | (t > 9))))
    time, unit = np.r_[steady, gap], np.r_[rng.integers(0, 4, steady.size), rng.integers(4, 6, gap.size)]
    found = steadiness(time, unit, np.array([4, 2]), SECONDS)
    assert found["state"].values.tolist() == ["steady", "falls silent"] and count_unsteady(found) == 1


def test_an_empty_recording_has_states_too() -> None:
    none = np.zeros(0)
    assert steadiness(none, none.astype(int), np.array([3]), 0.0)["state"].item() == "too few spikes"
    assert steadiness(none, none.astype(int), np.zeros(0, int), 1.0).sizes["population"] == 0
