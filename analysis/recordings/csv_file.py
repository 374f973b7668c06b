"""Recordings in text: a column for each channel, a line for each sample."""

import csv
import re
import warnings
from collections.abc import Callable, Mapping
from numbers import Real
from pathlib import Path

import numpy as np
import xarray as xr

from ...errors import UserError
from ..signals.counted import counted
from .channel import Channel, copy_of
from .channel_table import Table, guessed_rows, match_rows, read_table, scale_to_volts
from .cleaning import Filters
from .door import enter
from .names import distinct
from .stimuli import chosen_stimuli, triggers

TIMES = ("time", "time (s)", "time [s]", "time_s", "zeit", "seconds")  # names of a column of times in s
GAP = 1.5  # samples, from which on samples are missing between two lines
DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d+(?:[eE][-+]?\d+)?")
POINTS = "if these are decimal commas, write the numbers with a point"
OFF = 2.0  # samples, by which a time may be off from rounding of its digits


def from_csv(
    path: Path | str,
    channels: Table | None = None,
    rate: float | None = None,
    sites: Mapping[str, str] | None = None,
    filters: Filters | None = None,
    told: Callable[[float], None] | None = None,
) -> xr.DataTree:
    """A recording of a person from a text file.

    Parameters
    ----------
    path : pathlib.Path or str
        The file. Its first line names the columns, which are parted by commas, semicolons or tabs. An empty field was
        not recorded.
    channels : path, mapping, pandas.DataFrame or sequence of mappings, optional
        The channel table, see ``read_table``. Text has no units; numbers are V unless the table says otherwise.
    rate : float, optional
        Samples per second, Hz. Without it a column 'time' in s gives it; lines that are missing there are a gap.
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
        The file does not exist or is empty, a field is no number, times go back or are uneven, no rate is known, or
        ``door.enter`` refuses the signals. The message names file, column and line.

    Examples
    --------
    >>> noise = 3e-6 * np.random.default_rng(0).standard_normal(2000)
    >>> lines = ["time,FDI R", *(f"{i / 1000},{value:.9f}" for i, value in enumerate(noise))]
    >>> _ = Path("patient.csv").write_text("\\n".join(lines))
    >>> tree = from_csv("patient.csv")
    >>> tree["emg"]["muscle"].values.tolist(), float(tree["emg"]["native_rate"].item())
    (['right_fdi'], 1000.0)
    """
    where = f"{path}: "
    labels, values = _read(Path(path))
    if rate is not None and not (isinstance(rate, Real) and not isinstance(rate, bool) and 0 < rate < np.inf):
        said = f"{rate:g} Hz" if isinstance(rate, Real) else repr(rate)
        raise UserError(f"{where}the rate is {said}; give samples per second")
    rate = None if rate is None else float(rate)
    timed = next((place for place, label in enumerate(labels) if label.lower() in TIMES), None)
    if timed is not None:
        times = values[:, timed]
        if rate is not None:
            _check_rate(rate, times, where)
        known = rate or _rate(times, where)
        values = _with_gaps(values, times, known, where)
    elif rate is None:
        raise UserError(
            f"{where}no column is called 'time'; say how many samples there are in a second (--rate, in Python rate=)"
        )
    else:
        known = rate
    others = [label for place, label in enumerate(labels) if place != timed]
    columns = [place for place in range(len(labels)) if place != timed]
    rows = read_table(channels) if channels is not None else guessed_rows([(label, "") for label in others])
    found, events = [], []
    for place, row in match_rows(rows, others, where):
        trace = values[:, columns[place]]
        if row.kind == "trigger":
            named = triggers(trace, known, row.name)
            events += [(label, float(time)) for label, moments in named.items() for time in moments]
            continue
        scaled = trace * scale_to_volts(row, "", where)
        found.append(
            Channel(row.name, row.kind, copy_of(scaled), scaled.size, known, others[place], known)
        )  # fmt: skip
    stimuli = chosen_stimuli(events, sites, len(values) / known, where)
    return enter(found, stimuli, filters or Filters(), str(path), told)


def _read(path: Path) -> tuple[list[str], np.ndarray]:
    """Names of the columns, and their numbers (line, column)."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            first = file.readline()
    except FileNotFoundError:
        raise UserError(f"there is no file {path}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read as text: {error}") from error
    if not first.strip():
        raise UserError(f"{path} is empty; its first line names the columns")
    delimiter = max(",;\t", key=first.count)
    labels = distinct([label.strip() for label in next(csv.reader([first], delimiter=delimiter))])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # of a file without lines
            values = np.genfromtxt(
                path, delimiter=delimiter, skip_header=1, encoding="utf-8-sig", filling_values=np.nan, ndmin=2
            )
    except ValueError as error:
        detail = next((line.strip() for line in str(error).splitlines() if "Line" in line), str(error).splitlines()[0])
        raise UserError(f"{path}: {detail}; the first line names {counted(len(labels), 'column')}") from error
    if values.size == 0 or values.shape[0] < 2:
        raise UserError(
            f"{path} has {counted(len(values) if values.size else 0, 'line')} of numbers; a recording has more"
        )
    if values.shape[1] != len(labels):
        raise UserError(
            f"{path} names {counted(len(labels), 'column')} but has {values.shape[1]}; "
            + (POINTS if values.shape[1] == 2 * len(labels) else "give every column a name")
        )
    _check_words(path, delimiter, labels, values)
    return labels, values


def _check_words(path: Path, delimiter: str, labels: list[str], values: np.ndarray) -> None:
    """Refuse fields that hold a word; numpy makes NaN of them as of an empty field."""
    suspect = np.flatnonzero(np.isnan(values).any(axis=1))
    if not suspect.size:
        return
    wanted = set(suspect[:100_000].tolist())
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file, delimiter=delimiter)
        next(lines)
        for number, line in enumerate(lines):
            if number not in wanted:
                continue
            for label, field in zip(labels, line, strict=False):
                if field.strip() and field.strip().lower() not in ("nan", "na", "n/a", "null", "none"):
                    try:
                        float(field)
                    except ValueError:
                        hint = f"; {POINTS}" if DECIMAL_COMMA.fullmatch(field.strip()) else ""
                        raise UserError(
                            f"{path}, line {number + 2}, column '{label}': '{field.strip()}' is no number{hint}"
                        ) from None


def _check_rate(rate: float, times: np.ndarray, where: str) -> None:
    """Refuse a rate that contradicts the times. Times whose digits do not tell lines apart say nothing of it."""
    steps = np.diff(times)
    usual = steps[steps < GAP * np.median(steps)]
    if not usual.size or not usual.mean() > 0:
        return
    shown = 1 / float(usual.mean())
    if abs(rate / shown - 1) * times.size > OFF:
        raise UserError(
            f"{where}the rate is given as {rate:g} Hz, but the times of the file are those of {shown:.6g} Hz; "
            "correct one of them"
        )


def _rate(times: np.ndarray, where: str) -> float:
    """Samples per second of a column of times: lines that are missing apart, the mean of its steps."""
    steps = np.diff(times)
    back = np.flatnonzero(~(steps >= 0))
    if back.size:
        line = int(back[0])
        raise UserError(
            f"{where}the time goes from {times[line]:g} to {times[line + 1]:g} s in line {line + 3}; sort it"
        )
    usual = steps[steps < GAP * np.median(steps)]
    if not usual.size or not usual.mean() > 0:
        raise UserError(f"{where}the column of times does not rise; give the rate")
    return 1 / float(usual.mean())


def _with_gaps(values: np.ndarray, times: np.ndarray, rate: float, where: str) -> np.ndarray:
    """The lines on a regular clock, with NaN where lines are missing."""
    steps = np.diff(times) * rate
    forth = np.where(steps > GAP, np.rint(steps), 1).astype(np.int64)
    place = np.r_[0, np.cumsum(forth)]
    off = np.abs((times - times[0]) * rate - place)
    if off.max() > OFF:
        moment = times[int(off.argmax())]
        raise UserError(f"{where}the times are not evenly spaced near {moment:g} s; resample the recording first")
    if place[-1] == times.size - 1:
        return values
    spread = np.full((int(place[-1]) + 1, values.shape[1]), np.nan)
    spread[place] = values
    return spread
