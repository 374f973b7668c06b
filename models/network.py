"""Turns a connectome into Brian2 objects with fixed names. Every number in it is a run-time value.

Two clocks. Every ``dt``: membrane, AMPA, fast GABA-A, glycine, spikes. Every ``SLOW_STEPS`` of them (0.5 ms): noise,
NMDA, GABA-B, slow GABA-A, nicotinic and adaptation currents, persistent inward current, vesicles and terminals, all
with time constants of 2.5 ms (the noise, stepped exactly) or more. Decays are exact: arrays hold exp(-step / tau).
"""

from collections.abc import Mapping

import brian2 as b2
import numpy as np
from brian2 import second

from . import noise
from .timing import (
    COURSE_COLUMNS,
    COURSE_KNOTS,
    COURSE_RECEPTORS,
    COURSE_STEP,
    FLUCTUATION_STEP,
    HALT_STEP,
    SLOW_STEPS,
    STIMULUS_EVENTS,
)
from .wiring import Pairs, Wiring

END_OF_TIME = 1e6 * second

MEMBRANE = """
dv/dt = int(hold <= 0*second)*(leak_rate*(rest - v) + upstroke*exp(clip((v - threshold_v)*steepness, -50, 6))
        + elastance*(current - excitation*v - inhibition*(v - chloride) - potassium*(v - potassium_reversal))) : volt
dhold/dt = -1 : second
excitation = gain_ampa*g_ampa + slow_excitation : siemens
inhibition = gain_gaba_a*g_gaba_a + gain_glycine*g_glycine + slow_inhibition : siemens
dg_ampa/dt = -ampa_rate*g_ampa : siemens
dg_gaba_a/dt = -gaba_a_rate*g_gaba_a : siemens
dg_glycine/dt = -glycine_rate*g_glycine : siemens
"""
STATES = """
slow_excitation : siemens
slow_inhibition : siemens
potassium : siemens
current : amp
noise_state : 1
nmda_arrived : siemens
nmda_rising : siemens
nmda_falling : siemens
g_gaba_a_slow : siemens
gaba_b_arrived : 1
gaba_b_rising : 1
gaba_b_falling : 1
g_nicotinic : siemens
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
bias : amp (constant)
adaptation : siemens (constant)
w_increment : amp (constant)
w2_increment : amp (constant)
w_keep : 1 (constant)
w2_keep : 1 (constant)
nmda_keep : 1 (constant)
gaba_a_slow_keep : 1 (constant)
gaba_b_keep : 1 (constant)
drive_mean : siemens (constant)
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
gaba_b_maximum : siemens (shared, constant)
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
step : second (shared, constant)
noise_seed : integer (shared, constant)
"""
RESET = """
v = reset_v
hold = refractory_time
w += w_increment
w2 += w2_increment
current -= w_increment + w2_increment
transmitted = release
depressed = release*vesicles
vesicles -= utilisation*vesicles
gated = release*(1 - terminal_a_depth*terminal_gaba_a*terminal_a_gain/(1 + terminal_gaba_a*terminal_a_gain)) \
*(1 - terminal_b_depth*terminal_gaba_b*terminal_b_gain/(1 + terminal_gaba_b*terminal_b_gain))
"""
# Every cell of a population draws the same number
FLUCTUATION = (
    "fluctuation = fluctuation*fluctuation_keep"
    " + fluctuation_kick*philox_gaussian(population_code, t_in_timesteps, 1, noise_seed)"
)
NOISE = "noise_state = noise_state*noise_keep + noise_kick*philox_gaussian(i, t_in_timesteps, 0, noise_seed)"
SLOW = """
nmda_rising = nmda_rising*nmda_rise_keep + nmda_arrived
nmda_falling = nmda_falling*nmda_keep + nmda_arrived
nmda_arrived = 0*siemens
g_nicotinic = g_nicotinic*nicotinic_keep
background = clip(drive_mean*(1 + drive_slow*fluctuation) + drive_spread*noise_state, 0*siemens, inf*siemens)
g_nmda = nmda_norm*(nmda_falling - nmda_rising)/(1 + magnesium*exp(-v*magnesium_slope))
slow_excitation = gain_ampa*background + gain_nmda*g_nmda + gain_nicotinic*g_nicotinic
g_gaba_a_slow = g_gaba_a_slow*gaba_a_slow_keep
slow_inhibition = gain_gaba_a_slow*g_gaba_a_slow + tonic
gaba_b_rising = gaba_b_rising*gaba_b_rise_keep + gaba_b_arrived
gaba_b_falling = gaba_b_falling*gaba_b_keep + gaba_b_arrived
gaba_b_arrived = 0
activation = gaba_b_norm*(gaba_b_falling - gaba_b_rising)
activation4 = activation*activation*activation*activation
potassium = gain_gaba_b*gaba_b_maximum*activation4/(activation4 + gaba_b_half4) + girk
w = w*w_keep + (1 - w_keep)*adaptation*(v - rest)
w2 = w2*w2_keep
current = bias - w - w2 + persistent_current
vesicles = 1 - (1 - vesicles)*vesicle_keep
terminal_gaba_a = terminal_gaba_a*terminal_a_keep
terminal_gaba_b = terminal_gaba_b*terminal_b_keep
"""
PERSISTENT = """
persistent = persistent*persistent_keep + (1 - persistent_keep)/(1 + exp((persistent_half - v)/persistent_slope))
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
FIELD = """
excitation_sum_post = -scalp*excitation_pre*v_pre : amp (summed)
inhibition_sum_post = -scalp*inhibition_pre*(v_pre - chloride_pre) : amp (summed)
scalp : 1 (constant)
"""


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
    namespace = {"course": course, "philox_gaussian": _gaussian()}
    cells = b2.NeuronGroup(
        wiring.units,
        MEMBRANE + STATES + PARAMETERS,
        threshold="v > -40*mV",
        reset=RESET,
        method=_euler,
        name="cells",
        namespace=namespace,
    )
    cells.run_regularly(FLUCTUATION, dt=FLUCTUATION_STEP * second, name="fluctuations", order=-4)
    cells.run_regularly(_courses(), dt=COURSE_STEP * second, name="courses", order=-3)
    cells.run_regularly(NOISE, dt=slow, name="noise", order=-2)
    pools = cells[wiring.units - wiring.motoneurons :]
    pools.run_regularly(PERSISTENT, dt=slow, name="persistent_inward", order=-1)
    cells.run_regularly(SLOW, dt=slow, name="slow_conductances", order=0)
    objects = [cells, b2.SpikeMonitor(cells, name="spikes")]
    objects += [_synapses(cells, channel, wiring.pairs[channel]) for channel in ON_PRE]
    objects += _stimulators(cells, wiring, tables)
    objects += _electrodes(cells, wiring, slow)
    objects += [_clockwork()]
    return b2.Network(*objects)


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
    _connect(synapses, pairs)
    return synapses


def _connect(synapses: b2.Synapses, pairs: Pairs) -> None:
    synapses.connect(i=pairs[0].astype(np.int32), j=pairs[1].astype(np.int32))


def _stimulators(cells: b2.NeuronGroup, wiring: Wiring, tables: Mapping[str, np.ndarray]) -> list[b2.BrianObject]:
    """One stimulator a population; a schedule of step numbers and strengths (S) as run-time tables."""
    count = wiring.stimulators
    schedule = {
        name: b2.TimedArray(tables[name], dt=1 * second, name=name) for name in ("stimulus_step", "stimulus_strength")
    }
    stimulators = b2.NeuronGroup(
        count,
        "due : integer\nstrength : siemens\nevent : integer",
        threshold="t_in_timesteps == due",
        reset="""event += 1
        due = int(stimulus_step(event*second, i))
        strength = stimulus_strength(event*second, i)*siemens""",
        name="stimulators",
        namespace=schedule,
    )
    kicks = b2.Synapses(
        stimulators, cells, "effect : 1 (constant)", on_pre="g_ampa_post += strength_pre*effect", name="stimulation"
    )
    _connect(kicks, wiring.pairs["stimulation"])
    return [stimulators, kicks]


def _electrodes(cells: b2.NeuronGroup, wiring: Wiring, step: b2.Quantity) -> list[b2.BrianObject]:
    """Currents onto pyramidal cells, summed on line onto one row per electrode."""
    electrodes = b2.NeuronGroup(
        len(wiring.electrodes), "excitation_sum : amp\ninhibition_sum : amp", dt=step, name="electrodes"
    )
    summed = b2.Synapses(cells, electrodes, FIELD, dt=step, name="field")
    _connect(summed, wiring.pairs["field"])
    monitor = b2.StateMonitor(
        electrodes, ["excitation_sum", "inhibition_sum"], record=True, dt=step, name="field_currents"
    )
    return [electrodes, summed, monitor]


def _clockwork() -> b2.NeuronGroup:
    """Ends a compiled run at a run-time duration and tells how far it is."""
    halt = b2.Function(_run_on, arg_units=[second, second], return_unit=1, stateless=False)
    halt.implementations.add_implementation("cpp", "", compiler_kwds={"headers": ['"halt.hpp"']}, name="halt")
    clockwork = b2.NeuronGroup(
        1, "end : second (shared, constant)\nhalted : 1", name="clockwork", namespace={"halt": halt}
    )
    clockwork.run_regularly("halted = halt(t, end)", dt=HALT_STEP * second, name="halting")
    return clockwork


def _run_on(t: b2.Quantity, end: b2.Quantity) -> float:
    """What halt.hpp does not need to do in an interpreted run, whose duration is known from the start."""
    return 0.0


def _gaussian() -> b2.Function:
    function = b2.Function(
        noise.gaussian, arg_units=[1, 1, 1, 1], return_unit=1, arg_types=["integer"] * 4, return_type="float"
    )
    function.implementations.add_implementation(
        "cpp", "", compiler_kwds={"headers": ['"noise.hpp"']}, name="philox_gaussian"
    )
    return function
