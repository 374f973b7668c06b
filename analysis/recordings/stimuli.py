"""Times of stimuli: given, from annotations, or read off a trigger channel."""

from collections.abc import Mapping, Sequence

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike

from ...errors import UserError
from ..signals.counted import counted, few
from ..signals.epochs import runs
from .tables import no_stimuli, stimulus_table

MOST_CODES = 20  # values of a digital trigger channel; an analogue one has more
OUTSIDE = "outside"  # attribute of the table that names events outside of the recording
APART = 0.001  # s; edges of a trigger that follow each other faster are one


def stimuli_by_site(
    stimuli: ArrayLike | Mapping[str, ArrayLike] | None, duration: float, where: str = ""
) -> xr.Dataset:
    """The table of stimuli of times that are given.

    Parameters
    ----------
    stimuli : array_like, mapping or None
        Times in s after the first sample, rising; or site to such times.
    duration : float
        Duration of the recording, s.
    where : str, optional
        Name of the file, for messages.

    Returns
    -------
    xarray.Dataset
        Over (event): time (s) and site, '' where none is given.

    Raises
    ------
    UserError
        Times are no numbers, do not rise, occur twice or lie outside the recording.

    Examples
    --------
    >>> stimuli_by_site({"wrist": [1.0, 3.0], "ankle": [2.0]}, 10.0)["site"].values.tolist()
    ['wrist', 'ankle', 'wrist']
    """
    by_site = stimuli if isinstance(stimuli, Mapping) else {"": [] if stimuli is None else stimuli}
    times = {}
    for name, values in by_site.items():
        what = where + (f"stimulus times of '{name}'" if name else "stimulus times")
        try:
            time = np.asarray(values, dtype=float).reshape(-1)
        except (TypeError, ValueError) as error:
            raise UserError(f"{what} hold what is no number ({error}); give s") from error
        outside = ~((time >= 0) & (time <= duration))
        if outside.any():
            raise UserError(
                f"{what} must be numbers from 0 to {duration:g} s, but {time[outside][0]:g} s is among them; "
                "count s from the first sample"
            )
        if np.any(np.diff(time) < 0):
            raise UserError(f"{what} are not in order after {time[:-1][np.diff(time) < 0][0]:g} s; sort them")
        if np.any(np.diff(time) == 0):
            raise UserError(f"{what} hold {time[1:][np.diff(time) == 0][0]:g} s twice; give each stimulus once")
        times[str(name)] = time
    if not times:
        return no_stimuli()
    sites = np.repeat(np.array(list(times), dtype=str), [len(values) for values in times.values()])
    return stimulus_table(np.concatenate(list(times.values())), sites)


def triggers(trace: np.ndarray, rate: float, name: str) -> dict[str, np.ndarray]:
    """Times at which a trigger channel rises.

    Parameters
    ----------
    trace : numpy.ndarray
        The channel (time,), in any unit.
    rate : float
        Samples per second, Hz.
    name : str
        Name of the channel.

    Returns
    -------
    dict
        Label to times (event,) in s. A channel of two levels, or of many, has one label, its name; one of several codes
        has 'name code' for each of them. A channel that never rises has none.

    Notes
    -----
    An analogue trigger rises where it crosses the middle between its lowest and its highest value.

    Examples
    --------
    >>> triggers(np.array([0, 0, 5, 5, 0, 5]), 1.0, "STI")
    {'STI': array([2., 5.])}
    """
    values = np.nan_to_num(np.asarray(trace, dtype=float))
    codes = np.unique(values)
    if codes.size < 2:
        return {}
    if 2 < codes.size <= MOST_CODES and np.all(codes == np.rint(codes)):
        rest = float(np.median(values))
        change = np.flatnonzero(np.diff(values, prepend=rest))
        begin = change[values[change] != rest]
        return {f"{name} {values[i]:g}": begin[values[begin] == values[i]] / rate for i in begin[::-1]}
    first, _ = runs(values > (codes[0] + codes[-1]) / 2)
    first = first[np.diff(first, prepend=-np.inf) > APART * rate]
    return {name: first / rate} if first.size else {}


def chosen(events: Sequence[tuple[str, float]], sites: Mapping[str, str], where: str = "") -> dict[str, list[float]]:
    """Times of the events that are stimuli, by site.

    Parameters
    ----------
    events : sequence of tuple
        Label and time (s after the first sample) of everything that a file marks.
    sites : mapping of str to str
        Label to site of the stimulus. Other events are left aside.
    where : str, optional
        Name of the file, for messages.

    Returns
    -------
    dict
        Site to times (event,) in s, in order.

    Raises
    ------
    UserError
        No event has one of the labels.

    Examples
    --------
    >>> chosen([("S 1", 2.0), ("BAD", 3.0), ("S 1", 1.0)], {"S 1": "wrist"})
    {'wrist': [1.0, 2.0]}
    """
    there = list(dict.fromkeys(label for label, _ in events))
    for label in sites:
        if label not in there:
            raise UserError(f"{where}no event is called '{label}'; there are {', '.join(sorted(there)) or 'none'}")
    return {
        site: sorted({time for label, time in events if sites.get(label) == site})
        for site in dict.fromkeys(sites.values())
    }


def chosen_stimuli(
    events: Sequence[tuple[str, float]], sites: Mapping[str, str] | None, duration: float, where: str = ""
) -> xr.Dataset:
    """The table of stimuli of the events of a file.

    Parameters
    ----------
    events : sequence of tuple
        Label and time (s after the first sample) of everything that a file marks.
    sites : mapping of str to str or None
        Label to site of the stimulus; None for no stimuli.
    duration : float
        Duration of the recording, s.
    where : str, optional
        Name of the file, for messages.

    Returns
    -------
    xarray.Dataset
        As of ``stimuli_by_site``. Events outside of the recording are left out, and the attribute ``outside`` names
        them.

    Raises
    ------
    UserError
        No event has one of the labels, or all events of a label lie outside of the recording.

    Examples
    --------
    >>> found = chosen_stimuli([("S 1", 2.0), ("S 1", 11.0)], {"S 1": "wrist"}, 10.0)
    >>> found["time"].values.tolist(), found.attrs["outside"]
    ([2.0], "1 event left out that lies outside of 0 to 10 s: 'S 1' at 11 s")
    """
    if not sites:
        return no_stimuli()
    chosen(events, sites, where)  # which refuses a label that does not exist
    marked = sorted({(time, label) for label, time in events if label in sites})
    inside = [(label, time) for time, label in marked if 0 <= time <= duration]
    outside = [f"'{label}' at {time:g} s" for time, label in marked if not 0 <= time <= duration]
    for label in sites:
        if label not in {other for other, _ in inside}:
            raise UserError(
                f"{where}every event '{label}' lies outside of the recording, which lasts {duration:g} s "
                f"({few(outside)}); count s from the first sample"
            )
    table = stimuli_by_site(chosen(inside, sites, where), duration, where)
    if outside:
        what = counted(len(outside), "event left out that lies", "events left out that lie")
        table.attrs[OUTSIDE] = f"{what} outside of 0 to {duration:g} s: {few(outside)}"
    return table
