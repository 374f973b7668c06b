"""Coherence between muscles: of a drive whose share is known, and beside that of the healthy."""

import numpy as np
import pytest
import xarray as xr
from scipy.signal import butter, sosfiltfilt

from disinhibition.analysis.coherence.healthy_comparison import exaggerated_coherence
from disinhibition.analysis.coherence.intermuscular import intermuscular_coherence
from disinhibition.analysis.coherence.spectrum import coherence

RATE, SECONDS = 1000.0, 40.0
MUSCLES = ["right_fdi", "right_apb", "right_biceps"]
OTHERS = MUSCLES[1:]
BETA = butter(3, (12.0, 18.0), "band", fs=RATE, output="sos")


def contraction(shared: float, seed: int = 1) -> xr.DataArray:
    """EMG whose size is modulated at 12 to 18 Hz, the share ``shared`` of it in common by FDI and APB."""
    rng = np.random.default_rng(seed)
    rhythms = sosfiltfilt(BETA, rng.standard_normal((4, round(SECONDS * RATE))))
    common, *own = rhythms / rhythms.std()
    drive = [shared * common + (1 - shared) * own[0], shared * common + (1 - shared) * own[1], own[2]]
    emg = 50e-6 * np.exp(np.array(drive)) * rng.standard_normal(rhythms[:3].shape)
    time = np.arange(emg.shape[1]) / RATE
    return xr.DataArray(emg, {"muscle": MUSCLES, "time": time}, ("muscle", "time"))


def test_common_drive_is_exaggerated_where_it_is_common() -> None:
    patient, healthy = (
        intermuscular_coherence(contraction(shared, seed), "right_fdi", OTHERS) for shared, seed in ((0.9, 1), (0.0, 2))
    )
    found = exaggerated_coherence(patient, healthy)
    assert found["exaggerated"].values.tolist() == [True, False]
    assert float(found["peak_frequency"][0]) == pytest.approx(15, abs=3)
    assert float(found["peak"][0]) > 0.3 > float(found["healthy"][0])


def test_equal_coherence_is_not_exaggerated_and_less_is_not_either() -> None:
    strong = intermuscular_coherence(contraction(0.9), "right_fdi", OTHERS)
    again = intermuscular_coherence(contraction(0.9, seed=5), "right_fdi", OTHERS)
    weak = intermuscular_coherence(contraction(0.0), "right_fdi", OTHERS)
    for patient, healthy in ((strong, strong), (strong, again), (weak, strong), (weak, weak)):
        assert not exaggerated_coherence(patient, healthy)["exaggerated"].any()


def test_spectrum_is_that_of_the_rectified_pair() -> None:
    voltage = contraction(0.5)
    found = intermuscular_coherence(voltage, "right_fdi", OTHERS)
    one = coherence(np.abs(voltage.values[0]), np.abs(voltage.values[2]), RATE)
    np.testing.assert_allclose(found["coherence"].sel(muscle="right_biceps"), one["coherence"])


def test_silence_and_a_short_recording_say_why() -> None:
    voltage = contraction(0.5)
    whole = intermuscular_coherence(voltage, "right_fdi", OTHERS)
    silent = intermuscular_coherence(0 * voltage, "right_fdi", OTHERS)
    short = intermuscular_coherence(voltage.isel(time=slice(5000)), "right_fdi", OTHERS)
    assert exaggerated_coherence(silent, whole)["reason"].values[0] == "patient: a constant signal"
    found = exaggerated_coherence(whole, short)
    assert "healthy: " in found["reason"].values[0] and "30 needed" in found["reason"].values[0]
    assert np.isnan(found["peak"]).all() and found["exaggerated"].isnull().all()


def test_what_does_not_fit_is_refused() -> None:
    voltage = contraction(0.5)
    for words, measure in (
        ("no muscle 'left_fdi'", lambda: intermuscular_coherence(voltage, "left_fdi", OTHERS)),
        ("another one", lambda: intermuscular_coherence(voltage, "right_fdi", [])),
    ):
        with pytest.raises(ValueError, match=words):
            measure()
