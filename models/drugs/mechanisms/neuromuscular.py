"""Botulinum toxin: transmission to the injected muscle fails."""

from ..levels import Levels
from .occupancy import Entries, Readings, hill


def neuromuscular(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Transmission = 1 - most H(units; half) f(t), f the time course of a dose (slow state).

    The word of a muscle has no side: both sides take the more affected one. Source: sloop1996.
    Evidence: plateau and time of the peak read, half dose textbook.
    """
    factors: dict[str, float] = {}
    for agent, entry in entries.items():
        for name, units in levels.states.items():
            whose, _, rest = name.partition(".")
            side_and_muscle, _, what = rest.rpartition(".")
            if whose == agent and what == "units":
                muscle = side_and_muscle.partition("_")[2]
                acting = levels.states.get(f"{agent}.{side_and_muscle}.effect", 0.0)
                kept = 1 - entry["most"].value * hill(units, entry["half"].value) * acting
                word = f"neuromuscular.{muscle}"
                factors[word] = min(kept, factors.get(word, 1.0))
    return factors
