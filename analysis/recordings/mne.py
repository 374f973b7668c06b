"""Recordings that mne has read, or can read, as recordings of an examination."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from .arrays import from_signals
from .exchange import package

VOLT = 107  # FIFF_UNIT_V: mne scales what its readers know to be a voltage to V, and marks it so


def from_mne(
    raw: Any,
    muscles: Mapping[str, str],
    electrodes: Mapping[str, str] | None = None,
    sites: Mapping[str, str] | None = None,
) -> xr.DataTree:
    """``from_signals`` of an mne Raw, or of a file in any format that mne reads.

    raw: mne.io.Raw, or the path of a file. muscles, electrodes: channel -> muscle, electrode. sites: description of an
    annotation -> stimulus site; other annotations are left aside, so cut out (``raw.crop``) what is marked as bad.
    Time begins with the first sample.
    Raises ValueError for a channel or description that is not there, a channel that holds no voltage, a file that mne
    cannot read, and as ``from_signals``; FileNotFoundError; ModuleNotFoundError for a path without mne.

    >>> from_mne("patient.edf", {"FDI re": "right_fdi"}, {"C3": "left_hand"}, {"shock": "wrist"})     # doctest: +SKIP
    """
    if isinstance(raw, str | Path):
        raw = package("mne").io.read_raw(raw, verbose="error")
    electrodes = electrodes or {}
    there = list(raw.ch_names)
    for name in (*muscles, *electrodes):
        if name not in there:
            raise ValueError(f"no channel is called '{name}'; there are {', '.join(there)}")
        if raw.info["chs"][there.index(name)]["unit"] != VOLT:
            raise ValueError(
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
            raise ValueError(f"no annotation is called '{name}'; there are {known}")
    # Onsets count from the begin of the acquisition, which a cropped recording has lost
    time = np.asarray(raw.annotations.onset, dtype=float) - raw.first_time
    return {
        site: np.sort(time[np.isin(description, [name for name, of in sites.items() if of == site])])
        for site in dict.fromkeys(sites.values())
    }
