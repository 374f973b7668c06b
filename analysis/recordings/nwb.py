"""Recordings written as Neurodata Without Borders."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import xarray as xr

from .exchange import attributes_of, package, signals_of, spike_trains_of

# NWB demands a date; a simulation has none and a patient's is nobody's business
START = datetime(1970, 1, 1, tzinfo=UTC)


def to_nwb(tree: xr.DataTree, path: Path | str) -> None:
    """Write a recording as a Neurodata Without Borders file.

    Parameters
    ----------
    tree : xarray.DataTree
        Recording of ``simulate`` or ``from_signals``.
    path : pathlib.Path or str
        The file to be written.

    Raises
    ------
    ModuleNotFoundError
        pynwb is not installed.

    Notes
    -----
    EMG and EEG become ElectricalSeries (time, channel) V whose electrodes carry the names of muscles and electrodes as
    ``location``. Cells become the table of units, with their row of the tree's unit table; stimuli and bursts become
    tables of intervals; the attributes of the tree go to the notes, as JSON. The same recording has the same
    identifier; the date is 1970-01-01, since NWB demands one.
    """
    pynwb = package("pynwb")
    notes = json.dumps(attributes_of(tree), sort_keys=True)
    digest = hashlib.sha256(notes.encode())
    for signal, _, _ in signals_of(tree).values():
        digest.update(np.ascontiguousarray(signal.values).tobytes())
    file = pynwb.NWBFile(
        session_description="EMG, EEG and spikes of the motor pathway",
        identifier=digest.hexdigest(),
        session_start_time=START,
        notes=notes,
    )
    device = file.create_device(name="recorder")
    for group, (signal, rate, names) in signals_of(tree).items():
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
    trains = spike_trains_of(tree, None)
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
