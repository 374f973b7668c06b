"""The decision table of the differential diagnosis: classes, weights, limits and rules, read from its file."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ..signals.counted import counted
from .limits import Limit, Reference

BOUNDS = ("least", "most", "above", "below")


@dataclass(frozen=True)
class Rule:
    """A condition, the classes it is about, and its words.

    Attributes
    ----------
    name : str
        Name of the rule.
    when : Any
        A criterion, or ``all``, ``any`` and ``none`` of several.
    of : tuple of str
        Classes that the rule is about.
    words : str
        What it says.
    """

    name: str
    when: Any
    of: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Table:
    """The decision table of tables/diagnosis.yaml.

    Attributes
    ----------
    reference : Reference
        Limits, levels of muscles and named groups of muscles.
    rows : mapping
        Row to class to weight.
    words : mapping of str to str
        Criterion to what it says.
    classes : tuple of str
        Names of the classes.
    exclusions, special, subtypes, certainty, doubts, notes : tuple of Rule
        Rules beside the rows.
    """

    reference: Reference
    rows: Mapping[str, Mapping[str, int]]
    words: Mapping[str, str]
    classes: tuple[str, ...]
    exclusions: tuple[Rule, ...]
    special: tuple[Rule, ...]
    subtypes: tuple[Rule, ...]
    certainty: tuple[Rule, ...]
    doubts: tuple[Rule, ...]
    notes: tuple[Rule, ...]


def weights_digest() -> str:
    """Hash of all that decides in the table.

    Returns
    -------
    str
        16 digits over weights, limits, levels and rules; words, notes and sources do not enter.
    """
    table = load_table()
    rules = {
        part: [(rule.name, rule.when, rule.of) for rule in getattr(table, part)]
        for part in ("exclusions", "special", "subtypes", "certainty", "doubts", "notes")
    }
    limits = {name: asdict(limit) for name, limit in table.reference.limits.items()}
    sets = {name: sorted(muscles) for name, muscles in table.reference.sets.items()}
    content = [table.classes, table.rows, limits, table.reference.level, sets, rules]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


@cache
def load_table() -> Table:
    """Read the packaged decision table.

    Returns
    -------
    Table
        The table.

    Raises
    ------
    ValueError
        A row lacks a weight for a class.
    """
    text = (files(__package__) / "tables" / "diagnosis.yaml").read_text(encoding="utf-8")
    content = yaml.safe_load(text)
    classes = tuple(content["classes"])
    short = [name for name, row in content["rows"].items() if len(row["weights"]) != len(classes)]
    if short:
        raise ValueError(f"table diagnosis, {short[0]}: give {counted(len(classes), 'weight')}, one per class")
    limits = {
        name: Limit(**{bound: float(entry[bound]) for bound in BOUNDS if bound in entry})
        for name, entry in content["limits"].items()
    }
    level = {muscle: level for level, muscles in content["levels"].items() for muscle in muscles}
    rows = {name: dict(zip(classes, row["weights"], strict=True)) for name, row in content["rows"].items()}
    words = {name: row["words"] for name, row in content["rows"].items()} | content["conditions"]
    rules = {
        part: tuple(
            Rule(name, entry["when"], tuple(entry.get("of", ())), entry.get("words", ""))
            for name, entry in content[part].items()
        )
        for part in ("exclusions", "special", "subtypes", "certainty", "doubts", "notes")
    }
    sets = {name: frozenset(muscles) for name, muscles in content["sets"].items()}
    return Table(Reference(limits, level, sets), rows, words, classes, **rules)
