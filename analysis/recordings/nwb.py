"""Recordings written as Neurodata Without Borders, and read."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from ...errors import UserError
from .channel import Channel, check_rate
from .channel_table import Table, guessed_rows, match_rows, read_table, scale_to_volts
from .cleaning import Filters
from .door import GROUPS, enter
from .exchange import attributes_of, package, signals_of, spike_trains_of
from .names import distinct
from .stimuli import chosen_stimuli

# NWB demands a date; a simulation has none and a patient's is nobody's business
START = datetime(1970, 1, 1, tzinfo=UTC)
MARK = "disinhibition"  # key of the notes of a file that this package wrote
SIGNALS = ("emg", "eeg")


def to_nwb(tree: xr.DataTree, path: Path | str) -> None:
    """Write a recording as a Neurodata Without Borders file.

    Parameters
    ----------
    tree : xarray.DataTree
        Recording of ``simulate`` or of a person.
    path : pathlib.Path or str
        The file to be written.

    Raises
    ------
    ModuleNotFoundError
        pynwb is not installed.

    Notes
    -----
    EMG and EEG become ElectricalSeries (time, channel) V whose electrodes carry the names of muscles and electrodes as
    ``location``, and what was done to each channel. Cells become the table of units, with their row of the tree's unit
    table. Stimuli, bursts, jerks and missing stretches become tables of intervals; every other table of the tree
    becomes one of the scratch space. Attributes of the tree, and names and units of its variables, go to the notes, as
    JSON. The field currents of a simulation are left out. The same recording has the same identifier; the date is
    1970-01-01, since NWB demands one.
    """
    pynwb = package("pynwb")
    notes = json.dumps({MARK: _description(tree)}, sort_keys=True)
    digest = hashlib.sha256(notes.encode())
    for signal, _, _ in signals_of(tree).values():
        digest.update(np.ascontiguousarray(signal.values).tobytes())
    file = pynwb.NWBFile(
        session_description="EMG, EEG and spikes of the motor pathway",
        identifier=digest.hexdigest(),
        session_start_time=START,
        notes=notes,
    )
    _add_signals(file, pynwb, tree)
    _add_units(file, tree)
    for group in _table_groups(tree):
        _add_table(file, pynwb, group, tree[group].to_dataset())
    with pynwb.NWBHDF5IO(path, "w") as writer:
        writer.write(file)


def from_nwb(
    path: Path | str,
    channels: Table | None = None,
    sites: Mapping[str, str] | None = None,
    filters: Filters | None = None,
    told: Callable[[float], None] | None = None,
) -> xr.DataTree:
    """Read a recording from a Neurodata Without Borders file.

    Parameters
    ----------
    path : pathlib.Path or str
        The file.
    channels : path, mapping, pandas.DataFrame or sequence of mappings, optional
        The channel table of a file of another program, see ``read_table``. Channels are named by the location of their
        electrode, or by their series.
    sites : mapping of str to str, optional
        Name of a table of intervals of a file of another program, or the label of its rows, to stimulus site.
    filters : Filters, optional
        What is taken off the signals of a file of another program; None takes the defaults.
    told : callable, optional
        It is told after each channel which share of them is read.

    Returns
    -------
    xarray.DataTree
        What ``to_nwb`` wrote comes back equal, without the field currents. Signals of another program are those of
        ``door.enter``.

    Raises
    ------
    UserError
        The file does not exist, is none of NWB, or has no signals; or ``door.enter`` refuses them.
    ModuleNotFoundError
        pynwb is not installed.
    """
    pynwb = package("pynwb")
    if not Path(path).exists():
        raise UserError(f"there is no file {path}")
    try:
        reader = pynwb.NWBHDF5IO(path, "r")
        file = reader.read()
    except Exception as error:  # pynwb and HDF5 raise whatever a damaged file makes them raise
        lines = str(error).strip().splitlines() or [type(error).__name__]
        raise UserError(f"{path} cannot be read as NWB: {lines[0]}") from error
    with reader:
        try:
            described = json.loads(file.notes or "").get(MARK)
        except (ValueError, AttributeError):
            described = None
        if not described:
            return _of_others(file, str(path), channels, sites, filters, told)
        if filters is not None:
            raise UserError(f"{path} was written by this package, as it was cleaned; leave out the filters")
        return _written_here(file, described)


def _description(tree: xr.DataTree) -> dict[str, Any]:
    """What a table of NWB cannot hold: attributes of the tree, and type, unit and name of every variable."""
    groups = {}
    for group in [*[name for name in SIGNALS if name in tree.children], *_table_groups(tree), "spikes"]:
        if group in tree.children:
            data = tree[group].to_dataset()
            groups[group] = {
                str(name): {"dims": list(value.dims), "dtype": value.dtype.str, "coord": name in data.coords,
                            "attrs": {key: np.asarray(word).tolist() for key, word in value.attrs.items()}}
                for name, value in data.variables.items()
            }  # fmt: skip
    return {"attrs": attributes_of(tree), "groups": groups}


def _table_groups(tree: xr.DataTree) -> list[str]:
    """Groups whose variables all lie over one dimension, or over none."""
    found = []
    for name, node in tree.children.items():
        if name not in (*SIGNALS, "spikes", "field") and all(
            len(value.dims) <= 1 for value in node.to_dataset().variables.values()
        ):
            found.append(name)
    return found


def _add_signals(file: Any, pynwb: Any, tree: xr.DataTree) -> None:
    device = file.create_device(name="recorder")
    for group, (signal, rate, names) in signals_of(tree).items():
        dim = GROUPS[group][1]
        place = file.create_electrode_group(
            name=group, description=signal.attrs["long_name"], location="body surface", device=device
        )
        before = len(file.electrodes) if file.electrodes else 0
        for name in names:
            file.add_electrode(location=name, group=place)
        rows = file.create_electrode_table_region(
            region=list(range(before, before + len(names))), description=f"channels of {group}"
        )
        series = pynwb.ecephys.ElectricalSeries(
            name=group, data=signal.values.T, electrodes=rows, starting_time=float(signal["time"][0]), rate=rate
        )
        file.add_acquisition(series)
        noted = {str(name): value for name, value in signal.coords.items() if value.dims == (dim,) and name != dim}
        if noted:
            columns = [
                pynwb.core.VectorData(name=name, description=name.replace("_", " "), data=_plain(value.values))
                for name, value in noted.items()
            ]
            file.add_scratch(
                pynwb.core.DynamicTable(name=f"{group}_channels", description=f"channels of {group}", columns=columns)
            )


def _add_units(file: Any, tree: xr.DataTree) -> None:
    trains = spike_trains_of(tree, None)
    for name in [name for name in trains[0][1] if name != "unit"] if trains else []:
        file.add_unit_column(name=name, description=name.replace("_", " "))
    for times, row in trains:
        cell = row.pop("unit")
        file.add_unit(spike_times=times, obs_intervals=[[0.0, float(tree.attrs["duration"])]], id=cell, **row)


def _add_table(file: Any, pynwb: Any, group: str, data: xr.Dataset) -> None:
    """A group as a table of intervals where it has a begin; what has none goes to the scratch space."""
    columns = {str(name): value.values for name, value in data.variables.items() if value.ndim == 1 and value.size}
    begin = next((name for name in ("onset", "begin", "time") if name in columns), "")
    if begin and group != "motor_units":
        along = data.variables[begin].dims
        others = {name: values for name, values in columns.items() if data.variables[name].dims != along}
        columns = {name: values for name, values in columns.items() if name not in others}
        stop = columns.get("end", columns[begin] + columns["duration"] / 1e3 if "duration" in columns else None)
        table = pynwb.epoch.TimeIntervals(name=group, description=f"{group}, from begin to end")
        for name in columns:
            table.add_column(name=name, description=name.replace("_", " "))
        stop = columns[begin] if stop is None else stop
        for row, (first, last) in enumerate(zip(columns[begin], stop, strict=True)):
            table.add_interval(
                start_time=float(first), stop_time=float(last),
                **{name: _plain(values[row : row + 1])[0] for name, values in columns.items()},
            )  # fmt: skip
        file.add_time_intervals(table)
        columns = others
    lengths = {values.size for values in columns.values()}
    scalars = {str(name): value.values.reshape(1) for name, value in data.variables.items() if value.ndim == 0}
    for size in sorted(lengths):
        same = {name: values for name, values in columns.items() if values.size == size}
        _scratch(file, pynwb, f"{group}_{size}", same)
    if scalars:
        _scratch(file, pynwb, f"{group}_scalars", scalars)


def _scratch(file: Any, pynwb: Any, name: str, columns: Mapping[str, np.ndarray]) -> None:
    made = [
        pynwb.core.VectorData(name=column, description=column.replace("_", " "), data=_plain(values))
        for column, values in columns.items()
    ]
    file.add_scratch(pynwb.core.DynamicTable(name=name, description=name.replace("_", " "), columns=made))


def _plain(values: np.ndarray) -> Any:
    """Values as HDF5 takes them."""
    return [str(word) for word in values] if values.dtype.kind in "US" else values


def _written_here(file: Any, described: Mapping[str, Any]) -> xr.DataTree:
    """The tree that ``to_nwb`` wrote."""
    found: dict[str, dict[str, np.ndarray]] = {group: {} for group in described["groups"]}
    for group in SIGNALS:
        if group in file.acquisition:
            series = file.acquisition[group]
            variable, dim, _ = GROUPS[group]
            names = [str(name) for name in series.electrodes.to_dataframe()["location"]]
            time = _times(series.starting_time, series.rate, series.data.shape[0])
            found[group] |= {variable: series.data[:].T, dim: np.array(names), "time": time}
    if file.units is not None:
        trains = [np.asarray(times) for times in file.units["spike_times"][:]]
        time, unit = np.concatenate(trains), np.repeat(file.units.id[:], [len(times) for times in trains])
        order = np.lexsort((unit, time))
        found["spikes"] |= {"time": time[order], "unit": unit[order]}
        found["spikes"] |= {name: np.asarray(file.units[name][:]) for name in _columns(described)}
    for name, table in (file.intervals or {}).items():
        found[name] |= {column: np.asarray(table[column][:]) for column in table.colnames[2:]}
    for table in (file.scratch or {}).values():
        group = table.name.rpartition("_")[0]
        found[group] |= {column: np.asarray(table[column][:]) for column in table.colnames}
    groups: dict[str, xr.Dataset] = {"/": xr.Dataset(attrs=described["attrs"])}
    for group, variables in described["groups"].items():
        groups[group] = _dataset(variables, found[group])
    return xr.DataTree.from_dict(groups)


def _times(start: float, rate: float, samples: int) -> np.ndarray:
    """Times of samples (time,) in s, to the last bit those of a clock that began at 0."""
    before = round(start * rate)
    if abs(before - start * rate) > 1e-6:
        return start + np.arange(samples) / rate
    return (before + np.arange(samples)) / rate


def _columns(described: Mapping[str, Any]) -> list[str]:
    """Variables of the unit table that lie over the cells."""
    return [name for name, said in described["groups"].get("spikes", {}).items() if said["dims"] == ["cell"]]


def _dataset(variables: Mapping[str, Any], values: Mapping[str, np.ndarray]) -> xr.Dataset:
    """A group with the types, dimensions and attributes that it had."""
    made: dict[bool, dict[str, tuple]] = {False: {}, True: {}}
    for name, said in variables.items():
        dtype = np.dtype(said["dtype"])
        value = np.asarray(values.get(name, np.zeros([0] * len(said["dims"]), dtype)))
        value = value.astype(str if dtype.kind == "U" else dtype)
        value = value.astype(dtype) if dtype.kind != "U" or not value.size else value
        value = value.reshape(()) if not said["dims"] else value
        made[said["coord"]][name] = (said["dims"], value, said["attrs"])
    return xr.Dataset(made[False], made[True])


def _of_others(
    file: Any, path: str, channels: Table | None, sites: Mapping[str, str] | None, filters: Filters | None,
    told: Callable[[float], None] | None,
) -> xr.DataTree:  # fmt: skip
    """A recording that another program wrote."""
    places: list[tuple[str, Any, int | None]] = []
    for name, series in file.acquisition.items():
        if not hasattr(series, "data") or series.rate is None:
            continue
        count = series.data.shape[1] if series.data.ndim > 1 else 1
        region = getattr(series, "electrodes", None)
        words = [str(word) for word in region.to_dataframe()["location"]] if region is not None else [name] * count
        places += [(word, series, i if series.data.ndim > 1 else None) for i, word in enumerate(words)]
    if not places:
        raise UserError(f"{path} holds no signal of a regular rate; NWB keeps signals under 'acquisition'")
    labels = distinct([word for word, _, _ in places])
    where = f"{path}: "
    rows = read_table(channels) if channels is not None else guessed_rows([(label, "") for label in labels])
    found = []
    for place, row in match_rows(rows, labels, where):
        _, series, column = places[place]
        rate = check_rate(float(series.rate), labels[place], where)
        factor = scale_to_volts(row, "V", where) * (1.0 if row.unit else float(series.conversion))
        found.append(
            Channel(row.name, row.kind, _reader(series, column, factor), series.data.shape[0], rate,
                    labels[place], rate)
        )  # fmt: skip
    events = [
        (str(table[column][i]) if column else name, float(table["start_time"][i]))
        for name, table in (file.intervals or {}).items()
        for column in [next((one for one in ("label", "site", "condition") if one in table.colnames), "")]
        for i in range(len(table))
    ]
    seconds = found[0].size / found[0].rate if found else 0.0
    return enter(found, chosen_stimuli(events, sites, seconds, where), filters or Filters(), path, told)


def _reader(series: Any, column: int | None, factor: float) -> Any:
    def read() -> np.ndarray:
        values = series.data[:] if column is None else series.data[:, column]
        return np.asarray(values, dtype=float) * factor

    return read
