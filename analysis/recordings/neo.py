"""Recordings from and to neo, which reads and writes most formats of electrophysiology."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr

from ...errors import UserError
from .channel import Channel, check_rate
from .channel_table import Row, Table, guessed_rows, match_rows, read_table, scale_to_volts
from .cleaning import Filters
from .door import enter
from .exchange import attributes_of, package, signals_of, spike_trains_of
from .names import distinct
from .stimuli import chosen_stimuli, triggers


def from_neo(
    segment: Any,
    channels: Table | None = None,
    sites: Mapping[str, str] | None = None,
    filters: Filters | None = None,
) -> xr.DataTree:
    """A recording of a person from a neo Segment, which neo reads from any of its formats.

    Parameters
    ----------
    segment : neo.Segment
        The segment. Units become V; time begins with the first sample.
    channels : path, mapping, pandas.DataFrame or sequence of mappings, optional
        The channel table, see ``read_table``. Without it all channels are taken by their names.
    sites : mapping of str to str, optional
        Label of an event, or name of a trigger channel, to stimulus site; other events are left aside.
    filters : Filters, optional
        What is taken off the signals; None takes the defaults.

    Returns
    -------
    xarray.DataTree
        As of ``door.enter``. Channels may differ in rate.

    Raises
    ------
    UserError
        A channel or label does not exist, channels are no voltages or begin at different times, or ``door.enter``
        refuses the signals.
    """
    places = _places(segment)
    labels = distinct([name for name, _, _ in places])
    rows = read_table(channels) if channels is not None else guessed_rows([(label, "") for label in labels])
    matched = match_rows(rows, labels)
    starts = {row.channel: float(places[place][1].t_start.rescale("s")) for place, row in matched}
    first = min(starts, key=lambda name: starts[name], default="")
    events = _events(segment, starts.get(first, 0.0))
    found = []
    read: dict[int, Any] = {}
    for place, row in matched:
        _, signal, column = places[place]
        rate = check_rate(float(signal.sampling_rate.rescale("Hz")), labels[place])
        if starts[row.channel] - starts[first] > 1.5 / rate:
            raise UserError(
                f"channel '{row.channel}' begins at {starts[row.channel]:g} s, but '{first}' at {starts[first]:g} s; "
                "cut both to one stretch of time"
            )
        if id(signal) not in read:
            read[id(signal)] = signal.load() if hasattr(signal, "load") else signal
        loaded = read[id(signal)]
        if row.kind == "trigger":
            named = triggers(np.asarray(loaded.magnitude)[:, column], rate, row.name)
            events += [(label, time) for label, times in named.items() for time in times]
            continue
        samples = _reader(row, loaded, column)
        found.append(Channel(row.name, row.kind, samples, signal.shape[0], rate, labels[place], rate))
    seconds = found[0].size / found[0].rate if found else 0.0
    stimuli = chosen_stimuli(events, sites, seconds)
    return enter(found, stimuli, filters or Filters())


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
    ValueError
        A population does not exist.
    ModuleNotFoundError
        neo is not installed.

    Examples
    --------
    >>> from disinhibition.analysis.recordings.arrays import from_signals
    >>> noise = 3e-6 * np.random.default_rng(0).standard_normal((1, 2000))
    >>> block = to_neo(from_signals(noise, 1000.0, ["right_fdi"]))
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


def _places(segment: Any) -> list[tuple[str, Any, int]]:
    """Name, signal and column of every channel."""
    return [
        (str(name), signal, i)
        for signal in segment.analogsignals
        for i, name in enumerate(signal.array_annotations.get("channel_names", [signal.name] * signal.shape[1]))
    ]


def _reader(row: Row, signal: Any, column: int) -> Any:
    def read() -> np.ndarray:
        if row.unit:
            return np.asarray(signal.magnitude)[:, column] * scale_to_volts(row, "")
        try:
            return np.asarray(signal[:, column].rescale("V").magnitude).reshape(-1)
        except ValueError as error:
            unit = signal.dimensionality
            raise UserError(
                f"channel '{row.channel}' is in {unit}, which is no voltage; write its unit into the channel table"
            ) from error

    return read


def _events(segment: Any, start: float) -> list[tuple[str, float]]:
    """Label and time, s after ``start``, of every event."""
    events = [event.load() if hasattr(event, "load") else event for event in segment.events]
    return [
        (str(label), float(time) - start)
        for event in events
        for label, time in zip(event.labels, event.times.rescale("s").magnitude, strict=True)
    ]
