"""NMDA receptor: slow, voltage-dependent excitation by glutamate.

The conductance is a difference of two exponentials times the magnesium block of Jahr and Stevens (1990):
g = norm (falling - rising) / (1 + [Mg] / half exp(-v / slope)), with ``magnesium``, ``magnesium_half`` and
``magnesium_slope`` of the table ``receptors``. The channels of glutamate (file ``ampa``) open it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from numpy.typing import ArrayLike

from ...parameters.sourced import load_table
from ..receptor import Receptor, decay_time, kept, peak_norm

if TYPE_CHECKING:
    from ...condition.unit_factors import UnitFactors
    from ..cells import Membranes


def _values(factors: UnitFactors, cell: Membranes, step: float) -> dict[str, ArrayLike]:
    entry = load_table("receptors")["nmda"]
    return {
        "nmda_keep": kept(step, decay_time(factors, "nmda", "nmda")),
        "base_nmda": factors.receptor("nmda"),
        "nmda_rise_keep": kept(step, entry["rise"].si),
        "nmda_norm": peak_norm(entry["rise"].si, entry["decay"].si),
        "magnesium": entry["magnesium"].value / entry["magnesium_half"].value,
        "magnesium_slope": entry["magnesium_slope"].si,
    }


NMDA = Receptor(
    name="nmda",
    entry="nmda",
    values=_values,
    force="excitation",
    conductance="gain_nmda*g_nmda",
    # A spike that arrived waits in nmda_arrived until the next slow step
    update="""nmda_rising = nmda_rising*nmda_rise_keep + nmda_arrived
nmda_falling = nmda_falling*nmda_keep + nmda_arrived
nmda_arrived = 0*siemens
g_nmda = nmda_norm*(nmda_falling - nmda_rising)/(1 + magnesium*exp(-v*magnesium_slope))""",
    states={"nmda_arrived": "siemens", "nmda_rising": "siemens", "nmda_falling": "siemens"},
    opened="nmda_arrived",
    parameters={"nmda_keep": "1"},
    shared={"nmda_rise_keep": "1", "nmda_norm": "1", "magnesium": "1", "magnesium_slope": "1/volt"},
    moves=True,
    answers_to="nmda",
)
