import numpy as np
import pytest
import xarray as xr
from scipy.signal import butter, sosfiltfilt

from disinhibition.analysis.emg.bursts import find_bursts, find_bursts_of_muscles

RATE = 2000.0
ONSETS = np.arange(0.25, 19.5, 0.5)


def interference(rng: np.random.Generator, samples: int) -> np.ndarray:
    """EMG-like noise of RMS 1 in the band of surface EMG, 20 to 450 Hz."""
    signal = sosfiltfilt(butter(2, (20, 450), "bandpass", fs=RATE, output="sos"), rng.standard_normal(samples))
    return signal / signal.std()


def synthetic(duration: float, noise: float, onsets: np.ndarray = ONSETS, amplitude: float = 100e-6) -> np.ndarray:
    """20 s of noise with interference bursts of ``duration`` s at the onsets, V."""
    rng = np.random.default_rng(1)
    samples = int(20 * RATE)
    gate = np.zeros(samples)
    for onset in onsets:
        gate[round(onset * RATE) : round((onset + duration) * RATE)] = 1
    return amplitude * gate * interference(rng, samples) + noise * rng.standard_normal(samples)


@pytest.mark.parametrize("baseline", ["estimated", "known"])
@pytest.mark.parametrize("noise", [1e-6, 3e-6, 10e-6])
@pytest.mark.parametrize("duration", [0.010, 0.020, 0.030, 0.045, 0.100])
def test_durations_and_onsets_are_within_3_ms_of_the_truth(duration, noise, baseline):
    bursts = find_bursts(synthetic(duration, noise), RATE, baseline=noise if baseline == "known" else None)
    assert 0.9 * ONSETS.size <= bursts.sizes["burst"] <= ONSETS.size
    nearest = np.abs(bursts["onset"].values[:, None] - ONSETS).min(axis=1)
    error = np.abs(bursts["duration"].values - 1e3 * duration)
    assert nearest.max() < 0.003
    assert np.quantile(error, 0.95) < 3.0
    assert abs(np.median(bursts["duration"].values) - 1e3 * duration) < 1.0


def test_duration_does_not_grow_with_amplitude():
    small, large = (np.median(find_bursts(synthetic(0.03, 3e-6, amplitude=a), RATE)["duration"]) for a in (5e-5, 5e-3))
    assert abs(small - large) < 1.0


def test_gap_of_10_ms_is_closed_and_gap_of_30_ms_is_not():
    def count(gap: float) -> int:
        return find_bursts(synthetic(0.03, 3e-6, np.array([5.0, 5.03 + gap])), RATE).sizes["burst"]

    assert count(0.010) == 1
    assert count(0.030) == 2


def test_noise_alone_gives_no_burst_in_300_s():
    noise = 3e-6 * np.random.default_rng(2).standard_normal(600_000)
    for baseline in (None, 3e-6, (0.0, 1.0)):
        assert find_bursts(noise, RATE, baseline=baseline).sizes["burst"] == 0


@pytest.mark.parametrize("signal", [np.zeros(0), np.zeros(5), np.zeros(4000)], ids=["empty", "short", "zeros"])
def test_silence_gives_no_bursts_and_every_variable(signal):
    bursts = find_bursts(signal, RATE)
    assert bursts.sizes["burst"] == 0
    assert set(bursts.data_vars) == {"onset", "duration", "amplitude", "motor_units"}
    assert bursts["onset"].attrs["units"] == "s" and bursts["duration"].attrs["units"] == "ms"


def test_bursts_in_a_trace_without_noise_are_measured():
    for onsets in (ONSETS, np.array([5.0])):
        bursts = find_bursts(synthetic(0.03, 0.0, onsets), RATE)
        assert bursts.sizes["burst"] == onsets.size
        np.testing.assert_allclose(bursts["onset"], onsets, atol=1e-3)
        np.testing.assert_allclose(bursts["duration"], 30.0, atol=1.0)


def test_faint_bursts_are_measured_as_long_as_strong_ones():
    faint = find_bursts(synthetic(0.1, 10e-6, amplitude=30e-6), RATE, baseline=10e-6)["duration"]
    assert abs(np.median(faint) - 100) < 1.5 and abs(np.mean(faint) - 100) < 1.5


def test_muscle_that_never_rests_is_one_burst_against_the_noise_of_the_instrument():
    rng = np.random.default_rng(3)
    trace = 100e-6 * interference(rng, 20_000)
    bursts = find_bursts(trace, RATE, baseline=3e-6)
    assert bursts.sizes["burst"] == 1
    np.testing.assert_allclose(bursts["duration"], 10_000.0, atol=3)
    assert find_bursts(trace, RATE).sizes["burst"] == 0


def test_bursts_on_a_tonic_contraction_stand_out_from_the_contraction():
    rng = np.random.default_rng(4)
    tonic = 20e-6 * interference(rng, 40_000)
    bursts = find_bursts(tonic + synthetic(0.05, 0.0, amplitude=200e-6), RATE)
    assert bursts.sizes["burst"] == ONSETS.size
    assert abs(np.median(bursts["duration"]) - 50) < 3


def test_amplitude_is_the_largest_rectified_value():
    trace = synthetic(0.03, 1e-6, np.array([5.0]))
    assert find_bursts(trace, RATE)["amplitude"].item() == np.abs(trace).max()


@pytest.mark.parametrize(("units", "found"), [([1, 2, 3], 1), ([1, 2, 2], 0), ([], 0)])
def test_three_different_motor_units_must_take_part(units, found):
    trace = synthetic(0.03, 3e-6, np.array([5.0]))
    time = np.array([5.0, 5.005, 5.01])[: len(units)]
    bursts = find_bursts(trace, RATE, discharge_time=time, motor_unit=np.array(units, dtype=int))
    assert bursts.sizes["burst"] == found
    assert bursts["motor_units"].values.tolist() == [3] * found


def test_motor_units_outside_the_burst_do_not_count():
    trace = synthetic(0.03, 3e-6, np.array([5.0]))
    away = find_bursts(trace, RATE, discharge_time=np.array([4.95, 5.01, 5.02]), motor_unit=np.array([1, 2, 3]))
    assert away.sizes["burst"] == 0
    late = find_bursts(trace, RATE, discharge_time=np.array([5.0, 5.01, 5.04]), motor_unit=np.array([1, 2, 3]))
    assert late.sizes["burst"] == 0


@pytest.mark.parametrize(("before", "found"), [(0.004, 1), (0.006, 0)])
def test_a_potential_that_began_up_to_5_ms_before_the_onset_belongs_to_the_burst(before, found):
    trace = synthetic(0.03, 3e-6, np.array([5.0]))
    onset = find_bursts(trace, RATE)["onset"].item()
    time = np.array([onset - before, onset + 0.005, onset + 0.01])
    assert find_bursts(trace, RATE, discharge_time=time, motor_unit=np.arange(3)).sizes["burst"] == found


def test_unknown_motor_units_are_minus_one():
    assert find_bursts(synthetic(0.03, 3e-6, np.array([5.0])), RATE)["motor_units"].item() == -1


@pytest.mark.parametrize(
    ("signal", "rate", "kwargs", "message"),
    [
        (np.array([0.0, np.inf]), RATE, {}, "infinite"),
        (np.zeros((2, 3)), RATE, {}, "one muscle"),
        (np.zeros(100), 250.0, {}, "at least 500 Hz"),
        (np.zeros(100), np.nan, {}, "at least 500 Hz"),
        (np.zeros(100), np.inf, {}, "at least 500 Hz"),
        (np.zeros(100), RATE, {"baseline": (0.0, 1.0)}, "outside"),
        (np.zeros(100), RATE, {"discharge_time": np.zeros(1)}, "belong together"),
    ],
)
def test_bad_input_is_one_clear_line(signal, rate, kwargs, message):
    with pytest.raises(ValueError, match=message) as error:
        find_bursts(signal, rate, **kwargs)
    assert "\n" not in str(error.value)


def test_bursts_of_all_muscles_come_in_order_of_onset_with_their_muscle():
    early, late = synthetic(0.03, 3e-6, np.array([5.0])), synthetic(0.03, 3e-6, np.array([5.01, 9.0]))
    time = ("time", 2.0 + np.arange(early.size) / RATE)
    voltage = xr.DataArray([late, early], dims=("muscle", "time"), coords={"muscle": ["fdi", "scm"], "time": time})
    bursts = find_bursts_of_muscles(voltage)
    assert bursts["muscle"].values.tolist() == ["scm", "fdi", "fdi"]
    np.testing.assert_allclose(bursts["onset"], [7.0, 7.01, 11.0], atol=2e-3)
    units = xr.Dataset(
        {
            "time": ("discharge", [7.0, 7.0, 7.0, 7.01]),
            "muscle_index": ("discharge", [1, 1, 1, 0]),
            "motor_unit": ("discharge", [0, 1, 2, 0]),
        },
        coords={"muscle": ["fdi", "scm"]},
    )
    assert find_bursts_of_muscles(voltage, units)["muscle"].values.tolist() == ["scm"]


def test_a_burst_that_a_gap_of_the_recording_cuts_off_is_left_out_and_the_others_stay() -> None:
    rng = np.random.default_rng(0)
    emg = 3e-6 * rng.standard_normal(20_000)
    for start in (4000, 8000, 12_000):
        emg[start : start + 200] += 2e-4 * rng.standard_normal(200)
    whole = find_bursts(emg, 2000.0)
    emg[8100:8600] = np.nan
    emg[4100] = np.nan  # a sample alone is bridged
    found = find_bursts(emg, 2000.0)
    np.testing.assert_allclose(found["onset"], whole["onset"].values[[0, 2]], atol=0.001)
    np.testing.assert_allclose(found["duration"], whole["duration"].values[[0, 2]], atol=2)
    assert find_bursts(np.full(4000, np.nan), 2000.0).sizes["burst"] == 0


def test_a_baseline_that_was_not_recorded_is_refused() -> None:
    emg = np.where(np.arange(4000) < 1000, np.nan, 3e-6 * np.random.default_rng(0).standard_normal(4000))
    with pytest.raises(ValueError, match="nothing was recorded in the baseline"):
        find_bursts(emg, 2000.0, baseline=(0.0, 0.4))
