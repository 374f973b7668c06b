"""Glycine receptor: fast inhibition of brainstem and cord. I = gain g (v - E_Cl), dg/dt = -g / tau."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..channel import Channel
from ..receptor import Receptor, decay_rate, decay_time

if TYPE_CHECKING:
    from ...condition.unit_factors import UnitFactors
    from ..cells import Membranes


def _values(factors: UnitFactors, cell: Membranes, step: float) -> dict[str, np.ndarray]:
    return {
        "glycine_rate": decay_rate(step, decay_time(factors, "glycine", "glycine")),
        "base_glycine": factors.receptor("glycine"),
    }


GLYCINE = Receptor(
    name="glycine",
    entry="glycine",
    values=_values,
    force="inhibition",
    conductance="gain_glycine*g_glycine",
    equation="dg_glycine/dt = -glycine_rate*g_glycine : siemens",
    opened="g_glycine",
    parameters={"glycine_rate": "Hz"},
    moves=True,
    answers_to="glycine",
)

GLYCINERGIC = Channel("glycine", GLYCINE)
