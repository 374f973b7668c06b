"""The largest plausible level of an agent: what is above it is a slip of the unit rather than a patient."""

from collections.abc import Iterator, Mapping
from typing import Any

from ...errors import UserError
from ..parameters.sourced import walk
from .dosing.patient import Patient
from .dosing.regimen import Dose
from .drug_tables import agent_names, kinetics_of, mechanisms_of
from .kinetics.absorption import dose_parts
from .kinetics.compartments import compartments
from .mechanisms.readings import check_readings, under_readings

MARGIN = 10.0  # for poisoning, failing organs and children; a wrong unit is off by a thousand


def plausible_maximum(agent: str) -> float:
    """Give the largest plausible free concentration of an agent.

    Parameters
    ----------
    agent : str
        Name of an agent or metabolite.

    Returns
    -------
    float
        Free concentration in uM.

    Raises
    ------
    UserError
        There is no such agent; the message gives the nearest names.
        The agent acts where it is injected and has no level.

    Notes
    -----
    The level follows from the tables, whose entries have the sources. It is the larger of two:

    - ``MARGIN`` (10) times the level that the largest plausible doses bring to a healthy adult who eliminates nothing:
      the largest amount of an hour in the central volume, or the largest amount of a day in all volumes. A metabolite
      has its share of the parent's amount of a day. These amounts are the limits ``largest`` and ``daily`` of the
      routes, above which a regimen is refused, too.
    - the largest half concentration of the agent. Half concentrations are often measured in slices, and no patient
      reaches those of some antibiotics.

    Examples
    --------
    >>> round(plausible_maximum("clonazepam"), 2)
    0.76
    """
    entry = kinetics_of(agent)
    if "local" in entry:
        raise UserError(f"{agent} acts where it is injected and has no level")
    body = compartments(entry, Patient())
    whole = body.volume * (1 + sum(out / back for out, back in body.peripheral))
    hour = max(_amounts(agent, "largest"), default=0.0)
    day = max((*_amounts(agent, "daily"), *_made(agent)), default=0.0)
    level = entry["free"].value * max(hour / body.volume, day / whole)
    return float(max(MARGIN * level, *_halves(agent, entry), 0.0))


def _amounts(agent: str, limit: str) -> Iterator[float]:
    """What of the limit of each route reaches the body, in umol."""
    entry = kinetics_of(agent)
    for route, of_route in entry.get("routes", {}).items():
        yield dose_parts(entry, Dose(agent, route, of_route[limit].si * 1e6))[agent]


def _made(agent: str) -> Iterator[float]:
    """What each parent becomes of this metabolite in a day, in umol."""
    for parent in agent_names():
        made = kinetics_of(parent).get("metabolites", {}).get(agent)
        if made is not None:
            share = max(made["fraction"].value, made["first_pass"].value if "first_pass" in made else 0.0)
            yield from (share * amount for amount in (*_amounts(parent, "daily"), *_made(parent)))


def _halves(agent: str, entry: Mapping[str, Any]) -> Iterator[float]:
    """Half concentrations in uM of what holds by default, of binding and of mechanisms."""
    numbers = [site["half"] for site in entry.get("binding", {}).values()]
    default = under_readings(mechanisms_of(agent), check_readings({}))
    numbers += [number for name, number in walk(default) if name.rpartition(".")[2] == "half"]
    yield from (number.si * 1e3 for number in numbers)
