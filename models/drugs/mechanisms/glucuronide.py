"""Opioids, second rival mechanism: the 3-glucuronides suppress inhibitory transmission without mu receptors."""

from ..levels import Levels
from .cell_groups import INHIBITORY, spread
from .occupancy import Entries, Readings, micromolar


def glucuronide(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Release of GABA and glycine x 1 / (1 + sum C / IC50), C in cerebrospinal fluid; naloxone does nothing.

    With the reading ``glucuronide_site.receptor`` the receptors lose that instead of the terminals. Off with
    ``opioid_glucuronide.off``. Norpethidine takes the same form at the receptors always (its table entry).
    Source: Gabel 2022. Evidence: IC50 is a prior over two orders of magnitude; in rodents the
    excitation is read, its receptor unknown.
    """
    reach = sum(levels.free.get(agent, 0.0) / micromolar(entry["half"]) for agent, entry in entries.items())
    if readings["glucuronide_site"] == "receptor":
        return spread("receptors", ("gaba_a.all", "glycine.all"), 1 / (1 + reach))
    return spread("release", INHIBITORY, 1 / (1 + reach))
