"""Run-time values of stimulators: when stimuli kick, and how much each unit feels of them."""

import numpy as np

from ....errors import UserError
from ...circuits.connectome import Connectome
from ...condition.condition import Condition
from ...condition.stimulation import schedule
from ...membrane.cells import Membranes
from ...parameters.random_streams import DrawStream, numbered_generator
from ...parameters.sourced import load_table
from ...parameters.timing import STIMULUS_EVENTS


def stimulus_values(
    connectome: Connectome, cell: Membranes, condition: Condition, dt: float, duration: float, seed: int
) -> dict[str, np.ndarray]:
    """Kicks of every stimulator: the next one as its state, all of them as a table.

    Parameters
    ----------
    connectome : Connectome
    cell : Membranes
    condition : Condition
    dt, duration : float
        Time step and length of the recording, s.
    seed : int
        Seed of the jitter of trials.

    Returns
    -------
    dict of str to numpy.ndarray
        Tables are (event, stimulator): step numbers and strengths in S.

    Raises
    ------
    UserError
        For a site that does not exist, or more pulses at one site than a run holds.
    """
    count = len(connectome.pathway.populations)
    steps, strengths = np.full((STIMULUS_EVENTS, count), -1.0), np.zeros((STIMULUS_EVENTS, count))
    kicks, _, _ = schedule(connectome, condition.stimuli, dt, duration, seed)
    for column, (times, sizes) in kicks.items():
        if len(times) >= STIMULUS_EVENTS:
            raise UserError(
                f"{len(times)} pulses at one site are too many; one run holds {STIMULUS_EVENTS - 1}: split it"
            )
        steps[: len(times), column], strengths[: len(times), column] = times, sizes
    return {
        "stimulators.due": steps[0].astype(np.int32),
        "stimulators.strength": strengths[0],
        "stimulus_step.values": steps,
        "stimulus_strength.values": strengths,
        "stimulation.effect": kick_spread(connectome, cell),
    }


def kick_spread(connectome: Connectome, cell: Membranes) -> np.ndarray:
    """Give the kick of every unit relative to the stimulus.

    Parameters
    ----------
    connectome : Connectome
        The drawn pathway.
    cell : Membranes
        Membrane numbers of its units.

    Returns
    -------
    numpy.ndarray
        Relative kick (unit,).

    Notes
    -----
    Motoneurons take theirs in proportion to their capacitance: an antidromic spike depolarises small and large cells
    alike, so that F-waves do not follow the size principle."""
    rng = numbered_generator(connectome.wiring_seed, DrawStream.KICK_SPREAD)
    spread = rng.normal(1, load_table("wiring")["stimulus_cv"].value, connectome.size).clip(0.2, 2)
    for population in connectome.pathway.populations:
        if population.cell_class == "motoneuron":
            units = connectome.ranges[population.name]
            spread[units] *= cell.capacitance[units] / cell.capacitance[units][0]
    return spread
