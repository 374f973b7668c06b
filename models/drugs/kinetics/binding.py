"""Occupancy of a binding site that several agents share."""

from collections.abc import Mapping

import numpy as np

from ..drug_tables import kinetics_of


def occupancy(site: str, free: Mapping[str, np.ndarray], agonist_need: float = 1.0) -> np.ndarray:
    """Compute the efficacy-weighted occupancy of a site by all agents that are present.

    Parameters
    ----------
    site : str
        Name of the site, a key of ``binding`` in the kinetic tables, such as ``benzodiazepine`` or ``mu``.
    free : Mapping[str, numpy.ndarray]
        Free effect-site concentrations in uM by agent, all of one shape.
    agonist_need : float, optional
        Factor on the half-occupancy concentration K of every agonist; 1 by default. It does not change the K of an
        antagonist, whose efficacy is 0.

    Returns
    -------
    numpy.ndarray
        Occupancy from 0 to 1, in the shape of the concentrations.

    Notes
    -----
    Simple competition, with K and efficacy out of the entries ``binding`` of the kinetic tables::

        occupancy = sum(efficacy_i C_i / K_i) / (1 + sum(C_i / K_i))

    Examples
    --------
    >>> round(float(occupancy("benzodiazepine", {"clonazepam": np.array(0.02)})), 3)
    0.5
    """
    total = effective = np.zeros(())
    for agent, level in free.items():
        bound = kinetics_of(agent).get("binding", {}).get(site)
        if bound is not None:
            efficacy = bound["efficacy"].value
            half = bound["half"].si * 1e3 * (agonist_need if efficacy else 1.0)  # mol/m^3 to uM
            share = np.asarray(level) / half
            total, effective = total + share, effective + efficacy * share
    return effective / (1 + total)
