"""EEG from the synaptic currents on pyramidal cells."""

import numpy as np
import xarray as xr

from ..parameters.sourced import load_table
from .recording import COMPONENTS, SIGNAL_RATE, Recording, sample_times


def eeg(recording: Recording) -> xr.DataArray:
    """Compute the scalp potential under each electrode by the reference weighted sum of synaptic currents.

    Parameters
    ----------
    recording : Recording
        The recording of a run, with its field currents.

    Returns
    -------
    xarray.DataArray
        Potential (electrode, time) in V at ``SIGNAL_RATE``.

    Notes
    -----
    ::

        potential(t) = -gain (excitation(t - delay) - weight inhibition(t))

    The mean is removed, as an AC-coupled amplifier does. The weight sits on the GABA current. Excitation is inward
    (positive) and inhibition outward (negative), so that the two add: both make the same dipole, a sink at the apical
    dendrites over a source at the soma, which is negative at the surface. A point neuron cannot have a polarity by the
    layer of its input. Before the delay has passed, the excitation of the first sample is repeated. Gain, delay
    and weight are ``scalp_gain``, ``excitation_delay`` and ``inhibition_weight`` of the table ``field``.

    References
    ----------
    mazzoni2015
    """
    table = load_table("field")
    current = recording.field_current
    excitation, inhibition = (current[:, COMPONENTS.index(name)] for name in COMPONENTS)
    delay = round(table["excitation_delay"].si * SIGNAL_RATE)
    late = np.maximum(np.arange(current.shape[-1]) - delay, 0)
    weighted = excitation[:, late] - table["inhibition_weight"].si * inhibition
    mean = weighted.mean(axis=-1, keepdims=True) if weighted.shape[-1] else 0.0
    time = ("time", sample_times(current.shape[-1]), {"units": "s", "long_name": "time"})
    return xr.DataArray(
        -table["scalp_gain"].si * (weighted - mean),
        dims=("electrode", "time"),
        coords={"electrode": np.array(recording.electrodes, dtype=str), "time": time},
        attrs={"units": "V", "long_name": "scalp potential"},
        name="potential",
    )
