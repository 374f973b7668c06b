"""The typed schema of the configs: a composed config, as plain dicts, becomes Settings or one clear error."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from ...models.circuits.circuit import Structure
from ...models.condition import vocabulary
from ...models.condition.condition import Condition, Stimulus
from ...models.condition.sites import check_site, site_names
from ...models.parameters.ensemble import parameter_set
from ...models.parameters.sourced import replaced_tables
from ...models.parameters.table_numbers import all_numbers, check_number, tables_with
from .design import rounded
from .medication import DRUG_KEYS, concentration_keys, drug_keys, drug_number_keys, read_medication
from .nested_keys import leaves
from .settings import Settings
from .units import read_integer, read_number

ENGINES = ("standalone", "numpy")
PRECISIONS = ("float32", "float64")
RUN_KEYS = (
    "duration",
    "dt",
    "scale",
    "seed",
    "wiring_seed",
    "jitter",
    "parameters",
    "numbers",
    "sides",
    "lesions",
)
GROUP_KEYS: Mapping[str, tuple[str, ...]] = {
    "form": ("name", "lesions", "drives"),
    "cut": ("lesions",),
    "protocol": ("name", "stimuli", "drives", "ramp_start", "ramp_rise"),
    "engine": ("kind", "precision"),
}
STUDY_KEYS: Mapping[str, tuple[str, ...]] = {
    "study": (
        *("name", "path", "design", "axes", "grids", "samples", "design_seed", "table", "base", "sets"),
        *("examples", "figure", "measure"),
    ),
    "execute": (
        *("kind", "workers", "time_limit", "address", "shards", "partition", "walltime", "memory", "interface"),
        *("directives", "prologue", "logs"),
    ),
}


def read_settings(config: Mapping[str, Any]) -> Settings:
    """Read a composed config.

    Raises KeyError for a key that does not exist (naming the nearest one) and ValueError for a value that is not
    allowed; the message is one line and says how to mend it.
    """
    form, cut, protocol, engine = (_group(config, name) for name in GROUP_KEYS)
    duration = read_number("duration", config.get("duration"), "s")
    if duration <= 0:
        raise ValueError(f"duration={config['duration']}: a run lasts longer than 0 s")
    parameters = read_integer("parameters", config.get("parameters"))
    numbers = tuple(sorted({**parameter_set(parameters), **_numbers(config.get("numbers"))}.items()))
    with replaced_tables(_tables(numbers)):  # what a drug opens is relative to what is open in this set
        medication = read_medication(config, _factors(_rest(form, GROUP_KEYS["form"]), "form."), duration)
    structure = Structure(
        sides=_choice("sides", config.get("sides"), ("both", "right")),
        wiring_seed=read_integer("wiring_seed", config.get("wiring_seed")),
        dt=rounded(read_number("dt", config.get("dt"), "ms") * 1e-3),
        scale=read_number("scale", config.get("scale")),
        jitter=read_integer("jitter", config.get("jitter")),
        numbers=numbers,
    )
    condition = Condition(
        factors=_combine(
            _combine(medication.form, medication.factors),
            _factors(_rest(config, (*RUN_KEYS, *DRUG_KEYS, *GROUP_KEYS, *STUDY_KEYS, "profile"))),
        ),
        lesions=tuple(sorted({*_lesions("form.", form), *_lesions("cut.", cut), *_lesions("", config)})),
        stimuli=tuple(_stimulus(number, entry) for number, entry in enumerate(protocol.get("stimuli") or [])),
        drives=_largest(_drives("form.drives", form), _drives("protocol.drives", protocol)),
        ramp_start=read_number("protocol.ramp_start", protocol.get("ramp_start", 0), "s"),
        ramp_rise=read_number("protocol.ramp_rise", protocol.get("ramp_rise", 0), "s"),
        courses=dict(medication.courses),
        course_step=medication.course_step,
    )
    for stimulus in condition.stimuli:
        check_site(stimulus.site, site_names(structure.sides))
    return Settings(
        structure=structure,
        condition=condition,
        duration=duration,
        seed=read_integer("seed", config.get("seed")),
        engine=_choice("engine.kind", engine.get("kind"), ENGINES),
        precision=_choice("engine.precision", engine.get("precision"), PRECISIONS),
        form=str(form.get("name", "")),
        protocol=str(protocol.get("name", "")),
        parameters=parameters,
        drugs=medication.label,
    )


@lru_cache(maxsize=64)
def _tables(numbers: tuple[tuple[str, float], ...]) -> Mapping[str, Mapping[str, Any]]:
    """Tables with these numbers; the points of a study share a few sets, each of 12 ms."""
    return tables_with(dict(numbers))


def valid_keys() -> list[str]:
    """Every dotted key that a user may set, apart from the names of the config groups."""
    groups = [f"{name}.{word}" for name, words in {**GROUP_KEYS, **STUDY_KEYS}.items() for word in words]
    factors = list(vocabulary.factors())
    return [*RUN_KEYS, *drug_keys(), *groups, *factors, *(f"form.{key}" for key in factors)]


def keys_like(key: str) -> list[str]:
    """The dotted keys that ``key`` can be one of; those of numbers and levels are many and read from tables."""
    first = key.partition(".")[0] if "." in key else ""
    many = {"numbers": number_keys, "concentration": concentration_keys, "drug_numbers": drug_number_keys}
    return many.get(first, valid_keys)()


def number_keys() -> list[str]:
    """Every dotted key of a number of the tables."""
    return [f"numbers.{name}" for name in all_numbers()]


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ``"; did you mean 'x'?"`` for the known word nearest to ``word``, or nothing."""
    near = get_close_matches(word, list(known), n=1)
    return f"; did you mean '{near[0]}'?" if near else ""


def _group(config: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    group = config.get(name) or {}
    if not isinstance(group, Mapping):
        raise ValueError(f"{name}={group!r} is not a config of the group '{name}'")
    words = GROUP_KEYS[name]
    for key in group:
        if name != "form" and key not in words:
            raise KeyError(f"unknown key '{name}.{key}'" + nearest(key, words))
    return group


def _rest(config: Mapping[str, Any], taken: Iterable[str]) -> dict[str, Any]:
    return {key: value for key, value in config.items() if key not in set(taken)}


def _factors(tree: Mapping[str, Any], prefix: str = "") -> dict[str, float]:
    """Flatten nested factors to dotted keys and read their values; ``prefix`` is only for messages."""
    known = vocabulary.factors()
    factors: dict[str, float] = {}
    for key, value in leaves(tree):
        if key not in known:
            raise KeyError(f"unknown key '{prefix}{key}'" + nearest(prefix + key, valid_keys()))
        factor = known[key]
        factors[key] = read_number(prefix + key, value, factor.unit)
        if not factor.low <= factors[key] <= factor.high:
            unit = "" if factor.unit == "1" else f" {factor.unit}"
            raise ValueError(f"{prefix}{key}={value} is outside {factor.low:g} to {factor.high:g}{unit}")
    return factors


def _numbers(tree: Any) -> dict[str, float]:
    """Numbers of the tables that a config replaces, by ``table.entry``."""
    if not isinstance(tree, Mapping):
        raise ValueError(f"numbers={tree!r} names no number; give numbers.<table>.<entry>=<value>")
    numbers = {name: read_number(f"numbers.{name}", value) for name, value in leaves(tree)}
    for name, value in numbers.items():
        check_number(name, value)
    return numbers


def _combine(form: Mapping[str, float], user: Mapping[str, float]) -> dict[str, float]:
    """Gains of form, drugs and user multiply; shifts of a potential from its healthy value add up."""
    known = vocabulary.factors()
    combined = dict(form)
    for key, value in user.items():
        healthy = known[key].healthy
        base = combined.get(key, healthy)
        combined[key] = base * value if known[key].unit == "1" else base + value - healthy
    return combined


def _choice(key: str, value: object, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise ValueError(f"{key}={value} does not exist; choose {' or '.join(choices)}")
    return str(value)


def _lesions(prefix: str, group: Mapping[str, Any]) -> list[str]:
    value = group.get("lesions") or []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"{prefix}lesions={value!r} is not a list of names, such as ['transection:C2']")
    return list(value)


def _drives(key: str, group: Mapping[str, Any]) -> dict[str, float]:
    return {muscle: read_number(f"{key}.{muscle}", value) for muscle, value in (group.get("drives") or {}).items()}


def _largest(first: Mapping[str, float], second: Mapping[str, float]) -> dict[str, float]:
    return {muscle: max(first.get(muscle, 0), second.get(muscle, 0)) for muscle in {**first, **second}}


def _stimulus(number: int, entry: Mapping[str, Any]) -> Stimulus:
    key = f"protocol.stimuli[{number}]"
    words = [field.name for field in fields(Stimulus)]
    for word in entry:
        if word not in words:
            raise KeyError(f"unknown key '{key}.{word}'" + nearest(word, words))
    if "site" not in entry:
        raise ValueError(f"{key} has no site, such as right_median_nerve")
    values: dict[str, Any] = {"site": str(entry["site"])}
    if "count" in entry:
        values["count"] = read_integer(f"{key}.count", entry["count"])
    for word, unit in (("strength", "1"), ("start", "s"), ("interval", "s"), ("jitter", "s")):
        if word in entry:
            values[word] = read_number(f"{key}.{word}", entry[word], unit)
            if values[word] < 0:
                raise ValueError(f"{key}.{word}={entry[word]} is below 0")
    return Stimulus(**values)
