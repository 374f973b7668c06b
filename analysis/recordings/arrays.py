"""Recordings of a person from plain arrays."""

from collections.abc import Mapping, Sequence

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike

from ...errors import UserError
from ..signals.counted import counted
from .channel import KINDS, Channel, copy_of
from .cleaning import Filters
from .door import enter
from .names import electrode_name, muscle_name
from .stimuli import stimuli_by_site


def from_signals(
    emg: ArrayLike,
    rate: float,
    muscles: Sequence[str],
    eeg: ArrayLike | None = None,
    electrodes: Sequence[str] | None = None,
    stimuli: ArrayLike | Mapping[str, ArrayLike] | None = None,
    filters: Filters | None = None,
    eeg_rate: float | None = None,
) -> xr.DataTree:
    """A recording of a person in the form of a simulated one, ready for ``summary.add_events``.

    Parameters
    ----------
    emg : array_like
        EMG (muscle, time) in V, or (time,) of one muscle. NaN was not recorded.
    rate : float
        Samples per second, Hz.
    muscles : sequence of str
        Names with side, as the model writes them ('right_fdi') or as people do ('FDI R').
    eeg : array_like, optional
        EEG (electrode, time) in V over the same time.
    electrodes : sequence of str, optional
        Names of the electrodes, of the 10-20 system or of the model.
    stimuli : array_like or mapping, optional
        Times in s after the first sample, rising; or site to such times.
    filters : Filters, optional
        What is taken off the signals; None takes the defaults, ``UNFILTERED`` leaves them as they are.
    eeg_rate : float, optional
        Samples per second of the EEG, if it differs from that of the EMG.

    Returns
    -------
    xarray.DataTree
        As of ``door.enter``. The site of a stimulus is '' where none is given.

    Raises
    ------
    UserError
        Samples are no numbers, lengths or names do not match, stimulus times do not rise or lie outside the recording,
        or ``door.enter`` refuses the signals.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> tree = from_signals(3e-6 * rng.standard_normal((2, 4000)), 2000.0, ["right_scm", "FDI R"], stimuli=[0.5])
    >>> tree["emg"]["muscle"].values.tolist(), tree.attrs["duration"]
    (['right_scm', 'right_fdi'], 2.0)
    """
    if (eeg is None) != (electrodes is None):
        raise UserError("eeg and electrodes belong together; give both or neither")
    channels = _channels("emg", emg, rate, muscles)
    if eeg is not None and electrodes is not None:
        channels += _channels("eeg", eeg, eeg_rate or rate, electrodes)
    duration = channels[0].size / channels[0].rate
    return enter(channels, stimuli_by_site(stimuli, duration), filters or Filters())


def _channels(kind: str, values: ArrayLike, rate: float, names: Sequence[str]) -> list[Channel]:
    """The rows of an array as channels."""
    what = KINDS[kind]
    try:
        array = np.asarray(values)
        array = array if array.dtype.kind in "fiu" else array.astype(float)
    except (TypeError, ValueError) as error:
        raise UserError(f"{what} holds what is no number ({error}); give an array of V") from error
    array = array[None] if array.ndim == 1 else array
    if isinstance(names, str) or len(set(names)) != len(names) or not len(names):
        raise UserError(f"names of {what} are {names!r}; give a list of different names")
    if array.ndim != 2 or array.shape[0] != len(names) or array.shape[1] < 2:
        raise UserError(f"{what} has shape {array.shape}; {counted(len(names), 'name')} go with ({len(names)}, time)")
    if not 0 < rate < np.inf:
        raise UserError(f"{what} has a rate of {rate:g} Hz; give samples per second")
    normal = muscle_name if kind == "emg" else electrode_name
    return [
        Channel(normal(str(name)), kind, copy_of(row), row.size, float(rate), str(name), float(rate))
        for name, row in zip(names, array, strict=True)
    ]
