"""Spike-and-wave complexes before jerks: known by construction."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.eeg.spike_wave import spike_wave

RATE, SECONDS = 500.0, 60.0
JERKS = np.arange(2.0, 58.0, 2.3)
NAMES = ["left_hand", "left_face", "right_hand", "right_face", "vertex"]
SIDES = {"both": [1.0, 1.0, -1.0, 0.8, 0.0], "left": [1.0, 1.0, 0.0, 0.0, 1.0], "half": [1.0, 0.0, 0.0, 0.9, 0.0]}


def eeg(lead: float = 0.08, gains: str = "both", spike: float = 0.04, wave: float = 1.0) -> xr.DataArray:
    """10 uV of smooth noise and, ``lead`` s before every jerk, a spike of 200 uV and a wave of 150 uV after it."""
    rng = np.random.default_rng(4)
    noise = rng.standard_normal((len(NAMES), round(SECONDS * RATE)))
    signal = 10e-6 * np.array([np.convolve(row, np.hanning(15) / np.hanning(15).sum() ** 0.5, "same") for row in noise])
    for jerk in JERKS:
        first = round((jerk - lead) * RATE)
        for size, seconds, after in ((-200e-6, spike, -spike / 2), (-150e-6 * wave, 0.25, 0.06)):
            shape = size * np.hanning(round(seconds * RATE))
            place = first + round(after * RATE)
            signal[:, place : place + shape.size] += np.outer(SIDES[gains], shape)
    return xr.DataArray(signal, {"electrode": NAMES, "time": np.arange(signal.shape[1]) / RATE}, ("electrode", "time"))


def test_generalised_complex_before_every_jerk_is_found() -> None:
    found = spike_wave(eeg(), JERKS[::-1])
    assert bool(found["spike_wave"]) and float(found["share"]) == 1 and int(found["complexes"]) == JERKS.size
    assert float(found["chance"]) == pytest.approx(0.17 / 2.3, rel=0.1) and float(found["p_value"]) < 1e-6


@pytest.mark.parametrize(
    ("made", "why"),
    [
        ({"gains": "left"}, "one hemisphere alone"),
        ({"spike": 0.2}, "a sharp slow wave, no spike"),
        ({"spike": 0.008}, "shorter than a spike"),
        ({"wave": 0.0}, "a spike without a wave"),
        ({"lead": -0.1}, "after the jerk"),
        ({"lead": 0.4}, "long before the jerk"),
    ],
)
def test_what_is_no_generalised_spike_wave_before_jerks_is_none(made: dict, why: str) -> None:
    found = spike_wave(eeg(**made), JERKS)
    assert not bool(found["spike_wave"]) and float(found["share"]) < 0.2 and found["reason"].item() == "", why


def test_half_of_the_electrodes_of_either_side_is_generalised() -> None:
    assert bool(spike_wave(eeg(gains="half"), JERKS)["spike_wave"])


def test_few_jerks_silence_and_one_hemisphere_are_not_measurable() -> None:
    assert spike_wave(eeg(), JERKS[:1])["reason"].item() == "1 jerk, 10 needed"
    for potential in (0 * eeg(), eeg().sel(electrode=["left_hand", "vertex"])):
        found = spike_wave(potential, JERKS)
        assert "one of the hemispheres" in found["reason"].item() and np.isnan(found["share"])
        assert found["spike_wave"].isnull() and found["complexes"].isnull()
