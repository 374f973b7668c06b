"""AMPA receptor: fast excitation by glutamate, with one exponential decay, and the channels of glutamate.

I = gain g v, dg/dt = -g / tau. A spike of a glutamatergic cell opens NMDA receptors of the same synapse besides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..channel import Channel
from ..receptor import Receptor, decay_rate, decay_time
from .nmda import NMDA

if TYPE_CHECKING:
    from ...condition.unit_factors import UnitFactors
    from ..cells import Membranes


def _values(factors: UnitFactors, cell: Membranes, step: float) -> dict[str, np.ndarray]:
    return {"ampa_rate": decay_rate(step, decay_time(factors, "ampa", "ampa")), "base_ampa": factors.receptor("ampa")}


AMPA = Receptor(
    name="ampa",
    entry="ampa",
    values=_values,
    force="excitation",
    conductance="gain_ampa*g_ampa",
    equation="dg_ampa/dt = -ampa_rate*g_ampa : siemens",
    opened="g_ampa",
    parameters={"ampa_rate": "Hz"},
    moves=True,
    answers_to="ampa",
)

EXCITATORY = Channel("excitatory", AMPA, NMDA, second_entry="nmda", second_is_share=True)
# Vesicles run out at high rates
DEPRESSING = Channel("depressing", AMPA, NMDA, "depressed", second_entry="nmda", second_is_share=True)
# Terminals of afferents and of the corticospinal tract have presynaptic receptors
GATED = Channel("gated", AMPA, NMDA, "gated", second_entry="nmda", second_is_share=True)
