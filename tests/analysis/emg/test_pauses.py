import numpy as np
import pytest
from scipy.signal import butter, sosfiltfilt

from disinhibition.analysis.emg.pauses import find_pauses

RATE = 2000.0
TONIC = 100e-6  # V RMS
NOISE = 3e-6  # V RMS
ONSETS = np.arange(0.5, 19.0, 0.9)


def interference(rng: np.random.Generator, samples: int) -> np.ndarray:
    """EMG-like noise of RMS 1 in the band of surface EMG, 20 to 450 Hz."""
    signal = sosfiltfilt(butter(2, (20, 450), "bandpass", fs=RATE, output="sos"), rng.standard_normal(samples))
    return signal / signal.std()


def contraction(*parts: tuple[np.ndarray, float, float], seconds: float = 20.0, tonic: float = TONIC) -> np.ndarray:
    """Tonic EMG whose RMS is multiplied by the last entry of each part from its onsets for its duration, V."""
    rng = np.random.default_rng(1)
    gate = np.ones(round(seconds * RATE))
    for onsets, duration, factor in parts:
        for onset in onsets:
            gate[round(onset * RATE) : round((onset + duration) * RATE)] = factor
    return tonic * gate * interference(rng, gate.size) + NOISE * rng.standard_normal(gate.size)


@pytest.mark.parametrize("duration", [0.060, 0.100, 0.200, 0.450])
@pytest.mark.parametrize("tonic", [30e-6, 100e-6, 1e-3])
def test_known_pauses_are_found_at_their_onset_with_their_duration(duration, tonic):
    pauses = find_pauses(contraction((ONSETS, duration, 0.0), tonic=tonic), RATE)
    assert pauses["measurable"] and pauses["reason"].item() == ""
    assert pauses.sizes["pause"] == ONSETS.size
    assert abs(np.median(pauses["onset"].values - ONSETS)) < 0.002
    assert np.abs(pauses["onset"].values - ONSETS).max() < 0.008
    assert abs(np.median(pauses["duration"]) - 1e3 * duration) < 4
    assert not pauses["burst_before"].any() and pauses["in_range"].all()
    assert pauses["tonic_level"].item() == pytest.approx(tonic, rel=0.1 if duration < 0.3 else 0.3)


def test_pauses_of_30_ms_are_none_and_of_70_ms_are():
    assert find_pauses(contraction((ONSETS[:1], 0.070, 0.0)), RATE).sizes["pause"] == 1
    assert find_pauses(contraction((ONSETS[:1], 0.030, 0.0)), RATE).sizes["pause"] == 0


def test_a_pause_of_700_ms_is_out_of_the_range_of_negative_myoclonus():
    pauses = find_pauses(contraction((np.array([2.0]), 0.7, 0.0), (np.array([5.0]), 0.2, 0.0)), RATE)
    assert pauses["in_range"].values.tolist() == [False, True]


def test_a_fall_to_a_fifth_is_a_pause_and_a_fall_to_three_fifths_is_none():
    fallen = find_pauses(contraction((ONSETS, 0.1, 0.2)), RATE)
    assert fallen.sizes["pause"] == ONSETS.size and abs(np.median(fallen["duration"]) - 100) < 3
    assert find_pauses(contraction((ONSETS, 0.1, 0.6)), RATE).sizes["pause"] == 0


def test_a_steady_contraction_has_no_pause_in_60_s():
    pauses = find_pauses(contraction(seconds=60.0), RATE)
    assert pauses.sizes["pause"] == 0 and pauses["measurable"]


def test_only_pauses_with_a_burst_within_50_ms_before_are_positive_negative():
    bursts = (ONSETS[::2] - 0.030, 0.030, 5.0)
    early = (ONSETS[1::2] - 0.120, 0.030, 5.0)
    pauses = find_pauses(contraction(bursts, early, (ONSETS, 0.1, 0.0)), RATE)
    assert pauses.sizes["pause"] == ONSETS.size
    assert pauses["burst_before"].values.tolist() == [index % 2 == 0 for index in range(ONSETS.size)]
    assert np.abs(pauses["onset"].values - ONSETS).max() < 0.008


def test_short_silences_after_bursts_do_not_make_a_contraction_too_weak():
    bursts = (ONSETS - 0.030, 0.030, 5.0)
    pauses = find_pauses(contraction(bursts, (ONSETS, 0.040, 0.0), (np.array([19.5]), 0.1, 0.0)), RATE)
    assert pauses["measurable"] and pauses.sizes["pause"] == 1


def test_pauses_cut_off_by_an_end_of_the_trace_are_left_out():
    pauses = find_pauses(contraction((np.array([0.0, 5.0, 19.8]), 0.2, 0.0)), RATE)
    np.testing.assert_allclose(pauses["onset"], [5.0], atol=0.005)


@pytest.mark.parametrize(
    "signal",
    [np.zeros(0), np.zeros(4000), NOISE * np.random.default_rng(2).standard_normal(4000)],
    ids=["empty", "zeros", "noise"],
)
def test_a_muscle_at_rest_is_not_measurable(signal):
    pauses = find_pauses(signal, RATE)
    assert pauses.sizes["pause"] == 0 and not pauses["measurable"]
    assert "no tonic contraction" in pauses["reason"].item()


def test_jerks_of_a_resting_muscle_are_no_contraction_with_pauses():
    jerks = contraction((np.array([0.0]), 20.0, 0.0), (ONSETS, 0.2, 1.0))
    assert "no tonic contraction" in find_pauses(jerks, RATE)["reason"].item()


def test_gaps_between_single_motor_units_are_no_pauses():
    rng = np.random.default_rng(3)
    wave = np.diff(np.exp(-0.5 * np.linspace(-3, 3, 21) ** 2))
    rate = np.zeros(40_000)
    rate[rng.integers(0, 40_000, 20 * 35)] = 1
    pauses = find_pauses(3e-3 * np.convolve(rate, wave, "same"), RATE)
    assert "too weak" in pauses["reason"].item() and pauses.sizes["pause"] == 0


@pytest.mark.parametrize(
    ("signal", "rate", "message"),
    [
        (np.array([0.0, np.inf]), RATE, "infinite"),
        (np.zeros((2, 3)), RATE, "one muscle"),
        (np.zeros(100), 250.0, "at least 500 Hz"),
    ],
)
def test_bad_input_is_one_clear_line(signal, rate, message):
    with pytest.raises(ValueError, match=message) as error:
        find_pauses(signal, rate)
    assert "\n" not in str(error.value)


def test_a_pause_that_a_gap_of_the_recording_cuts_off_is_left_out() -> None:
    emg = 1e-4 * np.random.default_rng(0).standard_normal(20_000)
    emg[8000:8200] *= 0.01  # 100 ms
    emg[12_000:12_400] *= 0.01
    whole = find_pauses(emg, 2000.0)
    emg[12_300:12_700] = np.nan  # from 150 ms after the begin of the second pause on
    found = find_pauses(emg, 2000.0)
    assert whole.sizes["pause"] == 2 and found["onset"].values.tolist() == whole["onset"].values[:1].tolist()
    assert found["tonic_level"].item() == pytest.approx(whole["tonic_level"].item(), rel=0.02)
