"""Recordings that mne has read, or can read, as recordings of an examination."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from ...errors import UserError
from .arrays import from_signals
from .exchange import package

VOLT = 107  # FIFF_UNIT_V: mne scales what its readers know to be a voltage to V, and marks it so


def from_mne(
    raw: Any,
    muscles: Mapping[str, str],
    electrodes: Mapping[str, str] | None = None,
    sites: Mapping[str, str] | None = None,
) -> xr.DataTree:
    """A recording of a person from an mne Raw, or from a file in any format that mne reads.

    Parameters
    ----------
    raw : mne.io.Raw, str or pathlib.Path
        The recording, or the path of its file. Time begins with the first sample.
    muscles, electrodes : mapping of str to str
        Channel to muscle, and to electrode.
    sites : mapping of str to str, optional
        Description of an annotation to stimulus site. Other annotations are left aside, so cut out (``raw.crop``) what
        is marked as bad.

    Returns
    -------
    xarray.DataTree
        The recording of ``from_signals``.

    Raises
    ------
    UserError
        A channel or description is not there, a channel holds no voltage, mne cannot read the file, or ``from_signals``
        refuses the signals.
        There is no such file.
    ModuleNotFoundError
        A path is given and mne is not installed.

    Examples
    --------
    >>> import mne
    >>> info = mne.create_info(["FDI re", "C3"], 1000.0, ["emg", "eeg"])
    >>> raw = mne.io.RawArray(np.zeros((2, 2000)), info, verbose="error")
    >>> tree = from_mne(raw, {"FDI re": "right_fdi"}, {"C3": "left_hand"})
    >>> tree["emg"]["muscle"].values.tolist(), tree["eeg"]["electrode"].values.tolist()
    (['right_fdi'], ['left_hand'])
    """
    if isinstance(raw, str | Path):
        raw = package("mne").io.read_raw(raw, verbose="error")
    electrodes = electrodes or {}
    there = list(raw.ch_names)
    for name in (*muscles, *electrodes):
        if name not in there:
            raise UserError(f"no channel is called '{name}'; there are {', '.join(there)}")
        if raw.info["chs"][there.index(name)]["unit"] != VOLT:
            raise UserError(
                f"channel '{name}' holds no voltage; set its type (raw.set_channel_types) and scale it to V"
            )
    emg = raw.get_data(picks=list(muscles)) if muscles else np.empty((0, 0))
    eeg = raw.get_data(picks=list(electrodes)) if electrodes else None
    rate = float(raw.info["sfreq"])
    stimuli = _stimuli(raw, sites) if sites else None
    return from_signals(emg, rate, list(muscles.values()), eeg, list(electrodes.values()) or None, stimuli)


def _stimuli(raw: Any, sites: Mapping[str, str]) -> dict[str, np.ndarray]:
    """Times, s after the first sample, of the annotations of every description in ``sites``, by site."""
    description = np.array(list(map(str, raw.annotations.description)), dtype=str)
    for name in sites:
        if name not in description:
            known = ", ".join(np.unique(description)) or "none"
            raise UserError(f"no annotation is called '{name}'; there are {known}")
    # Onsets count from the begin of the acquisition, which a cropped recording has lost
    time = np.asarray(raw.annotations.onset, dtype=float) - raw.first_time
    return {
        site: np.sort(time[np.isin(description, [name for name, of in sites.items() if of == site])])
        for site in dict.fromkeys(sites.values())
    }
