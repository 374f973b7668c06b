"""Differential diagnosis of jerks: which generator fits the measurements, by how much, and what is still missing."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from .criteria import CRITERIA
from .features import Features
from .limits import Limit, Reference, Truth, all_of, any_of

BOUNDS = ("least", "most", "above", "below")
NOT_FOR_CARE = "This is a research model. It is not for patient care."


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


@dataclass(frozen=True)
class Diagnosis:
    """The differential diagnosis of one examination.

    Attributes
    ----------
    best : str
        Class, '' where several share the highest score or none is left.
    subtype : str
        Narrower name or ''.
    certainty : str
        'definite', 'probable' or 'possible' (cortical); 'by score'; 'by rule' (a special class, or all others
        excluded); 'uncertain' (margin below 2, no grade of certainty reached, or a doubt).
    margin : float
        Lead over the next class that is not excluded, inf without one or by rule.
    scores : mapping of str to int
        Scores of all classes, excluded ones too.
    excluded : mapping of str to tuple of str
        Class to reasons.
    evidence : mapping
        Row that holds to class to weight.
    missing : tuple of str
        Criteria not measured that would change best, subtype or certainty, alone or as the rest of a rule.
    notes : tuple of str
        What else to know.
    """

    best: str
    subtype: str
    certainty: str
    margin: float
    scores: Mapping[str, int]
    excluded: Mapping[str, tuple[str, ...]]
    evidence: Mapping[str, Mapping[str, int]]
    missing: tuple[str, ...]
    notes: tuple[str, ...]


def diagnose(features: Features) -> Diagnosis:
    """The generator that fits best: exclusions first, then special classes, then the sum of the weights of true rows.

    Parameters
    ----------
    features : Features
        What the examination measured.

    Returns
    -------
    Diagnosis
        An examination without measurements is uncertain with margin 0 and everything missing.

    Raises
    ------
    ValueError
        A muscle has no level, or the order holds a cranial muscle while supra_fm is false.

    Notes
    -----
    tables/diagnosis.yaml holds the source of every limit and rule.

    Examples
    --------
    >>> diagnose(Features()).certainty
    'uncertain'
    """
    table = load_table()
    truth = {name: predicate(features, table.reference) for name, predicate in CRITERIA.items()}
    found = _decide(truth, table)
    return Diagnosis(**{**vars(found), "missing": _missing(truth, found, table)})


def diagnosis_text(diagnosis: Diagnosis) -> str:
    """Write a diagnosis as lines of text.

    The lines give class and certainty, scores, exclusions, evidence, what is missing and notes. The last line says that
    the text is not for patient care.

    Parameters
    ----------
    diagnosis : Diagnosis
        The diagnosis.

    Returns
    -------
    str
        The lines.
    """
    words = load_table().words
    best, doubt = diagnosis.best, "?" if diagnosis.certainty == "uncertain" else ""
    name = _plain(best) + doubt if best else "no single class"
    subtype = f" ({_plain(diagnosis.subtype)})" if diagnosis.subtype else ""
    ranked = sorted(diagnosis.scores.items(), key=lambda item: -item[1])
    scores = [f"{_plain(x)} {score}{' excluded' if x in diagnosis.excluded else ''}" for x, score in ranked]
    evidence = [
        f"  {words[row]}" + (f": {weights[best]:+d}" if best in weights else "")
        for row, weights in diagnosis.evidence.items()
    ]
    return "\n".join(
        [
            f"{name}{subtype}, {diagnosis.certainty}, margin {diagnosis.margin:g}",
            "scores: " + ", ".join(scores),
            *(f"excluded: {_plain(x)}: {'; '.join(reasons)}" for x, reasons in diagnosis.excluded.items()),
            *(["evidence:", *evidence] if evidence else ["evidence: none"]),
            *(["would change it: " + "; ".join(words[x] for x in diagnosis.missing)] if diagnosis.missing else []),
            *(f"note: {note}" for note in diagnosis.notes),
            NOT_FOR_CARE,
        ]
    )


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
        raise ValueError(f"table diagnosis, {short[0]}: give {len(classes)} weights, one per class")
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


def _decide(truth: Mapping[str, Truth], table: Table) -> Diagnosis:
    """The diagnosis, less what is missing, if the conditions are as said; unknown ones count as not found."""
    excluded: dict[str, tuple[str, ...]] = {}
    for rule in _holding(table.exclusions, truth):
        for name in rule.of:
            excluded[name] = (*excluded.get(name, ()), rule.words)
    evidence = {row: weights for row, weights in table.rows.items() if truth[row]}
    scores = {name: sum(weights[name] for weights in evidence.values()) for name in table.classes}
    left = sorted((name for name in table.classes if name not in excluded), key=lambda name: -scores[name])
    special = [rule for rule in _holding(table.special, truth) if rule.name not in excluded]
    notes: tuple[str, ...] = ()
    if special:
        best, margin, certainty, notes = special[0].name, float("inf"), "by rule", (special[0].words,)
    elif len(left) > 1:
        margin = scores[left[0]] - scores[left[1]]
        sure = bool(table.reference.limits["margin"].holds(margin))
        best, certainty = left[0] if margin else "", "by score" if sure else "uncertain"
    elif left:
        best, margin, certainty = left[0], float("inf"), "by rule"
    else:
        best, margin, certainty, notes = "", 0.0, "uncertain", ("the exclusions leave no class",)
    if certainty != "uncertain" and any(best in rule.of for rule in table.certainty):
        certainty = next((rule.name for rule in _about(best, table.certainty, truth)), "uncertain")
    doubts = _about(best, table.doubts, truth)
    notes += tuple(rule.words for rule in (*doubts, *_about(best, table.notes, truth)))
    subtype = next((rule.name for rule in _about(best, table.subtypes, truth)), "")
    certainty = "uncertain" if doubts else certainty
    return Diagnosis(best, subtype, certainty, float(margin), scores, excluded, evidence, (), notes)


def _missing(truth: Mapping[str, Truth], found: Diagnosis, table: Table) -> tuple[str, ...]:
    """Unknown conditions that give another answer if found or not found, or that leave such a rule open."""

    def differs(name: str, value: bool) -> bool:
        other = _decide({**truth, name: value}, table)
        return _answer(other, table) != _answer(found, table)

    unknown = [name for name, value in truth.items() if value is None]
    missing = {name for name in unknown if differs(name, True) or differs(name, False)}
    for rule in (*table.exclusions, *table.special, *table.doubts):
        if _holds(rule, truth) is None and differs(rule.name, True):
            missing |= {name for name in _names(rule.when) if truth[name] is None}
    return tuple(name for name in unknown if name in missing)


def _answer(diagnosis: Diagnosis, table: Table) -> tuple[object, ...]:
    """What a reader would call the same diagnosis; of a tie, the classes that share it."""
    left = {name: diagnosis.scores[name] for name in table.classes if name not in diagnosis.excluded}
    tied = [name for name, score in left.items() if score == max(left.values())] if not diagnosis.best else []
    return diagnosis.best, diagnosis.subtype, diagnosis.certainty, tied


def _about(name: str, rules: Iterable[Rule], truth: Mapping[str, Truth]) -> list[Rule]:
    return [rule for rule in _holding(rules, truth) if name in rule.of]


def _holding(rules: Iterable[Rule], truth: Mapping[str, Truth]) -> list[Rule]:
    return [rule for rule in rules if _holds(rule, truth)]


def _holds(rule: Rule, truth: Mapping[str, Truth]) -> Truth:
    return truth[rule.name] if rule.name in truth else _combine(rule.when, truth)


def _combine(when: Any, truth: Mapping[str, Truth]) -> Truth:
    """Truth of a condition, or of ``all``, ``any`` and ``none`` of several."""
    if isinstance(when, str):
        return truth[when]
    none = any_of(*(truth[name] for name in when.get("none", ())))
    some = any_of(*(truth[name] for name in when["any"])) if "any" in when else True
    return all_of(*(truth[name] for name in when.get("all", ())), some, None if none is None else not none)


def _names(when: Any) -> list[str]:
    return [when] if isinstance(when, str) else [name for part in when.values() for name in part]


def _plain(name: str) -> str:
    return name.replace("_", " ")
