"""The one door: everything that was recorded becomes the tree of all measurements here, cleaned and described."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import xarray as xr

from ...errors import UserError
from ..signals.checks import SLOWEST
from ..signals.counted import counted
from ..signals.labels import labelled
from .channel import KINDS, Channel, Stretch, copy_of
from .cleaning import NOTES, Filters, clean_channel, reduced_rate
from .tables import left_out_table, missing_table, no_stimuli

GROUPS = {"emg": ("voltage", "muscle", "surface EMG"), "eeg": ("potential", "electrode", "scalp potential")}


def enter(
    channels: Sequence[Channel],
    stimuli: xr.Dataset,
    filters: Filters,
    source: str = "",
    told: Callable[[float], None] | None = None,
) -> xr.DataTree:
    """The tree of a recording: its channels cleaned, and what was done to each written beside it.

    Parameters
    ----------
    channels : sequence of Channel
        What was recorded.
    stimuli : xarray.Dataset
        Over (event): time (s after the first sample) and site.
    filters : Filters
        What is taken off.
    source : str, optional
        Name of the file, for messages.
    told : callable, optional
        It is told after each channel which share of them is cleaned.

    Returns
    -------
    xarray.DataTree
        ``emg`` (voltage (muscle, time) V) and, where recorded, ``eeg`` (potential (electrode, time) V), each with its
        own times. Samples that were not recorded are NaN. Coordinates of every channel say what was done: ``label``,
        ``native_rate`` Hz, ``high_pass`` Hz, ``mains`` Hz, ``step`` V, ``offset`` V and ``form``. ``missing`` lists the
        missing stretches (channel, kind, begin s, end s, reason), ``left_out`` the channels that cannot be measured
        (channel, label, kind, reason). ``stimuli`` is as given. Attributes: duration (s) and runaway 0.

    Raises
    ------
    UserError
        There are no channels, names occur twice, lengths differ, a rate is no number, or a channel has amplitudes that
        no body has.

    Notes
    -----
    Signals of 4000 Hz and more are decimated to at least 2000 Hz. EMG and EEG each have the rate of their fastest
    channel. A rectified EMG is not filtered. A channel below 500 Hz, an envelope, fewer than 8 values of the converter
    and less than 1 s of recording cannot be measured. A signal is cleaned channel by channel, so that memory holds one
    channel beside the result.
    """
    where = f"{source}: " if source else ""
    _check(channels, where)
    duration = _duration(channels, where)
    groups: dict[str, xr.Dataset] = {"/": xr.Dataset(attrs={"duration": duration, "runaway": 0})}
    missing: list[tuple[str, str, Stretch]] = []
    left_out: list[tuple[Channel, str]] = []
    done = 0

    def cleaned() -> None:
        nonlocal done
        done += 1
        if told is not None:
            told(done / len(channels))

    for kind in KINDS:
        mine = [channel for channel in channels if channel.kind == kind]
        if mine or kind == "emg":
            found, gaps, useless = _group(kind, mine, duration, filters, where, cleaned)
            missing += [(name, kind, gap) for name, gap in gaps]
            left_out += useless
            if kind == "emg" or found.sizes[GROUPS[kind][1]]:
                groups[kind] = found
    groups |= {"stimuli": stimuli, "missing": missing_table(missing), "left_out": left_out_table(left_out)}
    return xr.DataTree.from_dict(groups)


def enter_tree(tree: xr.DataTree, filters: Filters | None = None) -> xr.DataTree:
    """Take a tree through the door.

    Parameters
    ----------
    tree : xarray.DataTree
        A recording with ``emg`` and, where recorded, ``eeg`` and ``stimuli``.
    filters : Filters, optional
        What is taken off; None takes the defaults.

    Returns
    -------
    xarray.DataTree
        The tree itself, untouched, if it has been through the door or the model made it: its potentials have no offset,
        hum or gap. Else the tree of ``enter``.

    Raises
    ------
    UserError
        ``enter`` refuses the signals.
    """
    if is_clean(tree):
        return tree
    channels = [
        Channel(name, kind, copy_of(row), row.size, rate, name, rate)
        for kind, (variable, dim, _) in GROUPS.items()
        if kind in tree.children
        for signal in [tree[kind].to_dataset()[variable].transpose(dim, "time")]
        for rate in [(signal.sizes["time"] - 1) / float(signal["time"][-1] - signal["time"][0])]
        for name, row in zip(signal[dim].values.astype(str).tolist(), signal.values, strict=True)
    ]
    stimuli = tree["stimuli"].to_dataset() if "stimuli" in tree.children else no_stimuli()
    return enter(channels, stimuli, filters or Filters())


def is_clean(tree: xr.DataTree) -> bool:
    """Tell whether a tree needs no cleaning: it has been through the door, or the model made it.

    Parameters
    ----------
    tree : xarray.DataTree
        A recording.

    Returns
    -------
    bool
        True if its EMG says what was done to it, or the tree says which model made it.
    """
    return "model" in tree.attrs or "native_rate" in tree["emg"].to_dataset().coords


def _check(channels: Sequence[Channel], where: str) -> None:
    if not channels:
        raise UserError(f"{where}no channel is to be measured; name at least one muscle or electrode")
    for kind in KINDS:
        names = [channel.name for channel in channels if channel.kind == kind]
        for channel in channels:
            if channel.kind == kind and names.count(channel.name) > 1:
                labels = ", ".join(one.label for one in channels if one.kind == kind and one.name == channel.name)
                raise UserError(f"{where}{channel.described()} occurs twice (channels {labels}); name one of them")
    for channel in channels:
        if not 0 < channel.rate < np.inf:
            raise UserError(f"{where}{channel.described()} has a rate of {channel.rate:g} Hz; give samples per second")


def _duration(channels: Sequence[Channel], where: str) -> float:
    """Seconds of the recording, which all channels share to a sample of the slowest."""
    lengths = [(channel.size / channel.rate, channel) for channel in channels]
    longest = max(lengths, key=lambda pair: pair[0])
    for seconds, channel in lengths:
        # Rates that differ may leave a sample of the slower one over
        spare = 0.5 if channel.rate == longest[1].rate else 1.5
        if longest[0] - seconds > spare / min(channel.rate, longest[1].rate):
            raise UserError(
                f"{where}{channel.described()} ends at {seconds:g} s, but {longest[1].described()} at "
                f"{longest[0]:g} s; cut both to one stretch of time"
            )
        if channel.size < 2:
            raise UserError(f"{where}{channel.described()} has {counted(channel.size, 'sample')}; record more")
    return float(lengths[0][0])


def _group(
    kind: str, channels: Sequence[Channel], duration: float, filters: Filters, where: str,
    cleaned: Callable[[], None],
) -> tuple[xr.Dataset, list[tuple[str, Stretch]], list[tuple[Channel, str]]]:  # fmt: skip
    """The signals of one kind, what is missing in them, and the channels that are left out."""
    variable, dim, title = GROUPS[kind]
    useless = {id(channel): reason for channel in channels if (reason := _useless(channel))}
    kept = [channel for channel in channels if id(channel) not in useless]
    rate = max((reduced_rate(channel.rate) for channel in kept), default=SLOWEST)
    samples = min((round(channel.size / channel.rate * rate) for channel in kept), default=round(duration * rate))
    array: np.ndarray = np.empty((0, samples))
    rows: list[tuple[Channel, Mapping[str, object]]] = []
    missing: list[tuple[str, Stretch]] = []
    for channel in kept:
        found = clean_channel(channel, rate, filters, where)
        cleaned()
        if found.useless:
            useless[id(channel)] = found.useless
            continue
        if not len(array):
            array = np.empty((len(kept), samples), dtype=found.trace.dtype)
        array[len(rows)] = found.trace[:samples]
        rows.append((channel, found.notes))
        missing += [(channel.name, gap) for gap in found.missing]
    time = labelled("time", np.arange(samples) / rate, "s", "time")
    coords = {dim: np.array([channel.name for channel, _ in rows], dtype=str), "time": time}
    for name, words in NOTES.items():
        values = np.array([notes[name] for _, notes in rows], dtype=str if name in ("label", "form") else float)
        coords[name] = labelled(dim, values, *words)
    data = xr.DataArray(array[: len(rows)], coords, (dim, "time"), attrs={"units": "V", "long_name": title})
    left = [(channel, useless[id(channel)]) for channel in channels if id(channel) in useless]
    return xr.Dataset({variable: data}), missing, left


def _useless(channel: Channel) -> str:
    """Why a channel cannot be measured, before its samples are looked at."""
    if channel.bad:
        return channel.bad
    rate = min(channel.rate, channel.native_rate)
    return f"recorded at {rate:g} Hz, at least {SLOWEST:g} Hz needed" if rate < SLOWEST * (1 - 1e-6) else ""
