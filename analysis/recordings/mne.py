"""Recordings that mne has read, or can read: EDF, BDF, BrainVision, FIF and many more."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from ...errors import UserError
from .channel import Channel, Stretch
from .channel_table import Row, Table, guessed_rows, match_rows, read_table, scale_to_volts
from .cleaning import Filters
from .door import enter
from .edf import CUT_OFF, EDF, cut_off, native_rates
from .exchange import package
from .stimuli import chosen_stimuli, triggers

VOLT = 107  # FIFF_UNIT_V: mne scales what its readers know to be a voltage to V, and marks it so
KINDS = {"emg": "emg", "eeg": "eeg", "stim": "trigger"}  # mne's types of channels
BAD = "bad"  # annotations of mne that begin so mark what is not to be measured


def from_mne(
    raw: Any,
    channels: Table | None = None,
    sites: Mapping[str, str] | None = None,
    filters: Filters | None = None,
    told: Callable[[float], None] | None = None,
) -> xr.DataTree:
    """A recording of a person from an mne Raw, or from a file in any format that mne reads.

    Parameters
    ----------
    raw : mne.io.Raw, str or pathlib.Path
        The recording, or the path of its file. Time begins with the first sample.
    channels : path, mapping, pandas.DataFrame or sequence of mappings, optional
        The channel table, see ``read_table``, such as ``{"EMG 1": "right_fdi", "C3": "C3"}``. Without it all channels
        are taken, each with the kind that the file gives it and the muscle or electrode that its name speaks of.
    sites : mapping of str to str, optional
        Description of an annotation, or name of a trigger channel, to stimulus site. Annotations that begin with 'bad'
        mark missing stretches; others are left aside.
    filters : Filters, optional
        What is taken off the signals; None takes the defaults.
    told : callable, optional
        It is told after each channel which share of them is read.

    Returns
    -------
    xarray.DataTree
        As of ``door.enter``. Channels that the file marks as bad are among those that are left out. Of an EDF or BDF
        file that is shorter than its header says the attribute ``cut_off`` tells so.

    Raises
    ------
    UserError
        mne cannot read the file, a channel or description does not exist, a channel holds no voltage, or ``door.enter``
        refuses the signals.
    ModuleNotFoundError
        A path is given and mne is not installed.

    Examples
    --------
    >>> import mne
    >>> info = mne.create_info(["FDI re", "C3"], 1000.0, ["emg", "eeg"])
    >>> noise = 3e-6 * np.random.default_rng(0).standard_normal((2, 2000))
    >>> tree = from_mne(mne.io.RawArray(noise, info, verbose="error"))
    >>> tree["emg"]["muscle"].values.tolist(), tree["eeg"]["electrode"].values.tolist()
    (['right_fdi'], ['left_hand'])
    """
    where, lost, short = "", [], ""
    if isinstance(raw, str | Path):
        path = Path(raw)
        where, raw = f"{path}: ", _read(path)
        lost = _outside(path, raw) if sites else []
        short = cut_off(path) if path.suffix.lower() in EDF else ""
    labels = list(raw.ch_names)
    rows = read_table(channels) if channels is not None else _rows_of(raw)
    matched = match_rows(rows, labels, where)
    rates = _native_rates(raw)
    rate, size = float(raw.info["sfreq"]), int(raw.n_times)
    stretches, events = _annotations(raw)
    events += lost
    found = []
    for place, row in matched:
        if row.kind == "trigger":
            # Not kept in a name: it would stay in memory while all others are cleaned
            named = triggers(raw.get_data(picks=[place])[0], rate, row.name)
            events += [(label, time) for label, times in named.items() for time in times]
            continue
        found.append(
            Channel(
                row.name, row.kind, _reader(raw, place, _factor(raw, place, row, where)), size, rate, labels[place],
                min(rates.get(labels[place], rate), rate), float(raw.info["highpass"] or 0.0),
                "marked as bad in the file" if labels[place] in raw.info["bads"] else "",
                tuple(one for one, names in stretches if not names or labels[place] in names),
            )
        )  # fmt: skip
    stimuli = chosen_stimuli(events, sites, size / rate, where)
    tree = enter(found, stimuli, filters or Filters(), where.removesuffix(": "), told)
    tree.attrs |= {CUT_OFF: short} if short else {}
    return tree


def _read(path: Path) -> Any:
    mne = package("mne")
    if not path.exists():
        raise UserError(f"there is no file {path}")
    if path.suffix.lower() in EDF:
        native_rates(path)  # which says more of a damaged header
    try:
        return mne.io.read_raw(path, verbose="error")
    except Exception as error:  # the readers of mne raise whatever a damaged file makes them raise
        lines = str(error).strip().splitlines() or [type(error).__name__]
        raise UserError(f"{path} cannot be read by mne: {lines[0]}") from error


def _rows_of(raw: Any) -> list[Row]:
    """Rows for all channels of the file whose type is that of a muscle, an electrode or a trigger."""
    types = raw.get_channel_types()
    known = [
        (label, KINDS.get(kind, "")) for label, kind in zip(raw.ch_names, types, strict=True) if kind in (*KINDS, "bio")
    ]
    # Readers that know no types, such as that of EDF, call all channels EEG; names tell muscles apart
    if {kind for _, kind in known} == {"eeg"} or ("eeg" in types and "emg" not in types):
        known = [(label, "" if kind == "eeg" else kind) for label, kind in known]
    return guessed_rows(known)


def _native_rates(raw: Any) -> dict[str, float]:
    """Rates (Hz) of the channels of an EDF or BDF file, which mne brings to the highest of them."""
    files = [Path(name) for name in raw.filenames if name is not None]
    return native_rates(files[0]) if len(files) == 1 and files[0].suffix.lower() in EDF else {}


def _factor(raw: Any, place: int, row: Row, where: str) -> float:
    """Factor that makes V of what mne reads of a channel."""
    voltage = raw.info["chs"][place]["unit"] == VOLT
    if not voltage and not row.unit:
        raise UserError(f"{where}channel '{row.channel}' holds no voltage; write its unit into the channel table")
    if not row.unit:
        return 1.0
    # Numbers of the file in their own unit, which mne has scaled to V
    unit = str((getattr(raw, "_orig_units", None) or {}).get(raw.ch_names[place], "V"))
    known = {"V": 1.0, "mV": 1e-3, "µV": 1e-6, "uV": 1e-6, "nV": 1e-9}.get(unit, 1.0)
    return scale_to_volts(row, unit, where) / known


def _reader(raw: Any, place: int, factor: float) -> Any:
    def read() -> np.ndarray:
        trace = raw.get_data(picks=[place])[0]
        return trace if factor == 1 else trace * factor

    return read


def _outside(path: Path, raw: Any) -> list[tuple[str, float]]:
    """Label and time of the annotations of an EDF or BDF file outside of its samples, which mne drops silently."""
    if path.suffix.lower() not in EDF:
        return []
    end = raw.n_times / raw.info["sfreq"]
    every = package("mne").read_annotations(path)
    marks = [(str(label), float(time)) for label, time in zip(every.description, every.onset, strict=True)]
    return [(label, time) for label, time in marks if not 0 <= time <= end]


def _annotations(raw: Any) -> tuple[list[tuple[Stretch, Sequence[str]]], list[tuple[str, float]]]:
    """Stretches that are marked as bad, each with the channels that it is about, and all other annotations."""
    bad: list[tuple[Stretch, Sequence[str]]] = []
    events: list[tuple[str, float]] = []
    # Onsets count from the begin of the acquisition, which a cropped recording has lost
    for one in raw.annotations:
        word, time = str(one["description"]), float(one["onset"]) - raw.first_time
        if word.lower().startswith(BAD):
            bad.append(
                (Stretch(time, time + float(one["duration"]), f"marked as {word}"), tuple(one.get("ch_names") or ()))
            )
        else:
            events.append((word, time))
    return bad, events
