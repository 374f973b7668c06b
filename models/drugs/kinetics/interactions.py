"""Pharmacokinetic interactions: what one agent does to the clearance of another, or to its own."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..drug_tables import kinetics_of


@dataclass(frozen=True)
class Interaction:
    """Effect of one agent on the clearance of another.

    Attributes
    ----------
    source : str
        Agent or metabolite that acts.
    target : str
        Agent or metabolite whose clearance changes; it may be the source itself.
    factor : float
        Clearance at full effect relative to the clearance without the source.
    half : float
        Total plasma concentration of the source in uM at half effect.
    onset : float
        Time constant in s with which the effect follows; 0 for an inhibition that acts at once.

    Notes
    -----
    The clearance of the target is multiplied by 1 + (factor - 1) e with e = C / (C + half), where C is the total plasma
    concentration of the source. A change in the amount of enzyme takes time: then e follows with the time constant
    ``onset``.
    """

    source: str
    target: str
    factor: float
    half: float
    onset: float


def interactions(names: Iterable[str]) -> tuple[Interaction, ...]:
    """Find every interaction between the agents and metabolites of a list.

    Parameters
    ----------
    names : Iterable[str]
        Agents and metabolites that are present.

    Returns
    -------
    tuple[Interaction, ...]
        The interactions of the kinetic tables whose source and target are both present.

    Raises
    ------
    UserError
        A name is not in the kinetic tables.

    Examples
    --------
    >>> [(one.source, one.target) for one in interactions(["lamotrigine", "valproate"])]
    [('valproate', 'lamotrigine')]
    >>> interactions(["lamotrigine", "clonazepam"])
    ()
    """
    present = tuple(names)
    found = []
    for source in present:
        entry = kinetics_of(source)
        for target, interaction in entry.get("interactions", {}).items():
            if target in present:
                half = interaction["half"].si / entry["molar_mass"].si * 1e3  # kg/m^3 to uM
                onset = interaction["onset"].si if "onset" in interaction else 0.0
                found.append(Interaction(source, target, interaction["clearance"].value, half, onset))
    return tuple(found)
