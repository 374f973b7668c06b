"""Assembles the run-time values of one run: ``{'object.variable': array}`` for the names of the network's equations."""

import numpy as np

from ....errors import UserError
from ...circuits.connectome import Connectome
from ...condition.condition import Condition
from ...condition.lesions import intact
from ...condition.places import check_built
from ...condition.unit_factors import UnitFactors
from ...condition.vigilance import in_state
from ...membrane.cells import Membranes
from ...membrane.receptors import CHANNELS, RECEPTORS
from ...membrane.serotonin import serotonin
from ...parameters.timing import SETTLING, SLOW_STEPS
from ..courses import course_table
from ..noise import MAXIMAL_SEED
from .drives import drive_values
from .electrodes import scalp_weights
from .initial import initial_values
from .membrane import membrane_values
from .shared import shared_values
from .stimuli import stimulus_values
from .terminals import terminal_values

Values = dict[str, np.ndarray]


def run_values(
    connectome: Connectome, cell: Membranes, condition: Condition, duration: float, seed: int, dt: float
) -> Values:
    """All values of a run.

    Parameters
    ----------
    connectome : Connectome
    cell : Membranes
        Membrane numbers of the units of this connectome.
    condition : Condition
    duration : float
        Length of the recording, s.
    seed : int
        Noise seed.
    dt : float
        Time step, s.

    Returns
    -------
    dict of str to numpy.ndarray
        In SI units, by object and variable: one number, or (unit,), or (synapse,) for the objects of channels.

    Raises
    ------
    UserError
        For a duration that is not positive, a seed outside 0 to 2^31 - 1, or a site or a place that does not exist.
    """
    if not duration > 0:
        raise UserError(f"duration={duration:g} s: a run needs a positive duration")
    if not 0 <= seed <= MAXIMAL_SEED:
        raise UserError(f"seed={seed}: a noise seed lies between 0 and {MAXIMAL_SEED}")
    check_built(condition.narrowed, _sides(connectome))
    factors = UnitFactors(connectome, in_state(condition.factors, condition.state), condition.state)
    slow = SLOW_STEPS * dt
    state = serotonin(*(factors.by_region(name) for name in ("serotonin", "serotonin_2", "serotonin_1a")))
    values = (
        membrane_values(cell, factors, state, slow)
        | receptor_values(cell, factors, dt)
        | drive_values(connectome, cell, condition, factors)
        | terminal_values(cell, factors, slow)
        | shared_values(dt)
        | initial_values(connectome, cell, seed)
    )
    values["course_step"] = np.array(condition.course_step)
    values["settling"] = np.array(SETTLING)
    values["noise_seed"] = np.array(seed, np.int32)
    return {
        **{f"cells.{name}": value for name, value in values.items()},
        **channel_values(connectome, condition),
        **stimulus_values(connectome, cell, condition, dt, duration, seed),
        "field.scalp": scalp_weights(connectome),
        "course.values": course_table(condition.courses),
        "clockwork.end": np.array(duration + SETTLING),
    }


def _sides(connectome: Connectome) -> str:
    """Name the sides of the body that are built."""
    return "both" if any(p.side == "left" and p.region == "spinal" for p in connectome.pathway.populations) else "right"


def receptor_values(cell: Membranes, factors: UnitFactors, dt: float) -> Values:
    """Give gains and kinetics of all receptors.

    Parameters
    ----------
    cell : Membranes
        Membrane numbers of the units.
    factors : UnitFactors
        Factors of the condition, spread over the units.
    dt : float
        Time step in s. A receptor that is stepped every slow step is given that step.

    Returns
    -------
    dict[str, numpy.ndarray]
        Parameters of the receptors in SI units: one number, or (unit,).
    """
    values: Values = {}
    for receptor in RECEPTORS:
        step = dt if receptor.fast else SLOW_STEPS * dt
        values |= {name: np.asarray(value) for name, value in receptor.values(factors, cell, step).items()}
    return values


def channel_values(connectome: Connectome, condition: Condition) -> Values:
    """Give weights and delays of all synapses; a lesion sets the weights of those that it cuts to 0.

    Parameters
    ----------
    connectome : Connectome
        The drawn pathway.
    condition : Condition
        Only its lesions are read.

    Returns
    -------
    dict[str, numpy.ndarray]
        By channel and variable, weights (synapse,) in the unit of their receptor and delays (synapse,) in s.
    """
    values: Values = {}
    for name, synapses in connectome.channels.items():
        weights = dict(zip(CHANNELS[name].weights, (synapses.weight, synapses.second), strict=False))
        if condition.lesions:
            kept = intact(connectome, synapses, condition.lesions)
            weights = {variable: weight * kept for variable, weight in weights.items()}
        values |= {f"{name}.{variable}": weight for variable, weight in weights.items()}
        values[f"{name}.delay"] = synapses.delay
    return values
