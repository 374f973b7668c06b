"""How much more often jerks come in action than at rest."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import xarray as xr
from scipy.stats import binomtest

from ..signals.counted import counted
from ..signals.intervals import CONFIDENCE
from .jerks import group_jerks

LEAST = 10  # jerks of both recordings together, as a burst duration asks for; a ratio of fewer says nothing


@dataclass(frozen=True)
class ActionGain:
    """Jerk rate in action relative to that at rest.

    Attributes
    ----------
    gain : float
        Jerk rate in action over that at rest. It is infinite if there were no jerks at rest.
    low, high : float
        Ends of its 95 % interval.
    rest, action : int
        Jerks counted at rest and in action.
    reason : str
        Why the gain could not be measured, or ''.
    """

    gain: float
    low: float
    high: float
    rest: int
    action: int
    reason: str


def action_gain(
    rest: xr.Dataset, action: xr.Dataset, seconds: tuple[float, float], contracting: Collection[str] = ()
) -> ActionGain:
    """How much more often the muscles that do not contract themselves jerk in action than at rest.

    Bursts of a contraction are no jerks, and a jerk in a contracting muscle cannot be told from them. Contracting
    muscles are therefore left out of both recordings before bursts are chained to jerks.

    Parameters
    ----------
    rest, action : xarray.Dataset
        Bursts of the two recordings over (burst), with onset (s), duration (ms) and muscle.
    seconds : tuple of float
        Durations of the two recordings, s.
    contracting : collection of str, optional
        Muscles, with side, that take part in the action.

    Returns
    -------
    ActionGain
        The gain and its interval. Fewer than 10 jerks in both recordings together, and silence with them, give NaN and
        the reason.

    Raises
    ------
    ValueError
        A recording has no duration, or an onset is no number.

    Notes
    -----
    The interval is that of the ratio of two Poisson rates, exact (Clopper and Pearson). The least number of jerks is a
    convention of this project; a burst duration asks for as many.

    References
    ----------
    przyborowski1940

    Examples
    --------
    >>> one = xr.Dataset({"onset": ("burst", np.arange(10.0)), "duration": ("burst", np.full(10, 30.0)),
    ...                   "muscle": ("burst", np.array(["right_scm"] * 10))})
    >>> action_gain(one, one, (20.0, 10.0)).gain
    2.0
    """
    if not min(seconds) > 0:
        raise ValueError(f"recordings of {seconds[0]:g} and {seconds[1]:g} s have no rate; both need a duration")
    resting, acting = _jerks(rest, contracting), _jerks(action, contracting)
    total = resting + acting
    if total < LEAST:
        whose = f" of muscles that do not contract (as {', '.join(sorted(contracting))} do)" if contracting else ""
        reason = f"{counted(total, 'jerk')}{whose} in both recordings, {LEAST} needed"
        return ActionGain(np.nan, np.nan, np.nan, resting, acting, reason)
    ends = binomtest(acting, total).proportion_ci(CONFIDENCE, method="exact")
    scale = seconds[0] / seconds[1]
    low, gain, high = (scale * _odds(share) for share in (ends.low, acting / total, ends.high))
    return ActionGain(gain, low, high, resting, acting, "")


def _jerks(bursts: xr.Dataset, contracting: Collection[str]) -> int:
    kept = ~np.isin(bursts["muscle"].values.astype(str), list(contracting))
    return group_jerks(bursts.isel(burst=kept))[0].sizes["jerk"]


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else float("inf")
