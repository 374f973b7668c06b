import numpy as np
import pytest
import xarray as xr
from scipy.signal import butter, sosfiltfilt
from scipy.stats import binom

from disinhibition.analysis.reflexes.c_reflex import c_reflex

RATE = 2000.0
STIMULI = np.arange(1.0, 21.0)


def interference(rng: np.random.Generator, samples: int) -> np.ndarray:
    """EMG-like noise of RMS 1 in the band of surface EMG, 20 to 450 Hz."""
    signal = sosfiltfilt(butter(2, (20, 450), "bandpass", fs=RATE, output="sos"), rng.standard_normal(samples))
    return signal / signal.std()


def hand(onsets: np.ndarray, tonic: float = 0.0, seed: int = 1) -> np.ndarray:
    """22 s of EMG with bursts of 25 ms and 150 uV at the onsets (s), V."""
    rng = np.random.default_rng(seed)
    gate = np.zeros(44_000)
    for onset in onsets:
        gate[round(onset * RATE) : round((onset + 0.025) * RATE)] = 1
    return (150e-6 * gate + tonic) * interference(rng, gate.size) + 3e-6 * rng.standard_normal(gate.size)


def recording(*traces: np.ndarray) -> xr.DataArray:
    coords = {"muscle": [f"right_{index}" for index in range(len(traces))], "time": np.arange(44_000) / RATE}
    return xr.DataArray(np.array(traces), dims=("muscle", "time"), coords=coords)


def test_a_reflex_at_45_ms_after_most_stimuli_is_present():
    found = c_reflex(recording(hand(STIMULI[:14] + 0.045)), STIMULI).isel(muscle=0)
    assert found["present"] and found["measurable"] and found["reason"].item() == ""
    assert found["probability"].item() == 0.7
    assert found["latency"].item() == pytest.approx(45, abs=1)
    assert found["chance"].item() == pytest.approx(1 / 202)
    assert found["p_value"].item() == pytest.approx(binom.sf(13, 20, 1 / 202))
    assert found["probability_low"] < 0.7 < found["probability_high"]


def test_a_reflex_after_half_of_the_stimuli_is_not_enough():
    found = c_reflex(recording(hand(STIMULI[:10] + 0.045)), STIMULI).isel(muscle=0)
    assert not found["present"] and found["p_value"].item() < 0.001 and found["measurable"]


@pytest.mark.parametrize("latency", [0.025, 0.080])
def test_responses_before_35_or_after_65_ms_are_no_c_reflex(latency):
    found = c_reflex(recording(hand(STIMULI + latency)), STIMULI).isel(muscle=0)
    assert not found["present"] and found["probability"].item() == 0 and np.isnan(found["latency"])


def test_frequent_spontaneous_jerks_are_no_c_reflex():
    rng = np.random.default_rng(3)
    found = c_reflex(recording(hand(np.sort(rng.uniform(0.1, 21.5, 80)))), STIMULI).isel(muscle=0)
    assert not found["present"] and found["chance"].item() > 0.05 and found["p_value"].item() > 0.05


def test_jerks_before_the_stimuli_raise_chance():
    found = c_reflex(recording(hand(np.concatenate([STIMULI - 0.2, STIMULI[:14] + 0.045]))), STIMULI).isel(muscle=0)
    assert found["chance"].item() == pytest.approx(21 / 202, abs=0.01)
    assert found["probability"].item() == 0.7 and found["present"]


def test_a_contracting_muscle_is_not_measurable_and_its_numbers_are_given():
    found = c_reflex(recording(hand(STIMULI + 0.045), hand(STIMULI + 0.045, tonic=20e-6)), STIMULI)
    assert (
        found["present"][0] == 1
        and found["present"][1].isnull()
        and found["measurable"].values.tolist() == [True, False]
    )
    assert "not at rest" in found["reason"].values[1] and found["probability"].values[1] > 0.5
    np.testing.assert_allclose(found["resting_level"], [3e-6, 20e-6], rtol=0.1)


@pytest.mark.parametrize("signal", [np.zeros(44_000), hand(np.zeros(0))], ids=["zeros", "noise"])
def test_silence_is_no_reflex(signal):
    found = c_reflex(recording(signal), STIMULI).isel(muscle=0)
    assert not found["present"] and found["measurable"]
    assert found["probability"].item() == 0 and found["p_value"].item() == 1 and np.isnan(found["latency"])


def test_one_stimulus_proves_nothing_and_none_is_not_measurable():
    one = c_reflex(recording(hand(STIMULI + 0.045)), STIMULI[:1]).isel(muscle=0)
    assert one["probability"].item() == 1 and one["p_value"].item() > 0.05 and not one["present"]
    none = c_reflex(recording(hand(STIMULI + 0.045)), np.zeros(0)).isel(muscle=0)
    assert not none["measurable"] and none["reason"].item().startswith("no stimuli") and np.isnan(none["probability"])


def test_dense_stimuli_are_not_measurable_and_say_why() -> None:
    voltage = xr.DataArray(
        1e-6 * np.random.default_rng(0).standard_normal((1, 44_000)),
        {"muscle": ["right_fdi"], "time": np.arange(44_000) / 2000},
        ("muscle", "time"),
    )
    found = c_reflex(voltage, np.array([1.0, 1.5, 2.0]))
    assert not found["measurable"].item() and np.isnan(found["present"].item())
    assert "0.5 s apart, at least 0.645 s needed" in found["reason"].item()


@pytest.mark.parametrize(
    ("signal", "times", "message"),
    [
        (np.zeros(44_000), [0.4, 2.0], "before"),
        (np.full(44_000, np.inf), [1.0], "infinite"),
    ],
)
def test_bad_input_is_one_clear_line(signal, times, message):
    with pytest.raises(ValueError, match=message) as error:
        c_reflex(recording(signal), np.array(times))
    assert "\n" not in str(error.value)
