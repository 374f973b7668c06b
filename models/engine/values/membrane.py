"""Run-time values of the membrane: leak, threshold, reset, adaptation, persistent inward current, chloride, GIRK."""

import numpy as np

from ...condition.unit_factors import UnitFactors
from ...membrane.cells import Membranes
from ...membrane.serotonin import Serotonin
from ...parameters.sourced import load_table


def membrane_values(cell: Membranes, factors: UnitFactors, state: Serotonin, slow: float) -> dict[str, np.ndarray]:
    """Leak, threshold, reset, adaptation, persistent inward current and chloride of every unit.

    The leak of the tables includes the healthy tonic GABA-A and GIRK conductances.

    Parameters
    ----------
    cell : Membranes
    factors : UnitFactors
    state : Serotonin
        Effects of the 5-HT level on every unit.
    slow : float
        Slow step, s.

    Returns
    -------
    dict of str to numpy.ndarray
        (unit,), in SI units.
    """
    table = load_table("receptors")
    share = table["gaba_a_tonic"]["share"].value
    healthy_chloride = table["gaba_a_fast"]["reversal"].si
    shifted = factors.spread(lambda p: f"chloride.{p.region}" in factors.factors)
    motoneuron = factors.spread(lambda p: p.cell_class == "motoneuron")
    inward, ahp = factors.single("persistent_inward"), factors.by_class("ahp")
    leak = cell.leak * (1 - share) * factors.by_class("leak") * np.where(motoneuron, state.motoneuron_leak, 1)
    rest = (cell.rest - share * healthy_chloride) / (1 - share)
    available = factors.by_class("sodium") * np.where(motoneuron, state.motoneuron_sodium, 1)
    supraspinal = factors.spread(lambda p: p.region in ("cortex", "brainstem"))
    principal = supraspinal & factors.spread(lambda p: p.target == "principal")
    interneuron = supraspinal & factors.spread(lambda p: p.target == "interneuron")
    opened = table["girk"]["share"].value * (factors.by_class("girk") - 1) + np.where(principal, state.girk, 0)
    opened = opened + factors.opened("potassium")
    rheobase = cell.leak * (cell.threshold - cell.rest - cell.slope)
    ahp = ahp * np.where(motoneuron, state.motoneuron_ahp, 1)
    return {
        "leak_rate": leak / cell.capacitance,
        "rest": rest,
        "upstroke": leak * cell.slope / cell.capacitance,
        # Scaling the sodium current by a shifts the exponential's threshold by -slope ln a
        "threshold_v": cell.threshold - cell.slope * np.log(available),
        "steepness": 1 / cell.slope,
        "elastance": 1 / cell.capacitance,
        "reset_v": cell.reset,
        "refractory_time": cell.refractory,
        "adaptation": cell.adaptation,
        "w_keep": np.exp(-slow / cell.time),
        "w2_keep": np.exp(-slow / cell.slow_time),
        "w_increment": cell.increment * ahp,
        "w2_increment": cell.slow_increment * ahp,
        "bias": cell.bias + np.where(interneuron, state.interneuron_drive, 0) * rheobase,
        "girk": cell.leak * opened,
        "persistent_conductance": cell.persistent * inward * np.where(motoneuron, state.motoneuron_persistent, 1),
        "persistent_half": cell.persistent_half,
        "chloride": np.where(shifted, factors.by_region("chloride") * 1e-3, healthy_chloride),
        "place_code": factors.connectome.place_code,
    }
