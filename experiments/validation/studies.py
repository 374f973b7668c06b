"""The studies of the validation table and the rows that each of them gives."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

import xarray as xr

from ..gates.healthy_examination import (
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
from ..gates.healthy_rest import health_both_rows, health_rows, stability_rows
from ..gates.row import Row
from .anticonvulsants import piracetam_rows, rank_rows
from .drug_cases import induction_rows, opioid_rows, strychnine_rows
from .drug_sensitivity import beside, sensitivity_rows
from .jittered_numbers import jitter_rows
from .lost_inhibition import (
    cord_part_rows,
    deep_rows,
    glycine_rows,
    narrowed_rows,
    seed_rows,
    signature_rows,
    startle_rows,
)

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
LOST: Mapping[str, Maker] = MappingProxyType(
    {
        "stability": stability_rows,
        "lost_inhibition": signature_rows,
        "narrowed": narrowed_rows,
        "seeds": seed_rows,
        "deep": deep_rows,
        "cord_parts": cord_part_rows,
        "glycine_everywhere": glycine_rows,
        "startle": startle_rows,
        "jitter": jitter_rows,
    }
)
SENSITIVITY = "drug_sensitivity"  # its points are made from the tables of drugs, its rows stand beside the others
DRUGS: Mapping[str, Maker] = MappingProxyType(
    {
        "drug_cortex": rank_rows,
        "drug_brainstem": rank_rows,
        "drug_spinal": rank_rows,
        "drug_piracetam": piracetam_rows,
        "drug_induction": induction_rows,
        "drug_strychnine": strychnine_rows,
        "drug_opioid": opioid_rows,
        SENSITIVITY: sensitivity_rows,
    }
)
STUDIES = MappingProxyType({**HEALTH, **LOST, **DRUGS})
BISECTED = "lost_inhibition"


def validation_rows(studies: Mapping[str, xr.Dataset]) -> Iterator[Row]:
    """Rows of every study that is there; how a result of drugs depends on guesses stands beside it."""
    ranges = STUDIES[SENSITIVITY](studies[SENSITIVITY]) if SENSITIVITY in studies else ()
    others = (name for name in STUDIES if name in studies and name != SENSITIVITY)
    yield from beside((row for name in others for row in STUDIES[name](studies[name])), ranges)
