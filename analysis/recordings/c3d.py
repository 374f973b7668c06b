"""Recordings of movement laboratories: EMG among the analogue channels of a C3D file."""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import xarray as xr

from ...errors import UserError
from .channel import Channel, check_rate, copy_of
from .channel_table import VOLTS, Table, guessed_rows, match_rows, read_table, scale_to_volts
from .cleaning import Filters
from .door import enter
from .exchange import package
from .names import distinct
from .stimuli import chosen_stimuli, triggers


def from_c3d(
    path: Path | str,
    channels: Table | None = None,
    sites: Mapping[str, str] | None = None,
    filters: Filters | None = None,
    told: Callable[[float], None] | None = None,
) -> xr.DataTree:
    """A recording of a person from the analogue channels of a C3D file.

    Parameters
    ----------
    path : pathlib.Path or str
        The file.
    channels : path, mapping, pandas.DataFrame or sequence of mappings, optional
        The channel table, see ``read_table``. Without it all channels are taken whose unit is a voltage.
    sites : mapping of str to str, optional
        Name of a trigger channel to stimulus site.
    filters : Filters, optional
        What is taken off the signals; None takes the defaults.
    told : callable, optional
        It is told after each channel which share of them is read.

    Returns
    -------
    xarray.DataTree
        As of ``door.enter``.

    Raises
    ------
    UserError
        The file does not exist or is damaged, has no analogue channel, or ``door.enter`` refuses its signals.
    ModuleNotFoundError
        ezc3d is not installed.
    """
    ezc3d = package("ezc3d")
    where = f"{path}: "
    if not Path(path).exists():
        raise UserError(f"there is no file {path}")
    try:
        file = ezc3d.c3d(str(path))
    except Exception as error:  # ezc3d raises whatever a damaged file makes it raise
        raise UserError(f"{path} cannot be read as C3D: {str(error).splitlines()[0]}") from error
    values = np.asarray(file["data"]["analogs"])[0]
    parameters = file["parameters"].get("ANALOG", {})
    names = [str(name).strip() for name in parameters.get("LABELS", {}).get("value", [])]
    units = [str(unit).strip() for unit in parameters.get("UNITS", {}).get("value", [])]
    if not len(values) or len(names) < len(values):
        raise UserError(f"{where}no analogue channel with a name")
    labels = distinct(names[: len(values)])
    units = (units + [""] * len(values))[: len(values)]
    rate = check_rate(float(file["header"]["analogs"]["frame_rate"]), labels[0], where)
    voltages = [(label, "") for label, unit in zip(labels, units, strict=True) if unit in VOLTS]
    rows = read_table(channels) if channels is not None else guessed_rows(voltages)
    found, events = [], []
    for place, row in match_rows(rows, labels, where):
        if row.kind == "trigger":
            named = triggers(values[place], rate, row.name)
            events += [(label, float(time)) for label, times in named.items() for time in times]
            continue
        trace = values[place] * scale_to_volts(row, units[place], where)
        found.append(Channel(row.name, row.kind, copy_of(trace), trace.size, rate, labels[place], rate))
    stimuli = chosen_stimuli(events, sites, values.shape[1] / rate, where)
    return enter(found, stimuli, filters or Filters(), str(path), told)
