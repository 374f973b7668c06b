"""The signals of a recording are taken out of their groups."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.signals.groups import eeg, emg

RNG = np.random.default_rng(0)
SIGNALS = RNG.standard_normal((2, 4000)), RNG.standard_normal((1, 4000))
TREE = from_signals(1e-6 * SIGNALS[0], 2000.0, ["right_fdi", "right_scm"], 1e-6 * SIGNALS[1], ["cz"])


def test_signals_come_with_their_channels_and_times() -> None:
    assert emg(TREE).dims == ("muscle", "time") and emg(TREE)["muscle"].values.tolist() == ["right_fdi", "right_scm"]
    assert eeg(TREE).dims == ("electrode", "time") and eeg(TREE)["electrode"].values.tolist() == ["cz"]
    np.testing.assert_array_equal(emg(TREE).values, TREE["emg"]["voltage"].values)


def test_a_recording_without_a_group_is_a_key_error_that_names_it() -> None:
    with pytest.raises(KeyError, match="eeg"):
        eeg(xr.DataTree.from_dict({"/emg": TREE["emg"].to_dataset()}))
