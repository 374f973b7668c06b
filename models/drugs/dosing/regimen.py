"""Regimens as people write them, turned into single doses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ....errors import UserError
from ...condition.places import SIDES
from ...condition.vocabulary import MUSCLES
from ...parameters.nearest import nearest
from ..drug_tables import kinetics_of
from ..synonyms import agent_called
from .amounts import read_amount, read_rate, read_time
from .patient import Patient
from .plausible_doses import most_within

KEYS = ("agent", "dose", "route", "every", "for", "start", "over", "rate", "muscle")
# Words near in sense and not in spelling
MEANT = {"name": "agent", "drug": "agent", "amount": "dose", "interval": "every", "duration": "for", "time": "start"}
HOUR, DAY = 3600.0, 86400.0
MOST_DOSES = 20_000


@dataclass(frozen=True)
class Dose:
    """One dose of one agent.

    Attributes
    ----------
    agent : str
        Name of the agent.
    route : str
        Route, one of the agent's entry in the kinetic tables.
    amount : float
        Amount of the base in mg.
    start : float
        Beginning in s.
    duration : float
        Duration in s; 0 for a dose that is given at once.
    muscle : str
        Injected muscle with side (``right_fdi``) of an agent that acts locally, otherwise empty.
    """

    agent: str
    route: str
    amount: float
    start: float = 0.0
    duration: float = 0.0
    muscle: str = ""


def read_regimen(
    entries: Sequence[Mapping[str, Any]], patient: Patient, allow_extreme: bool = False
) -> tuple[Dose, ...]:
    """Turn a list of regimens into single doses.

    Parameters
    ----------
    entries : Sequence[Mapping[str, Any]]
        Regimens. One is ``{agent, dose, route}``, the agent under any of its names; with ``every`` and ``for`` the dose
        is repeated from ``start`` on, the end not included, and with ``over`` each dose is infused in that time.
        ``{agent, rate, route, for}`` is an infusion. Amounts have a unit, may be per kg of the patient, and are those
        of the base. The route may be left out where the agent has only one.
    patient : Patient
        Covariates of the patient; the weight scales doses per kg.
    allow_extreme : bool, optional
        Whether amounts above the largest plausible ones of the tables are accepted; by default they are not.

    Returns
    -------
    tuple[Dose, ...]
        All doses in order of time.

    Raises
    ------
    UserError
        An agent is unknown, or several are called so; the message gives the nearest name, or both.
        An amount has no unit, has another dimension, is not above 0, or is above the largest plausible one; the agent
        does not have the route; or the times are out of order. The message is one line that names the regimen.

    Examples
    --------
    >>> twice_daily = {"agent": "clonazepam", "dose": "0.5 mg", "route": "oral", "every": "12 h", "for": "14 d"}
    >>> doses = read_regimen([twice_daily], Patient())
    >>> len(doses), doses[1].start
    (28, 43200.0)
    """
    read = [_read_entry(entry, f"drugs[{number}]", patient) for number, entry in enumerate(entries)]
    if not allow_extreme:
        _check_plausible(read)
    return tuple(sorted((dose for doses in read for dose in doses), key=lambda dose: dose.start))


def _read_entry(entry: Mapping[str, Any], where: str, patient: Patient) -> list[Dose]:
    example = "{agent: clonazepam, dose: '0.5 mg', route: oral}"
    if not isinstance(entry, Mapping):
        raise UserError(f"{where}: {entry!r} is no regimen; write {example}")
    for key in entry:
        if key not in KEYS:
            hint = nearest(MEANT.get(str(key), key), KEYS, otherwise=f"; an entry has {', '.join(KEYS)}")
            raise UserError(f"{where}: unknown key '{key}'{hint}")
    if "agent" not in entry:
        raise UserError(f"{where}: name the agent, as in {example}")
    try:
        agent = agent_called(str(entry["agent"]))
        kinetics = kinetics_of(agent)
    except UserError as error:
        raise UserError(f"{where}: {error.args[0]}") from None
    where = f"{where} {agent}"
    route = _route(entry.get("route"), kinetics, where)
    muscle = _muscle(entry.get("muscle", ""), kinetics, where)
    start, every, span, over = (
        read_time(entry.get(key, 0), f"{where}, {key}") for key in ("start", "every", "for", "over")
    )
    for key, time in (("start", start), ("every", every), ("for", span), ("over", over)):
        if time < 0 or (key in entry and key != "start" and time == 0):
            raise UserError(f"{where}, {key}: {entry[key]!r} must be above 0")
    if ("dose" in entry) == ("rate" in entry):
        raise UserError(f"{where}: give either a dose or a rate")
    if "rate" in entry:
        if not span or every or over:
            raise UserError(f"{where}: a rate takes 'for' and neither 'every' nor 'over'")
        amount = read_rate(entry["rate"], kinetics, patient.weight, f"{where}, rate") * span
        over, starts = span, [start]
    else:
        amount = read_amount(entry["dose"], kinetics, patient.weight, f"{where}, dose")
        starts = _starts(start, every, span, over, where)
    if over and (route == "oral" or "local" in kinetics):
        raise UserError(f"{where}: what is given {route} is not infused; leave out 'over' and 'rate'")
    return [Dose(agent, route, amount, begin, over, muscle) for begin in starts]


def _route(given: object, kinetics: Mapping[str, Any], where: str) -> str:
    routes = kinetics.get("routes", {})
    if not routes:
        raise UserError(f"{where}: is a metabolite and cannot be given")
    if given is None and len(routes) == 1:
        return str(next(iter(routes)))
    if not isinstance(given, str) or given not in routes:
        what = "name the route" if given is None else f"has no route '{given}'"
        raise UserError(f"{where}: {what}; it is given {' or '.join(routes)}")
    return str(given)


def _muscle(given: object, kinetics: Mapping[str, Any], where: str) -> str:
    if "local" not in kinetics:
        if given:
            raise UserError(f"{where}: acts everywhere; leave out 'muscle'")
        return ""
    known = [f"{side}_{muscle}" for side in SIDES for muscle in MUSCLES]
    if given not in known:
        raise UserError(f"{where}: name the injected muscle" + nearest(given, known))
    return str(given)


def _starts(start: float, every: float, span: float, over: float, where: str) -> list[float]:
    """Beginnings of the doses of one entry in s."""
    if not every and not span:
        return [start]
    if not every or not span:
        raise UserError(f"{where}: a repeated dose takes both 'every' and 'for'")
    if span < every:
        raise UserError(f"{where}: times are out of order, 'for' is shorter than 'every'")
    if over > every:
        raise UserError(f"{where}: times are out of order, 'over' is longer than 'every'")
    count = int(-(-span // every))
    if count > MOST_DOSES:
        raise UserError(f"{where}: is {count} doses; the most is {MOST_DOSES}, write it as a rate")
    return [start + every * n for n in range(count)]


def _check_plausible(read: Sequence[Sequence[Dose]]) -> None:
    """Refuse more of an agent by one route in an hour or a day than is plausible, all entries together."""
    given = [(number, dose) for number, doses in enumerate(read) for dose in doses]
    for agent, route in dict.fromkeys((dose.agent, dose.route) for _, dose in given):
        mine = [(number, dose) for number, dose in given if (dose.agent, dose.route) == (agent, route)]
        amounts, starts, durations = np.array([(dose.amount, dose.start, dose.duration) for _, dose in mine]).T
        kinetics = kinetics_of(agent)
        unit, scale = ("U", kinetics["activity"].si / 1e6) if "activity" in kinetics else ("mg", 1.0)
        for limit, window, name in (("largest", HOUR, "an hour"), ("daily", DAY, "a day")):
            most = kinetics["routes"][route][limit].si * 1e6
            within, part = most_within(amounts, starts, durations, window)
            if within > most * (1 + 1e-9):
                entries = dict.fromkeys(number for (number, _), taken in zip(mine, part, strict=True) if taken)
                where = ", ".join(f"drugs[{number}]" for number in entries)
                raise UserError(
                    f"{where} {agent}: {route}, {within * scale:g} {unit} in {name} is above the largest plausible"
                    f" {most * scale:g} {unit}; allow_extreme=true gives it all the same"
                )
