"""Recordings of a person from plain arrays."""

from collections.abc import Mapping, Sequence

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike

from ...errors import UserError
from ..signals.checks import check_samples, check_unclipped
from ..signals.labels import labelled


def from_signals(
    emg: ArrayLike,
    rate: float,
    muscles: Sequence[str],
    eeg: ArrayLike | None = None,
    electrodes: Sequence[str] | None = None,
    stimuli: ArrayLike | Mapping[str, ArrayLike] | None = None,
) -> xr.DataTree:
    """A recording of a person in the form of a simulated one, ready for ``summary.add_events``.

    Parameters
    ----------
    emg : array_like
        EMG (muscle, time) in V, or (time,) of one muscle.
    rate : float
        Samples per second of EMG and EEG, Hz.
    muscles : sequence of str
        Names with side ('right_fdi').
    eeg : array_like, optional
        EEG (electrode, time) in V over the same time.
    electrodes : sequence of str, optional
        Names of the electrodes.
    stimuli : array_like or mapping, optional
        Times in s after the first sample, rising; or site to such times.

    Returns
    -------
    xarray.DataTree
        ``emg`` (voltage), ``eeg`` (potential; absent where none was recorded), ``stimuli`` (time, site; the site is ''
        where none is given; no event where there are no stimuli) and attributes duration (s) and runaway 0. A silent
        channel (zeros) is one without bursts.

    Raises
    ------
    UserError
        The rate is below 500 Hz, samples are no numbers, lengths or names do not match, a channel is clipped, or
        stimulus times do not rise or lie outside the recording.

    Notes
    -----
    A channel is clipped if more than 0.1 % of its samples rest at its largest or smallest value.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> tree = from_signals(3e-6 * rng.standard_normal((2, 4000)), 2000.0, ["right_scm", "right_fdi"], stimuli=[0.5])
    >>> tree["emg"]["voltage"].sizes["time"], tree.attrs["duration"]
    (4000, 2.0)
    """
    if (eeg is None) != (electrodes is None):
        raise UserError("eeg and electrodes belong together; give both or neither")
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
            raise UserError(f"{lengths}; bring both to one rate and one stretch of time")
        groups["eeg"] = xr.Dataset({"potential": potential})
    return xr.DataTree.from_dict(groups)


def _signal(values: ArrayLike, rate: float, names: Sequence[str], dim: str, title: str) -> xr.DataArray:
    """The checked signal (dim, time) V, labelled as a simulated one."""
    array = np.asarray(values)
    array = array if array.dtype.kind == "f" else array.astype(float)
    array = array[None] if array.ndim == 1 else array
    if isinstance(names, str) or len(set(names)) != len(names) or not len(names):
        raise UserError(f"names of the {dim}s are {names!r}; give a list of different names")
    if array.ndim != 2 or array.shape[0] != len(names) or array.shape[1] < 2:
        raise UserError(f"{title} has shape {array.shape}; {len(names)} names need ({len(names)}, time)")
    for name, trace in zip(names, array, strict=True):
        check_samples(trace, rate, f"{title} of '{name}'")
        check_unclipped(trace, f"{title} of '{name}'")
        if trace[0] and (trace == trace[0]).all():
            raise UserError(f"{title} of '{name}' is clipped at {trace[0]:g} V throughout; leave it out")
    time = labelled("time", np.arange(array.shape[1]) / rate, "s", "time")
    coords = {dim: np.array(names, dtype=str), "time": time}
    return xr.DataArray(array, coords, (dim, "time"), attrs={"units": "V", "long_name": title})


def _stimuli(stimuli: ArrayLike | Mapping[str, ArrayLike] | None, duration: float) -> xr.Dataset:
    by_site = stimuli if isinstance(stimuli, Mapping) else {"": [] if stimuli is None else stimuli}
    times = {site: np.asarray(values, dtype=float).reshape(-1) for site, values in by_site.items()}
    for name, time in times.items():
        what = f"stimulus times of '{name}'" if name else "stimulus times"
        if not np.all((time >= 0) & (time <= duration)):
            raise UserError(f"{what} must be numbers from 0 to {duration:g} s; count s from the first sample")
        if np.any(np.diff(time) < 0):
            raise UserError(f"{what} are not in order; sort them")
        if np.any(np.diff(time) == 0):
            raise UserError(f"{what} hold {time[1:][np.diff(time) == 0][0]:g} s twice; give each stimulus once")
    time = np.concatenate([np.zeros(0), *times.values()])
    site = np.repeat(np.array(list(times), dtype=str), [len(values) for values in times.values()])
    order = np.argsort(time, kind="stable")
    return xr.Dataset(
        {
            "time": labelled("event", time[order], "s", "time of the stimulus"),
            "site": labelled("event", site[order], "1", "site of the stimulus"),
        }
    )
