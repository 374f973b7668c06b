"""Published orders of recruitment, and what path lengths and velocities make one expect: tables/recruitment.yaml."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import xarray as xr
import yaml

from ..body import Body, without_side
from ..emg.recruitment_order import onsets_by_jerk

Interval = tuple[float, float]


@cache
def recruitment_table() -> Mapping[str, Any]:
    """Read tables/recruitment.yaml.

    Returns
    -------
    mapping
        ``paths``, ``orders`` and ``latencies`` by circuit, each value with its source.
    """
    return yaml.safe_load((files(__package__) / "tables" / "recruitment.yaml").read_text(encoding="utf-8"))


def path_onsets(path: Mapping[str, Any], body: Body, bursts: xr.Dataset) -> dict[str, Interval]:
    """Onsets that a path makes one expect of the muscles of recorded jerks.

    A nucleus fires |position - origin| / velocity after the generator, its muscle an efferent time later. Counted as in
    a recording: in every jerk from the earliest of the muscles that take part in it, then the median over jerks.

    Parameters
    ----------
    path : mapping
        An entry of ``paths``, such as ``recruitment_table()["paths"]["cortex"]``. With ``cord_only`` muscles above the
        foramen magnum are left out.
    body : Body
        The anatomy.
    bursts : xarray.Dataset
        Over (burst): onset (s), muscle and jerk.

    Returns
    -------
    dict
        Muscle as in ``bursts`` to (earliest, latest) onset after the first muscle in ms, over the velocities of the
        path. No jerks give no muscles.

    Notes
    -----
    These onsets are derived, not measured: relays and recruitment take no time here.
    """
    onset = onsets_by_jerk(bursts)
    names = [str(name) for name in onset["muscle"].values]
    names = [name for name in names if body.position[without_side(name)] > 0 or not path.get("cord_only")]
    takes_part = onset.sel(muscle=names).notnull().values
    efferent = np.array([body.efferent[without_side(name)] for name in names])
    distance = np.abs([body.position[without_side(name)] - path["origin"]["value"] for name in names])
    ends = []
    for end in ("high", "low"):
        expected = np.where(takes_part, distance / path["velocity"][end] + efferent, np.inf)
        after = expected - expected.min(axis=1, keepdims=True, initial=1e9)
        ends.append(1e3 * np.nanmedian(np.where(takes_part, after, np.nan), axis=0))
    return {name: (float(min(own)), float(max(own))) for name, own in zip(names, np.transpose(ends), strict=True)}


def published_onsets(latencies: Mapping[str, Any]) -> dict[str, Interval]:
    """Published latencies as onsets after the first muscle.

    Parameters
    ----------
    latencies : mapping
        An entry of ``latencies``.

    Returns
    -------
    dict
        Muscle without side to (earliest, latest) onset in ms, counted from the middle of the range of the muscle
        ``first``.

    Examples
    --------
    >>> published_onsets({"first": "scm", "muscles": {"scm": {"low": 10, "high": 20}, "fdi": {"low": 30, "high": 45}}})
    {'scm': (-5.0, 5.0), 'fdi': (15.0, 30.0)}
    """
    found = latencies["muscles"]
    zero = (found[latencies["first"]]["low"] + found[latencies["first"]]["high"]) / 2
    return {name: (entry["low"] - zero, entry["high"] - zero) for name, entry in found.items()}
