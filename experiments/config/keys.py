"""The dotted keys that a user may set: those of the configs, of the vocabulary, and of the tables.

Each list is read where the keys live: in the packaged files, in the classes that the schema reads them into, in the
vocabulary. None is written down a second time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from functools import cache
from typing import Any

from ...models.condition import vocabulary
from ...models.parameters.table_numbers import all_numbers
from .medication import concentration_keys, drug_keys, drug_number_keys
from .packaged import config_groups, group_keys, root_keys
from .receptor_courses import course_keys


@dataclass(frozen=True)
class Form:
    """What a config of the group ``form`` may hold beside the factors of the vocabulary.

    Attributes
    ----------
    name : str
        Name of the form, which is a label.
    lesions : list of str
        Pathways that are cut.
    drives : mapping
        Muscle to its voluntary drive.
    """

    name: str = ""
    lesions: list[str] = field(default_factory=list)
    drives: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Cut:
    """What a config of the group ``cut`` may hold.

    Attributes
    ----------
    lesions : list of str
        Pathways that are cut.
    """

    lesions: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Protocol:
    """What a config of the group ``protocol`` may hold.

    Attributes
    ----------
    name : str
        Name of the protocol, which is a label.
    stimuli : list of mapping
        The stimuli, each with the words of ``Stimulus``, or with ``frequency`` instead of ``interval``.
    drives : mapping
        Muscle to its voluntary drive.
    ramp_start, ramp_rise : float or str
        Beginning and duration of the rise of the drives: a number of s, or a text with a unit.
    """

    name: str = ""
    stimuli: list[Mapping[str, Any]] = field(default_factory=list)
    drives: Mapping[str, Any] = field(default_factory=dict)
    ramp_start: Any = 0
    ramp_rise: Any = 0


@dataclass(frozen=True)
class Simulator:
    """What a config of the group ``engine`` may hold.

    Attributes
    ----------
    kind : str
        Kind of the engine.
    precision : str
        Its precision, such as ``float32``.
    """

    kind: str = ""
    precision: str = ""


GROUPS: Mapping[str, type[Form] | type[Cut] | type[Protocol] | type[Simulator]] = {
    "form": Form, "cut": Cut, "protocol": Protocol, "engine": Simulator,
}  # fmt: skip


def run_keys() -> tuple[str, ...]:
    """The keys of one run that are in no group: of ``run.yaml`` and of the profiles.

    Returns
    -------
    tuple of str
        The keys.
    """
    return tuple(dict.fromkeys((*root_keys("run"), *group_keys("profile"))))


def study_keys() -> dict[str, tuple[str, ...]]:
    """The keys below ``study`` and ``execute``, which only a sweep has.

    Returns
    -------
    dict
        ``study`` and ``execute`` to their keys.
    """
    return {"study": root_keys("sweep")["study"], "execute": group_keys("execute")}


@cache
def valid_keys() -> tuple[str, ...]:
    """Every dotted key that a user may set, apart from the names of the config groups.

    Returns
    -------
    tuple of str
        The keys.
    """
    groups = {name: tuple(part.name for part in fields(kind)) for name, kind in GROUPS.items()} | study_keys()
    below = [f"{name}.{key}" for name, keys in groups.items() for key in keys]
    factors = list(vocabulary.factors())
    return (*run_keys(), *drug_keys(), *below, *factors, *(f"form.{key}" for key in factors))


def keys_like(key: str) -> tuple[str, ...]:
    """The dotted keys that a key can be one of.

    Those of numbers and levels are many and are read from tables. The places to which a gain may be narrowed are many,
    too, and are there for the gain that the key names.

    Parameters
    ----------
    key : str
        Dotted key, which may be misspelt.

    Returns
    -------
    tuple of str
        The keys.
    """
    first = key.partition(".")[0] if "." in key else ""
    many = {
        "numbers": number_keys,
        "concentration": concentration_keys,
        "drug_numbers": drug_number_keys,
        "courses": course_keys,
    }
    return tuple(many[first]()) if first in many else (*valid_keys(), *narrowed_keys(key))


def narrowed_keys(key: str) -> list[str]:
    """The dotted keys of the gain that a key names, at every place to which it may be narrowed.

    Parameters
    ----------
    key : str
        Dotted key, whose last part is a place or the beginning of one; the gain of a form begins with ``form.``.

    Returns
    -------
    list of str
        The keys; none if the key names no gain of a receptor.
    """
    gain = key.rpartition(".")[0]
    plain = gain.removeprefix("form.")
    return [f"{gain}.{place}" for place in vocabulary.places_of(plain)] if plain in vocabulary.gains() else []


def near_place(key: str) -> str:
    """The end of a message about a gain or course at a place that does not exist: the place that was meant.

    Parameters
    ----------
    key : str
        Dotted key.

    Returns
    -------
    str
        What it may have meant; empty if it is no gain and no course.

    Examples
    --------
    >>> near_place("form.receptors.gaba_a.left_hand_m1"), near_place("courses.gaba_a.left_c8")
    ("; did you mean 'form.receptors.gaba_a.left_m1_hand'?", "; did you mean 'courses.gaba_a.left_spinal_c8'?")
    """
    first, _, rest = key.partition(".")
    if first == "courses":
        return vocabulary.near_course(rest, "courses.") if "." in rest else ""
    return vocabulary.near_place(rest, "form.") if first == "form" else vocabulary.near_place(key)


def nearer_than_keys(word: str, others: Iterable[str]) -> str:
    """The one of some names that a word that is no key is nearer to than to any key.

    Parameters
    ----------
    word : str
        The word, which may be a dotted key.
    others : iterable of str
        Names such as those of flags, or of the parameters of a call.

    Returns
    -------
    str
        The name; empty if the word begins as a key does, or is nearer to a key or to nothing.

    Examples
    --------
    >>> [nearer_than_keys(word, ["sites"]) for word in ("site", "side", "sides", "numbers.wiring", "foo")]
    ['sites', '', '', '', '']
    """
    first, names = word.partition(".")[0], list(others)
    keys = {name.partition(".")[0] for name in (*valid_keys(), *config_groups())}
    near = [] if first in keys else get_close_matches(first, [*keys, *names], n=1)
    return near[0] if near and near[0] not in keys else ""


def number_keys() -> list[str]:
    """Every dotted key of a number of the tables.

    Returns
    -------
    list of str
        Keys such as ``numbers.<table>.<entry>``.
    """
    return [f"numbers.{name}" for name in all_numbers()]
