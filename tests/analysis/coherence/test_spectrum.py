import numpy as np
import pytest
import xarray as xr
from elephant.spectral import welch_coherence
from scipy.signal import butter, sosfiltfilt
from scipy.signal import coherence as scipy_coherence

from disinhibition.analysis.coherence.spectrum import (
    LEAST_SEGMENTS,
    coherence,
    coherence_in_band,
    corticomuscular_coherence,
)

RATE = 1000.0


def white(rng: np.random.Generator, seconds: float = 120.0) -> np.ndarray:
    return rng.standard_normal(int(seconds * RATE))


def shared(
    rng: np.random.Generator, noise: float, delay: float, seconds: float = 120.0
) -> tuple[np.ndarray, np.ndarray]:
    """White source of power 1 plus noise of power ``noise``, and the source ``delay`` s later plus as much noise."""
    source, shift = white(rng, seconds + 1), round(delay * RATE)
    late = np.roll(source, shift)[500:-500]
    return source[500:-500] + np.sqrt(noise) * white(rng, seconds), late + np.sqrt(noise) * white(rng, seconds)


@pytest.mark.parametrize("noise", [0.25, 1.0, 2.0])
def test_coherence_of_a_common_source_is_the_analytic_one(noise: float) -> None:
    found = coherence(*shared(np.random.default_rng(0), noise, 0.0), RATE)
    expected = 1 / (1 + noise) ** 2
    bias = (1 - expected) ** 2 / found["segments"].item()
    assert found["coherence"].mean().item() == pytest.approx(expected + bias, abs=0.006)


def test_a_signal_is_wholly_coherent_with_itself() -> None:
    signal = white(np.random.default_rng(0))
    found = coherence(signal, signal, RATE)
    np.testing.assert_allclose(found["coherence"], 1)
    assert coherence_in_band(found)["lag"].item() == pytest.approx(0, abs=1e-6)


def test_the_limit_and_the_segments_are_those_of_the_formula() -> None:
    found = coherence(white(np.random.default_rng(0)), white(np.random.default_rng(1)), RATE)
    # 239 half-overlapped Hann segments, neighbours correlated by 1/6
    assert found["segments"].item() == pytest.approx(239 / (1 + 2 * (238 / 239) / 36), rel=1e-3)
    assert found["limit"].item() == pytest.approx(1 - 0.05 ** (1 / (found["segments"].item() - 1)))


def test_white_noise_exceeds_the_limit_at_one_frequency_in_twenty_and_the_band_in_one_of_twenty() -> None:
    rng = np.random.default_rng(2)
    time = ("time", np.arange(40_000) / RATE)
    eeg = xr.DataArray(rng.standard_normal((20, 40_000)), dims=("electrode", "time"), coords={"time": time})
    emg = xr.DataArray(rng.standard_normal((20, 40_000)), dims=("muscle", "time"), coords={"time": time})
    found = corticomuscular_coherence(
        eeg.assign_coords(electrode=range(20)), emg.assign_coords(muscle=range(20)), rectify=False
    )
    assert (found["coherence"] > found["limit"]).mean().item() == pytest.approx(0.05, abs=0.004)
    assert coherence_in_band(found)["significant"].mean().item() == pytest.approx(0.04, abs=0.03)


@pytest.mark.parametrize("delay", [0.020, -0.015, 0.0, 0.080])
def test_a_known_delay_is_found_and_positive_where_the_first_leads(delay: float) -> None:
    band = coherence_in_band(coherence(*shared(np.random.default_rng(3), 1.0, delay), RATE))
    assert band["lag"].item() == pytest.approx(1e3 * delay, abs=2)
    assert band["significant"].item() and band["bins"].item() == 23


@pytest.mark.parametrize("delay", [0.021, -0.031, 0.2])
def test_a_delay_is_exact_where_there_is_hardly_any_noise(delay: float) -> None:
    band = coherence_in_band(coherence(*shared(np.random.default_rng(20), 1e-3, delay), RATE))
    assert band["lag"].item() == pytest.approx(1e3 * delay, abs=max(0.1, 3 * band["lag_error"].item()))
    assert band["lag_error"].item() < 1


def test_inverting_a_signal_leaves_the_delay() -> None:
    first, second = shared(np.random.default_rng(3), 1.0, 0.020)
    assert coherence_in_band(coherence(-first, second, RATE))["lag"].item() == pytest.approx(20, abs=2)


def test_phase_is_minus_two_pi_frequency_times_delay() -> None:
    found = coherence(*shared(np.random.default_rng(4), 0.01, 0.020), RATE).sel(frequency=10.0)
    assert found["phase"].item() == pytest.approx(-2 * np.pi * 10 * 0.020, abs=0.03)


@pytest.mark.slow
@pytest.mark.parametrize("noise", [0.5, 2.0])
def test_the_standard_error_of_the_lag_is_its_spread_over_recordings(noise: float) -> None:
    rng = np.random.default_rng(6)
    found = [coherence_in_band(coherence(*shared(rng, noise, 0.02, 40.0), RATE)) for _ in range(60)]
    lag, error = (np.array([one[name].item() for one in found]) for name in ("lag", "lag_error"))
    assert lag.std() == pytest.approx(error.mean(), rel=0.3)
    assert lag.mean() == pytest.approx(20, abs=4 * lag.std() / np.sqrt(60))


def test_a_narrow_band_gives_its_frequency_and_its_delay() -> None:
    rng = np.random.default_rng(7)
    source = 3 * sosfiltfilt(butter(2, (18, 24), "bandpass", fs=RATE, output="sos"), white(rng))
    band = coherence_in_band(coherence(source + white(rng), np.roll(source, 20) + white(rng), RATE))
    assert 18 <= band["peak_frequency"].item() <= 24
    assert band["lag"].item() == pytest.approx(20, abs=max(2, 3 * band["lag_error"].item()))
    low = coherence_in_band(coherence(source + white(rng), np.roll(source, 20) + white(rng), RATE), (40.0, 60.0))
    assert not low["significant"].item() and np.isnan(low["lag"].item())
    assert low["reason"].item() == "" and low["lag_reason"].item() == "no coherence in the band exceeds chance"


def test_a_modulated_emg_is_coherent_with_its_drive_only_when_rectified() -> None:
    rng = np.random.default_rng(8)
    drive = sosfiltfilt(butter(2, (15, 25), "bandpass", fs=RATE, output="sos"), white(rng))
    drive /= drive.std()
    carrier = sosfiltfilt(butter(2, (80, 400), "bandpass", fs=RATE, output="sos"), white(rng))
    time = 3.0 + np.arange(drive.size) / RATE
    eeg = xr.DataArray(
        np.stack([drive + white(rng), white(rng)]),
        dims=("electrode", "time"),
        coords={"electrode": ["left_hand", "right_hand"], "time": time},
    )
    emg = xr.DataArray(
        [np.roll(np.maximum(1 + drive, 0), 25) * carrier], dims=("muscle", "time"), coords={"muscle": ["right_fdi"]}
    ).assign_coords(time=time)
    band = coherence_in_band(corticomuscular_coherence(eeg, emg)).sel(muscle="right_fdi")
    assert band["significant"].values.tolist() == [1, 0]
    assert 15 <= band["peak_frequency"].sel(electrode="left_hand").item() <= 25
    assert band["lag"].sel(electrode="left_hand").item() == pytest.approx(25, abs=3)
    raw = coherence_in_band(corticomuscular_coherence(eeg, emg, rectify=False))
    assert not raw["significant"].any()


def test_a_constant_signal_is_nan_with_its_reason_and_leaves_the_others() -> None:
    rng = np.random.default_rng(9)
    time = np.arange(40_000) / RATE
    eeg = xr.DataArray(rng.standard_normal((2, 40_000)), dims=("electrode", "time"), coords={"time": time})
    eeg[0] = 0.3
    emg = xr.DataArray(rng.standard_normal((1, 40_000)), dims=("muscle", "time"), coords={"time": time})
    found = corticomuscular_coherence(eeg.assign_coords(electrode=["a", "b"]), emg.assign_coords(muscle=["m"]))
    assert found["reason"].values.ravel().tolist() == ["a constant signal", ""]
    assert (
        found["coherence"].sel(electrode="a").isnull().all() and found["coherence"].sel(electrode="b").notnull().all()
    )
    band = coherence_in_band(found).sel(electrode="a")
    assert np.isnan([band[name].item() for name in ("peak", "peak_frequency", "p_value", "lag", "lag_error")]).all()
    assert np.isnan([band["significant"].item(), band["bins"].item()]).all()
    assert band["reason"].values.tolist() == band["lag_reason"].values.tolist() == ["a constant signal"]


@pytest.mark.parametrize("seconds", [0.0, 0.3, 1.0, 15.0])
def test_few_segments_are_nan_with_their_reason(seconds: float) -> None:
    rng = np.random.default_rng(10)
    found = coherence(white(rng, seconds), white(rng, seconds), RATE)
    assert found["coherence"].isnull().all() and np.isnan(found["limit"].item())
    assert found["segments"].item() < LEAST_SEGMENTS and "30 needed" in found["reason"].item()
    band = coherence_in_band(found)
    assert np.isnan(band["peak"].item()) and np.isnan(band["significant"].item())
    assert band["reason"].item() == found["reason"].item()
    assert coherence(white(rng, 17.0), white(rng, 17.0), RATE)["reason"].item() == ""


def test_the_fewest_segments_put_the_limit_just_below_a_tenth() -> None:
    assert 1 - 0.05 ** (1 / (LEAST_SEGMENTS - 1)) < 0.1 < 1 - 0.05 ** (1 / (LEAST_SEGMENTS - 2))


def test_every_variable_has_unit_and_name() -> None:
    found = coherence(*shared(np.random.default_rng(0), 1.0, 0.0), RATE)
    for dataset in (found, coherence_in_band(found)):
        for name, variable in dataset.variables.items():
            assert {"units", "long_name"} <= set(variable.attrs), name


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        (np.zeros(100), np.r_[np.zeros(99), np.inf], "infinite"),
        (np.zeros(100), np.zeros(101), "equal length"),
        (np.zeros((2, 50)), np.zeros((2, 50)), "equal length"),
    ],
)
def test_bad_input_is_one_clear_line(first, second, message) -> None:
    with pytest.raises(ValueError, match=message) as error:
        coherence(first, second, RATE)
    assert "\n" not in str(error.value)


def test_wrong_times_segments_and_bands_are_clear_lines() -> None:
    signal = white(np.random.default_rng(17), 30.0)
    with pytest.raises(ValueError, match="8 are needed"):
        coherence(signal, signal, RATE, segment=0.004)
    with pytest.raises(ValueError, match=r"no frequency .* widen"):
        coherence_in_band(coherence(signal, signal, RATE), (600.0, 700.0))
    time = np.arange(signal.size) / RATE
    eeg = xr.DataArray([signal], dims=("electrode", "time"), coords={"electrode": ["a"], "time": time})
    emg = xr.DataArray([signal], dims=("muscle", "time"), coords={"muscle": ["m"], "time": time})
    with pytest.raises(ValueError, match="different times"):
        corticomuscular_coherence(eeg, emg.assign_coords(time=time + 0.01))
    kept = np.r_[0:20_000, 20_050:30_000]
    with pytest.raises(ValueError, match="evenly spaced"):
        corticomuscular_coherence(eeg.isel(time=kept), emg.isel(time=kept))


def test_both_ends_of_the_band_belong_to_it_whatever_the_rounding_of_the_rate() -> None:
    signal = white(np.random.default_rng(21), 30.0)
    for rate in (RATE * (1 - 1e-12), RATE, RATE * (1 + 1e-12)):
        assert coherence_in_band(coherence(signal, signal, rate))["bins"].item() == 23


def test_coherence_is_that_of_scipy_and_of_elephant() -> None:
    first, second = shared(np.random.default_rng(5), 1.0, 0.01, 40.0)
    found = coherence(first, second, RATE)["coherence"].values
    options = {"fs": RATE, "window": "hann"}
    np.testing.assert_allclose(found, scipy_coherence(first, second, nperseg=1000, **options)[1][1:-1], atol=1e-9)
    theirs = welch_coherence(first, second, len_segment=1000, overlap=0.5, **options)[1]
    np.testing.assert_allclose(found, theirs[1:-1], atol=1e-9)
