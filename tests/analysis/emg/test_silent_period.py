import numpy as np
import pytest
from scipy.signal import butter, sosfiltfilt

from disinhibition.analysis.emg.silent_period import mean_silent_period, silent_period

RATE = 2000.0
TONIC = 100e-6  # V RMS
NOISE = 3e-6  # V RMS
STIMULI = np.arange(0.5, 19.0, 1.0)
AVERAGED = 1.0 + np.arange(20.0)
RESPONSE = (0.020, 0.030)  # s after the stimulus


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


@pytest.mark.parametrize("total", [0.080, 0.150, 0.250])
def test_known_silent_periods_are_measured_to_4_ms(total):
    parts = (STIMULI + 0.020, 0.020, 20.0), (STIMULI + 0.040, total - 0.040, 0.0)
    periods = silent_period(contraction(*parts), RATE, STIMULI)
    assert (periods["status"] == "measured").all() and periods["measurable"]
    assert abs(periods["median_total"].item() - 1e3 * total) < 3
    assert abs(periods["median_duration"].item() - 1e3 * (total - 0.040)) < 4
    assert np.abs(periods["total"].values - 1e3 * total).max() < 9


def test_a_single_motor_unit_does_not_end_the_silent_period():
    emg = contraction((STIMULI + 0.040, 0.160, 0.0))
    for stimulus in STIMULI:
        middle = round((stimulus + 0.100) * RATE)
        emg[middle : middle + 20] += 200e-6 * np.sin(np.linspace(0, 2 * np.pi, 20))
    assert abs(silent_period(emg, RATE, STIMULI)["median_total"].item() - 200) < 3


def test_without_silence_the_period_is_0():
    periods = silent_period(contraction((STIMULI + 0.020, 0.020, 20.0)), RATE, STIMULI)
    assert (periods["status"] == "no silence").all()
    assert periods["median_total"].item() == 0 and periods["median_duration"].item() == 0


def test_a_period_without_return_is_nan_and_ranks_as_the_longest():
    one = silent_period(contraction((STIMULI, 0.1, 0.0), (STIMULI[:1], 0.9, 0.0)), RATE, STIMULI)
    assert one["status"].values.tolist() == ["no return"] + ["measured"] * (STIMULI.size - 1)
    assert np.isnan(one["total"].values[0]) and abs(one["median_total"].item() - 100) < 3
    most = silent_period(contraction((STIMULI[:-3], 0.9, 0.0)), RATE, STIMULI)
    assert not most["measurable"] and np.isnan(most["median_total"]) and np.isnan(most["median_duration"])
    assert most["reason"].item().startswith("no return of the EMG after ") and one["reason"].item() == ""


def test_the_next_stimulus_ends_the_wait_for_the_return():
    emg = contraction((np.array([1.0]), 0.4, 0.0))
    assert abs(silent_period(emg, RATE, np.array([1.0]))["total"].item() - 400) < 5
    two = silent_period(emg, RATE, np.array([1.0, 1.3]))
    assert two["status"].values.tolist() == ["no return", "measured"] and abs(two["total"].values[1] - 100) < 5


def test_one_stimulus_has_a_silent_period_and_no_stimuli_have_none():
    emg = contraction((STIMULI, 0.1, 0.0))
    assert abs(silent_period(emg, RATE, STIMULI[:1])["median_total"].item() - 100) < 6
    none = silent_period(emg, RATE, np.zeros(0))
    assert none.sizes["stimulus"] == 0 and np.isnan(none["median_total"]) and none["reason"].item() == "no stimuli"


def test_a_resting_muscle_has_no_silent_period():
    periods = silent_period(NOISE * np.random.default_rng(4).standard_normal(40_000), RATE, STIMULI)
    assert not periods["measurable"] and "no tonic contraction" in periods["reason"].item()
    assert np.isnan(periods["total"]).all() and set(periods["status"].values) == {"not measurable"}


@pytest.mark.parametrize(
    ("signal", "rate", "times", "message"),
    [
        (np.array([0.0, np.inf]), RATE, [], "infinite"),
        (np.zeros((2, 3)), RATE, [], "one muscle"),
        (np.zeros(100), 250.0, [], "at least 500 Hz"),
        (np.zeros(4000), RATE, [1.0, 0.5], "increase"),
        (np.zeros(4000), RATE, [0.05], "lacks 0.1 s before"),
        (np.zeros(4000), RATE, [1.95], "0.1 s after"),
    ],
)
def test_bad_input_is_one_clear_line(signal, rate, times, message):
    with pytest.raises(ValueError, match=message) as error:
        silent_period(signal, rate, np.array(times))
    assert "\n" not in str(error.value)


def few_units(silent_until: float = 0.0, units_per_second: float = 300) -> np.ndarray:
    """Potentials of 4 ms at random times, none from the response to ``silent_until`` s after a stimulus."""
    rng = np.random.default_rng(1)
    emg = 3e-6 * rng.standard_normal(round(22 * RATE))
    times = rng.uniform(0, 21.9, round(22 * units_per_second))
    after = (times - 1.0) % 1.0
    if silent_until:
        times = times[(times < 1) | (after < RESPONSE[0]) | (after >= silent_until)]
    for time in times:
        start = round(time * RATE)
        emg[start : start + 8] += rng.choice([-80e-6, 80e-6]) * np.hanning(8)
    if silent_until:
        for stimulus in AVERAGED:
            emg[round((stimulus + RESPONSE[0]) * RATE) : round((stimulus + RESPONSE[1]) * RATE)] += 500e-6
    return emg


@pytest.mark.parametrize("until", [0.080, 0.150, 0.250])
def test_known_silence_is_measured_to_10_ms(until):
    found = mean_silent_period(few_units(until), RATE, AVERAGED)
    assert found["measurable"]
    assert found["total"].item() == pytest.approx(1e3 * until, abs=10)
    assert found["duration"].item() == pytest.approx(1e3 * (until - RESPONSE[1]), abs=20)


def test_steady_contraction_has_no_silence():
    found = mean_silent_period(few_units(), RATE, AVERAGED)
    assert found["total"].item() == found["duration"].item() == 0


def test_an_emg_that_does_not_return_has_no_duration():
    unended = mean_silent_period(few_units(0.9), RATE, AVERAGED)
    assert np.isnan(unended["duration"].item()) and not unended["measurable"]
    assert unended["reason"].item() == "no return of the EMG within 0.5 s"


@pytest.mark.parametrize(("emg", "stimuli", "reason"), [
    (3e-6 * np.random.default_rng(1).standard_normal(44_000), AVERAGED, "no contraction"),
    (few_units(), np.zeros(0), "no stimuli"),
])  # fmt: skip
def test_what_cannot_be_measured_says_why(emg, stimuli, reason):
    found = mean_silent_period(emg, RATE, stimuli)
    assert not found["measurable"] and reason in found["reason"].item()
    assert np.isnan(found["duration"].item())


def test_a_stimulus_near_the_end_is_left_out():
    emg = few_units(0.150)[: round(20.3 * RATE)]
    found = mean_silent_period(emg, RATE, AVERAGED)
    assert found["total"].item() == pytest.approx(150, abs=10)
