"""The studies of the validation table and the rows that each of them gives."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import xarray as xr

from ..gates.healthy_rest import stability_rows
from ..gates.row import Row
from ..gates.studies import HEALTH, Maker
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
    """Rows of every study that is there; how a result of drugs depends on guesses stands beside it.

    Parameters
    ----------
    studies : mapping
        Name of a study to its Dataset.

    Yields
    ------
    Row
        One line of the validation table.
    """
    ranges = STUDIES[SENSITIVITY](studies[SENSITIVITY]) if SENSITIVITY in studies else ()
    others = (name for name in STUDIES if name in studies and name != SENSITIVITY)
    yield from beside((row for name in others for row in STUDIES[name](studies[name])), ranges)
