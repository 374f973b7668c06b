"""Occupancy of a binding site that several agents share."""

from collections.abc import Mapping

import numpy as np

from ..drug_tables import kinetics_of


def occupancy(site: str, free: Mapping[str, np.ndarray], needed: float = 1.0) -> np.ndarray:
    """Efficacy-weighted occupancy of ``site`` by all agents present, any shape, from 0 to 1.

    th = sum(efficacy_i C_i / K_i) / (1 + sum(C_i / K_i)): simple competition; an antagonist has efficacy 0.
    ``free``: free effect-site concentrations in uM. K and efficacy are the entries ``binding`` of the kinetic tables.
    ``needed`` multiplies K of every agonist (not of an antagonist, whose efficacy is 0).

    >>> round(float(occupancy("benzodiazepine", {"clonazepam": np.array(0.02)})), 3)
    0.5
    """
    total = effective = np.zeros(())
    for agent, level in free.items():
        bound = kinetics_of(agent).get("binding", {}).get(site)
        if bound is not None:
            efficacy = bound["efficacy"].value
            half = bound["half"].si * 1e3 * (needed if efficacy else 1.0)  # mol/m^3 to uM
            share = np.asarray(level) / half
            total, effective = total + share, effective + efficacy * share
    return effective / (1 + total)
