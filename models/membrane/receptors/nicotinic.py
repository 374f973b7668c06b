"""Nicotinic receptor of Renshaw cells, opened by recurrent collaterals of motoneurons, whose vesicles run out.

I = gain g v with one exponential decay. Neuromuscular transmission is not this receptor but a factor of each muscle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...parameters.sourced import load_table
from ..channel import Channel
from ..receptor import Receptor, kept

if TYPE_CHECKING:
    from ...condition.unit_factors import UnitFactors
    from ..cells import Membranes


def _values(factors: UnitFactors, cell: Membranes, step: float) -> dict[str, np.ndarray]:
    return {
        "nicotinic_keep": kept(step, load_table("receptors")["nicotinic"]["decay"].si),
        "gain_nicotinic": factors.everywhere("nicotinic"),
    }


NICOTINIC = Receptor(
    name="nicotinic",
    entry="nicotinic",
    values=_values,
    force="excitation",
    conductance="gain_nicotinic*g_nicotinic",
    update="g_nicotinic = g_nicotinic*nicotinic_keep",
    states={"g_nicotinic": "siemens"},
    opened="g_nicotinic",
    parameters={"gain_nicotinic": "1"},
    shared={"nicotinic_keep": "1"},
    own_factors=("nicotinic",),
)

RENSHAW = Channel("nicotinic", NICOTINIC, amount="depressed")
