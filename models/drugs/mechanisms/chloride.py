"""Chloride that strong activation of GABA-A receptors loads into the cells; off by default."""

import math
from collections.abc import Mapping

from ...condition.places import REGIONS
from ...parameters.sourced import load_table
from ..drug_tables import shared_numbers


def chloride_load(factors: Mapping[str, float]) -> dict[str, float]:
    """Raise E_Cl of the regions in which drugs raise the GABA-A charge onto principal cells.

    Parameters
    ----------
    factors : Mapping[str, float]
        Factors of all mechanisms together, by factor key.

    Returns
    -------
    dict[str, float]
        E_Cl in mV by factor key (``chloride.cortex``), for the regions in which it moves.

    Notes
    -----
    E_Cl = healthy + load log2(charge), where the charge is relative to health. It is the steady state of dCl/dt = I_Cl
    / (F volume) - (Cl - Cl0) / tau, taken as linear in the logarithm of the charge; the dynamics within a run are left
    out. Source: Staley 1992. Evidence: the direction was read, the size is guessed.

    Examples
    --------
    >>> chloride_load({"receptors_onto.principal.gaba_a.cortex": 2.0})
    {'chloride.cortex': -71.0}
    """
    load, healthy = shared_numbers("chloride")["load"].value, load_table("receptors")["gaba_a_fast"]["reversal"].value
    shifted = {}
    for region in REGIONS:
        keys = (
            "receptors.gaba_a.all",
            "decay.gaba_a.all",
            f"decay.gaba_a.{region}",
            f"receptors_onto.principal.gaba_a.{region}",
        )
        charge = math.prod(factors.get(key, 1.0) for key in keys)
        if charge > 1:
            shifted[f"chloride.{region}"] = healthy + load * math.log2(charge)
    return shifted
