"""Drugs of a config: doses, or levels set directly, become factors of the vocabulary at one moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from ...errors import UserError
from ...models.condition import vocabulary
from ...models.drugs.dosing.amounts import read_time
from ...models.drugs.dosing.patient import COVARIATES, Patient, read_patient
from ...models.drugs.drug_tables import agent_names, kinetics_of
from ...models.drugs.levels import Levels
from ...models.drugs.synonyms import agent_called
from .nested_keys import dotted
from .units import read_number

DRUG_KEYS = (
    "drugs",
    "snapshot",
    "moving",
    "allow_extreme",
    "concentration",
    "patient",
    "readings",
    "stimulation",
    "drug_numbers",
)
KNOTS = 100  # of a run in which levels move: 0.6 s of a minute, in which no effect site gets far
Named = tuple[tuple[str, float], ...]
DIGITS = 9  # of a factor, so that the last bits of a solver do not make another point of a study


@dataclass(frozen=True)
class Medication:
    """What the drugs of a config do.

    Attributes
    ----------
    form : mapping
        Factors of the form as a treatment leaves it.
    factors : mapping
        Factors of the drugs. Of levels that move within the run they are those at its beginning.
    label : str
        The free levels in uM, such as ``clonazepam 0.0138 uM``; it is '' without drugs.
    courses : mapping
        Of levels that move within the run, factor to what follows, one value per ``course_step``.
    course_step : float
        Time between two values of a course, s.
    """

    form: Mapping[str, float]
    factors: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    label: str = ""
    courses: Mapping[str, tuple[float, ...]] = field(default_factory=lambda: MappingProxyType({}))
    course_step: float = 1.0


def read_medication(config: Mapping[str, Any], form: Mapping[str, float], duration: float) -> Medication:
    """Read the drugs of a composed config.

    Parameters
    ----------
    config : mapping
        The composed config.
    form : mapping
        Factors of its form.
    duration : float
        Duration of the run, s.

    Returns
    -------
    Medication
        What the drugs do.

    Raises
    ------
    UserError
        In one line, for an unknown agent, covariate, reading or number.
        In one line, for anything else that cannot be: doses without unit or beyond what is plausible, times out of
        order, drugs without a snapshot, levels that are to move within the run where nothing of what they do can.
    """
    given: dict[str, Any] = {key: config.get(key) for key in DRUG_KEYS}
    if all(value is None or value is False or value in ({}, []) for value in given.values()):
        return Medication(form)
    for key in ("concentration", "patient", "readings", "stimulation", "drug_numbers"):
        given[key] = {} if given[key] is None else given[key]
        if not isinstance(given[key], Mapping):
            raise UserError(f"{key}={given[key]!r} names nothing; give {key}.<name>=<value>")
    for key in ("allow_extreme", "moving"):
        given[key] = False if given[key] is None else given[key]
        if not isinstance(given[key], bool):
            raise UserError(f"{key}={given[key]} has to be true or false")
    from ...models.drugs.drug_numbers import replaced_drug_numbers
    from ...models.drugs.mechanisms import agonist_need, check_readings, factors_of, restored
    from ...models.drugs.moving_levels import courses_of

    patient, readings = read_patient(given["patient"]), check_readings(given["readings"])
    numbers = {name: _drug_number(name, value) for name, value in dotted(given["drug_numbers"]).items()}
    with replaced_drug_numbers(numbers):
        kinetic = tuple(sorted((name, value) for name, value in numbers.items() if not name.startswith("mechanisms.")))
        step = duration / KNOTS if given["moving"] else 1.0
        needs = tuple(sorted(agonist_need(readings).items()))
        levels = _levels(
            given, patient, (kinetic, needs), [step * knot for knot in range(KNOTS if given["moving"] else 1)]
        )
        factors = [_changed(factors_of(level, readings), level) for level in levels]
        treated = restored(form, levels[0])
    courses, held = courses_of(factors)
    if held and not courses:
        raise UserError(
            f"moving=true: what these drugs change ({', '.join(held)}) holds still within a run; take snapshots instead"
        )
    label = _label(levels[0], levels[-1]) + (f"; held still: {', '.join(held)}" if held else "")
    rounded = {name: tuple(map(_rounded, values)) for name, values in courses.items()}
    return Medication(treated, factors[0], label, rounded, step if courses else 1.0)


def _changed(factors: Mapping[str, float], levels: Levels) -> dict[str, float]:
    """The factors, rounded, that are not healthy. Raises ValueError for more than the model can run."""
    known = vocabulary.factors()
    found = {word: _rounded(value) for word, value in factors.items()}
    for word, value in found.items():
        if not known[word].low <= value <= known[word].high:
            raise UserError(
                f"drugs: {_label(levels, levels)} bring {word} to {value:.3g}, outside {known[word].low:g} to"
                f" {known[word].high:g}, which the model can run; give less"
            )
    return {word: value for word, value in found.items() if value != known[word].healthy}


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def drug_keys() -> list[str]:
    """Every dotted key of drugs but the levels and numbers of single agents.

    Returns
    -------
    list of str
        The keys.
    """
    from ...models.drugs.mechanisms import READINGS

    return [*DRUG_KEYS, *(f"patient.{name}" for name in COVARIATES), *(f"readings.{name}" for name in READINGS),
            "stimulation.vim"]  # fmt: skip


def concentration_keys() -> list[str]:
    """Every dotted key of a level.

    Returns
    -------
    list of str
        Keys such as ``concentration.clonazepam``.
    """
    return [f"concentration.{agent}" for agent in agent_names()]


def drug_number_keys() -> list[str]:
    """Every dotted key of a number of the tables of drugs.

    Returns
    -------
    list of str
        Keys below ``drug_numbers``.
    """
    from ...models.drugs.drug_numbers import drug_numbers

    return [f"drug_numbers.{name}" for name in drug_numbers()]


def _levels(
    given: Mapping[str, Any], patient: Patient, changed: tuple[Named, Named], after: Sequence[float]
) -> list[Levels]:
    """Levels so many s after the snapshot of the regimens, joined with those set directly.

    ``changed``: numbers of kinetics that are replaced, and how many times their level agonists need by site.
    """
    followed = [Levels()] * len(after)
    from ...models.drugs.plausible_levels import plausible_maximum

    free: dict[str, float] = {}
    states: dict[str, float] = {}
    if given["drugs"]:
        from ...models.drugs.dosing.regimen import read_regimen

        if not isinstance(given["drugs"], list):
            raise UserError("drugs has to be a list, such as [{agent: clonazepam, dose: '0.5 mg', route: oral}]")
        doses = read_regimen(given["drugs"], patient, given["allow_extreme"])
        if given["snapshot"] is None and not given["moving"]:
            raise UserError(
                "drugs need the moment at which the network is run, such as snapshot='14 d' after the regimen begins"
            )
        begin = read_time(given["snapshot"] or 0, "snapshot")
        followed = _at(doses, patient, tuple(begin + time for time in after), changed)
    for key, what in (("snapshot", "look at"), ("moving", "follow")):
        if given[key] is not None and given[key] is not False and not given["drugs"]:
            raise UserError(f"{key}={given[key]}: there are no drugs to {what}; give drugs=[...] or regimen=...")
    for name, value in given["concentration"].items():
        agent, level = _agent(name), _level(name, value)
        if agent in free:
            raise UserError(f"concentration.{name}: {agent} is given twice, under two names")
        if agent not in followed[0].free:
            most = plausible_maximum(agent)
            if level > most and not given["allow_extreme"]:
                raise UserError(
                    f"concentration.{name}={level:.4g} uM is above the largest plausible level, {most:.3g} uM;"
                    " is the unit right? allow_extreme=true runs it all the same"
                )
            free[agent] = level
        elif level > 0:
            # None of it beside a regimen contradicts nothing: a table of points has a cell for every agent
            raise UserError(f"concentration.{agent}: its level follows from drugs; leave one of the two out")
    if "vim" in given["stimulation"]:
        states["vim_stimulation.entrained"] = _fraction("stimulation.vim", given["stimulation"]["vim"])
    for name in given["stimulation"]:
        if name != "vim":
            raise UserError(f"unknown key 'stimulation.{name}'; did you mean 'stimulation.vim'?")
    return [
        Levels(MappingProxyType({**level.free, **free}), MappingProxyType({**level.states, **states}))
        for level in followed
    ]


@lru_cache(maxsize=1024)
def _at(
    doses: tuple[Any, ...], patient: Patient, times: tuple[float, ...], changed: tuple[Named, Named]
) -> list[Levels]:
    """Levels at times in s. Circuits and seeds of a study share them: kinetics cost more than all else of its plan.

    ``changed``: what replaces numbers of the tables at this moment, so that what it changes is told apart, and how many
    times their level agonists need by site.
    """
    import numpy as np

    from ...models.drugs.kinetics.course import course

    if times[0] < 0:
        raise UserError("snapshot has to lie at or after the beginning of the regimen, 0 s")
    followed = course(doses, patient, np.array(times), dict(changed[1]))
    return [followed.at(time) for time in times]


def _agent(name: str) -> str:
    """The agent of a level that is set directly."""
    try:
        agent = agent_called(name)
        kinetics_of(agent)
    except UserError as error:
        raise UserError(f"concentration.{name}: {error.args[0]}") from None
    return agent


def _level(name: str, value: object) -> float:
    """A free concentration in uM; a bare number is in uM."""
    where, agent = f"concentration.{name}", _agent(name)
    entry = kinetics_of(agent)
    if "local" in entry:
        raise UserError(f"{where} acts where it is injected; give it by drugs=[{{agent: {agent}, ...}}]")
    level = read_number(where, value, "uM")
    if level < 0:
        raise UserError(f"{where}={value} is below 0")
    return level


def _drug_number(name: str, value: object) -> float:
    """A number of the tables of drugs in the unit of its entry; of a name that is none the unit is not known."""
    from ...models.drugs.drug_numbers import drug_numbers

    known = drug_numbers().get(name)
    return read_number(f"drug_numbers.{name}", value, known.unit if known else "1")


def _fraction(key: str, value: object) -> float:
    number = read_number(key, value)
    if not 0 <= number <= 1:
        raise UserError(f"{key}={value} has to be a fraction from 0 to 1")
    return number


def _label(levels: Levels, last: Levels) -> str:
    """Levels at the beginning of a run and, where they move, at its last knot."""
    parts = []
    for agent, level in sorted(levels.free.items()):
        if level > 0 or last.free[agent] > 0:
            end = "" if level == last.free[agent] else f" to {last.free[agent]:.3g}"
            parts.append(f"{agent} {level:.3g}{end} uM")
    parts += [f"{name} {value:.3g}" for name, value in sorted(levels.states.items()) if name.endswith(".entrained")]
    parts += [
        f"{name.removesuffix('.units')} {value:.3g} U"
        for name, value in sorted(levels.states.items())
        if name.endswith(".units")
    ]
    return ", ".join(parts)
