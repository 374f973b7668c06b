"""Recordings from and to neo, which reads and writes most formats of electrophysiology."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr

from ...errors import UserError
from .arrays import from_signals
from .exchange import attributes_of, package, signals_of, spike_trains_of


def from_neo(
    segment: Any,
    muscles: Mapping[str, str],
    electrodes: Mapping[str, str] | None = None,
    sites: Mapping[str, str] | None = None,
) -> xr.DataTree:
    """A recording of a person from a neo Segment, which neo reads from any of its formats.

    Parameters
    ----------
    segment : neo.Segment
        The segment. Units become V; time begins with the first sample.
    muscles, electrodes : mapping of str to str
        Channel of the segment to muscle, and to electrode.
    sites : mapping of str to str, optional
        Label of an event to stimulus site; other events are left aside.

    Returns
    -------
    xarray.DataTree
        The recording of ``from_signals``.

    Raises
    ------
    UserError
        A channel or label is not there, channels are no voltages or differ in rate, start or length, or
        ``from_signals`` refuses the signals.
    """
    electrodes = electrodes or {}
    found = _channels(segment, [*muscles, *electrodes])
    clocks = {(float(s.sampling_rate.rescale("Hz")), float(s.t_start.rescale("s")), len(s)) for s, _ in found.values()}
    if len(clocks) != 1:
        raise UserError(f"channels differ in rate, start or length: {sorted(clocks)} (Hz, s, samples); resample first")
    rate, start, _ = clocks.pop()
    emg = [_volts(name, *found[name]) for name in muscles]
    eeg = [_volts(name, *found[name]) for name in electrodes] or None
    stimuli = _events(segment, sites, start) if sites else None
    return from_signals(emg, rate, list(muscles.values()), eeg, list(electrodes.values()) or None, stimuli)


def to_neo(tree: xr.DataTree, populations: Sequence[str] | None = None) -> Any:
    """A recording as a neo Block of one Segment.

    Parameters
    ----------
    tree : xarray.DataTree
        Recording of ``simulate`` or ``from_signals``; what it lacks, the block lacks.
    populations : sequence of str, optional
        Populations whose cells become spike trains; None for all.

    Returns
    -------
    neo.Block
        Annotated with the attributes of the tree. It holds AnalogSignals 'emg' and 'eeg' (time, channel) V with array
        annotation ``channel_names``; one SpikeTrain a cell, silent or not, annotated with its row of the unit table;
        Event 'stimuli' labelled by site; Epoch 'bursts' labelled by muscle.

    Raises
    ------
    UserError
        A population does not exist.
    ModuleNotFoundError
        neo is not installed.

    Examples
    --------
    >>> from disinhibition.analysis.recordings.arrays import from_signals
    >>> block = to_neo(from_signals(np.zeros((1, 1000)), 1000.0, ["right_fdi"]))
    >>> [signal.name for signal in block.segments[0].analogsignals]
    ['emg']
    """
    neo, second = package("neo"), package("quantities").s
    segment = neo.Segment(name="recording")
    for group, (signal, rate, names) in signals_of(tree).items():
        options = {"name": group, "array_annotations": {"channel_names": names}}
        start = float(signal["time"][0]) * second
        made = neo.AnalogSignal(signal.values.T, units="V", sampling_rate=rate / second, t_start=start, **options)
        segment.analogsignals.append(made)
    for times, row in spike_trains_of(tree, populations):
        stop = float(tree.attrs["duration"])
        train = neo.SpikeTrain(times, units="s", t_stop=stop, name=f"{row['population']} {row['unit']}", **row)
        segment.spiketrains.append(train)
    if "stimuli" in tree.children:
        stimuli = tree["stimuli"].to_dataset()
        labels = stimuli["site"].values.astype(str)
        segment.events.append(neo.Event(stimuli["time"].values, labels, units="s", name="stimuli"))
    if "bursts" in tree.children:
        bursts = tree["bursts"].to_dataset()
        onset, duration = bursts["onset"].values * second, bursts["duration"].values / 1e3 * second
        labels = bursts["muscle"].values.astype(str)
        segment.epochs.append(neo.Epoch(onset, duration, labels, name="bursts"))
    block = neo.Block(name="recording", **attributes_of(tree))
    block.segments.append(segment)
    return block


def _channels(segment: Any, wanted: Sequence[str]) -> dict[str, tuple[Any, int]]:
    """Signal, read from its file, and column of every channel wanted."""
    places = [
        (str(name), signal, i)
        for signal in segment.analogsignals
        for i, name in enumerate(signal.array_annotations.get("channel_names", [signal.name] * signal.shape[1]))
    ]
    there = [name for name, _, _ in places]
    for name in wanted:
        if there.count(name) != 1:
            raise UserError(f"{there.count(name)} channels are called '{name}'; there are {', '.join(there) or 'none'}")
    read = {id(s): s.load() if hasattr(s, "load") else s for name, s, _ in places if name in wanted}
    return {name: (read[id(signal)], i) for name, signal, i in places if name in wanted}


def _volts(name: str, signal: Any, column: int) -> np.ndarray:
    try:
        return np.asarray(signal[:, column].rescale("V").magnitude).reshape(-1)
    except ValueError as error:
        raise UserError(f"channel '{name}' is in {signal.dimensionality}, which is no voltage; scale it") from error


def _events(segment: Any, sites: Mapping[str, str], start: float) -> dict[str, np.ndarray]:
    """Times, s after ``start``, of the events of every label in ``sites``, by site."""
    events = [event.load() if hasattr(event, "load") else event for event in segment.events]
    label = np.array([str(word) for event in events for word in event.labels], dtype=str)
    time = np.concatenate([np.zeros(0), *(event.times.rescale("s").magnitude for event in events)]) - start
    for name in sites:
        if name not in label:
            raise UserError(f"no event is labelled '{name}'; there are {', '.join(np.unique(label)) or 'none'}")
    owner = np.array([sites.get(word, "") for word in label], dtype=str)
    used = np.isin(label, list(sites))
    return {site: np.sort(time[used & (owner == site)]) for site in dict.fromkeys(sites.values())}
