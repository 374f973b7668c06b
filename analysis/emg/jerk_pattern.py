"""Which muscles a run's jerks prefer: the shares that tell the three circuits apart."""

import numpy as np
import xarray as xr

from ..body import without_side
from .recruitment_order import recruitment_order

NECK = ("scm", "trapezius")
CRANIAL = ("orbicularis_oculi", "masseter")
MANY = 2  # muscles from which a jerk is more than focal


def jerk_pattern(bursts: xr.Dataset, jerks: xr.Dataset) -> dict[str, float]:
    """Shares of jerks that begin in the neck, reach a cranial muscle, or take more than one muscle.

    These shares tell the three circuits apart.

    Parameters
    ----------
    bursts : xarray.Dataset
        Over (burst): onset (s), muscle and jerk.
    jerks : xarray.Dataset
        Over (jerk): first_muscle and n_muscles.

    Returns
    -------
    dict of float
        ``neck_first``, ``cranial`` and ``many`` (shares of all jerks; NaN without jerks), ``many_count``, and
        ``lag_<muscle>`` (ms after the first muscle, median) for every muscle that takes part, named without side.

    Notes
    -----
    The accessory nucleus lies in the cord, so neck muscles are not cranial here.

    Examples
    --------
    >>> bursts = xr.Dataset({"onset": ("burst", [1.0, 1.01]), "muscle": ("burst", ["right_scm", "right_fdi"]),
    ...                      "jerk": ("burst", [0, 0])})
    >>> jerks = xr.Dataset({"first_muscle": ("jerk", ["right_scm"]), "n_muscles": ("jerk", [2])})
    >>> pattern = jerk_pattern(bursts, jerks)
    >>> pattern["neck_first"], pattern["cranial"], round(pattern["lag_fdi"], 6)
    (1.0, 0.0, 10.0)
    """
    count = jerks.sizes["jerk"]
    if not count:
        return {"neck_first": np.nan, "cranial": np.nan, "many": np.nan, "many_count": 0.0}
    first = [without_side(name) for name in jerks["first_muscle"].values]
    reached = bursts["jerk"].values[[without_side(name) in CRANIAL for name in bursts["muscle"].values]]
    many = jerks["n_muscles"].values >= MANY
    order = recruitment_order(bursts)
    lags: dict[str, list[float]] = {}
    for name, delay in zip(order["muscle"].values, order["delay"].values, strict=True):
        lags.setdefault(f"lag_{without_side(name)}", []).append(float(delay))
    return {
        "neck_first": float(np.mean([name in NECK for name in first])),
        "cranial": np.unique(reached).size / count,
        "many": float(many.mean()),
        "many_count": float(many.sum()),
        **{name: float(np.median(delays)) for name, delays in lags.items()},
    }
