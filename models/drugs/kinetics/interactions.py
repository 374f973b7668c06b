"""What one agent does to the clearance of another, or to its own."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..drug_tables import kinetics_of


@dataclass(frozen=True)
class Interaction:
    """The clearance of ``target`` is multiplied by 1 + (factor - 1) e, e = C / (C + half).

    C is the total plasma concentration of ``source``. A change of enzyme takes time: then e follows with the time
    constant ``onset``. ``half`` in uM, ``onset`` in s, 0 for an inhibition that acts at once.
    """

    source: str
    target: str
    factor: float
    half: float
    onset: float


def interactions(names: Iterable[str]) -> tuple[Interaction, ...]:
    """Every interaction of the tables between agents and metabolites of ``names``."""
    present = tuple(names)
    found = []
    for source in present:
        entry = kinetics_of(source)
        for target, words in entry.get("interactions", {}).items():
            if target in present:
                half = words["half"].si / entry["molar_mass"].si * 1e3  # kg/m^3 to uM
                onset = words["onset"].si if "onset" in words else 0.0
                found.append(Interaction(source, target, words["clearance"].value, half, onset))
    return tuple(found)
