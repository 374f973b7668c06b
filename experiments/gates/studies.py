"""Which study serves which healthy gates: the rows that each study of the healthy pathway gives."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

import xarray as xr

from .healthy_examination import (
    c_reflex_rows,
    coherence_rows,
    effort_rows,
    h_reflex_fcr_rows,
    h_reflex_rows,
    lici_rows,
    mep_rows,
    prepulse_rows,
    recurrent_rows,
    sici_rows,
    silent_period_rows,
    startle_series_rows,
)
from .healthy_rest import health_both_rows, health_rows
from .row import Row

Maker = Callable[[xr.Dataset], Iterator[Row]]
HEALTH: Mapping[str, Maker] = MappingProxyType(
    {
        "health": health_rows,
        "health_both": health_both_rows,
        "effort": effort_rows,
        "mep": mep_rows,
        "h_reflex": h_reflex_rows,
        "h_reflex_fcr": h_reflex_fcr_rows,
        "recurrent": recurrent_rows,
        "silent_period": silent_period_rows,
        "sici": sici_rows,
        "lici": lici_rows,
        "startle_series": startle_series_rows,
        "prepulse": prepulse_rows,
        "coherence": coherence_rows,
        "c_reflex": c_reflex_rows,
    }
)
