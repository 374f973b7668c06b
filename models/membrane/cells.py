"""Membrane numbers of every unit, out of the table of cell classes.

Cells are adaptive exponential integrate-and-fire neurons (brette2005) with a second, slow adaptation current.
Motoneurons follow the size principle: leak grows geometrically with rank, membrane time falls and threshold rises
linearly.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..circuits.circuit import Population
from ..circuits.connectome import Connectome
from ..parameters.random_streams import DrawStream, numbered_generator
from ..parameters.sourced import load_table


@dataclass(frozen=True)
class Membranes:
    """Membrane numbers, one value for each unit (unit,), in SI units.

    Attributes
    ----------
    capacitance : numpy.ndarray
        Capacitance in F.
    leak : numpy.ndarray
        Leak conductance in S.
    rest : numpy.ndarray
        Reversal potential of the leak in V.
    threshold : numpy.ndarray
        Threshold of the exponential in V.
    slope : numpy.ndarray
        Slope factor of the exponential in V.
    reset : numpy.ndarray
        Potential after a spike in V.
    refractory : numpy.ndarray
        Refractory time in s.
    adaptation : numpy.ndarray
        Subthreshold adaptation conductance in S.
    increment : numpy.ndarray
        What a spike adds to the adaptation current, in A; for a motoneuron that of its after-hyperpolarisation.
    time : numpy.ndarray
        Time constant of adaptation in s.
    slow_increment : numpy.ndarray
        What a spike adds to the slow adaptation current, in A.
    slow_time : numpy.ndarray
        Time constant of slow adaptation in s.
    bias : numpy.ndarray
        Constant current in A.
    persistent : numpy.ndarray
        Conductance of the persistent inward current in S.
    persistent_half : numpy.ndarray
        Potential at which half of it is active, in V.
    depression : numpy.ndarray
        Share of its vesicles that a spike releases from the terminals of the unit.
    recovery : numpy.ndarray
        Time constant with which vesicles of these terminals recover, in s.
    """

    capacitance: np.ndarray
    leak: np.ndarray
    rest: np.ndarray
    threshold: np.ndarray
    slope: np.ndarray
    reset: np.ndarray
    refractory: np.ndarray
    adaptation: np.ndarray
    increment: np.ndarray
    time: np.ndarray
    slow_increment: np.ndarray
    slow_time: np.ndarray
    bias: np.ndarray
    persistent: np.ndarray
    persistent_half: np.ndarray
    depression: np.ndarray
    recovery: np.ndarray


DEPRESSION = {
    "l23": "depression_cortex",
    "s1_e": "depression_cortex",
    "reticular": "depression_reticular",
    "spinal_excitatory": "depression_spinal",
    "afferent_auditory": "depression_auditory",
    "motoneuron": "depression_renshaw",
}


def membranes(connectome: Connectome) -> Membranes:
    """Give the membrane numbers of all units.

    Parameters
    ----------
    connectome : Connectome
        The drawn pathway. The spread of bias currents is drawn with its wiring seed.

    Returns
    -------
    Membranes
        Numbers (unit,) in SI units.

    References
    ----------
    brette2005
    """
    rng = numbered_generator(connectome.wiring_seed, DrawStream.BIAS_CURRENT)
    deviates = rng.standard_normal(connectome.size)
    columns: dict[str, list[np.ndarray]] = {name: [] for name in Membranes.__annotations__}
    for population in connectome.pathway.populations:
        units = connectome.ranges[population.name]
        build = _motoneurons if population.cell_class == "motoneuron" else _cells
        values = build(population, deviates[units])
        values |= _terminals(population.cell_class)
        for name, column in columns.items():
            column.append(np.full(population.size, values[name], float))
    return Membranes(**{name: np.concatenate(column) for name, column in columns.items()})


def _cells(population: Population, deviates: np.ndarray) -> dict[str, object]:
    cell = load_table("cells")[population.cell_class]
    bias = cell["bias"].si + cell["bias_spread"].si * deviates
    if "pacemaker_share" in cell:
        pacemakers = round(cell["pacemaker_share"].value * population.size)
        bias = bias + cell["pacemaker_bias"].si * (np.arange(population.size) < pacemakers)
    return {
        "capacitance": cell["capacitance"].si,
        "leak": cell["leak_conductance"].si,
        "rest": cell["leak_reversal"].si,
        "threshold": cell["threshold"].si,
        "slope": cell["slope"].si,
        "reset": cell["reset"].si,
        "refractory": cell["refractory"].si,
        "adaptation": cell["adaptation_conductance"].si,
        "increment": cell["adaptation_increment"].si,
        "time": cell["adaptation_time"].si,
        "slow_increment": cell["slow_increment"].si,
        "slow_time": cell["slow_time"].si,
        "bias": bias,
        "persistent": 0.0,
        "persistent_half": 0.0,
    }


def _motoneurons(population: Population, deviates: np.ndarray) -> dict[str, object]:
    cell: Mapping = load_table("cells")["motoneuron"]
    rank = np.linspace(0, 1, population.size)

    def linear(name: str) -> np.ndarray:
        return cell[name].si + rank * (cell[f"{name}_largest"].si - cell[name].si)

    slowed = cell["slow_muscles"].get(population.muscle.partition("_")[2])
    slow, threshold = slowed.value if slowed else 1.0, linear("threshold")
    leak = cell["leak_conductance"].si * (cell["leak_conductance_largest"].si / cell["leak_conductance"].si) ** rank
    return {
        "capacitance": leak * linear("membrane_time"),
        "leak": leak,
        "rest": cell["leak_reversal"].si,
        "threshold": threshold,
        "slope": cell["slope"].si,
        "reset": cell["reset"].si,
        "refractory": cell["refractory"].si,
        "adaptation": 0.0,
        "increment": cell["ahp_increment"].si * leak,
        "time": linear("ahp_time") * slow,
        "slow_increment": 0.0,
        "slow_time": 1.0,
        "bias": cell["bias_spread"].si * deviates,
        "persistent": cell["pic_conductance"].value * leak,
        "persistent_half": threshold + cell["pic_half"].si,
    }


def _terminals(cell_class: str) -> dict[str, float]:
    if cell_class not in DEPRESSION:
        return {"depression": 0.0, "recovery": 1.0}
    entry = load_table("receptors")[DEPRESSION[cell_class]]
    return {"depression": entry["release"].value, "recovery": entry["recovery"].si}
