"""Receptors: one block each, with the equation of its conductance and what it adds to the target cell's currents.

Every synapse of a receptor adds to the target neuron's one conductance; the run-time gain multiplies there, so a drug
or a lesion of a receptor never touches a synapse.  I = gain g (v - reversal).  ``fast`` receptors are differential
equations of every ``dt``; ``slow`` ones are stepped every 0.5 ms, an arrived spike waits in ``*_arrived`` until then.
Kinetics and sources: the table ``receptors``.
"""

from dataclasses import dataclass

import numpy as np

from ..condition.gains import Words
from ..engine.timing import SLOW_STEPS
from ..parameters.sourced import load_table


@dataclass(frozen=True)
class Receptor:
    """One receptor on its target cell.

    ``current``: which driving force it has (excitation 0 mV, inhibition E_Cl, potassium E_K). ``conductance``: what it
    adds there, gain included. ``equation``: differential equation of a fast receptor. ``update``: assignments of a slow
    one. ``states``: further variables with their dimension.
    """

    name: str
    current: str
    conductance: str
    equation: str = ""
    update: str = ""
    states: str = ""


AMPA = Receptor("ampa", "excitation", "gain_ampa*g_ampa", equation="dg_ampa/dt = -ampa_rate*g_ampa : siemens")

GABA_A_FAST = Receptor(
    "gaba_a", "inhibition", "gain_gaba_a*g_gaba_a", equation="dg_gaba_a/dt = -gaba_a_rate*g_gaba_a : siemens"
)

GLYCINE = Receptor(
    "glycine", "inhibition", "gain_glycine*g_glycine", equation="dg_glycine/dt = -glycine_rate*g_glycine : siemens"
)

# Two exponentials; the magnesium block of Jahr and Stevens (1990)
NMDA = Receptor(
    "nmda",
    "excitation",
    "gain_nmda*g_nmda",
    update="""nmda_rising = nmda_rising*nmda_rise_keep + nmda_arrived
nmda_falling = nmda_falling*nmda_keep + nmda_arrived
nmda_arrived = 0*siemens
g_nmda = nmda_norm*(nmda_falling - nmda_rising)/(1 + magnesium*exp(-v*magnesium_slope))""",
    states="nmda_arrived nmda_rising nmda_falling : siemens",
)

NICOTINIC = Receptor(
    "nicotinic",
    "excitation",
    "gain_nicotinic*g_nicotinic",
    update="g_nicotinic = g_nicotinic*nicotinic_keep",
    states="g_nicotinic : siemens",
)

GABA_A_SLOW = Receptor(
    "gaba_a_slow",
    "inhibition",
    "gain_gaba_a_slow*g_gaba_a_slow",
    update="g_gaba_a_slow = g_gaba_a_slow*gaba_a_slow_keep",
    states="g_gaba_a_slow : siemens",
)

# Cooperative: the conductance is the fourth power's Hill function of the synaptic activation
GABA_B = Receptor(
    "gaba_b",
    "potassium",
    "gain_gaba_b*gaba_b_maximum*activation4/(activation4 + gaba_b_half4)",
    update="""gaba_b_rising = gaba_b_rising*gaba_b_rise_keep + gaba_b_arrived
gaba_b_falling = gaba_b_falling*gaba_b_keep + gaba_b_arrived
gaba_b_arrived = 0
activation = gaba_b_norm*(gaba_b_falling - gaba_b_rising)
activation4 = activation*activation*activation*activation""",
    states="gaba_b_arrived gaba_b_rising gaba_b_falling : 1",
)

RECEPTORS = (AMPA, GABA_A_FAST, GLYCINE, NMDA, NICOTINIC, GABA_A_SLOW, GABA_B)

# Presynaptic receptors scale what a spike of the terminal releases
TERMINALS = """terminal_gaba_a = terminal_gaba_a*terminal_a_keep
terminal_gaba_b = terminal_gaba_b*terminal_b_keep"""
GATE = (
    "(1 - terminal_a_depth*terminal_gaba_a*terminal_a_gain/(1 + terminal_gaba_a*terminal_a_gain))"
    "*(1 - terminal_b_depth*terminal_gaba_b*terminal_b_gain/(1 + terminal_gaba_b*terminal_b_gain))"
)


def conductance(current: str, *, fast: bool) -> str:
    """Sum of what the fast, or the slow, receptors add to one driving force."""
    return " + ".join(r.conductance for r in RECEPTORS if r.current == current and bool(r.equation) == fast)


def receptor_values(words: Words, dt: float) -> dict[str, np.ndarray]:
    """Gains and kinetics of all receptors per unit, and what all units share.

    Rates are those with which one Euler step decays by exactly exp(-dt / tau); ``*_keep`` is exp(-slow step / tau).
    """
    table, slow = load_table("receptors"), SLOW_STEPS * dt
    nmda, gaba_b = table["nmda"], table["gaba_b"]

    def time(entry: str, receptor: str) -> np.ndarray:
        return table[entry]["decay"].si * words.by_region(f"decay.{receptor}")

    def rate(entry: str, receptor: str) -> np.ndarray:
        return -np.expm1(-dt / time(entry, receptor)) / dt

    def keep(seconds: float | np.ndarray) -> np.ndarray:
        return np.exp(-slow / np.asarray(seconds))

    gaba_a = words.receptor("gaba_a")
    values = {
        "ampa_rate": rate("ampa", "ampa"),
        "gaba_a_rate": rate("gaba_a_fast", "gaba_a"),
        "glycine_rate": rate("glycine", "glycine"),
        "nmda_keep": keep(time("nmda", "nmda")),
        "gaba_a_slow_keep": keep(time("gaba_a_slow", "gaba_a")),
        "gaba_b_keep": keep(time("gaba_b", "gaba_b")),
        "nicotinic_keep": keep(table["nicotinic"]["decay"].si),
        "base_ampa": words.receptor("ampa"),
        "base_nmda": words.receptor("nmda"),
        "base_gaba_a": gaba_a * words.single("receptors_from.fast.gaba_a"),
        "base_gaba_a_slow": gaba_a * words.single("receptors_from.slow.gaba_a"),
        "base_gaba_b": words.receptor("gaba_b"),
        "base_glycine": words.receptor("glycine"),
        "gain_nicotinic": np.full(len(gaba_a), words.single("nicotinic")),
        "nmda_rise_keep": keep(nmda["rise"].si),
        "nmda_norm": peak_norm(nmda["rise"].si, nmda["decay"].si),
        "magnesium": nmda["magnesium"].value / nmda["magnesium_half"].value,
        "magnesium_slope": nmda["magnesium_slope"].si,
        "gaba_b_rise_keep": keep(gaba_b["rise"].si),
        "gaba_b_norm": peak_norm(gaba_b["rise"].si, gaba_b["decay"].si),
        "gaba_b_half4": gaba_b["half"].value ** gaba_b["hill"].value,
        "potassium_reversal": gaba_b["reversal"].si,
        "terminal_a_gain": np.full(len(gaba_a), words.terminal("gaba_a")),
        "terminal_b_gain": np.full(len(gaba_a), words.terminal("gaba_b")),
        "terminal_a_keep": keep(table["presynaptic_gaba_a"]["decay"].si),
        "terminal_b_keep": keep(table["presynaptic_gaba_b"]["decay"].si),
        "terminal_a_depth": table["presynaptic_gaba_a"]["depth"].value,
        "terminal_b_depth": table["presynaptic_gaba_b"]["depth"].value,
    }
    return {name: np.asarray(value) for name, value in values.items()}


def peak_norm(rise: float, decay: float) -> float:
    """Factor that makes the difference of two exponentials (times in s) peak at 1.

    Example: ``peak_norm(0.003, 0.08)`` is 1.19.
    """
    peak_time = rise * decay / (decay - rise) * np.log(decay / rise)
    return float(1 / (np.exp(-peak_time / decay) - np.exp(-peak_time / rise)))
