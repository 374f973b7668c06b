"""C-reflex of the hand after volleys of a nerve at rest."""

import numpy as np
import xarray as xr

from ....analysis.reflexes.c_reflex import c_reflex
from ...config.schema import Settings
from ..columns import Column, number_columns

MUSCLE = "right_fdi"
MEASURED = {
    "probability": ("1", "share of volleys with a response 35 to 65 ms later"),
    "chance": ("1", "share of windows before the volleys with a response"),
    "p_value": ("1", "chance of as many responses, one-sided"),
    "latency": ("ms", "latency of the response, median"),
    "present": ("1", "1 if there is a C-reflex"),
}


def columns() -> list[Column]:
    """The columns of a study."""
    return number_columns(MEASURED)


def row(tree: xr.DataTree, settings: Settings) -> dict[str, float | str]:
    """Values of every column, and the status."""
    voltage = tree["emg"].to_dataset()["voltage"].sel(muscle=[MUSCLE])
    times = np.asarray(tree["stimuli"].to_dataset()["time"].values, dtype=float)
    # What is searched after a volley has to lie in the recording
    found = c_reflex(voltage, times[times < settings.duration - 0.1]).isel(muscle=0)
    status = str(tree["statistics"].to_dataset()["status"].item())
    return {name: float(found[name]) for name in MEASURED} | {"status": status}
