"""What people's recordings have beside bursts of jerks is no burst: unit trains, contractions, noise."""

import numpy as np
import pytest

from disinhibition.analysis.emg import activity
from disinhibition.analysis.emg.bursts import find_bursts
from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.summary import add_events

RATE = 2000.0
SECONDS = 120
SAMPLES = round(SECONDS * RATE)
LAG = np.arange(-32, 33) / RATE
POTENTIAL = -(LAG / 0.004) * np.exp(0.5 - (LAG / 0.004) ** 2 / 2)


def unit(rng: np.random.Generator, hz: float, amplitude: float, cv: float = 0.15) -> np.ndarray:
    """Potentials of one motor unit that fires steadily, V."""
    pulses = np.zeros(SAMPLES)
    time = np.cumsum(rng.normal(1 / hz, cv / hz, round(2 * SECONDS * hz)))
    pulses[(time[(time > 0) & (time < SECONDS - 1)] * RATE).astype(int)] = amplitude
    return np.convolve(pulses, POTENTIAL, "same")


def contraction(rng: np.random.Generator, units: int) -> np.ndarray:
    """A steady contraction of units that fire at 8 Hz, V."""
    noise = 2e-6 * rng.standard_normal(SAMPLES)
    return noise + sum(unit(rng, 8, 2e-5 * np.exp(0.6 * rng.standard_normal())) for _ in range(units))


def test_potentials_of_a_resting_unit_are_no_bursts_and_contractions_beside_them_are() -> None:
    rng = np.random.default_rng(0)
    emg = 2e-6 * rng.standard_normal(SAMPLES) + unit(rng, 6, 4e-5)
    begin = np.arange(1, 119, 2)
    for second in begin:
        emg[round(second * RATE) : round(second * RATE) + 400] += 1e-4 * rng.standard_normal(400)
    found = find_bursts(emg, RATE)
    assert found.sizes["burst"] == begin.size
    assert np.median(np.abs(found["onset"].values - begin)) < 0.003
    assert np.median(found["duration"]) == pytest.approx(200, abs=5)
    tree = add_events(from_signals(emg, RATE, ["right_fdi"]))
    assert tree["jerks"].sizes["jerk"] == begin.size
    assert tree["jerks"]["unit_potentials"].item() > 400, "the mixture says so"


@pytest.mark.parametrize("units", [1, 2, 3, 4, 5, 8, 13, 20, 40])
def test_a_steady_contraction_has_at_most_one_event_in_50_s(units: int) -> None:
    rng = np.random.default_rng(units)
    assert find_bursts(contraction(rng, units), RATE).sizes["burst"] <= 0.02 * SECONDS


def test_jerks_in_a_steady_contraction_are_bursts() -> None:
    rng = np.random.default_rng(1)
    emg = contraction(rng, 20)
    for second in range(5, 115, 5):
        emg[round(second * RATE) : round(second * RATE) + 80] += 6e-4 * rng.standard_normal(80)
    found = find_bursts(emg, RATE)
    np.testing.assert_allclose(found["onset"].values, np.arange(5, 115, 5), atol=0.02)


@pytest.mark.parametrize("hz", [3.0, 9.0, 14.0])
def test_a_tremor_of_bursts_is_no_contraction(hz: float) -> None:
    rng = np.random.default_rng(2)
    emg = 3e-6 * rng.standard_normal(SAMPLES)
    onset = np.cumsum(rng.normal(1 / hz, 0.1 / hz, round(100 * hz)))
    for second in onset:
        emg[round(second * RATE) : round(second * RATE) + 60] += 1e-4 * rng.standard_normal(60)
    assert find_bursts(emg, RATE).sizes["burst"] == pytest.approx(onset.size, rel=0.02)


def test_repeated_contractions_are_bursts_of_their_length() -> None:
    rng = np.random.default_rng(3)
    emg = 3e-6 * rng.standard_normal(SAMPLES)
    for second in range(2, 116, 3):
        emg[round(second * RATE) : round((second + 2) * RATE)] += 1e-4 * rng.standard_normal(round(2 * RATE))
    found = find_bursts(emg, RATE)
    assert found.sizes["burst"] == len(range(2, 116, 3))
    np.testing.assert_allclose(found["duration"], 2000, atol=5)


def test_fasciculations_stay_for_the_finding_of_single_units() -> None:
    rng = np.random.default_rng(4)
    emg = 2e-6 * rng.standard_normal(SAMPLES) + unit(rng, 0.7, 1e-4, cv=0.6)
    assert find_bursts(emg, RATE).sizes["burst"] > 40


@pytest.mark.parametrize("step", [0.0, 3e-6])
def test_noise_of_3000_s_has_at_most_one_event(step: float) -> None:
    rng = np.random.default_rng(5)
    noise = 3e-6 * rng.standard_normal(3_000_000)
    if step:
        noise = step * np.rint(noise / step)
    assert find_bursts(noise, 1000.0, step=step).sizes["burst"] <= 1


def test_a_rest_can_be_given_and_a_contraction_is_then_a_burst() -> None:
    rng = np.random.default_rng(6)
    emg = 3e-6 * rng.standard_normal(round(30 * RATE))
    emg[round(3 * RATE) : round(29 * RATE)] += 3e-5 * rng.standard_normal(round(26 * RATE))
    for second in range(5, 28, 2):
        emg[round(second * RATE) : round(second * RATE) + 100] += 4e-4 * rng.standard_normal(100)
    tree = from_signals(emg, RATE, ["right_fdi"])
    whole = add_events(tree, rest=(0.0, 2.5))["bursts"]
    assert whole.sizes["burst"] == 1 and whole["duration"].item() == pytest.approx(26_000, rel=0.01)
    assert add_events(tree, rest=(3.2, 4.8))["bursts"].sizes["burst"] == 12, "beside the contraction as rest"
    with pytest.raises(ValueError, match="outside a trace of 30 s"):
        add_events(tree, rest=(20.0, 40.0))


def test_each_rule_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(7)
    single, several = 2e-6 * rng.standard_normal(SAMPLES) + unit(rng, 8, 4e-5), contraction(rng, 20)
    nothing = lambda emg, rate, onset, *_: (np.zeros(onset.size, dtype=bool), [])  # noqa: E731
    monkeypatch.setattr(activity, "unit_potentials", nothing)
    assert find_bursts(single, RATE).sizes["burst"] > 500
    monkeypatch.setattr(activity, "stands_out", lambda smoothed, above, start, *_: np.ones(start.size, dtype=bool))
    assert find_bursts(several, RATE).sizes["burst"] > 2
