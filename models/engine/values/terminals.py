"""Run-time values of terminals: how much a spike releases, and how vesicles run out and recover.

The raphe's release follows the 5-HT level of its region. Receptors on terminals have the file ``presynaptic`` of the
receptors.
"""

import numpy as np

from ...condition.unit_factors import UnitFactors
from ...membrane.cells import Membranes


def terminal_values(cell: Membranes, factors: UnitFactors, slow: float) -> dict[str, np.ndarray]:
    """Release, depression and recovery of the terminals of every unit.

    Parameters
    ----------
    cell : Membranes
    factors : UnitFactors
    slow : float
        Slow step, s.

    Returns
    -------
    dict of str to numpy.ndarray
        (unit,), dimensionless.
    """
    plain = factors.by_class("release")
    release = plain * factors.spread(lambda p: factors.single("afferent.ia") if p.cell_class == "afferent_ia" else 1.0)
    release = release * np.where(factors.spread(lambda p: p.cell_class == "raphe"), factors.by_region("serotonin"), 1)
    return {
        "release": release,
        "utilisation": np.minimum(1, cell.depression * plain),
        "vesicle_keep": np.exp(-slow * factors.by_class("recovery") / cell.recovery),
    }
