"""Barbiturates, propofol, etomidate, neurosteroids: the GABA-A channel stays open longer."""

from typing import Any

from ..levels import Levels
from .cell_groups import multiplied
from .occupancy import Entries, Readings, hill, hill_of, micromolar, occupancies
from .phasic import phasic

BLOCK = 10  # concentration, in halves of the prolongation, that blocks half of what can be blocked


def prolongation(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Decay x (1 + most w H(C; half, hill)), size x (1 - block H(C; 10 half)), w the weight of the target.

    Agents of one ``site`` share its occupancy, sites multiply (barbiturate and propofol). ``slow`` is the same for
    slow GABA-A synapses, relative to fast ones onto pyramidal cells. With the reading ``arrival.regional`` the
    concentration of a region is its ``arrival`` share of the level.
    Source: mathers2007 (barbiturates), koyanagi2014 (weights by synapse class). Evidence: half
    concentrations of barbiturates read, all maxima guessed.
    """
    regions = dict.fromkeys(region for entry in entries.values() for region in entry["weights"])
    factors: dict[str, float] = {}
    for region in regions:
        arrived = {
            agent: levels.free.get(agent, 0.0) * arrival(entry, region, readings) for agent, entry in entries.items()
        }
        parts = []
        for site in dict.fromkeys(entry["site"] for entry in entries.values()):
            here = {agent: entry for agent, entry in entries.items() if entry["site"] == site}
            parts.append(_at_site(here, region, arrived))
        factors |= multiplied(*parts)
    slow = [_slow(entry, levels.free.get(agent, 0.0)) for agent, entry in entries.items() if "slow" in entry]
    return multiplied(factors, *slow)


def arrival(entry: Any, region: str, readings: Readings) -> float:
    """Share of the level that has reached a region: 1 unless regions are read as reached one after another."""
    if readings["arrival"] == "even":
        return 1.0
    return float(entry["arrival"][region].value) if region in entry.get("arrival", {}) else 1.0


def _at_site(entries: Entries, region: str, arrived: dict[str, float]) -> dict[str, float]:
    taken = occupancies(entries, arrived)
    size = 1.0
    for agent, entry in entries.items():
        size *= 1 - entry["block"].value * hill(arrived[agent], BLOCK * micromolar(entry["half"]))
    targets = dict.fromkeys(target for entry in entries.values() for target in entry["weights"].get(region, {}))
    changes = {}
    for target in targets:
        weights = {agent: entry["weights"].get(region, {}).get(target) for agent, entry in entries.items()}
        longer = sum(entries[a]["most"].value * taken[a] * w.value for a, w in weights.items() if w is not None)
        changes[region, target] = (size, 1 + longer)
    return phasic(changes)


def _slow(entry: Any, level: float) -> dict[str, float]:
    fast = 1 + entry["most"].value * hill_of(level, entry)
    slow = 1 + entry["slow"]["most"].value * hill_of(level, entry["slow"])
    return {"receptors_from.slow.gaba_a": slow / fast}
