"""The typed schema of the configs: a composed config, as plain dicts, becomes Settings or one clear error."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any, TypeVar

from ...errors import UserError
from ...models.circuits.circuit import Structure
from ...models.condition import vocabulary
from ...models.condition.condition import Condition, Stimulus
from ...models.condition.places import check_built
from ...models.condition.sites import check_site, site_names
from ...models.condition.vigilance import AWAKE, STATES
from ...models.engine.kinds import ENGINES, PRECISIONS
from ...models.parameters.ensemble import parameter_set
from ...models.parameters.nearest import nearest
from ...models.parameters.sourced import replaced_tables
from ...models.parameters.table_numbers import all_numbers, check_number, tables_with
from .design.coordinate_values import rounded
from .keys import GROUPS, Cut, Form, Protocol, Simulator, near_place, run_keys, study_keys, valid_keys
from .medication import DRUG_KEYS, read_medication
from .nested_keys import dotted
from .receptor_courses import read_courses
from .settings import Settings
from .units import read_integer, read_number

SHORTEST = 0.01  # s of a recording in which anything can be measured
LONGEST = 14400.0  # s: beyond 4 h the EMG of a body is some GB, and a slip of the unit is likelier
SLOWEST_DT = 0.1  # ms, see Structure
Group = TypeVar("Group", Form, Cut, Protocol, Simulator)


def read_settings(config: Mapping[str, Any]) -> Settings:
    """Read a composed config into the settings of a run.

    Parameters
    ----------
    config : mapping
        The composed config, as plain dicts.

    Returns
    -------
    Settings
        The settings, checked.

    Raises
    ------
    UserError
        A key does not exist; the message, of one line, names the nearest one.
        A value is not allowed; the message is one line and says how to mend it.
    """
    form, cut = _group(config, "form", Form), _group(config, "cut", Cut)
    protocol, engine = _group(config, "protocol", Protocol), _group(config, "engine", Simulator)
    duration = read_number("duration", config.get("duration"), "s")
    if not SHORTEST <= duration <= LONGEST:
        raise UserError(
            f"duration={config['duration']}: a run lasts {SHORTEST:g} to {LONGEST:g} s; several seeds record for longer"
        )
    parameters = read_integer("parameters", config.get("parameters"))
    numbers = tuple(sorted({**parameter_set(parameters), **_numbers(config.get("numbers"))}.items()))
    with replaced_tables(_tables(numbers)):  # what a drug opens is relative to what is open in this set
        medication = read_medication(config, _form_factors(config), duration)
    courses, course_step = read_courses(config, medication)
    dt = read_number("dt", config.get("dt"), "ms")
    if not 0 < dt <= SLOWEST_DT:
        raise UserError(f"dt={config['dt']}: the membrane equation needs a step above 0, of at most {SLOWEST_DT:g} ms")
    structure = Structure(
        sides=_choice("sides", config.get("sides"), ("both", "right")),
        wiring_seed=read_integer("wiring_seed", config.get("wiring_seed")),
        dt=rounded(dt * 1e-3),
        scale=read_number("scale", config.get("scale")),
        jitter=read_integer("jitter", config.get("jitter")),
        numbers=numbers,
    )
    condition = Condition(
        factors=_combine(
            _combine(medication.form, medication.factors),
            _factors(_rest(config, (*run_keys(), *DRUG_KEYS, *GROUPS, *study_keys()))),
        ),
        lesions=_lesions({"form.": form.lesions, "cut.": cut.lesions, "": config.get("lesions")}),
        stimuli=_stimuli(protocol.stimuli or []),
        drives=_largest(_drives("form.drives", form.drives), _drives("protocol.drives", protocol.drives)),
        ramp_start=read_number("protocol.ramp_start", protocol.ramp_start, "s"),
        ramp_rise=read_number("protocol.ramp_rise", protocol.ramp_rise, "s"),
        courses=courses,
        course_step=course_step,
        state=_choice("state", config.get("state", AWAKE), tuple(STATES)),
    )
    for stimulus in condition.stimuli:
        check_site(stimulus.site, site_names(structure.sides))
    check_built(condition.narrowed, structure.sides)
    return Settings(
        structure=structure,
        condition=condition,
        duration=duration,
        seed=read_integer("seed", config.get("seed")),
        engine=_choice("engine.kind", engine.kind, ENGINES),
        precision=_choice("engine.precision", engine.precision, PRECISIONS),
        form=str(form.name),
        protocol=str(protocol.name),
        parameters=parameters,
        drugs=medication.label,
    )


@lru_cache(maxsize=64)
def _tables(numbers: tuple[tuple[str, float], ...]) -> Mapping[str, Mapping[str, Any]]:
    """Tables with these numbers; the points of a study share a few sets, each of 12 ms."""
    return tables_with(dict(numbers))


def _group(config: Mapping[str, Any], name: str, kind: type[Group]) -> Group:
    """The config of a group as what may be in it; of a form the factors are read apart."""
    group = config.get(name) or {}
    if not isinstance(group, Mapping):
        raise UserError(f"{name}={group!r} is not a config of the group '{name}'")
    known = [part.name for part in fields(kind)]
    for key in group:
        if kind is not Form and key not in known:
            raise UserError(f"unknown key '{name}.{key}'" + nearest(key, known, f"{name}."))
    return kind(**{key: value for key, value in group.items() if key in known})


def _form_factors(config: Mapping[str, Any]) -> dict[str, float]:
    """The factors of the vocabulary that the form sets."""
    return _factors(_rest(config.get("form") or {}, [part.name for part in fields(Form)]), "form.")


def _rest(config: Mapping[str, Any], taken: Iterable[str]) -> dict[str, Any]:
    return {key: value for key, value in config.items() if key not in set(taken)}


def _factors(tree: Mapping[str, Any], prefix: str = "") -> dict[str, float]:
    """Flatten nested factors to dotted keys and read their values; ``prefix`` is only for messages."""
    factors: dict[str, float] = {}
    for key, value in dotted(tree).items():
        factor = vocabulary.factor_of(key)
        if factor is None:
            hint = near_place(prefix + key) or nearest(prefix + key, valid_keys())
            raise UserError(f"unknown key '{prefix}{key}'" + hint)
        factors[key] = read_number(prefix + key, value, factor.unit)
        if not factor.low <= factors[key] <= factor.high:
            unit = "" if factor.unit == "1" else f" {factor.unit}"
            raise UserError(f"{prefix}{key}={value} is outside {factor.low:g} to {factor.high:g}{unit}")
    return factors


def _numbers(tree: Any) -> dict[str, float]:
    """Numbers of the tables that a config replaces, by ``table.entry``."""
    if not isinstance(tree, Mapping):
        raise UserError(f"numbers={tree!r} names no number; give numbers.<table>.<entry>=<value>")
    known = all_numbers()
    numbers = {
        name: read_number(f"numbers.{name}", value, known[name].unit if name in known else "1")
        for name, value in dotted(tree).items()
    }
    for name, value in numbers.items():
        check_number(name, value)
    return numbers


def _combine(form: Mapping[str, float], user: Mapping[str, float]) -> dict[str, float]:
    """Gains of form, drugs and user multiply; shifts of a potential from its healthy value add up."""
    combined = dict(form)
    for key, value in user.items():
        known = vocabulary.factor_of(key)
        assert known is not None, "a key is checked where it is read"
        base = combined.get(key, known.healthy)
        combined[key] = base * value if known.unit == "1" else base + value - known.healthy
    return combined


def _choice(key: str, value: object, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise UserError(f"{key}={value} does not exist; choose {' or '.join(choices)}")
    return str(value)


def _lesions(given: Mapping[str, Any]) -> tuple[str, ...]:
    """Lesions of form, cut and config together; ``given``: what stands before ``lesions`` in a message -> the list."""
    for prefix, value in given.items():
        if value and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            raise UserError(f"{prefix}lesions={value!r} is not a list of names, such as ['transection:C2']")
    return tuple(sorted({lesion for value in given.values() for lesion in value or ()}))


def _drives(key: str, given: Mapping[str, Any] | None) -> dict[str, float]:
    if given and not isinstance(given, Mapping):
        raise UserError(f"{key}={given!r} names no muscle; give {key}.right_fdi=<fraction of maximal effort>")
    return {muscle: read_number(f"{key}.{muscle}", value) for muscle, value in (given or {}).items()}


def _largest(first: Mapping[str, float], second: Mapping[str, float]) -> dict[str, float]:
    return {muscle: max(first.get(muscle, 0), second.get(muscle, 0)) for muscle in {**first, **second}}


def _stimuli(given: Any) -> tuple[Stimulus, ...]:
    if not isinstance(given, list):
        raise UserError(f"protocol.stimuli={given!r} is no list; write [{{site: right_median_nerve, start: 1}}]")
    return tuple(_stimulus(number, entry) for number, entry in enumerate(given))


def _stimulus(number: int, entry: Mapping[str, Any]) -> Stimulus:
    key = f"protocol.stimuli[{number}]"
    if not isinstance(entry, Mapping):
        raise UserError(f"{key}={entry!r} is no stimulus; write {{site: right_median_nerve, start: 1}}")
    words = [*(field.name for field in fields(Stimulus)), "frequency"]
    for word in entry:
        if word not in words:
            raise UserError(f"unknown key '{key}.{word}'" + nearest(word, words))
    if "site" not in entry:
        raise UserError(f"{key} has no site, such as right_median_nerve")
    values: dict[str, Any] = {"site": str(entry["site"])}
    if "count" in entry:
        values["count"] = read_integer(f"{key}.count", entry["count"])
    for word, unit in (("strength", "1"), ("start", "s"), ("interval", "s"), ("jitter", "s")):
        if word in entry and not (word == "interval" and entry[word] is None):
            values[word] = read_number(f"{key}.{word}", entry[word], unit)
            if values[word] < 0:
                raise UserError(f"{key}.{word}={entry[word]} is below 0")
    if entry.get("frequency") is not None:
        if "interval" in values:
            raise UserError(
                f"{key} has interval={entry['interval']} and frequency={entry['frequency']}, which say the same;"
                " give one of them, and null for the other"
            )
        frequency = read_number(f"{key}.frequency", entry["frequency"], "Hz")
        if not frequency > 0:
            raise UserError(f"{key}.frequency={entry['frequency']} has to be above 0; one pulse has count=1")
        values["interval"] = 1 / frequency
    return Stimulus(**values)
