"""Conflicts of the literature on drugs, and the words by which each side of one is run (``drug_conflicts.yaml``)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from textwrap import wrap
from types import MappingProxyType

import yaml

FILE = "drug_conflicts.yaml"
WIDTH = 110


@dataclass(frozen=True)
class Conflict:
    """One conflict of the literature on drugs.

    Attributes
    ----------
    id : str
        Its key, such as ``C1``.
    about : str
        What it is about.
    given : tuple of str
        Words that every side needs.
    ways : tuple of tuple of str
        The words of each side, the default first.
    why : str
        What cannot be run both ways, or nothing.
    """

    id: str
    about: str
    given: tuple[str, ...] = ()
    ways: tuple[tuple[str, ...], ...] = ()
    why: str = ""


@cache
def drug_conflicts() -> Mapping[str, Conflict]:
    """Every conflict by its id, C1 to C13.

    Returns
    -------
    mapping
        Id to conflict.
    """
    content = yaml.safe_load((files(__package__) / FILE).read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            name: Conflict(
                name, words["about"], tuple(words.get("with", ())), tuple(map(tuple, words.get("ways", ()))),
                words.get("why", ""),
            )
            for name, words in content.items()
        }
    )  # fmt: skip


def conflicts_text() -> str:
    """Write all conflicts as text, with the words that run each side.

    Returns
    -------
    str
        The text, of several lines.
    """
    lines = []
    for conflict in drug_conflicts().values():
        lines += wrap(f"{conflict.id}  {conflict.about}", WIDTH, subsequent_indent="     ")
        lines += [f"     disinhibition run {_quoted(conflict.given + way)}" for way in conflict.ways]
        lines += [*wrap(f"     {conflict.why}", WIDTH, subsequent_indent="     "), ""] if conflict.why else [""]
    return "\n".join(lines).rstrip()


def _quoted(words: tuple[str, ...]) -> str:
    """Words as a shell takes them; of two for one key the last counts, so only that is printed."""
    last = {word.partition("=")[0]: word for word in words}
    return " ".join(f'"{word}"' if set(word) & set(" {[") else word for word in last.values())
