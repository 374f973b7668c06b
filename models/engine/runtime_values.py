"""Assembles the run-time values of one run: ``{'object.variable': array}`` for the names of engine/network.py.

Everything a condition, a table or a seed can change is in here; a compiled model holds sizes and equations only.
"""

from collections.abc import Callable

import numpy as np

from ..circuits.circuit import Population
from ..circuits.connectome import Connectome
from ..circuits.cortex import hemisphere
from ..condition.condition import Condition
from ..condition.gains import Words
from ..condition.lesions import intact
from ..condition.stimulation import schedule
from ..condition.vocabulary import REGIONS
from ..membrane.cells import Membranes
from ..membrane.receptors import receptor_values
from ..membrane.serotonin import Serotonin, serotonin
from ..parameters.sourced import load_table
from . import noise
from .timing import (
    COURSE_COLUMNS,
    COURSE_KNOTS,
    COURSE_RECEPTORS,
    FLUCTUATION_STEP,
    SETTLING,
    SLOW_STEPS,
    STIMULUS_EVENTS,
)
from .wiring import field_pairs

Values = dict[str, np.ndarray]


def runtime_values(
    connectome: Connectome, cell: Membranes, condition: Condition, duration: float, seed: int, dt: float
) -> Values:
    """All values of a run, in SI units. ``cell`` is of the same connectome; ``duration`` and ``dt`` in seconds.

    Raises ValueError for a duration that is not positive, a seed outside 0 to 2^31 - 1, or a site that does not exist.
    """
    if not duration > 0:
        raise ValueError(f"duration={duration:g} s: a run needs a positive duration")
    if not 0 <= seed <= noise.MAXIMAL_SEED:
        raise ValueError(f"seed={seed}: a noise seed lies between 0 and {noise.MAXIMAL_SEED}")
    words = Words(connectome, condition.factors)
    state = serotonin(*(words.by_region(word) for word in ("serotonin", "serotonin_2", "serotonin_1a")))
    values = (
        _membrane(cell, words, state, SLOW_STEPS * dt)
        | receptor_values(words, dt)
        | _drive(connectome, cell, words, condition)
    )
    values |= _terminals(cell, words, dt) | _shared(dt) | _synapses(connectome, condition)
    values |= _schedule(connectome, cell, condition, dt, duration, seed) | _initial(connectome, cell, seed)
    values["course_step"] = np.array(condition.course_step)
    values["settling"] = np.array(SETTLING)
    values["noise_seed"] = np.array(seed, np.int32)
    named = {name if "." in name else f"cells.{name}": value for name, value in values.items()}
    named["course.values"] = _courses(condition)
    named["clockwork.end"] = np.array(duration + SETTLING)
    return named


def _membrane(cell: Membranes, words: Words, state: Serotonin, slow: float) -> Values:
    """Leak, threshold, adaptation. The leak of the tables holds the healthy tonic GABA-A and GIRK conductance."""
    table = load_table("receptors")
    share = table["gaba_a_tonic"]["share"].value
    healthy_chloride = table["gaba_a_fast"]["reversal"].si
    motoneuron = words.spread(lambda p: p.cell_class == "motoneuron")
    inward, ahp = words.single("persistent_inward"), words.by_class("ahp")
    leak = cell.leak * (1 - share) * words.by_class("leak") * np.where(motoneuron, state.motoneuron_leak, 1)
    rest = (cell.rest - share * healthy_chloride) / (1 - share)
    available = words.by_class("sodium") * np.where(motoneuron, state.motoneuron_sodium, 1)
    supraspinal = words.spread(lambda p: p.region in ("cortex", "brainstem"))
    principal = supraspinal & words.spread(lambda p: p.target == "principal")
    interneuron = supraspinal & words.spread(lambda p: p.target == "interneuron")
    opened = table["girk"]["share"].value * (words.by_class("girk") - 1) + np.where(principal, state.girk, 0)
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
        "tonic": cell.leak * share * words.by_region("receptors.gaba_a_tonic"),
        "girk": cell.leak * opened,
        "gaba_b_maximum": cell.leak * table["gaba_b"]["maximum"].value,
        "persistent_conductance": cell.persistent * inward * np.where(motoneuron, state.motoneuron_persistent, 1),
        "persistent_half": cell.persistent_half,
        "chloride": words.by_region("chloride") * 1e-3,
        "region_code": words.region_code,
    }


def _drive(connectome: Connectome, cell: Membranes, words: Words, condition: Condition) -> Values:
    """Background conductance, and the excitation of voluntary effort on the named motoneurons: tonic or a ramp."""
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
    rest, voluntary = per_unit(lambda p: p.drive.mean) * unit, per_unit(asked) * unit + per_unit(zone)
    return {
        "drive_mean": rest + voluntary,
        "drive_rest": rest,
        "drive_effort": voluntary,
        # Effort without a ramp has risen before the run begins
        "ramp_start": np.array(condition.ramp_start if condition.ramp_rise else -1 - SETTLING),
        "ramp_rise": np.array(condition.ramp_rise or 1.0),
        "drive_spread": per_unit(lambda p: p.drive.spread) * unit,
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


def _terminals(cell: Membranes, words: Words, dt: float) -> Values:
    """Release and depression of each unit's terminals."""
    plain = words.by_class("release")
    release = plain * words.spread(lambda p: words.single("afferent.ia") if p.cell_class == "afferent_ia" else 1.0)
    release = release * np.where(words.spread(lambda p: p.cell_class == "raphe"), words.by_region("serotonin"), 1)
    return {
        "release": release,
        "utilisation": np.minimum(1, cell.depression * plain),
        "vesicle_keep": np.exp(-SLOW_STEPS * dt * words.by_class("recovery") / cell.recovery),
    }


def _shared(dt: float) -> Values:
    """Values that all units share."""
    slow = SLOW_STEPS * dt
    background = np.exp(-slow / load_table("receptors")["ampa"]["decay"].si)
    fluctuation = np.exp(-FLUCTUATION_STEP / load_table("wiring")["fluctuation_time"].si)
    motoneuron = load_table("cells")["motoneuron"]
    shared = {
        "step": dt,
        "fluctuation_keep": fluctuation,
        "fluctuation_kick": np.sqrt(1 - fluctuation**2),
        "noise_keep": background,
        "noise_kick": np.sqrt(1 - background**2),
        "persistent_keep": np.exp(-slow / motoneuron["pic_time"].si),
        "persistent_slope": motoneuron["pic_slope"].si,
        "persistent_reversal": motoneuron["pic_reversal"].si,
    }
    return {name: np.array(value) for name, value in shared.items()}


def _synapses(connectome: Connectome, condition: Condition) -> Values:
    values: Values = {}
    for name, synapses in connectome.channels.items():
        values[f"{name}.weight"] = synapses.weight
        if name in ("excitatory", "depressing", "gated", "slow", "terminal"):
            values[f"{name}.second_weight"] = synapses.second
        if condition.lesions:
            kept = intact(connectome, synapses, condition.lesions)
            values |= {key: values[key] * kept for key in (f"{name}.weight", f"{name}.second_weight") if key in values}
        values[f"{name}.delay"] = synapses.delay
    return values


def _courses(condition: Condition) -> np.ndarray:
    """Factor per knot and per (region, receptor); synaptic GABA-A moves as one."""
    table = np.ones((COURSE_KNOTS, COURSE_COLUMNS))
    for name, factors in condition.courses.items():
        receptor, region = name.split(".")
        for moved in (receptor, f"{receptor}_slow"):
            if moved in COURSE_RECEPTORS:
                column = REGIONS.index(region) * len(COURSE_RECEPTORS) + COURSE_RECEPTORS.index(moved)
                table[: len(factors), column] = factors
                table[len(factors) :, column] = factors[-1]
    return table


def _schedule(
    connectome: Connectome, cell: Membranes, condition: Condition, dt: float, duration: float, seed: int
) -> Values:
    """Kicks of every stimulator: the next one as its state, all of them as a table."""
    count = len(connectome.pathway.populations)
    steps, strengths = np.full((STIMULUS_EVENTS, count), -1.0), np.zeros((STIMULUS_EVENTS, count))
    kicks, _, _ = schedule(connectome, condition.stimuli, dt, duration, seed)
    for column, (times, sizes) in kicks.items():
        if len(times) >= STIMULUS_EVENTS:
            raise ValueError(
                f"{len(times)} pulses at one site are too many; one run holds {STIMULUS_EVENTS - 1}: split it"
            )
        steps[: len(times), column], strengths[: len(times), column] = times, sizes
    return {
        "stimulators.due": steps[0].astype(np.int32),
        "stimulators.strength": strengths[0],
        "stimulus_step.values": steps,
        "stimulus_strength.values": strengths,
        "stimulation.effect": _kick_spread(connectome, cell),
        "field.scalp": _scalp(connectome),
    }


def _kick_spread(connectome: Connectome, cell: Membranes) -> np.ndarray:
    """Kick of every unit relative to the stimulus; motoneurons take theirs in proportion to their capacitance.

    An antidromic spike depolarises small and large cells alike, so that F-waves do not follow the size principle.
    """
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([connectome.wiring_seed, 3])))
    spread = rng.normal(1, load_table("wiring")["stimulus_cv"].value, connectome.size).clip(0.2, 2)
    for population in connectome.pathway.populations:
        if population.cell_class == "motoneuron":
            units = connectome.ranges[population.name]
            spread[units] *= cell.capacitance[units] / cell.capacitance[units][0]
    return spread


def _scalp(connectome: Connectome) -> np.ndarray:
    """Weight of each pyramidal cell's current in the field, in the order of the wiring."""
    table = load_table("field")["weight"]
    classes = [population.cell_class for population in connectome.pathway.populations]
    weights = np.array([table[name].value if name in table else 0.0 for name in classes])
    return weights[connectome.population_of][field_pairs(connectome)[0]]


def _initial(connectome: Connectome, cell: Membranes, seed: int) -> Values:
    """Membranes scattered between rest and threshold, full vesicles, background noise in its stationary state."""
    units = np.arange(connectome.size)
    scatter = 0.5 + 0.15 * noise.gaussian(units, np.zeros(1), 2, seed)
    fluctuation = noise.gaussian(np.arange(len(connectome.pathway.populations)), np.zeros(1), 3, seed)
    return {
        "v": cell.rest + np.clip(scatter, 0, 0.9) * (cell.reset - cell.rest).clip(0),
        # A membrane spends its time about half-way to threshold, and adaptation has settled there
        "w": cell.adaptation * (cell.threshold - cell.rest) / 2,
        "vesicles": np.ones(connectome.size),
        "noise_state": noise.gaussian(units, np.zeros(1), 4, seed),
        "fluctuation": fluctuation[connectome.population_of],
    }
