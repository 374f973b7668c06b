"""What an amplifier did not record is found by its times and its reason, and chance is not taken for it."""

import numpy as np
import pytest

from disinhibition.analysis.recordings.channel import Stretch
from disinhibition.analysis.recordings.converter import converter_step
from disinhibition.analysis.recordings.missing import find_missing

RATE, SAMPLES = 1000.0, 60_000


def noise(step: float = 0.0, seed: int = 0) -> np.ndarray:
    trace = np.random.default_rng(seed).standard_normal(SAMPLES)
    return np.round(trace / step) * step if step else trace


def found(trace: np.ndarray, kind: str = "emg", marked: tuple[Stretch, ...] = ()) -> list[tuple[int, int, str]]:
    return find_missing(trace, RATE, kind, np.zeros(trace.size, dtype=bool), marked)


@pytest.mark.parametrize("step", [0.0, 0.01, 0.1, 0.5, 1.0, 2.0, 3.0])
@pytest.mark.parametrize("kind", ["emg", "eeg"])
def test_the_steps_of_a_converter_are_no_gaps(step: float, kind: str) -> None:
    assert found(noise(step), kind) == []


@pytest.mark.parametrize("step", [0.0, 0.01, 0.1, 0.5, 1.0])
@pytest.mark.parametrize(("length", "kind"), [(60, "emg"), (150, "eeg"), (5000, "emg")])
def test_gaps_are_found_to_the_sample(step: float, length: int, kind: str) -> None:
    trace = noise(step)
    for start in range(2000, 50_000, 8000):
        trace[start : start + length] = 0.0
        trace[start - 1] = trace[start + length] = 7.0
    gaps = found(trace, kind)
    assert [gap[:2] for gap in gaps] == [(start, start + length) for start in range(2000, 50_000, 8000)]
    assert {reason for _, _, reason in gaps} == {"zeros"}


def test_short_holds_are_left_and_the_eeg_may_rest_longer() -> None:
    trace = noise()
    trace[1000:1015] = trace[2000:2060] = 0.3
    assert found(trace) == [(2000, 2060, "held at one value")] and found(trace, "eeg") == []


def test_saturated_stretches_are_missing_and_a_clipped_channel_is_so_as_a_whole() -> None:
    wave = noise() * 0.2
    for start in range(1000, 59_000, 1000):
        wave[start : start + 60] += 3 * np.hanning(60)
    saturated = found(np.minimum(wave, 2.0))
    assert len(saturated) == 58 and {reason for _, _, reason in saturated} == {"saturated"}
    saturating = np.minimum(wave, 2.0)
    saturating[40_000:50_000] = 0.0  # a gap does not hide that the channel saturates elsewhere
    assert {reason for _, _, reason in found(saturating)} == {"saturated", "zeros"}
    clipped = found(np.clip(noise(), -0.5, 0.5))
    assert len(clipped) == 1 and clipped[0][1] - clipped[0][0] > 0.99 * SAMPLES


def test_marked_and_absent_samples_keep_their_reasons() -> None:
    trace = noise()
    trace[5000:5100], trace[7000] = np.nan, np.inf
    gaps = found(trace, marked=(Stretch(5.05, 6.0, "marked as BAD_cough"), Stretch(59.5, 99.0, "marked as BAD_end")))
    assert gaps == [
        (5000, 5100, "no numbers"), (5100, 6000, "marked as BAD_cough"), (7000, 7001, "no numbers"),
        (59_500, SAMPLES, "marked as BAD_end"),
    ]  # fmt: skip


def test_what_lies_between_two_gaps_and_is_too_short_is_missing_with_them() -> None:
    trace = noise()
    trace[5000:5100] = trace[5150:5200] = np.nan
    trace[50:80] = np.nan
    assert found(trace) == [(0, 80, "no numbers"), (5000, 5200, "no numbers")]


@pytest.mark.parametrize("step", [1e-3, 0.1, 1.0])
def test_the_step_is_that_of_the_codes(step: float) -> None:
    trace = noise(step)
    trace[100:200] = np.nan
    assert converter_step(trace) == pytest.approx(step, rel=1e-3)
    assert converter_step(1e-6 * trace + 3e-4) == pytest.approx(1e-6 * step, rel=1e-3)
    assert np.isnan(converter_step(noise())) and np.isnan(converter_step(noise().astype(np.float32).astype(float)))
