"""GABA-B receptor of the target cell: a slow potassium conductance.

It is cooperative, because four G proteins open a channel: the conductance is a Hill function of the synaptic activation
s, g = maximum s^4 / (s^4 + half^4), so that single spikes do next to nothing. s is a difference of two exponentials.
The channel ``slow`` (file ``gaba_a``) opens it. GABA-B receptors on terminals have the file ``presynaptic``.
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
    entry = load_table("receptors")["gaba_b"]
    return {
        "gaba_b_keep": kept(step, decay_time(factors, "gaba_b", "gaba_b")),
        "base_gaba_b": factors.receptor("gaba_b"),
        "gaba_b_maximum": cell.leak * entry["maximum"].value,
        "gaba_b_rise_keep": kept(step, entry["rise"].si),
        "gaba_b_norm": peak_norm(entry["rise"].si, entry["decay"].si),
        "gaba_b_half4": entry["half"].value ** entry["hill"].value,
        "potassium_reversal": entry["reversal"].si,
    }


GABA_B = Receptor(
    name="gaba_b",
    entry="gaba_b",
    values=_values,
    force="potassium",
    conductance="gain_gaba_b*gaba_b_maximum*activation4/(activation4 + gaba_b_half4)",
    # A spike that arrived waits in gaba_b_arrived until the next slow step
    update="""gaba_b_rising = gaba_b_rising*gaba_b_rise_keep + gaba_b_arrived
gaba_b_falling = gaba_b_falling*gaba_b_keep + gaba_b_arrived
gaba_b_arrived = 0
activation = gaba_b_norm*(gaba_b_falling - gaba_b_rising)
activation4 = activation*activation*activation*activation""",
    states={"gaba_b_arrived": "1", "gaba_b_rising": "1", "gaba_b_falling": "1"},
    opened="gaba_b_arrived",
    weight_dimension="1",
    parameters={"gaba_b_maximum": "siemens", "gaba_b_keep": "1"},
    shared={"gaba_b_rise_keep": "1", "gaba_b_norm": "1", "gaba_b_half4": "1", "potassium_reversal": "volt"},
    moves=True,
    answers_to="gaba_b",
)
