"""Equations of the cells, as text in Brian2's notation; those of receptors come from their files. No Brian2 object.

Two clocks. Every ``dt``: membrane, AMPA, fast GABA-A, glycine, spikes. Every ``SLOW_STEPS`` of them: noise,
NMDA, GABA-B, slow GABA-A, nicotinic and adaptation currents, persistent inward current, vesicles and terminals, whose
time constants in the tables are several such steps. The noise has the shortest one and is stepped exactly. Decays are
exact: arrays hold exp(-step / tau).
"""

from ..membrane.receptors import RECEPTORS
from ..parameters.random_streams import NoiseStream
from . import courses


def _sum(force: str, *, fast: bool) -> str:
    """What the fast, or the slow, receptors add to the conductance of one driving force."""
    return " + ".join(r.conductance for r in RECEPTORS if r.force == force and r.fast == fast)


def _updates(*, on_terminals: bool) -> str:
    """Slow steps of the receptors on terminals, or of all others."""
    return "\n".join(r.update for r in RECEPTORS if r.update and bool(r.release) == on_terminals)


def _variables() -> str:
    """Equations and states of every receptor."""
    states = [f"{name} : {dimension}" for r in RECEPTORS for name, dimension in r.states.items()]
    return "\n".join([*(r.equation for r in RECEPTORS if r.fast), *states])


MEMBRANE = f"""
dv/dt = int(hold <= 0*second)*(leak_rate*(rest - v) + upstroke*exponential(clip((v - threshold_v)*steepness, -50, 6))
        + elastance*(current - excitation*v - inhibition*(v - chloride) - potassium*(v - potassium_reversal))) : volt
dhold/dt = -1 : second
excitation = {_sum("excitation", fast=True)} + slow_excitation : siemens
inhibition = {_sum("inhibition", fast=True)} + slow_inhibition : siemens
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
place_code : integer (constant)
population_code : integer (constant)
girk : siemens (constant)
bias : amp (constant)
adaptation : siemens (constant)
w_increment : amp (constant)
w2_increment : amp (constant)
w_keep : 1 (constant)
w2_keep : 1 (constant)
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
fluctuation_keep : 1 (shared, constant)
fluctuation_kick : 1 (shared, constant)
noise_keep : 1 (shared, constant)
noise_kick : 1 (shared, constant)
persistent_keep : 1 (shared, constant)
persistent_slope : volt (shared, constant)
persistent_reversal : volt (shared, constant)
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
gated = release*{"*".join(receptor.release for receptor in RECEPTORS if receptor.release)}
"""
# Every cell of a population draws the same number
FLUCTUATION = (
    "fluctuation = fluctuation*fluctuation_keep"
    f" + fluctuation_kick*philox_gaussian(population_code, t_in_timesteps, {NoiseStream.FLUCTUATION:d}, noise_seed)"
)
NOISE = (
    "noise_state = noise_state*noise_keep"
    f" + noise_kick*philox_gaussian(i, t_in_timesteps, {NoiseStream.BACKGROUND:d}, noise_seed)"
)
SLOW = f"""
{_updates(on_terminals=False)}
background = clip(drive_mean*(1 + drive_slow*fluctuation) + drive_spread*noise_state, 0*siemens, inf*siemens)
slow_excitation = gain_ampa*background + {_sum("excitation", fast=False)}
slow_inhibition = {_sum("inhibition", fast=False)}
potassium = {_sum("potassium", fast=False)} + girk
w = w*w_keep + (1 - w_keep)*adaptation*(v - rest)
w2 = w2*w2_keep
current = bias - w - w2 + persistent_current
vesicles = 1 - (1 - vesicles)*vesicle_keep
{_updates(on_terminals=True)}
"""
EFFORT = "drive_mean = drive_rest + drive_effort*clip((t - settling - ramp_start)/ramp_rise, 0, 1)"
# The current flows in the dendrites, which the after-hyperpolarisation of the soma hardly reaches
PERSISTENT = """
dendrite = v + w*elastance/leak_rate
persistent = persistent*persistent_keep + (1 - persistent_keep)/(1 + exp((persistent_half - dendrite)/persistent_slope))
persistent_current = persistent_conductance*persistent*(persistent_reversal - v)
"""
CELLS = "\n".join([MEMBRANE, _variables(), STATES, PARAMETERS, *(line for r in RECEPTORS for line in r.declarations)])
# All texts: a compiled model depends on them
ALL = (CELLS, RESET, FLUCTUATION, courses.EQUATIONS, NOISE, EFFORT, PERSISTENT, SLOW)
