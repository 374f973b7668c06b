from collections.abc import Callable

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.recordings.exchange import attributes_of, package, signals_of, spike_trains_of


def test_signals_have_their_rate_and_the_names_of_their_channels(simulated: Callable[..., xr.DataTree]) -> None:
    signals = signals_of(simulated())
    assert list(signals) == ["emg", "eeg"]
    _, rate, names = signals["emg"]
    assert rate == pytest.approx(2000) and names == ["right_scm", "right_fdi"]


def test_silent_cells_have_trains_too(simulated: Callable[..., xr.DataTree]) -> None:
    trains = spike_trains_of(simulated(), None)
    assert [row["unit"] for _, row in trains] == list(range(7)) and trains[0][0].size == 0
    assert all((np.diff(times) >= 0).all() for times, _ in trains)
    assert sum(times.size for times, _ in trains) == simulated()["spikes"].sizes["spike"]


def test_a_recording_of_a_person_has_no_trains() -> None:
    person = from_signals(np.zeros((1, 1000)), 1000.0, ["right_fdi"])
    assert spike_trains_of(person, None) == [] and attributes_of(person) == {"duration": 1.0, "runaway": 0}
    with pytest.raises(ValueError, match="no population 'right_fdi_mn'"):
        spike_trains_of(person, ["right_fdi_mn"])


def test_a_package_that_is_missing_says_how_to_install_it() -> None:
    assert package("json").__name__ == "json"
    with pytest.raises(ModuleNotFoundError, match=r"nothing_such is not installed; pip install disinhibition\[interop"):
        package("nothing_such")
