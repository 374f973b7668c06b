"""Recordings from and to the rest of the field: arrays of a person, neo, Neurodata Without Borders."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike

from ..signals.epochs import SLOWEST, check_unclipped
from ..signals.labels import described

START = datetime(
    1970, 1, 1, tzinfo=UTC
)  # NWB demands a date; a simulation has none and a patient's is nobody's business


def from_signals(
    emg: ArrayLike,
    rate: float,
    muscles: Sequence[str],
    eeg: ArrayLike | None = None,
    electrodes: Sequence[str] | None = None,
    stimuli: ArrayLike | Mapping[str, ArrayLike] | None = None,
) -> xr.DataTree:
    """A recording from a person in the form of a simulated one, ready for ``summary.add_events``.

    emg: (muscle, time) V, or (time,) of one muscle. rate: Hz, of emg and eeg. muscles: names with side ('right_fdi').
    eeg: (electrode, time) V over the same time, or None. electrodes: its names.
    stimuli: s after the first sample, rising; or site -> such times.
    Returns: DataTree with ``emg`` (voltage), ``eeg`` (potential; absent where none was recorded), ``stimuli`` (time,
    site; the site is '' where none is given; no event where there are no stimuli) and attributes duration (s) and
    runaway 0. A silent channel (zeros) is one without bursts.
    Raises ValueError for a rate below 500 Hz, samples that are no numbers, lengths or names that do not match, a
    channel of which more than 0.1 % of the samples rest at its largest or smallest value, and stimulus times that do
    not rise or lie outside the recording.
    """
    if not (np.isfinite(rate) and rate >= SLOWEST):
        raise ValueError(f"EMG sampled at {rate:g} Hz; at least {SLOWEST:g} Hz are needed")
    if (eeg is None) != (electrodes is None):
        raise ValueError("eeg and electrodes belong together; give both or neither")
    voltage = _signal(emg, rate, muscles, "muscle", "surface EMG")
    duration = voltage.sizes["time"] / rate
    groups = {
        "/": xr.Dataset(attrs={"duration": float(duration), "runaway": 0}),
        "emg": xr.Dataset({"voltage": voltage}),
        "stimuli": _stimuli(stimuli, duration),
    }
    if eeg is not None and electrodes is not None:
        potential = _signal(eeg, rate, electrodes, "electrode", "scalp potential")
        if potential.sizes["time"] != voltage.sizes["time"]:
            lengths = f"{potential.sizes['time']} samples of EEG but {voltage.sizes['time']} of EMG"
            raise ValueError(f"{lengths}; bring both to one rate and one stretch of time")
        groups["eeg"] = xr.Dataset({"potential": potential})
    return xr.DataTree.from_dict(groups)


def from_neo(
    segment: Any,
    muscles: Mapping[str, str],
    electrodes: Mapping[str, str] | None = None,
    sites: Mapping[str, str] | None = None,
) -> xr.DataTree:
    """``from_signals`` of a neo Segment, which neo reads from any of its formats.

    muscles, electrodes: channel of the segment -> muscle, electrode. sites: label of an event -> stimulus site; other
    events are left aside. Units become V; time begins with the first sample.
    Raises ValueError for a channel or label that is not there, channels that are no voltages or differ in rate, start
    or length, and as ``from_signals``.
    """
    electrodes = electrodes or {}
    found = _channels(segment, [*muscles, *electrodes])
    clocks = {(float(s.sampling_rate.rescale("Hz")), float(s.t_start.rescale("s")), len(s)) for s, _ in found.values()}
    if len(clocks) != 1:
        raise ValueError(f"channels differ in rate, start or length: {sorted(clocks)} (Hz, s, samples); resample first")
    rate, start, _ = clocks.pop()
    emg = [_volts(name, *found[name]) for name in muscles]
    eeg = [_volts(name, *found[name]) for name in electrodes] or None
    stimuli = _events(segment, sites, start) if sites else None
    return from_signals(emg, rate, list(muscles.values()), eeg, list(electrodes.values()) or None, stimuli)


def to_neo(tree: xr.DataTree, populations: Sequence[str] | None = None) -> Any:
    """The recording as a neo Block of one Segment.

    tree: as ``simulate`` or ``from_signals`` gives it; what it lacks, the block lacks. populations: whose cells become
    spike trains; None: of all.
    Returns: neo.Block, annotated with the attributes of the tree: AnalogSignals 'emg' and 'eeg' (time, channel) V with
    array annotation ``channel_names``; one SpikeTrain a cell, silent or not, annotated with its row of the unit table;
    Event 'stimuli' labelled by site; Epoch 'bursts' labelled by muscle.
    Raises ValueError for a population that does not exist, ModuleNotFoundError without neo.
    """
    neo, second = package("neo"), package("quantities").s
    segment = neo.Segment(name="recording")
    for group, (signal, rate, names) in _signals(tree).items():
        options = {"name": group, "array_annotations": {"channel_names": names}}
        start = float(signal["time"][0]) * second
        made = neo.AnalogSignal(signal.values.T, units="V", sampling_rate=rate / second, t_start=start, **options)
        segment.analogsignals.append(made)
    for times, row in _trains(tree, populations):
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
    block = neo.Block(name="recording", **_attributes(tree))
    block.segments.append(segment)
    return block


def to_nwb(tree: xr.DataTree, path: Path | str) -> None:
    """Write the recording as a Neurodata Without Borders file.

    tree: as of ``to_neo``. EMG and EEG become ElectricalSeries (time, channel) V whose electrodes carry the names of
    muscles and electrodes as ``location``; cells become the table of units, with their row of the tree's unit table;
    stimuli and bursts become tables of intervals; the attributes of the tree go to the notes, as JSON. The same
    recording has the same identifier; the date is 1970-01-01. Raises ModuleNotFoundError without pynwb.
    """
    pynwb = package("pynwb")
    notes = json.dumps(_attributes(tree), sort_keys=True)
    digest = hashlib.sha256(notes.encode())
    for signal, _, _ in _signals(tree).values():
        digest.update(np.ascontiguousarray(signal.values).tobytes())
    file = pynwb.NWBFile(
        session_description="EMG, EEG and spikes of the motor pathway",
        identifier=digest.hexdigest(),
        session_start_time=START,
        notes=notes,
    )
    device = file.create_device(name="recorder")
    for group, (signal, rate, names) in _signals(tree).items():
        place = file.create_electrode_group(
            name=group, description=signal.attrs["long_name"], location="body surface", device=device
        )
        before = len(file.electrodes) if file.electrodes else 0
        for name in names:
            file.add_electrode(location=name, group=place)
        index = list(range(before, before + len(names)))
        rows = file.create_electrode_table_region(region=index, description=f"channels of {group}")
        start = float(signal["time"][0])
        series = pynwb.ecephys.ElectricalSeries(
            name=group, data=signal.values.T, electrodes=rows, starting_time=start, rate=rate
        )
        file.add_acquisition(series)
    trains = _trains(tree, None)
    for name in [name for name in trains[0][1] if name != "unit"] if trains else []:
        file.add_unit_column(name=name, description=name.replace("_", " "))
    for times, row in trains:
        cell = row.pop("unit")
        file.add_unit(spike_times=times, obs_intervals=[[0.0, float(tree.attrs["duration"])]], id=cell, **row)
    for group, begin, column in (("stimuli", "time", "site"), ("bursts", "onset", "muscle")):
        events = tree[group].to_dataset() if group in tree.children else xr.Dataset({begin: ("event", [])})
        if not events[begin].size:
            continue
        stop = events[begin].values + (events["duration"].values / 1e3 if "duration" in events else 0.0)
        table = pynwb.epoch.TimeIntervals(name=group, description=f"{group}, from begin to end")
        table.add_column(name=column, description=column)
        for first, last, word in zip(events[begin].values, stop, events[column].values.astype(str), strict=True):
            table.add_interval(start_time=first, stop_time=last, **{column: str(word)})
        file.add_time_intervals(table)
    with pynwb.NWBHDF5IO(path, "w") as writer:
        writer.write(file)


def package(name: str) -> Any:
    """A package of the extra ``interop``. Raises ModuleNotFoundError that says how to install it."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise ModuleNotFoundError(f"{name} is not installed; pip install disinhibition[interop]", name=name) from error


def _signal(values: ArrayLike, rate: float, names: Sequence[str], dim: str, title: str) -> xr.DataArray:
    """The checked signal (dim, time) V, labelled as a simulated one."""
    array = np.asarray(values)
    array = array if array.dtype.kind == "f" else array.astype(float)
    array = array[None] if array.ndim == 1 else array
    if isinstance(names, str) or len(set(names)) != len(names) or not len(names):
        raise ValueError(f"names of the {dim}s are {names!r}; give a list of different names")
    if array.ndim != 2 or array.shape[0] != len(names) or array.shape[1] < 2:
        raise ValueError(f"{title} has shape {array.shape}; {len(names)} names need ({len(names)}, time)")
    for name, trace in zip(names, array, strict=True):
        if not np.isfinite(trace).all():
            bad = np.count_nonzero(~np.isfinite(trace))
            raise ValueError(f"{title} of '{name}' has {bad} samples that are no numbers; cut them out first")
        check_unclipped(trace, f"{title} of '{name}'")
        if trace[0] and (trace == trace[0]).all():
            raise ValueError(f"{title} of '{name}' is clipped at {trace[0]:g} V throughout; leave it out")
    time = described("time", np.arange(array.shape[1]) / rate, "s", "time")
    coords = {dim: np.array(names, dtype=str), "time": time}
    return xr.DataArray(array, coords, (dim, "time"), attrs={"units": "V", "long_name": title})


def _stimuli(stimuli: ArrayLike | Mapping[str, ArrayLike] | None, duration: float) -> xr.Dataset:
    by_site = stimuli if isinstance(stimuli, Mapping) else {"": [] if stimuli is None else stimuli}
    times = {site: np.asarray(values, dtype=float).reshape(-1) for site, values in by_site.items()}
    for name, time in times.items():
        what = f"stimulus times of '{name}'" if name else "stimulus times"
        if not np.all((time >= 0) & (time <= duration)):
            raise ValueError(f"{what} must be numbers from 0 to {duration:g} s; count s from the first sample")
        if np.any(np.diff(time) < 0):
            raise ValueError(f"{what} are not in order; sort them")
        if np.any(np.diff(time) == 0):
            raise ValueError(f"{what} hold {time[1:][np.diff(time) == 0][0]:g} s twice; give each stimulus once")
    time = np.concatenate([np.zeros(0), *times.values()])
    site = np.repeat(np.array(list(times), dtype=str), [len(values) for values in times.values()])
    order = np.argsort(time, kind="stable")
    return xr.Dataset(
        {
            "time": described("event", time[order], "s", "time of the stimulus"),
            "site": described("event", site[order], "1", "site of the stimulus"),
        }
    )


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
            raise ValueError(
                f"{there.count(name)} channels are called '{name}'; there are {', '.join(there) or 'none'}"
            )
    read = {id(s): s.load() if hasattr(s, "load") else s for name, s, _ in places if name in wanted}
    return {name: (read[id(signal)], i) for name, signal, i in places if name in wanted}


def _volts(name: str, signal: Any, column: int) -> np.ndarray:
    try:
        return np.asarray(signal[:, column].rescale("V").magnitude).reshape(-1)
    except ValueError as error:
        raise ValueError(f"channel '{name}' is in {signal.dimensionality}, which is no voltage; scale it") from error


def _events(segment: Any, sites: Mapping[str, str], start: float) -> dict[str, np.ndarray]:
    """Times, s after ``start``, of the events of every label in ``sites``, by site."""
    events = [event.load() if hasattr(event, "load") else event for event in segment.events]
    label = np.array([str(word) for event in events for word in event.labels], dtype=str)
    time = np.concatenate([np.zeros(0), *(event.times.rescale("s").magnitude for event in events)]) - start
    for name in sites:
        if name not in label:
            raise ValueError(f"no event is labelled '{name}'; there are {', '.join(np.unique(label)) or 'none'}")
    owner = np.array([sites.get(word, "") for word in label], dtype=str)
    used = np.isin(label, list(sites))
    return {site: np.sort(time[used & (owner == site)]) for site in dict.fromkeys(sites.values())}


def _signals(tree: xr.DataTree) -> dict[str, tuple[xr.DataArray, float, list[str]]]:
    """EMG and EEG (channel, time) V of a tree, their rate (Hz) and the names of their channels."""
    found = {}
    for group, name, dim in (("emg", "voltage", "muscle"), ("eeg", "potential", "electrode")):
        if group in tree.children and tree[group].sizes[dim] and tree[group].sizes["time"] > 1:
            signal = tree[group].to_dataset()[name].transpose(dim, "time")
            rate = 1 / float(signal["time"][1] - signal["time"][0])
            found[group] = (signal, rate, [str(word) for word in signal[dim].values])
    return found


def _trains(tree: xr.DataTree, populations: Sequence[str] | None) -> list[tuple[np.ndarray, dict[str, Any]]]:
    """Spike times (s) of every cell, silent or not, and its row of the unit table."""
    if "spikes" not in tree.children and not populations:
        return []
    spikes = tree["spikes"].to_dataset() if "spikes" in tree.children else xr.Dataset({"population": ("cell", [])})
    population = spikes["population"].values.astype(str)
    for name in populations or ():
        if name not in population:
            raise ValueError(f"no population '{name}' in this recording; see tree['populations']")
    cells = np.arange(population.size) if populations is None else np.flatnonzero(np.isin(population, populations))
    order = np.lexsort((spikes["time"].values, spikes["unit"].values))
    time, unit = spikes["time"].values[order], spikes["unit"].values[order]
    first, last = np.searchsorted(unit, cells), np.searchsorted(unit, cells, side="right")
    table = {str(name): values.values.tolist() for name, values in spikes.items() if values.dims == ("cell",)}
    rows = [{"unit": int(cell), **{name: column[cell] for name, column in table.items()}} for cell in cells]
    return [(time[i:j], row) for i, j, row in zip(first, last, rows, strict=True)]


def _attributes(tree: xr.DataTree) -> dict[str, Any]:
    return {str(name): np.asarray(value).tolist() for name, value in tree.attrs.items()}
