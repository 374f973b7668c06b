"""How much more often jerks come in action than at rest."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import xarray as xr
from scipy.stats import binomtest

from .jerks import group_jerks

LEAST = 10  # jerks of both recordings together, as a burst duration asks for; a ratio of fewer says nothing
CONFIDENCE = 0.95


@dataclass(frozen=True)
class ActionGain:
    """gain: jerk rate in action over that at rest, infinite if there were none at rest. low, high: 95 % interval.

    rest, action: jerks counted. reason: why it could not be measured, or ''.
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
    """Jerk rate in action over jerk rate at rest, of the muscles that do not contract themselves.

    Bursts of a contraction are no jerks, and what looks like one in a contracting muscle cannot be told from them; so
    those muscles are left out of both recordings before bursts are chained to jerks.

    rest, action: Dataset over (burst) with onset (s), duration (ms) and muscle. seconds: durations of the two
    recordings. contracting: muscles, with side, that take part in the action.
    Returns: ``ActionGain``; fewer than 10 jerks in both together give NaN and the reason, so silence does. The interval
    is that of the ratio of two Poisson rates, exact (Clopper and Pearson). Raises ValueError for recordings without
    duration, and for onsets that are no numbers.
    Source: Przyborowski & Wilenski 1940, Biometrika 31:313 (ratio of two Poisson counts); least number is a convention
    of this project.

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
        reason = f"{total} jerks in both recordings, {LEAST} needed"
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
