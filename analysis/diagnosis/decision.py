"""Differential diagnosis of jerks: which generator fits the measurements, by how much, and what is still missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .criteria import CRITERIA
from .decision_table import Rule, Table, load_table
from .features import Features
from .limits import Truth, all_of, any_of
from .wording import diagnosis_summary


@dataclass(frozen=True, repr=False)
class Diagnosis:
    """The differential diagnosis of one examination.

    Printed, it says in a few lines what the origin is, what speaks for and against it, and what is unknown.

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
        Criteria not measured that would change best, subtype or certainty, alone or as the rest of a rule; those that
        would change it most come first.
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

    def __repr__(self) -> str:
        """The lines."""
        return diagnosis_summary(self)


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
    UserError
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


def _decide(truth: Mapping[str, Truth], table: Table) -> Diagnosis:
    """The diagnosis, less what is missing, if the conditions are as said; unknown ones count as not found."""
    excluded: dict[str, tuple[str, ...]] = {}
    for rule in _holding(table.exclusions, truth):
        for name in rule.of:
            excluded[name] = (*excluded.get(name, ()), _words(rule, truth, table))
    evidence = {row: weights for row, weights in table.rows.items() if truth[row]}
    scores = {name: sum(weights[name] for weights in evidence.values()) for name in table.classes}
    left = sorted((name for name in table.classes if name not in excluded), key=lambda name: -scores[name])
    special = [rule for rule in _holding(table.special, truth) if rule.name not in excluded]
    notes: tuple[str, ...] = ()
    if special:
        best, margin, certainty, notes = special[0].name, float("inf"), "by rule", (_words(special[0], truth, table),)
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
    notes += tuple(_words(rule, truth, table) for rule in (*doubts, *_about(best, table.notes, truth)))
    subtype = next((rule.name for rule in _about(best, table.subtypes, truth)), "")
    certainty = "uncertain" if doubts else certainty
    return Diagnosis(best, subtype, certainty, float(margin), scores, excluded, evidence, (), notes)


def _missing(truth: Mapping[str, Truth], found: Diagnosis, table: Table) -> tuple[str, ...]:
    """Unknown conditions that give another answer if found or not found, or that leave such a rule open."""

    def if_known(name: str) -> list[Diagnosis]:
        return [_decide({**truth, name: value}, table) for value in (True, False)]

    def differs(other: Diagnosis) -> bool:
        return _answer(other, table) != _answer(found, table)

    unknown = [name for name, value in truth.items() if value is None]
    others = {name: if_known(name) for name in unknown}
    missing = {name for name in unknown if any(differs(other) for other in others[name])}
    for rule in (*table.exclusions, *table.special, *table.doubts):
        if _holds(rule, truth) is None and differs(_decide({**truth, rule.name: True}, table)):
            missing |= {name for name in _names(rule.when) if truth[name] is None}
    effect = {name: max(_effect(other, found) for other in others[name]) for name in missing}
    return tuple(sorted((name for name in unknown if name in missing), key=lambda name: effect[name], reverse=True))


def _effect(other: Diagnosis, found: Diagnosis) -> tuple[bool, float]:
    """How much one diagnosis differs from another: whether its class is another, and by how much its lead is."""
    if other.best != found.best:
        return True, other.margin
    return False, 0.0 if other.margin == found.margin else abs(other.margin - found.margin)


def _answer(diagnosis: Diagnosis, table: Table) -> tuple[object, ...]:
    """What a reader would call the same diagnosis; of a tie, the classes that share it."""
    left = {name: diagnosis.scores[name] for name in table.classes if name not in diagnosis.excluded}
    tied = [name for name, score in left.items() if score == max(left.values())] if not diagnosis.best else []
    return diagnosis.best, diagnosis.subtype, diagnosis.certainty, tied


def _about(name: str, rules: Iterable[Rule], truth: Mapping[str, Truth]) -> list[Rule]:
    return [rule for rule in _holding(rules, truth) if name in rule.of]


def _words(rule: Rule, truth: Mapping[str, Truth], table: Table) -> str:
    """What a rule that holds says; of several conditions that do for it, those alone that were found."""
    some = rule.when.get("any", ()) if isinstance(rule.when, Mapping) else ()
    return rule.words.format(found=" and ".join(table.words[name] for name in some if truth[name]))


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
