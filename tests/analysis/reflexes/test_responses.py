import numpy as np
import pytest
import xarray as xr
from scipy.signal import butter, sosfiltfilt

from disinhibition.analysis.reflexes.responses import (
    find_responses,
    hand_minus_scm,
    mean_latency,
    response_statistics,
)
from disinhibition.analysis.signals.intervals import proportion

RATE = 2000.0
NOISE = 3e-6  # V RMS
STIMULI = np.arange(0.5, 19.6, 0.5)
SEARCH = (0.015, 0.080)


def interference(rng: np.random.Generator, samples: int) -> np.ndarray:
    """EMG-like noise of RMS 1 in the band of surface EMG, 20 to 450 Hz."""
    signal = sosfiltfilt(butter(2, (20, 450), "bandpass", fs=RATE, output="sos"), rng.standard_normal(samples))
    return signal / signal.std()


def emg(*traces: np.ndarray, origin: float = 0.0) -> xr.DataArray:
    time = ("time", origin + np.arange(traces[0].size) / RATE)
    coords = {"muscle": [f"muscle{index}" for index in range(len(traces))], "time": time}
    return xr.DataArray(np.array(traces), dims=("muscle", "time"), coords=coords)


def responding(
    latency: float | np.ndarray, duration: float = 0.020, amplitude: float = 200e-6, noise: float = NOISE, seed: int = 1
) -> np.ndarray:
    """20 s of noise with a burst of interference so many s after every stimulus, V."""
    rng = np.random.default_rng(seed)
    gate = np.zeros(40_000)
    for onset in STIMULI + latency:
        gate[round(onset * RATE) : round((onset + duration) * RATE)] = 1
    return amplitude * gate * interference(rng, gate.size) + noise * rng.standard_normal(gate.size)


@pytest.mark.parametrize("amplitude", [50e-6, 200e-6, 2e-3])
@pytest.mark.parametrize("latency", [0.020, 0.030, 0.055])
def test_a_known_latency_is_found_within_one_ms(latency, amplitude):
    found = find_responses(emg(responding(latency, amplitude=amplitude)), STIMULI, SEARCH)
    assert found["present"].all()
    error = found["latency"].values - 1e3 * latency
    assert abs(np.median(error)) < 0.6
    assert np.quantile(np.abs(error), 0.9) < 1.6


def test_a_response_of_three_times_the_noise_is_found():
    assert find_responses(emg(responding(0.020, 0.030, 9e-6)), STIMULI, SEARCH)["present"].mean() > 0.9


def test_responses_in_a_trace_without_noise_are_exact():
    trace = responding(0.020, amplitude=2e-3, noise=0.0)
    trace[-1500:] = 0
    found = find_responses(emg(trace), STIMULI, SEARCH)
    assert found["present"].values[0].tolist() == [True] * (STIMULI.size - 1) + [False]
    np.testing.assert_allclose(found["latency"][0, :-1], 20, atol=0.51)


@pytest.mark.parametrize("duration", [0.010, 0.020, 0.100])
def test_a_known_duration_is_found_within_two_ms(duration):
    found = find_responses(emg(responding(0.020, duration)), STIMULI, SEARCH)
    assert abs(np.median(found["duration"]) - 1e3 * duration) < 2


def test_responses_on_a_contraction_are_found_within_two_ms():
    tonic = 30e-6 * interference(np.random.default_rng(5), 40_000)
    found = find_responses(emg(tonic + responding(0.020, amplitude=500e-6)), STIMULI, SEARCH)
    assert found["present"].mean() > 0.95
    assert abs(float(found["latency"].median()) - 20) < 1
    assert np.nanquantile(np.abs(found["latency"] - 20), 0.9) < 2.1


def test_amplitude_and_area_are_those_of_the_response():
    trace = np.zeros(4000)
    trace[2040:2060] = np.where(np.arange(20) % 2, -2e-4, 3e-4)
    found = find_responses(emg(trace), np.array([1.0]), SEARCH)
    assert found["latency"].item() == pytest.approx(20, abs=1e-6)
    assert found["amplitude"].item() == pytest.approx(5e-4)
    assert found["area"].item() == pytest.approx(20 * 2.5e-4 / RATE)
    assert found["latency"].attrs["units"] == "ms" and found["area"].attrs["units"] == "V s"


def test_every_muscle_and_stimulus_has_its_own_answer():
    quiet = NOISE * np.random.default_rng(2).standard_normal(40_000)
    half = responding(0.030)
    half[20_000:] = quiet[20_000:]
    found = find_responses(emg(responding(0.020), half, quiet, origin=7.0), STIMULI + 7.0, SEARCH)
    assert found["present"].values[0].all() and not found["present"].values[2].any()
    assert found["present"].values[1].tolist() == (STIMULI < 9.9).tolist()
    np.testing.assert_allclose(found["stimulus"], STIMULI + 7.0)
    assert abs(float(found["latency"][1].median()) - 30) < 1


def test_a_stimulus_between_two_samples_does_not_shift_the_latency():
    trace = np.zeros(4000)
    trace[2040:2060] = np.where(np.arange(20) % 2, -2e-4, 3e-4)
    shifted = find_responses(emg(trace), np.array([1.0002]), SEARCH)
    assert shifted["latency"].item() == pytest.approx(19.8, abs=1e-6)
    assert mean_latency(emg(trace), np.array([1.0002]), SEARCH).item() == pytest.approx(19.8, abs=1e-6)


@pytest.mark.parametrize("seed", [2, 3])
def test_noise_and_steady_contractions_hardly_ever_respond(seed):
    rng = np.random.default_rng(seed)
    resting, tonic = NOISE * rng.standard_normal(400_000), 100e-6 * interference(rng, 400_000)
    stimuli = np.arange(0.2, 199.0, 0.2)
    present = find_responses(emg(resting, tonic), stimuli, SEARCH)["present"]
    assert present[0].mean() < 0.005
    assert present[1].mean() < 0.01


@pytest.mark.parametrize("signal", [np.zeros(4000), NOISE * np.random.default_rng(4).standard_normal(4000)])
def test_silence_is_no_response_of_size_0(signal):
    found = find_responses(emg(signal), np.array([1.0]), SEARCH)
    assert not found["present"].item() and np.isnan(found["latency"].item()) and np.isnan(found["duration"].item())
    assert found["amplitude"].item() == 0 and found["area"].item() == 0
    assert np.isnan(mean_latency(emg(signal), np.array([1.0]), SEARCH).item())


def test_no_stimuli_give_an_empty_dataset():
    found = find_responses(emg(np.zeros(4000)), np.zeros(0), SEARCH)
    assert found.sizes == {"muscle": 1, "stimulus": 0}
    assert np.isnan(mean_latency(emg(np.zeros(4000)), np.zeros(0), SEARCH).item())


def test_activity_from_before_the_search_window_is_no_response():
    early = responding(0.005, 0.040)
    assert not find_responses(emg(early), STIMULI, SEARCH)["present"].any()
    assert find_responses(emg(early), STIMULI, (0.003, 0.080))["present"].all()
    ongoing = NOISE * np.random.default_rng(10).standard_normal(40_000)
    for stimulus in STIMULI[::4]:
        start = round((stimulus - 0.010) * RATE)
        ongoing[start : start + 200] += 200e-6 * interference(np.random.default_rng(11), 200)
    assert not find_responses(emg(ongoing), STIMULI, (0.0, 0.080))["present"].any()


def test_a_jerk_before_a_stimulus_does_not_hide_the_response_to_it():
    trace = responding(0.020)
    for stimulus in STIMULI[::4]:
        start = round((stimulus - 0.06) * RATE)
        trace[start : start + 60] += 200e-6 * interference(np.random.default_rng(9), 60)
    assert find_responses(emg(trace), STIMULI, SEARCH)["present"].all()


def test_only_the_search_window_counts():
    late = emg(responding(0.050))
    assert find_responses(late, STIMULI, (0.045, 0.055))["present"].all()
    assert not find_responses(late, STIMULI, (0.015, 0.045))["present"].any()
    assert not find_responses(late, STIMULI, (0.055, 0.090))["present"].any()


def test_a_spike_of_one_ms_is_too_short():
    assert not find_responses(emg(responding(0.020, 0.001, 100e-6)), STIMULI, SEARCH)["present"].any()


def test_a_response_that_never_ends_is_cut_off():
    rng = np.random.default_rng(6)
    trace = NOISE * rng.standard_normal(8000)
    trace[2040:] += 100e-6 * interference(rng, 5960)
    found = find_responses(emg(trace), np.array([1.0]), SEARCH)
    assert found["latency"].item() == pytest.approx(20, abs=1)
    assert 500 <= found["duration"].item() <= 580


def test_averaging_brings_out_a_response_too_small_to_be_seen_once():
    trace = emg(responding(0.030, amplitude=4e-6))
    assert find_responses(trace, STIMULI, SEARCH)["present"].mean() < 0.5
    assert mean_latency(trace, STIMULI, SEARCH).item() == pytest.approx(30, abs=1.5)


def test_one_small_potential_is_lost_in_the_average():
    trace = responding(0.030, amplitude=15e-6)
    trace[1500:] = responding(0.030, amplitude=0.0)[1500:]
    assert find_responses(emg(trace), STIMULI, SEARCH)["present"].values[0].tolist().index(True) == 0
    assert np.isnan(mean_latency(emg(trace), STIMULI, SEARCH).item())


def test_mean_latency_of_clear_responses_is_within_one_ms():
    assert mean_latency(emg(responding(0.022)), STIMULI, SEARCH).item() == pytest.approx(22, abs=1)
    spread = np.random.default_rng(8).uniform(0.020, 0.040, STIMULI.size)
    assert mean_latency(emg(responding(spread)), STIMULI, SEARCH).item() == pytest.approx(1e3 * spread.min(), abs=2)


@pytest.mark.parametrize(
    ("signal", "times", "search", "message"),
    [
        (np.full(4000, np.inf), [1.0], SEARCH, "infinite"),
        (np.zeros(4000), [1.0, 0.5], SEARCH, "increase"),
        (np.zeros(4000), [0.05], SEARCH, "before"),
        (np.zeros(4000), [1.95], SEARCH, "after"),
        (np.zeros(4000), [1.0], (0.05, 0.02), "out of order"),
        (np.zeros(4000), [1.0], (-0.05, 0.02), "out of order"),
        (np.clip(interference(np.random.default_rng(7), 4000), -0.5, 0.5), [1.0], SEARCH, "is clipped"),
    ],
)
def test_bad_input_is_one_clear_line(signal, times, search, message):
    for measure in (find_responses, mean_latency):
        with pytest.raises(ValueError, match=message) as error:
            measure(emg(signal), np.array(times), search)
        assert "\n" not in str(error.value)


def test_a_response_just_before_the_stimulus_hides_none_when_the_muscle_is_compared_with_before_it():
    trace = responding(0.020, amplitude=200e-6)
    pairs = STIMULI + 0.080
    trace[:] += np.roll(trace, round(0.080 * RATE))
    assert not find_responses(emg(trace), pairs, SEARCH)["present"].any()
    assert find_responses(emg(trace), pairs, SEARCH, before=STIMULI)["present"].all()


def test_mean_latency_to_the_second_of_two_stimuli_is_compared_with_the_emg_before_the_first():
    trace = responding(0.020, 0.050)
    trace[:] += np.roll(responding(0.025), round(0.080 * RATE))
    pairs = STIMULI + 0.080
    assert np.isnan(mean_latency(emg(trace), pairs, SEARCH).item())
    assert mean_latency(emg(trace), pairs, SEARCH, before=STIMULI).item() == pytest.approx(25, abs=1)
    assert np.isnan(mean_latency(emg(trace), pairs, SEARCH, before=np.zeros(0)).item())


def responses(**latency: list[float]) -> xr.Dataset:
    """Responses with these latencies, ms, NaN where absent; amplitude 1 uV per ms of latency."""
    table = np.array(list(latency.values()), dtype=float)
    return xr.Dataset(
        {
            "latency": (("muscle", "stimulus"), table),
            "present": (("muscle", "stimulus"), np.isfinite(table)),
            "amplitude": (("muscle", "stimulus"), 1e-6 * np.nan_to_num(table)),
        },
        coords={"muscle": list(latency)},
    )


def test_probability_latency_and_amplitude_are_taken_over_stimuli():
    table = response_statistics(responses(right_fdi=[20, 22, np.nan, 27, np.nan]))
    assert table["count"].item() == 5 and table["probability"].item() == pytest.approx(0.6)
    assert table["latency"].item() == 22
    assert table["latency_sd"].item() == pytest.approx(np.std([20, 22, 27], ddof=1))
    assert table["amplitude"].item() == pytest.approx(20e-6)


def test_the_interval_is_the_exact_one():
    # Rule of three: with no success in n trials the upper end is 1 - (alpha / 2)^(1 / n)
    assert proportion(0, 20) == pytest.approx((0, 0, 1 - 0.025 ** (1 / 20)))
    assert proportion(20, 20) == pytest.approx((1, 0.025 ** (1 / 20), 1))
    assert proportion(5, 10) == pytest.approx((0.5, 0.18709, 0.81291), abs=1e-5)
    table = response_statistics(responses(right_fdi=[np.nan] * 20))
    assert table["probability_high"].item() == pytest.approx(proportion(0, 20)[2])
    assert table["probability_low"].item() == 0


def test_silence_has_probability_0_and_no_latency():
    table = response_statistics(responses(right_fdi=[np.nan, np.nan]))
    assert table["probability"].item() == 0 and table["amplitude"].item() == 0
    assert np.isnan(table["latency"].item()) and np.isnan(table["latency_sd"].item())


def test_one_response_has_a_latency_and_no_spread():
    table = response_statistics(responses(right_fdi=[31.0]))
    assert table["latency"].item() == 31 and np.isnan(table["latency_sd"].item())


def test_no_stimuli_have_no_probability():
    table = response_statistics(responses(right_fdi=[], left_fdi=[]))
    assert (table["count"] == 0).all() and table.sizes["muscle"] == 2
    assert np.isnan(table["probability"]).all() and np.isnan(table["amplitude"]).all()


def test_the_hand_is_compared_with_the_neck_stimulus_by_stimulus():
    found = hand_minus_scm(
        responses(right_scm=[58, 60, np.nan, 50], right_fdi=[96, 100, 90, np.nan]), "right_fdi", "right_scm"
    )
    assert found.median == 39 and found.iqr == 1 and found.count == 2


def test_without_a_common_response_there_is_no_difference():
    found = hand_minus_scm(responses(right_scm=[58, np.nan], right_fdi=[np.nan, 90]), "right_fdi", "right_scm")
    assert np.isnan(found.median) and np.isnan(found.iqr) and found.count == 0
    one = hand_minus_scm(responses(right_scm=[58], right_fdi=[90]), "right_fdi", "right_scm")
    assert one.median == 32 and one.iqr == 0


def test_a_muscle_that_was_not_recorded_is_named():
    with pytest.raises(ValueError, match="no muscle 'left_scm'"):
        hand_minus_scm(responses(right_scm=[58], right_fdi=[90]), "right_fdi", "left_scm")
