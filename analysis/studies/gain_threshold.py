"""At which gain a circuit begins to jerk: bisection between two gains of a study, every run kept in that study."""

from collections.abc import Callable

import numpy as np
import xarray as xr

JERKING_RATE = 0.1  # 1/s; a circuit jerks at a gain from this rate on: two events in a run of 20 s, one may be chance
RESOLUTION = 0.02  # of the gain


def threshold_bracket(study: xr.Dataset, circuit: str) -> tuple[float, float] | None:
    """The highest gain at which a circuit jerks, and the lowest above it at which it was seen not to.

    Parameters
    ----------
    study : xarray.Dataset
        ``jerk_rate`` over circuit, gain and seeds, NaN where nothing was run.
    circuit : str
        The circuit.

    Returns
    -------
    tuple of float or None
        The two gains; None if the circuit never jerks or always.

    Examples
    --------
    >>> rates = xr.DataArray([[1.0, 0.4, 0.0]], {"circuit": ["cortex"], "gain": [0.1, 0.3, 0.5]}, ("circuit", "gain"))
    >>> threshold_bracket(xr.Dataset({"jerk_rate": rates}), "cortex")
    (0.3, 0.5)
    """
    rate = study["jerk_rate"].sel(circuit=circuit)
    rate = rate.mean([dim for dim in rate.dims if dim != "gain"]).dropna("gain")
    gains = rate["gain"].values
    jerking = gains[rate.values >= JERKING_RATE]
    silent = gains[(rate.values < JERKING_RATE) & (gains > jerking.max(initial=-np.inf))]
    return (float(jerking.max()), float(silent.min())) if jerking.size and silent.size else None


def bisect_threshold(circuit: str, run: Callable[[str, float], xr.Dataset], study: xr.Dataset) -> xr.Dataset:
    """Narrow down the gain at which a circuit begins to jerk, to 0.02.

    Parameters
    ----------
    circuit : str
        The circuit.
    run : callable
        Computes one more point (circuit, gain) and returns the study with it.
    study : xarray.Dataset
        As of ``threshold_bracket``.

    Returns
    -------
    xarray.Dataset
        The study with every point that was run.
    """
    while (interval := threshold_bracket(study, circuit)) and interval[1] - interval[0] > RESOLUTION:
        study = run(circuit, round((interval[0] + interval[1]) / 2, 4))
    return study
