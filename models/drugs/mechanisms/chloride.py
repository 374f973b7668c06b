"""Chloride that strong GABA-A activation loads into the cells (one reading)."""

import math
from collections.abc import Mapping

from ...condition.vocabulary import REGIONS
from ...condition.vocabulary import factors as known_factors
from ..drug_tables import shared_numbers


def chloride_load(factors: Mapping[str, float]) -> dict[str, float]:
    """E_Cl per region in mV: healthy + load log2(charge) where drugs raise the GABA-A charge onto principal cells.

    Steady state of dCl/dt = I_Cl/(F volume) - (Cl - Cl0)/tau, linear in the logarithm of the charge; the dynamics
    within a run are left out. Source: Staley 1992. Evidence: direction read, size guessed.
    """
    load = shared_numbers("chloride")["load"].value
    shifted = {}
    for region in REGIONS:
        words = (
            "receptors.gaba_a.all",
            "decay.gaba_a.all",
            f"decay.gaba_a.{region}",
            f"receptors_onto.principal.gaba_a.{region}",
        )
        charge = math.prod(factors.get(word, 1.0) for word in words)
        if charge > 1:
            shifted[f"chloride.{region}"] = known_factors()[f"chloride.{region}"].healthy + load * math.log2(charge)
    return shifted
