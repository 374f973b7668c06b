"""Open facts about drugs and their roles: which numbers they set, which check looks at them (``drug_facts.yaml``)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from textwrap import wrap
from types import MappingProxyType

import yaml

from ...analysis.signals.counted import counted

FILE = "drug_facts.yaml"
ROLES = ("construction", "prediction")
WIDTH = 110


@dataclass(frozen=True)
class Fact:
    """One published outcome.

    Attributes
    ----------
    id : str
        Its key, such as ``O8``.
    found : str
        What was found, with its number.
    role : str
        ``construction`` if it set a number of the tables, else ``prediction``.
    sources : tuple of str
        Keys of references.bib.
    entries : tuple of str
        The numbers of the tables of drugs that it set; empty for a prediction.
    rows : tuple of str
        Rows of ``disinhibition validate`` that look at it.
    why : str
        Why no row does, or what a reader must know of the role.
    """

    id: str
    found: str
    role: str
    sources: tuple[str, ...]
    entries: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    why: str = ""


@cache
def drug_facts() -> Mapping[str, Fact]:
    """Every open fact by its id, O1 to O38, in order.

    Returns
    -------
    mapping
        Id to fact.
    """
    content = yaml.safe_load((files(__package__) / FILE).read_text(encoding="utf-8"))
    facts = {}
    for name, words in content.items():
        lists = {word: tuple(words.get(word, ())) for word in ("sources", "entries", "rows")}
        facts[name] = Fact(name, words["found"], words["role"], why=words.get("why", ""), **lists)
    return MappingProxyType(facts)


def role_of(fact: str) -> str:
    """The role of a fact, which the rows that look at it take.

    Parameters
    ----------
    fact : str
        Id of the fact.

    Returns
    -------
    str
        ``construction`` or ``prediction``.

    Examples
    --------
    >>> role_of("O8")
    'prediction'
    """
    return drug_facts()[fact].role


def facts_text() -> str:
    """Write all facts as text: role, what was found, where, what it set, what looks at it.

    Returns
    -------
    str
        The text, of several lines.
    """
    facts = drug_facts().values()
    counts = ", ".join(f"{sum(fact.role == role for fact in facts)} {role}" for role in ROLES)
    lines = [f"{counted(len(facts), 'open fact')}: {counts}; roles set before anything was run"]
    for fact in facts:
        lines += ["", *wrap(f"{fact.id}  {fact.role}: {fact.found}", WIDTH, subsequent_indent="     ")]
        for label, words in (
            ("source", ", ".join(fact.sources)),
            ("set", ", ".join(fact.entries)),
            ("rows", ", ".join(fact.rows)),
            ("note", fact.why),
        ):
            if words:
                lines += wrap(f"     {label}: {words}", WIDTH, subsequent_indent="     ")
    return "\n".join(lines)
