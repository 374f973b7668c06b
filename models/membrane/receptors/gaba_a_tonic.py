"""Tonic chloride: extrasynaptic GABA-A receptors, opened by ambient GABA, and in REM sleep glycine on motoneurons.

The leak of the table ``cells`` includes the healthy tonic conductance, which ``engine/values/membrane.py`` takes out of
it. A gain of 1 therefore leaves the resting membrane as the table has it. The glycine of REM sleep (table
``vigilance``) is multiplied by the gain of glycine receptors at the beginning of the run; a course does not move it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...parameters.sourced import load_table
from ..receptor import Receptor

if TYPE_CHECKING:
    from ...condition.unit_factors import UnitFactors
    from ..cells import Membranes


def _values(factors: UnitFactors, cell: Membranes, step: float) -> dict[str, np.ndarray]:
    share = load_table("receptors")["gaba_a_tonic"]["share"].value
    glycine = factors.opened("glycine") * factors.receptor("glycine")
    return {"tonic": cell.leak * share * factors.tonic("gaba_a_tonic") + cell.leak * glycine}


TONIC = Receptor(
    name="gaba_a_tonic",
    entry="gaba_a_tonic",
    values=_values,
    force="inhibition",
    conductance="tonic",
    parameters={"tonic": "siemens"},
    own_factors=("receptors.gaba_a_tonic.{region}",),
)
