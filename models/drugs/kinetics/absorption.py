"""Absorption: where the parts of a dose go, and how fast."""

from collections.abc import Mapping
from typing import Any

from ..dosing.regimen import Dose


def absorption_rate(entry: Mapping[str, Any], route: str) -> float:
    """First-order rate in 1/s from the site of a dose into plasma; 0 for a dose straight into plasma."""
    words = entry["routes"][route]
    return float(words["rate"].si) if "rate" in words else 0.0


def parts(entry: Mapping[str, Any], dose: Dose) -> dict[str, float]:
    """Amounts in umol of what becomes of a dose: the agent itself, metabolites of the first pass, ``lost``.

    The bioavailable share is F, or F / (1 + dose / saturation) where the transport into the body saturates. What an
    oral dose leaves as a metabolite (``first_pass``) enters at the same rate.
    """
    words = entry["routes"][dose.route]
    given = dose.amount * 1e-6 / entry["molar_mass"].si * 1e6
    share = words["bioavailability"].value if "bioavailability" in words else 1.0
    if "saturation" in words:
        share /= 1 + dose.amount / (words["saturation"].si * 1e6)
    amounts = {dose.agent: share * given}
    if dose.route == "oral":
        for name, metabolite in entry.get("metabolites", {}).items():
            if "first_pass" in metabolite:
                amounts[name] = metabolite["first_pass"].value * given
    amounts["lost"] = given - sum(amounts.values())
    return amounts
