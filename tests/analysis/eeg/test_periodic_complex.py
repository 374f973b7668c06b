"""Periodic complexes before periodic jerks: known by construction."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.eeg.periodic_complex import periodic_complex

RATE, SECONDS = 500.0, 90.0
NAMES = ["left_hand", "right_hand", "vertex"]
HERE = "left_hand"


def jerks(period: float = 1.0, cv: float = 0.15) -> np.ndarray:
    """Onsets from 2 s on, a gamma distributed interval apart."""
    intervals = np.random.default_rng(2).gamma(1 / cv**2, period * cv**2, 1000)
    onset = 2 + np.cumsum(intervals)
    return onset[onset < SECONDS - 2]


def eeg(onset: np.ndarray, lead: float = 0.065, duration: float = 0.13, gains: tuple = (1, 0.8, 0)) -> xr.DataArray:
    """10 uV of noise, and complexes of 60 uV whose middle is ``lead`` s before every jerk."""
    signal = 10e-6 * np.random.default_rng(5).standard_normal((len(NAMES), round(SECONDS * RATE)))
    shape = -60e-6 * np.hanning(round(duration * RATE))
    for jerk in onset:
        place = round((jerk - lead - duration / 2) * RATE)
        signal[:, place : place + shape.size] += np.outer(gains, shape)
    return xr.DataArray(signal, {"electrode": NAMES, "time": np.arange(signal.shape[1]) / RATE}, ("electrode", "time"))


@pytest.mark.parametrize(("lead", "duration"), [(0.05, 0.1), (0.065, 0.13), (0.085, 0.16)])
def test_wide_complexes_of_both_sides_before_periodic_jerks_are_found(lead: float, duration: float) -> None:
    onset = jerks()
    found = periodic_complex(eeg(onset, lead, duration), onset[::-1], HERE)
    assert bool(found["periodic"]) and found["reason"].item() == ""
    assert float(found["lead"]) == pytest.approx(1e3 * lead, abs=4)
    assert float(found["width"]) == pytest.approx(1e3 * duration / 2, abs=8)
    assert float(found["period"]) == pytest.approx(1, abs=0.05) and float(found["cv"]) == pytest.approx(0.15, abs=0.04)


@pytest.mark.parametrize(
    ("rhythm", "made", "why"),
    [
        ({"cv": 0.5}, {}, "irregular jerks"),
        ({"period": 0.3}, {}, "faster than complexes are"),
        ({}, {"duration": 0.04}, "a spike, as of the cortex"),
        ({}, {"duration": 0.4}, "a slow wave"),
        ({}, {"gains": (1, 0, 0)}, "one hemisphere"),
        ({}, {"gains": (0, 0, 0)}, "no complex"),
        ({}, {"lead": -0.2}, "after the jerk"),
    ],
)
def test_anything_else_before_jerks_is_no_periodic_complex(rhythm: dict, made: dict, why: str) -> None:
    onset = jerks(**rhythm)
    found = periodic_complex(eeg(onset, **made), onset, HERE)
    assert not bool(found["periodic"]) and found["reason"].item() == "", why


def test_few_jerks_and_one_hemisphere_are_not_measurable() -> None:
    onset = jerks()
    for given, potential, reason in (
        (onset[:1], eeg(onset), "0 intervals, 30 needed"),
        (onset[:30], eeg(onset), "29 intervals, 30 needed"),
        (onset[:40], eeg(onset), "40 sweeps, the test needs 50"),
        (onset, eeg(onset).sel(electrode=[HERE]), "no electrode of the other hemisphere"),
    ):
        found = periodic_complex(potential, given, HERE)
        assert found["reason"].item() == reason
        assert found["periodic"].isnull() and found["width"].isnull() and found["lead"].isnull()


def test_silence_has_no_complex() -> None:
    onset = jerks()
    assert not bool(periodic_complex(0 * eeg(onset), onset, HERE)["periodic"])
