"""A tremor is a rhythm of bursts: found at its frequency, and told from motor units, jerks and steady contraction."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.emg.tremor import DEEP, tremor

RATE = 2000.0
TIME = np.arange(round(40 * RATE)) / RATE


def recording(*traces: np.ndarray, begin: float = 0.0) -> xr.DataArray:
    names = [f"left_m{row}" for row in range(len(traces))]
    time = begin + np.arange(traces[0].size) / RATE
    return xr.DataArray(np.array(traces), {"muscle": names, "time": time}, ("muscle", "time"))


def trembling(frequency: float, shift: float = 0.0, seed: int = 0) -> np.ndarray:
    bursts = np.clip(np.sin(2 * np.pi * (frequency * TIME - shift)), 0, None)
    return 1e-4 * bursts * np.random.default_rng(seed).standard_normal(TIME.size)


@pytest.mark.parametrize("frequency", [3.0, 4.5, 6.0, 10.0, 14.0, 18.0])
def test_bursts_are_found_at_their_frequency(frequency: float) -> None:
    found = tremor(recording(trembling(frequency), begin=60.0)).isel(muscle=0)
    assert found["tremor"] == 1 and found["frequency"] == frequency and found["reason"] == ""


def test_phase_tells_alternating_bursts_from_those_that_come_together() -> None:
    traces = [trembling(6, 0), trembling(6, 0.5, 1), trembling(6, 0.0, 2), trembling(6, 0.25, 3), trembling(11, 0, 4)]
    phase = tremor(recording(*traces))["phase"].values
    assert abs(phase[1]) > 170 and abs(phase[2]) < 10
    assert phase[3] == pytest.approx(90, abs=10)  # a quarter of a period later
    assert phase[0] == phase[4] == 0  # the first of each frequency


def test_motor_units_that_fire_regularly_do_not_tremble() -> None:
    rng = np.random.default_rng(0)
    length = round(0.01 * RATE)
    potential = 1e-4 * np.sin(2 * np.pi * np.arange(length) / length) * np.hanning(length)
    traces = []
    for rate in np.linspace(8, 13, 6):
        spikes = np.zeros(TIME.size)
        times = np.cumsum((1 + 0.1 * rng.standard_normal(1000)) / rate)
        spikes[(times[times < 39] * RATE).astype(int)] = 1
        traces.append(np.convolve(spikes, potential, "same") + 2e-6 * rng.standard_normal(TIME.size))
    found = tremor(recording(*traces))
    assert (found["tremor"] == 0).all() and (found["depth"] > DEEP).any()


@pytest.mark.parametrize("jitter", [0.0, 0.02])
def test_regular_jerks_do_not_tremble_at_a_multiple_of_their_rate(jitter: float) -> None:
    traces = []
    for seed in range(6):
        rng = np.random.default_rng(seed)
        trace = 3e-6 * rng.standard_normal(TIME.size)
        for onset in np.arange(0.5, 39, 1.0) + rng.uniform(-jitter, jitter, 39):
            first = round(onset * RATE)
            trace[first : first + 60] += 3e-4 * rng.standard_normal(60)
        traces.append(trace)
    assert (tremor(recording(*traces))["tremor"] == 0).all()


def test_a_steady_contraction_and_a_shallow_rhythm_are_no_tremor() -> None:
    rng = np.random.default_rng(0)
    steady = 1e-4 * rng.standard_normal((10, TIME.size))
    shallow = (1 + 0.25 * np.sin(2 * np.pi * 9 * TIME)) * steady[0]
    found = tremor(recording(*steady, shallow))
    assert (found["tremor"] == 0).all() and found["frequency"].isnull().all() and found["phase"].isnull().all()


def test_too_short_a_stretch_and_silence_are_unknown_and_say_why() -> None:
    gap = trembling(6)
    gap[round(19 * RATE) : round(22 * RATE)] = np.nan
    found = tremor(recording(gap, np.zeros(TIME.size), np.full(TIME.size, np.nan)))
    assert found["tremor"].isnull().all()
    assert found["reason"].values[0] == "19 s without a gap, 20 needed for the rhythm"
    assert found["reason"].values[1] == "no EMG in this muscle" and found["reason"].values[2]


def test_a_gap_leaves_the_rest_of_a_long_recording() -> None:
    gap = trembling(6)
    gap[round(5 * RATE) : round(7 * RATE)] = np.nan
    assert tremor(recording(gap))["frequency"].item() == 6
