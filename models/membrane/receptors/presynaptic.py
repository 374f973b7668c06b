"""GABA-A and GABA-B receptors on terminals of Ia afferents and of the corticospinal tract: presynaptic inhibition.

Each scales what a spike of the terminal releases, 1 - depth g gain / (1 + g gain), where g decays with one exponential.
They lie in the cord wherever the cell body is, and answer to the gains of their receptor and region, but have no factor
of decay: ``decay.<receptor>`` is that of receptors on cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from numpy.typing import ArrayLike

from ...parameters.sourced import load_table
from ..channel import Channel
from ..receptor import Receptor, kept

if TYPE_CHECKING:
    from ...condition.unit_factors import UnitFactors
    from ..cells import Membranes


def _gaba_a(factors: UnitFactors, cell: Membranes, step: float) -> dict[str, ArrayLike]:
    entry = load_table("receptors")["presynaptic_gaba_a"]
    return {
        "terminal_a_gain": factors.terminal("gaba_a"),
        "terminal_a_keep": kept(step, entry["decay"].si),
        "terminal_a_depth": entry["depth"].value,
    }


def _gaba_b(factors: UnitFactors, cell: Membranes, step: float) -> dict[str, ArrayLike]:
    entry = load_table("receptors")["presynaptic_gaba_b"]
    return {
        "terminal_b_gain": factors.terminal("gaba_b"),
        "terminal_b_keep": kept(step, entry["decay"].si),
        "terminal_b_depth": entry["depth"].value,
    }


TERMINAL_GABA_A = Receptor(
    name="terminal_gaba_a",
    entry="presynaptic_gaba_a",
    values=_gaba_a,
    release="(1 - terminal_a_depth*terminal_gaba_a*terminal_a_gain/(1 + terminal_gaba_a*terminal_a_gain))",
    update="terminal_gaba_a = terminal_gaba_a*terminal_a_keep",
    states={"terminal_gaba_a": "1"},
    opened="terminal_gaba_a",
    weight_dimension="1",
    parameters={"terminal_a_gain": "1"},
    shared={"terminal_a_keep": "1", "terminal_a_depth": "1"},
    answers_to="gaba_a",
)

TERMINAL_GABA_B = Receptor(
    name="terminal_gaba_b",
    entry="presynaptic_gaba_b",
    values=_gaba_b,
    release="(1 - terminal_b_depth*terminal_gaba_b*terminal_b_gain/(1 + terminal_gaba_b*terminal_b_gain))",
    update="terminal_gaba_b = terminal_gaba_b*terminal_b_keep",
    states={"terminal_gaba_b": "1"},
    opened="terminal_gaba_b",
    weight_dimension="1",
    parameters={"terminal_b_gain": "1"},
    shared={"terminal_b_keep": "1", "terminal_b_depth": "1"},
    answers_to="gaba_b",
)

TERMINAL = Channel("terminal", TERMINAL_GABA_A, TERMINAL_GABA_B, weight_entry="gaba_a", second_entry="gaba_b")
