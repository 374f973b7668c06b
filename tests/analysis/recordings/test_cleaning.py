"""One channel is cleaned: what it loses, what is noted beside it, and when it cannot be measured."""

import re

import numpy as np
import pytest
from scipy.ndimage import uniform_filter1d

from disinhibition.analysis.recordings.channel import Channel, Stretch, copy_of
from disinhibition.analysis.recordings.cleaning import NOTES, UNFILTERED, Filters, clean_channel, reduced_rate
from disinhibition.errors import UserError

RATE = 1000.0
TIME = np.arange(30_000) / RATE
NOISE = 3e-6 * np.random.default_rng(0).standard_normal(TIME.size)
HELD = NOISE * np.where(TIME % 2 < 1, 30, 1)  # a contraction of a second every two
HUM = 20e-6 * np.sin(2 * np.pi * 50 * TIME)


def channel(trace: np.ndarray, kind: str = "emg", rate: float = RATE, **said: object) -> Channel:
    return Channel("right_fdi", kind, copy_of(trace), trace.size, rate, "EMG 1", rate, **said)


def cleaned(trace: np.ndarray, filters: Filters | None = None, kind: str = "emg", **said: object):
    return clean_channel(channel(trace, kind, **said), RATE, filters or Filters())


def test_offset_and_hum_are_taken_off_and_noted() -> None:
    found = cleaned(NOISE + 1e-3 + HUM)
    assert abs(float(found.trace.mean())) < 1e-8
    assert float(found.trace.std()) == pytest.approx(3e-6, rel=0.05)
    assert (found.notes["mains"], found.notes["high_pass"], found.notes["form"]) == (50.0, 20.0, "raw")
    assert found.notes["offset"] == pytest.approx(1e-3, rel=0.01)
    assert set(found.notes) == set(NOTES) and not found.useless


def test_nothing_is_taken_off_where_nothing_is_asked_for() -> None:
    trace = NOISE + 1e-3 + HUM
    found = cleaned(trace, UNFILTERED)
    np.testing.assert_array_equal(found.trace, trace)
    assert found.notes["offset"] == 0 and found.notes["high_pass"] == 0 and np.isnan(found.notes["mains"])


def test_muscle_and_scalp_have_their_own_high_pass() -> None:
    slow = 50e-6 * np.sin(2 * np.pi * 3 * TIME)
    kept = cleaned(NOISE + slow, kind="eeg")
    assert float(kept.trace.std()) == pytest.approx(float((NOISE + slow).std()), rel=0.02)
    assert float(cleaned(NOISE + slow).trace.std()) == pytest.approx(3e-6, rel=0.1)
    assert kept.notes["high_pass"] == 0.5
    assert cleaned(NOISE, kind="eeg", high_pass=1.6).notes["high_pass"] == 1.6  # that of the amplifier


def test_the_signal_of_the_caller_stays_as_it_is() -> None:
    trace = NOISE + 1e-3
    before = trace.copy()
    cleaned(trace)
    np.testing.assert_array_equal(trace, before)


def test_marked_and_missing_stretches_are_nan_and_keep_their_times() -> None:
    trace = NOISE.copy()
    trace[2000:3000] = np.nan
    found = cleaned(trace, stretches=(Stretch(10.0, 12.0, "marked as BAD"),))
    assert [(gap.begin, gap.end, gap.reason) for gap in found.missing] == [
        (2.0, 3.0, "no numbers"), (10.0, 12.0, "marked as BAD"),
    ]  # fmt: skip
    assert np.isnan(found.trace[2000:3000]).all() and np.isnan(found.trace[10_000:12_000]).all()
    assert int(np.isnan(found.trace).sum()) == 3000


@pytest.mark.parametrize(("rate", "reduced"), [(500, 500), (2000, 2000), (3999, 3999), (4000, 2000), (10_240, 2048)])
def test_rates_of_4000_hz_and_more_are_divided_and_stay_above_2000_hz(rate: float, reduced: float) -> None:
    assert reduced_rate(rate) == reduced


def test_a_channel_that_is_decimated_takes_half_the_memory() -> None:
    found = clean_channel(channel(NOISE, rate=4000.0), 2000.0, Filters())
    assert found.trace.dtype == np.float32 and found.trace.size == NOISE.size // 2
    assert cleaned(NOISE).trace.dtype == np.float64


@pytest.mark.parametrize(
    ("trace", "reason"),
    [
        (
            np.sqrt(uniform_filter1d(HELD**2, 100)),
            "only the envelope was recorded, which is no EMG",
        ),
        (np.clip(np.round(NOISE / 3e-6), -1, 1) * 3e-6, "recorded in 3 different values, too coarse to be measured"),
        (np.full(TIME.size, 3e-3), "held at one value for 30 of 30 s"),
        (np.full(TIME.size, np.nan), "no numbers for 30 of 30 s"),
    ],
)
def test_a_channel_that_cannot_be_measured_says_why(trace: np.ndarray, reason: str) -> None:
    assert cleaned(trace).useless == reason


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"emg_high_pass": 0.0}, "emg_high_pass is 0 Hz; give more than 0 and less than 250 Hz, or None"),
        ({"eeg_high_pass": -1.0}, "eeg_high_pass is -1 Hz"),
        ({"emg_high_pass": float("nan")}, "emg_high_pass is nan Hz"),
        ({"emg_high_pass": 400.0}, "emg_high_pass is 400 Hz"),
        ({"emg_high_pass": "a"}, "emg_high_pass is 'a'; give more than 0 and less than 250 Hz, or None"),
        ({"eeg_high_pass": [1.0]}, "eeg_high_pass is [1.0]; give more than 0"),
        ({"eeg_high_pass": True}, "eeg_high_pass is True; give more than 0"),
        ({"notch": [50]}, "notch is [50]; it is one of"),
        ({"notch": 55}, "notch is 55; it is one of 'detect', 50, 60, None"),
    ],
)
def test_a_filter_that_cannot_be_is_refused(said: dict, message: str) -> None:
    with pytest.raises(UserError, match=re.escape(message)):
        Filters(**said)
