"""Absorption: which parts a dose has, where each part goes and how fast it gets there."""

from collections.abc import Mapping
from typing import Any

from ..dosing.regimen import Dose


def absorption_rate(entry: Mapping[str, Any], route: str) -> float:
    """Give the first-order rate at which a dose enters the plasma.

    Parameters
    ----------
    entry : Mapping[str, Any]
        Entry of the agent in the kinetic tables, as :func:`~disinhibition.models.drugs.drug_tables.kinetics_of` gives
        it.
    route : str
        Route of the dose, a key of ``entry["routes"]``.

    Returns
    -------
    float
        Rate in 1/s; 0 for a dose straight into plasma.

    Examples
    --------
    >>> from disinhibition.models.drugs.drug_tables import kinetics_of
    >>> absorption_rate(kinetics_of("morphine"), "intravenous")
    0.0
    """
    of_route = entry["routes"][route]
    return float(of_route["rate"].si) if "rate" in of_route else 0.0


def dose_parts(entry: Mapping[str, Any], dose: Dose) -> dict[str, float]:
    """Divide a dose into the agent itself, the metabolites of its first pass through the liver, and what is lost.

    Parameters
    ----------
    entry : Mapping[str, Any]
        Entry of the agent in the kinetic tables.
    dose : Dose
        The dose; its route is one of the entry.

    Returns
    -------
    dict[str, float]
        Amounts in umol by name of agent or metabolite, and by ``lost``. They add up to the dose.

    Notes
    -----
    The bioavailable share is F, or F / (1 + dose / saturation) where the transport into the body saturates. The
    metabolites of an oral dose (``first_pass``) enter at the same rate as the agent.

    Examples
    --------
    >>> from disinhibition.models.drugs.drug_tables import kinetics_of
    >>> amounts = dose_parts(kinetics_of("gabapentin"), Dose("gabapentin", "oral", 900.0))
    >>> sorted(amounts)
    ['gabapentin', 'lost']
    """
    of_route = entry["routes"][dose.route]
    given = dose.amount * 1e-6 / entry["molar_mass"].si * 1e6
    share = of_route["bioavailability"].value if "bioavailability" in of_route else 1.0
    if "saturation" in of_route:
        share /= 1 + dose.amount / (of_route["saturation"].si * 1e6)
    amounts = {dose.agent: share * given}
    if dose.route == "oral":
        for name, metabolite in entry.get("metabolites", {}).items():
            if "first_pass" in metabolite:
                amounts[name] = metabolite["first_pass"].value * given
    amounts["lost"] = given - sum(amounts.values())
    return amounts
