"""A raw EMG, a rectified one and an envelope are told apart, whatever offset, drift, hum and rate they have."""

import numpy as np
import pytest
from scipy.ndimage import uniform_filter1d

from disinhibition.analysis.recordings.rectified import ENVELOPE, RAW, RECTIFIED, form_of


def emg(rate: float) -> np.ndarray:
    """30 s of rest with a contraction of a second every two."""
    time = np.arange(round(30 * rate)) / rate
    return np.random.default_rng(0).standard_normal(time.size) * np.where(time % 2 < 1, 1e-4, 3e-6)


@pytest.mark.parametrize("rate", [500.0, 1000.0, 2000.0, 10_000.0])
def test_the_three_forms_are_told_apart_at_every_rate(rate: float) -> None:
    trace = emg(rate)
    assert form_of(trace, rate) == RAW
    assert form_of(np.abs(trace), rate) == RECTIFIED and form_of(-np.abs(trace), rate) == RECTIFIED
    assert form_of(uniform_filter1d(np.abs(trace), round(0.1 * rate)), rate) == ENVELOPE


def test_an_offset_makes_no_rectified_signal_of_a_raw_one() -> None:
    for offset in (1e-3, -1e-3, 6e-4):
        assert form_of(emg(1000.0) + offset, 1000.0) == RAW


def test_gaps_say_nothing_about_the_form() -> None:
    trace = np.abs(emg(1000.0))
    trace[5000:9000] = np.nan
    assert form_of(trace, 1000.0) == RECTIFIED


def test_silence_is_raw() -> None:
    assert form_of(np.zeros(2000), 1000.0) == RAW and form_of(np.full(2000, np.nan), 1000.0) == RAW
