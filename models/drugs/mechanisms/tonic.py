"""Tonic GABA-A: potentiated by a shift of affinity, opened directly by anaesthetics."""

from typing import Any

from ...vocabulary import REGIONS
from ..levels import Levels
from ..tables import shared_numbers
from .affinity_shift import coupling
from .occupancy import Entries, Readings, bound, hill_of, micromolar, occupancies
from .prolongation import arrival


def tonic(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """g / g0 = min(cap, product over agents of 1 + share (r(S) - 1)) + sum of direct H(C; direct half).

    r(S) = (1 + (EC50/a)^n) / (1 + (EC50/(S a))^n) at ambient GABA a, S = 1 + shift x occupancy. ``share`` is the part
    of the tonic receptors that is sensitive, ``weights`` scale an agent by region.
    Source: mathers2007, stewart2011. Evidence: shifts and direct half concentrations of
    etomidate and phenobarbital read; ambient GABA, shares, cap and the size of direct opening guessed.
    """
    pool = shared_numbers("tonic")
    site = bound("benzodiazepine", levels)
    left = coupling(levels)
    factors = {}
    for region in REGIONS:
        here = {a: levels.free.get(a, 0.0) * arrival(e, region, readings) for a, e in entries.items()}
        alone = {a: entry["shift"] for a, entry in entries.items() if "half" in entry.get("shift", {})}
        taken = occupancies(alone, here) | {a: left * value for a, value in site.items() if a not in alone}
        potentiated, opened = 1.0, 0.0
        for agent, entry in entries.items():
            weight = entry["weights"][region].value if region in entry.get("weights", {}) else 1.0
            if "shift" in entry:
                shift = 1 + entry["shift"]["most"].value * taken.get(agent, 0.0)
                potentiated *= 1 + weight * entry["share"].value * (_response(shift, pool) - 1)
            if "direct" in entry:
                opened += weight * entry["direct"]["most"].value * hill_of(here[agent], entry["direct"])
        factors[f"receptors.gaba_a_tonic.{region}"] = min(pool["cap"].value, potentiated) + opened
    return factors


def _response(shift: float, pool: Any) -> float:
    ratio = micromolar(pool["half"]) / micromolar(pool["ambient"])
    power = pool["hill"].value
    return float((1 + ratio**power) / (1 + (ratio / shift) ** power))
