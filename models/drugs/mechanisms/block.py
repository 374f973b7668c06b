"""Antagonists of GABA-A and glycine receptors: at the agonist's site or in the pore."""

from typing import Any

from ..drug_tables import shared_numbers
from ..levels import Levels
from .cell_groups import multiplied
from .occupancy import Entries, Readings, hill_of, micromolar


def block(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Gain = product over sites of 1 / (1 + sum of C / half): one occupancy per site, sites multiply.

    ``half`` is what halves the current. With the reading ``antagonist.transient`` agents at the agonist's site are
    fully competitive against the synaptic transient T of GABA or glycine: (1 + K/T) / (1 + K/T (1 + sum C/half)).
    ``slower`` lengthens the decay (open-channel block, cefepime). A quinolone's half is divided by
    1 + potentiation H(C) of the anti-inflammatory drug present.
    Source: green1997 (bicuculline, picrotoxin, ciprofloxacin), amakhin2018 (cephalosporins),
    penicillin1992, fukushima1998 (morphine at glycine). Evidence: half concentrations read in vitro.
    """
    stronger = 1 + sum(
        entry["quinolones"]["most"].value * hill_of(levels.free.get(agent, 0.0), entry["quinolones"])
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
                drug = level / micromolar(of["half"]) * (stronger if of.get("potentiated") == "quinolones" else 1.0)
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
    return multiplied(*gains, *slower)


def _competed(drug: float, transient: Any) -> float:
    ratio = micromolar(transient["half"]) / micromolar(transient["peak"])
    return float((1 + ratio) / (1 + ratio * (1 + drug)))
