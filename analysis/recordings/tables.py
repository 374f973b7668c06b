"""Tables beside the signals of a recording: stimuli, missing stretches, channels that are left out."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr

from ..signals.labels import labelled
from .channel import Channel, Stretch


def no_stimuli() -> xr.Dataset:
    """The table of stimuli of a recording without any.

    Returns
    -------
    xarray.Dataset
        Over (event): time (s) and site, both empty.
    """
    return stimulus_table(np.zeros(0), np.zeros(0, dtype="<U1"))


def stimulus_table(time: np.ndarray, site: np.ndarray) -> xr.Dataset:
    """The table of stimuli of a recording.

    Parameters
    ----------
    time : numpy.ndarray
        Times (event,) in s.
    site : numpy.ndarray
        Sites (event,).

    Returns
    -------
    xarray.Dataset
        Both over (event), in order of time.
    """
    order = np.argsort(time, kind="stable")
    return xr.Dataset(
        {
            "time": labelled("event", np.asarray(time, dtype=float)[order], "s", "time of the stimulus"),
            "site": labelled("event", np.asarray(site, dtype=str)[order], "1", "site of the stimulus"),
        }
    )


def missing_table(rows: Sequence[tuple[str, str, Stretch]]) -> xr.Dataset:
    """The table of missing stretches.

    Parameters
    ----------
    rows : sequence of tuple
        Muscle or electrode, kind of the channel, and a stretch that is missing in it.

    Returns
    -------
    xarray.Dataset
        Over (stretch): channel, kind, begin (s), end (s) and reason.
    """
    columns: dict[str, tuple[Any, str, str]] = {
        "channel": ([name for name, _, _ in rows], "1", "muscle or electrode"),
        "kind": ([kind for _, kind, _ in rows], "1", "emg or eeg"),
        "begin": ([gap.begin for _, _, gap in rows], "s", "begin of the missing stretch"),
        "end": ([gap.end for _, _, gap in rows], "s", "end of the missing stretch"),
        "reason": ([gap.reason for _, _, gap in rows], "1", "why it is missing"),
    }
    return _table(columns, "stretch", ("begin", "end"))


def left_out_table(rows: Sequence[tuple[Channel, str]]) -> xr.Dataset:
    """The table of channels that cannot be measured.

    Parameters
    ----------
    rows : sequence of tuple
        A channel, and why it cannot be measured.

    Returns
    -------
    xarray.Dataset
        Over (entry): channel, label, kind and reason.
    """
    columns: dict[str, tuple[Any, str, str]] = {
        "channel": ([channel.name for channel, _ in rows], "1", "muscle or electrode"),
        "label": ([channel.label for channel, _ in rows], "1", "name of the channel where it was recorded"),
        "kind": ([channel.kind for channel, _ in rows], "1", "emg or eeg"),
        "reason": ([reason for _, reason in rows], "1", "why it cannot be measured"),
    }
    return _table(columns, "entry", ())


def _table(columns: Mapping[str, tuple[Any, str, str]], dim: str, numbers: Sequence[str]) -> xr.Dataset:
    return xr.Dataset(
        {
            name: labelled(dim, np.array(values, dtype=float if name in numbers else str), unit, words)
            for name, (values, unit, words) in columns.items()
        }
    )
