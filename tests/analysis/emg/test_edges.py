"""Bursts begin and end where their power changes, and their fragments are one."""

import numpy as np
import pytest

from disinhibition.analysis.emg.bursts import find_bursts
from disinhibition.analysis.emg.edges import burst_edges, joined
from disinhibition.analysis.signals.epochs import moving_rms

RATE = 2000.0
NOISE = 3e-6


def trace(*stretches: tuple[float, float, float], seconds: float = 20.0) -> np.ndarray:
    """Noise with begin s, duration s and amplitude V of activities."""
    rng = np.random.default_rng(0)
    emg = NOISE * rng.standard_normal(round(seconds * RATE))
    for begin, lasting, amplitude in stretches:
        first, last = round(begin * RATE), round((begin + lasting) * RATE)
        emg[first:last] += amplitude * rng.standard_normal(last - first)
    return emg


@pytest.mark.parametrize("ratio", [5, 30, 300])
def test_edges_do_not_depend_on_the_size_of_a_burst(ratio: float) -> None:
    emg = trace((5.0, 0.1, ratio * NOISE))
    start, stop = np.array([9990]), np.array([10_210])
    onset, end = burst_edges(emg, start, stop, NOISE, RATE)
    assert onset[0] == pytest.approx(10_000, abs=4) and end[0] == pytest.approx(10_200, abs=4)


def test_edges_of_the_trace_are_left() -> None:
    emg = trace((0.0, 1.0, 1e-4), (19.0, 1.0, 1e-4))
    onset, end = burst_edges(emg, np.array([0, 37_990]), np.array([2010, 40_000]), NOISE, RATE)
    assert onset[0] == 0 and end[1] == 40_000


@pytest.mark.parametrize(("weak", "found"), [(2 * NOISE, 1), (0.0, 2)])
def test_a_pause_is_closed_unless_the_muscle_rests_in_it(weak: float, found: int) -> None:
    emg = trace((5.0, 0.1, 1e-4), (5.1, 0.04, weak), (5.14, 0.1, 1e-4))
    smoothed = moving_rms(emg, 20)
    start, _ = joined(emg, smoothed, smoothed > 5 * NOISE, NOISE, 6 * NOISE, 10, RATE)
    assert start.size == found


@pytest.mark.parametrize("snr", [4, 10, 30])
@pytest.mark.parametrize("lasting", [0.2, 1.0, 3.0])
def test_a_contraction_that_rises_and_falls_slowly_is_one_burst(lasting: float, snr: float) -> None:
    emg, samples = trace(), round(lasting * RATE)
    shape = np.sin(np.pi * np.arange(samples) / samples)
    emg[10_000 : 10_000 + samples] += snr * NOISE * shape * np.random.default_rng(1).standard_normal(samples)
    found = find_bursts(emg, RATE)
    assert found.sizes["burst"] == 1
    lost = 2 * np.arcsin(1 / snr) / np.pi  # of its duration, weaker than the noise
    assert found["duration"].item() == pytest.approx(1e3 * lasting * (1 - lost), rel=0.1)


def test_a_blip_of_noise_beside_a_burst_does_not_belong_to_it() -> None:
    onsets = [find_bursts(trace((5.0, 0.1, 1e-4)), RATE)["onset"].item()]
    emg = trace((5.0, 0.1, 1e-4))
    emg[9_930:9_942] *= 1.8
    onsets.append(find_bursts(emg, RATE)["onset"].item())
    assert onsets == pytest.approx([5.0, 5.0], abs=0.002)
