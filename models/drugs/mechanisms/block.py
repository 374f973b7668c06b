"""Antagonists of GABA-A and glycine receptors, at the agonist's site or in the pore."""

from typing import Any

from ..drug_tables import shared_numbers
from ..levels import Levels
from .combine import combined
from .occupancy import Entries, Readings, hill_of_entry, in_micromolar


def block(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Lower the gain of GABA-A and glycine receptors by antagonists.

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
    The gain is the product over the sites of a receptor; agents at one site share its occupancy::

        gain = prod over sites 1 / (1 + sum(C / half))

    ``half`` is the concentration that halves the current. In the reading ``antagonist.transient`` the agents at the
    agonist's site compete fully with the synaptic transient T of GABA or glycine, whose half concentration is K::

        gain = (1 + K/T) / (1 + K/T (1 + sum(C / half)))

    ``slower`` lengthens the decay (open-channel block, cefepime). The half concentration of a quinolone is divided by 1
    + potentiation H(C) of the anti-inflammatory drug that is present. Ambient GABA is far below its half concentration,
    so that competition divides the tonic current. Evidence: half concentrations were read, in vitro, in green1997
    (bicuculline, picrotoxin, ciprofloxacin), amakhin2018 (cephalosporins), penicillin1992 and fukushima1998
    (morphine at glycine).

    References
    ----------
    green1997, amakhin2018, penicillin1992, fukushima1998

    Examples
    --------
    >>> from disinhibition.models.drugs.mechanisms import factors_of
    >>> factors_of(Levels(free={"bicuculline": 1.2}))["receptors.gaba_a.all"]
    0.5
    """
    stronger = 1 + sum(
        entry["quinolones"]["most"].value * hill_of_entry(levels.free.get(agent, 0.0), entry["quinolones"])
        for agent, entry in entries.items()
        if "quinolones" in entry
    )
    reach: dict[tuple[str, str], float] = {}
    slower: list[dict[str, float]] = []
    for agent, entry in entries.items():
        level = levels.free.get(agent, 0.0)
        for receptor in ("gaba_a", "glycine"):
            if receptor in entry:
                of = entry[receptor]
                drug = level / in_micromolar(of["half"]) * (stronger if of.get("potentiated") == "quinolones" else 1.0)
                reach[receptor, of["site"]] = reach.get((receptor, of["site"]), 0.0) + drug
                if "slower" in of:
                    slower.append({f"decay.{receptor}.all": 1 + of["slower"].value * drug / (1 + drug)})
    gains = []
    for (receptor, site), drug in reach.items():
        competitive = readings["antagonist"] == "transient" and site == "agonist"
        gain = _competed(drug, shared_numbers("transient")[receptor]) if competitive else 1 / (1 + drug)
        gains.append({f"receptors.{receptor}.all": gain})
        if receptor == "gaba_a":
            # Ambient GABA is far below its half concentration: there competition is a plain division
            gains.append({"receptors.gaba_a_tonic.all": 1 / (1 + drug)})
    return combined(*gains, *slower)


def _competed(drug: float, transient: Any) -> float:
    ratio = in_micromolar(transient["half"]) / in_micromolar(transient["peak"])
    return float((1 + ratio) / (1 + ratio * (1 + drug)))
