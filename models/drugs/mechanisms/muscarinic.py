"""Anticholinergics: two effects of opposite sign."""

from ..levels import Levels
from .combine import spread
from .occupancy import Entries, Readings, occupancies

PYRAMIDAL = ("l23", "s1_e", "pt")


def muscarinic(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Raise the after-currents of pyramidal cells and lower the excitation of cortical interneurons.

    Parameters
    ----------
    entries : Mapping[str, Mapping[str, Any]]
        What the table of every agent says of this mechanism, by agent.
    levels : Levels
        Free effect-site concentrations in uM and slow states of the drugs in the body.
    readings : Mapping[str, str]
        The chosen reading of every conflict of the literature (see ``READINGS``).

    Returns
    -------
    dict[str, float]
        Factors by factor key; 1 is healthy.

    Notes
    -----
    With occ the occupancy of muscarinic receptors::

        after-hyperpolarisation of pyramidal cells = 1 + potassium occ
        AMPA onto cortical interneurons = 1 - drive occ

    The first stands for the M-current that acetylcholine holds closed. The second stands for a cholinergic drive that
    has no factor key of its own; AMPA carries it. The reading ``muscarinic`` takes both effects or one. Sources: the
    entries of the table. Evidence: sites are from a textbook, sizes and the net sign are guessed.

    Examples
    --------
    >>> from disinhibition.models.drugs.mechanisms import factors_of
    >>> found = factors_of(Levels(free={"trihexyphenidyl": 0.01}))
    >>> found["receptors_onto.interneuron.ampa.cortex"] < 1 < found["ahp.pt"]
    True
    """
    taken = occupancies(entries, levels.free)
    factors: dict[str, float] = {}
    if readings["muscarinic"] in ("both", "pyramidal"):
        more = sum(entry["potassium"].value * taken[agent] for agent, entry in entries.items())
        factors |= spread("ahp", PYRAMIDAL, 1 + more)
    if readings["muscarinic"] in ("both", "interneuron"):
        less = sum(entry["drive"].value * taken[agent] for agent, entry in entries.items())
        factors["receptors_onto.interneuron.ampa.cortex"] = 1 - less
    return factors
