"""Fall of beta power before jerks: known by construction."""

import numpy as np
import pytest
import xarray as xr
from scipy.signal import butter, sosfiltfilt

from disinhibition.analysis.eeg.desynchronisation import desynchronisation
from disinhibition.analysis.signals.counted import counted

RATE, SECONDS = 500.0, 160.0
JERKS = np.arange(5.0, 155.0, 5.0)


def eeg(left: float, onset: np.ndarray = JERKS, beta: tuple[float, float] = (18.0, 40.0)) -> xr.DataArray:
    """White noise of 1 uV and 5 uV of a rhythm, of which the share ``left`` is left in the last second before jerks."""
    rng = np.random.default_rng(3)
    time = np.arange(round(SECONDS * RATE)) / RATE
    rhythm = sosfiltfilt(butter(4, beta, "band", fs=RATE, output="sos"), rng.standard_normal(time.size))
    amplitude = np.ones(time.size)
    for jerk in onset:
        amplitude[(time >= jerk - 1) & (time < jerk)] = left
    signal = 5e-6 * rhythm / rhythm.std() * amplitude + 1e-6 * rng.standard_normal(time.size)
    names = {"electrode": ["left_hand", "right_hand"], "time": time}
    return xr.DataArray(np.stack([signal, np.zeros(time.size)]), names, ("electrode", "time"))


def test_rhythm_that_halves_before_jerks_loses_three_quarters_of_its_power() -> None:
    found = desynchronisation(eeg(0.5), JERKS[::-1])
    assert float(found["change"][0]) == pytest.approx(-75, abs=7) and found["change"].attrs["units"] == "%"
    assert bool(found["desynchronised"][0]) and float(found["p_value"][0]) < 1e-6 and int(found["jerks"]) == 30


@pytest.mark.parametrize("left", [1.0, 1.5])
def test_rhythm_that_goes_on_or_grows_does_not_desynchronise(left: float) -> None:
    assert not bool(desynchronisation(eeg(left), JERKS)["desynchronised"][0])


def test_other_rhythms_do_not_count() -> None:
    found = desynchronisation(eeg(0.2, beta=(8.0, 12.0)), JERKS)
    assert abs(float(found["change"][0])) < 15 and not bool(found["desynchronised"][0])


def test_jerks_that_follow_each_other_are_left_out_and_few_say_nothing() -> None:
    doubled = np.sort(np.concatenate([JERKS, JERKS + 0.3]))
    assert int(desynchronisation(eeg(0.5), doubled)["jerks"]) == 30
    for onset, count in ((JERKS[:0], 0), (JERKS[:1], 1), (np.arange(5.0, 155.0, 3.0), 1)):
        found = desynchronisation(eeg(0.5), onset)
        assert found["reason"].values[0] == f"{counted(count, 'jerk')} 4 s after another, 20 needed"
        assert np.isnan(found["change"]).all() and found["desynchronised"].isnull().all()


def test_silent_electrode_is_not_measurable() -> None:
    found = desynchronisation(eeg(0.5), JERKS)
    assert found["reason"].values.tolist() == ["", "a silent electrode"] and np.isnan(found["p_value"][1])


def test_band_without_frequencies_is_refused() -> None:
    with pytest.raises(ValueError, match="widen it"):
        desynchronisation(eeg(0.5), JERKS, (20.0, 20.5))
