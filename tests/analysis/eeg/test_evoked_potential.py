import numpy as np
import pytest
import xarray as xr
from scipy.signal import butter, sosfiltfilt

from disinhibition.analysis.eeg.evoked_potential import evoked_potential, sep_gain, sep_peaks

RATE = 2000.0
STIMULI = np.arange(1.0, 101.0)
PEAKS = {0.020: -2e-6, 0.025: 3e-6, 0.033: -4e-6}  # s: V


def wave(scale: float = 1.0, shift: float = 0.0) -> np.ndarray:
    """N20, P25 and N33 as Gaussians 1 ms wide, on samples from 0 to 100 ms after the stimulus, V."""
    lag = np.arange(200) / RATE
    return scale * sum(height * np.exp(-0.5 * ((lag - peak - shift) / 0.001) ** 2) for peak, height in PEAKS.items())


def eeg(*waves: np.ndarray, noise: float = 0.0, origin: float = 0.0, electrodes: int = 1) -> xr.DataArray:
    """102 s of white noise with the waves after the stimuli in turn, at every electrode."""
    rng = np.random.default_rng(1)
    traces = noise * rng.standard_normal((electrodes, 204_000))
    for index, stimulus in enumerate(STIMULI):
        start = round(stimulus * RATE)
        traces[:, start : start + 200] += waves[index % len(waves)]
    time = ("time", origin + np.arange(204_000) / RATE)
    names = [f"electrode{index}" for index in range(electrodes)]
    return xr.DataArray(traces, dims=("electrode", "time"), coords={"electrode": names, "time": time})


def test_known_peaks_have_their_latencies_and_amplitudes():
    peaks = sep_peaks(evoked_potential(eeg(wave()), STIMULI))
    assert peaks["measurable"].item() and peaks["reason"].item() == ""
    assert [peaks[name].item() for name in ("n20", "p25", "n33")] == pytest.approx([20, 25, 33])
    assert peaks["n20_p25"].item() == pytest.approx(5e-6, rel=1e-3)
    assert peaks["p25_n33"].item() == pytest.approx(7e-6, rel=1e-3)


def test_peaks_in_noise_are_within_one_ms_and_a_tenth():
    peaks = sep_peaks(evoked_potential(eeg(wave(), noise=2e-6, origin=5.0), STIMULI + 5.0))
    assert [peaks[name].item() for name in ("n20", "p25", "n33")] == pytest.approx([20, 25, 33], abs=1)
    assert peaks["n20_p25"].item() == pytest.approx(5e-6, rel=0.1)
    assert peaks["p25_n33"].item() == pytest.approx(7e-6, rel=0.1)


def test_the_noise_is_that_of_the_average():
    evoked = evoked_potential(eeg(wave(), noise=20e-6, electrodes=4), STIMULI)
    # The mean of 100 samples before the stimulus, taken off, adds a hundredth of the variance
    np.testing.assert_allclose(evoked["noise"], 20e-6 / np.sqrt(STIMULI.size) * np.sqrt(1.01), rtol=0.15)
    assert evoked["sweeps"].item() == 100
    assert evoked["lag"].values[[0, -1]] == pytest.approx([-50, 99.5])


def test_what_follows_every_stimulus_alike_cancels_in_the_plus_minus_average():
    assert np.abs(evoked_potential(eeg(wave(1000)), STIMULI)["plus_minus"]).max() < 1e-12
    assert np.abs(evoked_potential(eeg(wave(1000)), STIMULI[:-1])["plus_minus"]).max() < 1e-12
    alternating = evoked_potential(eeg(wave(), 3 * wave()), STIMULI)
    np.testing.assert_allclose(alternating["average"].values[0, 100:], 2 * wave(), atol=1e-9)
    np.testing.assert_allclose(alternating["plus_minus"].values[0, 100:], -wave(), atol=1e-9)


def test_the_ratio_to_the_noise_is_one_by_chance_and_known_for_a_signal():
    chance = evoked_potential(eeg(np.zeros(200), noise=20e-6, electrodes=8), STIMULI)["snr"]
    assert chance.mean().item() == pytest.approx(1, abs=0.1) and chance.max().item() < 1.5
    evoked = evoked_potential(eeg(wave(10), noise=1e-6, electrodes=4), STIMULI)
    inside = slice(30, 91)
    expected = np.sqrt(np.mean(wave(10)[inside] ** 2)) / 1e-7
    np.testing.assert_allclose(evoked["snr"], expected, rtol=0.15)


def test_slow_offsets_before_the_stimulus_are_taken_off():
    potential = eeg(wave())
    evoked = evoked_potential(potential + 1e-3, STIMULI)
    np.testing.assert_allclose(evoked["average"], evoked_potential(potential, STIMULI)["average"], atol=1e-12)


def test_peaks_keep_their_order_even_when_all_come_late():
    peaks = sep_peaks(evoked_potential(eeg(wave(shift=0.003)), STIMULI))
    assert [peaks[name].item() for name in ("n20", "p25", "n33")] == pytest.approx([23, 28, 36])
    earlier_crest = wave(shift=0.003) + 20e-6 * (np.arange(200) == 42)
    peaks = sep_peaks(evoked_potential(eeg(earlier_crest), STIMULI))
    assert [peaks[name].item() for name in ("n20", "p25", "n33")] == pytest.approx([23, 28, 36])


def test_a_crest_at_20_ms_is_no_n20():
    peaks = sep_peaks(evoked_potential(eeg(-wave(), noise=1e-9), STIMULI))
    assert not abs(peaks["n20"].item() - 20) < 2


def test_a_missing_peak_is_named_and_those_before_it_are_given():
    lag = np.arange(200) / RATE
    only = -2e-6 * np.exp(-0.5 * ((lag - 0.020) / 0.001) ** 2) + 1e-6 * lag / 0.1
    peaks = sep_peaks(evoked_potential(eeg(only), STIMULI))
    assert peaks["n20"].item() == pytest.approx(20, abs=0.5)
    assert not peaks["measurable"].item() and peaks["reason"].item() == "no P25"
    assert np.isnan(peaks["p25"]) and np.isnan(peaks["n20_p25"]) and np.isnan(peaks["p25_n33"])


@pytest.mark.parametrize(("count", "measurable"), [(49, False), (50, True)])
def test_fewer_than_50_sweeps_are_not_measurable(count, measurable):
    peaks = sep_peaks(evoked_potential(eeg(wave()), STIMULI[:count]))
    assert peaks["measurable"].item() == measurable
    if not measurable:
        assert peaks["reason"].item() == "49 sweeps, at least 50 needed" and np.isnan(peaks["n20_p25"])


@pytest.mark.parametrize("noise", [0.0, 20e-6])
def test_silence_and_noise_alone_are_no_response(noise):
    peaks = sep_peaks(evoked_potential(eeg(np.zeros(200), noise=noise, electrodes=4), STIMULI))
    assert not peaks["measurable"].any() and np.isnan(peaks["n20_p25"]).all()
    assert all(reason.startswith("no response") for reason in peaks["reason"].values)


def test_slow_noise_with_a_ripple_is_hardly_ever_a_response():
    rng = np.random.default_rng(2)
    slow = sosfiltfilt(butter(2, (4, 30), "bandpass", fs=RATE, output="sos"), rng.standard_normal((20, 204_000)))
    potential = eeg(np.zeros(200), noise=1e-6, electrodes=20) + 10e-6 * slow / slow.std()
    evoked = evoked_potential(potential, STIMULI)
    assert (evoked["snr"] > 2).any()
    assert sep_peaks(evoked)["measurable"].sum() <= 1


def test_one_sweep_has_an_average_and_no_noise_and_none_has_neither():
    one = evoked_potential(eeg(wave()), STIMULI[:1])
    np.testing.assert_allclose(one["average"].values[0, 100:], wave(), atol=1e-9)
    assert np.isnan(one["noise"]).all() and np.isnan(one["snr"]).all()
    none = evoked_potential(eeg(wave()), np.zeros(0))
    assert none["sweeps"].item() == 0 and np.isnan(none["average"]).all() and none.sizes["lag"] == 300
    assert sep_peaks(none)["reason"].item().startswith("0 sweeps")


def test_the_gain_is_the_ratio_of_p25_n33():
    healthy, giant = (sep_peaks(evoked_potential(eeg(wave(scale)), STIMULI)) for scale in (1, 4))
    gain = sep_gain(giant, healthy)
    assert gain["gain"].item() == pytest.approx(4)
    assert (gain["measure"].item(), gain["reason"].item()) == ("p25_n33", "")


def test_the_gain_of_merged_peaks_is_that_of_the_whole_response():
    lag = np.arange(200) / RATE
    merged = -5e-6 * np.exp(-0.5 * ((lag - 0.03) / 0.004) ** 2)
    healthy, giant = (sep_peaks(evoked_potential(eeg(scale * merged), STIMULI)) for scale in (1, 3))
    gain = sep_gain(giant, healthy)
    assert not giant["measurable"].item() and giant["response"].item() == pytest.approx(15e-6, rel=0.01)
    assert gain["gain"].item() == pytest.approx(3) and gain["measure"].item() == "response"


def test_the_gain_over_nothing_is_nan_and_says_whose():
    healthy = sep_peaks(evoked_potential(eeg(wave()), STIMULI))
    silent = sep_peaks(evoked_potential(eeg(np.zeros(200)), STIMULI))
    for patient, other, whose in ((healthy, silent, "healthy"), (silent, healthy, "patient")):
        gain = sep_gain(patient, other)
        assert np.isnan(gain["gain"]) and gain["reason"].item().startswith(f"{whose}: no response")


def test_different_electrodes_have_no_gain():
    one, two = (sep_peaks(evoked_potential(eeg(wave(), electrodes=count), STIMULI)) for count in (1, 2))
    with pytest.raises(ValueError, match="record both from the same") as error:
        sep_gain(one, two)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("potential", "times", "message"),
    [
        (eeg(wave()) + np.inf, [1.0], "infinite"),
        (eeg(wave()), [2.0, 1.0], "increase"),
        (eeg(wave()), [0.02], "0.05 s before"),
        (eeg(wave()), [101.95], "0.1 s after"),
        (eeg(wave()).isel(time=slice(None, None, 5)), [1.0], "at least 500 Hz"),
    ],
)
def test_bad_input_is_one_clear_line(potential, times, message):
    with pytest.raises(ValueError, match=message) as error:
        evoked_potential(potential, np.array(times))
    assert "\n" not in str(error.value)
