"""Synaptic GABA-A receptors: fast ones and those of slow inhibition, two receptors that answer to one name.

I = gain g (v - E_Cl) with one exponential decay each. Neurogliaform cells open slow GABA-A together with GABA-B.
Extrasynaptic GABA-A receptors have the file ``gaba_a_tonic``, those on terminals the file ``presynaptic``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..channel import Channel
from ..receptor import Receptor, decay_rate, decay_time, kept
from .gaba_b import GABA_B

if TYPE_CHECKING:
    from ...condition.unit_factors import UnitFactors
    from ..cells import Membranes


def _fast(factors: UnitFactors, cell: Membranes, step: float) -> dict[str, np.ndarray]:
    return {
        "gaba_a_rate": decay_rate(step, decay_time(factors, "gaba_a", "gaba_a_fast")),
        "base_gaba_a": factors.receptor("gaba_a") * factors.single("receptors_from.fast.gaba_a"),
    }


def _slow(factors: UnitFactors, cell: Membranes, step: float) -> dict[str, np.ndarray]:
    return {
        "gaba_a_slow_keep": kept(step, decay_time(factors, "gaba_a", "gaba_a_slow")),
        "base_gaba_a_slow": factors.receptor("gaba_a") * factors.single("receptors_from.slow.gaba_a"),
    }


GABA_A_FAST = Receptor(
    name="gaba_a",
    entry="gaba_a_fast",
    values=_fast,
    force="inhibition",
    conductance="gain_gaba_a*g_gaba_a",
    equation="dg_gaba_a/dt = -gaba_a_rate*g_gaba_a : siemens",
    opened="g_gaba_a",
    parameters={"gaba_a_rate": "Hz"},
    moves=True,
    answers_to="gaba_a",
    own_factors=("receptors_from.fast.gaba_a",),
)

GABA_A_SLOW = Receptor(
    name="gaba_a_slow",
    entry="gaba_a_slow",
    values=_slow,
    force="inhibition",
    conductance="gain_gaba_a_slow*g_gaba_a_slow",
    update="g_gaba_a_slow = g_gaba_a_slow*gaba_a_slow_keep",
    states={"g_gaba_a_slow": "siemens"},
    opened="g_gaba_a_slow",
    parameters={"gaba_a_slow_keep": "1"},
    moves=True,
    answers_to="gaba_a",
    own_factors=("receptors_from.slow.gaba_a",),
)

FAST = Channel("gaba_a", GABA_A_FAST)
SLOW = Channel("slow", GABA_A_SLOW, GABA_B, second_entry="gaba_b")
