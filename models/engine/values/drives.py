"""Run-time values of what drives the cells from outside the model: background input and voluntary effort."""

from collections.abc import Callable

import numpy as np

from ...circuits.circuit import Population
from ...circuits.connectome import Connectome
from ...circuits.cortex import hemisphere
from ...condition.condition import Condition
from ...condition.unit_factors import UnitFactors
from ...membrane.cells import Membranes
from ...parameters.sourced import load_table
from ...parameters.timing import SETTLING


def drive_values(
    connectome: Connectome, cell: Membranes, condition: Condition, factors: UnitFactors
) -> dict[str, np.ndarray]:
    """Background conductance, and the excitation of voluntary effort on the named motoneurons: tonic or a ramp.

    Parameters
    ----------
    connectome : Connectome
    cell : Membranes
    condition : Condition
        Its ``drives`` are the efforts, its ramp says when they rise.
    factors : UnitFactors
        ``background.<cell class>`` is a factor on the rate of the background input, whose mean goes with the rate and
        whose spread with its square root.

    Returns
    -------
    dict of str to numpy.ndarray
        (unit,) in S, and the two times of the ramp in s.
    """
    pool = load_table("spinal")["drive"]["motoneuron"]
    weakest, strongest = pool["voluntary_onset"].value, pool["voluntary"].value
    cortical, efforts = load_table("cortex")["drive"]["pt"]["voluntary"].si, _zone_efforts(connectome, condition)
    populations, population_of = connectome.pathway.populations, connectome.population_of

    def per_unit(of: Callable[[Population], float]) -> np.ndarray:
        return np.array([of(population) for population in populations])[population_of]

    def asked(population: Population) -> float:
        """Effort is counted from where the smallest units begin to fire."""
        effort = _effort(population, condition)
        return weakest + (strongest - weakest) * effort if effort else 0.0

    def zone(population: Population) -> float:
        return cortical * efforts[population.side, population.zone] if population.cell_class == "pt" else 0.0

    unit = np.where(per_unit(lambda p: p.drive.of_leak), cell.leak, 1.0)
    rate = factors.by_class("background")
    rest, voluntary = per_unit(lambda p: p.drive.mean) * unit * rate, per_unit(asked) * unit + per_unit(zone)
    return {
        "drive_mean": rest + voluntary,
        "drive_rest": rest,
        "drive_effort": voluntary,
        # Effort without a ramp has risen before the run begins
        "ramp_start": np.array(condition.ramp_start if condition.ramp_rise else -1 - SETTLING),
        "ramp_rise": np.array(condition.ramp_rise or 1.0),
        "drive_spread": per_unit(lambda p: p.drive.spread) * unit * np.sqrt(rate),
        "drive_slow": per_unit(lambda p: p.drive.slow_noise),
        "population_code": population_of.astype(np.int32),
    }


def _zone_efforts(connectome: Connectome, condition: Condition) -> dict[tuple[str, str], float]:
    """The strongest effort among the muscles of each cortical zone, by hemisphere and zone."""
    efforts: dict[tuple[str, str], float] = {}
    for population in connectome.pathway.populations:
        key = (hemisphere(population.side), population.zone)
        efforts[key] = max(_effort(population, condition), efforts.get(key, 0.0))
    return efforts


def _effort(population: Population, condition: Condition) -> float:
    """The voluntary effort asked of the motoneurons of a muscle, 0 to 1; of other cells none is asked directly."""
    return condition.drives.get(population.muscle, 0.0) if population.target == "motoneuron" else 0.0
