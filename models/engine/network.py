"""Turns a connectome into Brian2 objects with fixed names. Every number in it is a run-time value.

Two clocks. Every ``dt``: membrane, AMPA, fast GABA-A, glycine, spikes. Every ``SLOW_STEPS`` of them (0.5 ms): noise,
NMDA, GABA-B, slow GABA-A, nicotinic and adaptation currents, persistent inward current, vesicles and terminals, all
with time constants of 2.5 ms (the noise, stepped exactly) or more. Decays are exact: arrays hold exp(-step / tau).
"""

from collections.abc import Mapping

import brian2 as b2
import numpy as np
from brian2 import second

from ..membrane.receptors import GATE, RECEPTORS, TERMINALS, conductance
from . import noise
from .devices import clockwork, connect, electrodes, stimulators
from .timing import (
    COURSE_COLUMNS,
    COURSE_KNOTS,
    COURSE_RECEPTORS,
    COURSE_STEP,
    FLUCTUATION_STEP,
    SLOW_STEPS,
    STIMULUS_EVENTS,
)
from .wiring import Pairs, Wiring

END_OF_TIME = 1e6 * second
NEWLINE = "\n"

MEMBRANE = f"""
dv/dt = int(hold <= 0*second)*(leak_rate*(rest - v) + upstroke*exponential(clip((v - threshold_v)*steepness, -50, 6))
        + elastance*(current - excitation*v - inhibition*(v - chloride) - potassium*(v - potassium_reversal))) : volt
dhold/dt = -1 : second
excitation = {conductance("excitation", fast=True)} + slow_excitation : siemens
inhibition = {conductance("inhibition", fast=True)} + slow_inhibition : siemens
"""
STATES = """
slow_excitation : siemens
slow_inhibition : siemens
potassium : siemens
current : amp
noise_state : 1
w : amp
w2 : amp
persistent : 1
persistent_current : amp
vesicles : 1
terminal_gaba_a : 1
terminal_gaba_b : 1
transmitted : 1
depressed : 1
gated : 1
fluctuation : 1
"""
PARAMETERS = """
leak_rate : Hz (constant)
rest : volt (constant)
upstroke : volt/second (constant)
threshold_v : volt (constant)
steepness : 1/volt (constant)
elastance : 1/farad (constant)
reset_v : volt (constant)
refractory_time : second (constant)
chloride : volt (constant)
ampa_rate : Hz (constant)
gaba_a_rate : Hz (constant)
glycine_rate : Hz (constant)
gain_ampa : 1
gain_nmda : 1
gain_gaba_a : 1
gain_gaba_a_slow : 1
gain_gaba_b : 1
gain_glycine : 1
base_ampa : 1 (constant)
base_nmda : 1 (constant)
base_gaba_a : 1 (constant)
base_gaba_a_slow : 1 (constant)
base_gaba_b : 1 (constant)
base_glycine : 1 (constant)
region_code : integer (constant)
population_code : integer (constant)
gain_nicotinic : 1 (constant)
tonic : siemens (constant)
girk : siemens (constant)
gaba_b_maximum : siemens (constant)
bias : amp (constant)
adaptation : siemens (constant)
w_increment : amp (constant)
w2_increment : amp (constant)
w_keep : 1 (constant)
w2_keep : 1 (constant)
nmda_keep : 1 (constant)
gaba_a_slow_keep : 1 (constant)
gaba_b_keep : 1 (constant)
drive_mean : siemens
drive_rest : siemens (constant)
drive_effort : siemens (constant)
drive_spread : siemens (constant)
drive_slow : 1 (constant)
persistent_conductance : siemens (constant)
persistent_half : volt (constant)
utilisation : 1 (constant)
vesicle_keep : 1 (constant)
release : 1 (constant)
terminal_a_gain : 1 (constant)
terminal_b_gain : 1 (constant)
fluctuation_keep : 1 (shared, constant)
fluctuation_kick : 1 (shared, constant)
noise_keep : 1 (shared, constant)
noise_kick : 1 (shared, constant)
nmda_rise_keep : 1 (shared, constant)
nmda_norm : 1 (shared, constant)
magnesium : 1 (shared, constant)
magnesium_slope : 1/volt (shared, constant)
nicotinic_keep : 1 (shared, constant)
gaba_b_rise_keep : 1 (shared, constant)
gaba_b_norm : 1 (shared, constant)
gaba_b_half4 : 1 (shared, constant)
potassium_reversal : volt (shared, constant)
persistent_keep : 1 (shared, constant)
persistent_slope : volt (shared, constant)
persistent_reversal : volt (shared, constant)
terminal_a_keep : 1 (shared, constant)
terminal_b_keep : 1 (shared, constant)
terminal_a_depth : 1 (shared, constant)
terminal_b_depth : 1 (shared, constant)
course_step : second (shared, constant)
settling : second (shared, constant)
ramp_start : second (shared, constant)
ramp_rise : second (shared, constant)
step : second (shared, constant)
noise_seed : integer (shared, constant)
"""
RESET = f"""
v = reset_v
hold = refractory_time
w += w_increment
w2 += w2_increment
current -= w_increment + w2_increment
transmitted = release
depressed = release*vesicles
vesicles -= utilisation*vesicles
gated = release*{GATE}
"""
# Every cell of a population draws the same number
FLUCTUATION = (
    "fluctuation = fluctuation*fluctuation_keep"
    " + fluctuation_kick*philox_gaussian(population_code, t_in_timesteps, 1, noise_seed)"
)
NOISE = "noise_state = noise_state*noise_keep + noise_kick*philox_gaussian(i, t_in_timesteps, 0, noise_seed)"
SLOW = f"""
{NEWLINE.join(receptor.update for receptor in RECEPTORS if receptor.update)}
background = clip(drive_mean*(1 + drive_slow*fluctuation) + drive_spread*noise_state, 0*siemens, inf*siemens)
slow_excitation = gain_ampa*background + {conductance("excitation", fast=False)}
slow_inhibition = {conductance("inhibition", fast=False)} + tonic
potassium = {conductance("potassium", fast=False)} + girk
w = w*w_keep + (1 - w_keep)*adaptation*(v - rest)
w2 = w2*w2_keep
current = bias - w - w2 + persistent_current
vesicles = 1 - (1 - vesicles)*vesicle_keep
{TERMINALS}
"""
EFFORT = "drive_mean = drive_rest + drive_effort*clip((t - settling - ramp_start)/ramp_rise, 0, 1)"
# The current flows in the dendrites, which the after-hyperpolarisation of the soma hardly reaches
PERSISTENT = """
dendrite = v + w*elastance/leak_rate
persistent = persistent*persistent_keep + (1 - persistent_keep)/(1 + exp((persistent_half - dendrite)/persistent_slope))
persistent_current = persistent_conductance*persistent*(persistent_reversal - v)
"""
ON_PRE = {
    "excitatory": "g_ampa_post += weight*transmitted_pre\nnmda_arrived_post += second_weight*transmitted_pre",
    "depressing": "g_ampa_post += weight*depressed_pre\nnmda_arrived_post += second_weight*depressed_pre",
    "gated": "g_ampa_post += weight*gated_pre\nnmda_arrived_post += second_weight*gated_pre",
    "gaba_a": "g_gaba_a_post += weight*transmitted_pre",
    "glycine": "g_glycine_post += weight*transmitted_pre",
    "slow": "g_gaba_a_slow_post += weight*transmitted_pre\ngaba_b_arrived_post += second_weight*transmitted_pre",
    "nicotinic": "g_nicotinic_post += weight*depressed_pre",
    "terminal": "terminal_gaba_a_post += weight*transmitted_pre\nterminal_gaba_b_post += second_weight*transmitted_pre",
}
SYNAPSE_MODEL = {
    "slow": "weight : siemens (constant)\nsecond_weight : 1 (constant)",
    "terminal": "weight : 1 (constant)\nsecond_weight : 1 (constant)",
}


def build_network(wiring: Wiring, dt: float, tables: Mapping[str, np.ndarray] | None = None) -> b2.Network:
    """Brian2 network of a wiring; all values are zero until the engine sets them. ``dt`` in seconds.

    ``tables`` are the values of ``course``, ``stimulus_step`` and ``stimulus_strength``; a compiled model takes them at
    run time, an interpreted one needs them here.
    """
    tables = tables or {
        "course": np.ones((COURSE_KNOTS, COURSE_COLUMNS)),
        "stimulus_step": np.full((STIMULUS_EVENTS, wiring.stimulators), -1.0),
        "stimulus_strength": np.zeros((STIMULUS_EVENTS, wiring.stimulators)),
    }
    b2.defaultclock.dt = dt * second
    slow = SLOW_STEPS * dt * second
    course = b2.TimedArray(tables["course"], dt=1 * second, name="course")
    namespace = {"course": course, "philox_gaussian": _gaussian(), "exponential": _exponential()}
    cells = b2.NeuronGroup(
        wiring.units,
        "\n".join([MEMBRANE, _receptor_variables(), STATES, PARAMETERS]),
        threshold="v > -40*mV",
        reset=RESET,
        method=_euler,
        name="cells",
        namespace=namespace,
    )
    cells.run_regularly(FLUCTUATION, dt=FLUCTUATION_STEP * second, name="fluctuations", order=-4)
    cells.run_regularly(_courses(), dt=COURSE_STEP * second, name="courses", order=-3)
    cells.run_regularly(NOISE, dt=slow, name="noise", order=-2)
    cells.run_regularly(EFFORT, dt=COURSE_STEP * second, name="efforts", order=-3)
    pools = cells[wiring.units - wiring.motoneurons :]
    pools.run_regularly(PERSISTENT, dt=slow, name="persistent_inward", order=-1)
    cells.run_regularly(SLOW, dt=slow, name="slow_conductances", order=0)
    objects = [cells, b2.SpikeMonitor(cells, name="spikes")]
    objects += [_synapses(cells, channel, wiring.pairs[channel]) for channel in ON_PRE]
    objects += stimulators(cells, wiring, tables)
    objects += electrodes(cells, wiring, slow)
    objects += [clockwork()]
    return b2.Network(*objects)


def _receptor_variables() -> str:
    """Declarations of every receptor's conductance and states."""
    lines = [receptor.equation for receptor in RECEPTORS if receptor.equation]
    for receptor in RECEPTORS:
        names, _, dimension = receptor.states.partition(" : ")
        lines += [f"{name} : {dimension}" for name in names.split()]
    return "\n".join(lines)


def _euler(equations: b2.Equations, variables: object, method_options: object = None) -> str:
    """Forward Euler with a time step of the network's own precision (Brian2's ``dt`` is always double)."""
    derivatives = equations.get_substituted_expressions()
    lines = [f"_{name} = {name} + step*({expression.code})" for name, expression in derivatives]
    return "\n".join([*lines, *(f"{name} = _{name}" for name, _ in derivatives)])


def _courses() -> str:
    """Gains that move in time: a step function of run-time knots per region and receptor."""
    width = len(COURSE_RECEPTORS)
    return "\n".join(
        f"gain_{receptor} = base_{receptor}*course((t - settling)/course_step*second, region_code*{width} + {column})"
        for column, receptor in enumerate(COURSE_RECEPTORS)
    )


def _synapses(cells: b2.NeuronGroup, channel: str, pairs: Pairs) -> b2.Synapses:
    model = SYNAPSE_MODEL.get(channel, "weight : siemens (constant)\nsecond_weight : siemens (constant)")
    if "second_weight" not in ON_PRE[channel]:
        model = model.splitlines()[0]
    synapses = b2.Synapses(cells, cells, model, on_pre=ON_PRE[channel], name=channel)
    connect(synapses, pairs)
    return synapses


def _exponential() -> b2.Function:
    function = b2.Function(np.exp, arg_units=[1], return_unit=1)
    function.implementations.add_implementation(
        "cpp", "", compiler_kwds={"headers": ['"exponential.hpp"']}, name="exponential"
    )
    return function


def _gaussian() -> b2.Function:
    function = b2.Function(
        noise.gaussian, arg_units=[1, 1, 1, 1], return_unit=1, arg_types=["integer"] * 4, return_type="float"
    )
    function.implementations.add_implementation(
        "cpp", "", compiler_kwds={"headers": ['"noise.hpp"']}, name="philox_gaussian"
    )
    return function
