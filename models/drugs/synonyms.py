"""The names by which people call an agent, and the agent that they mean: ``tables/names.yaml``."""

import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from ...errors import UserError
from ..parameters.sourced import read_table

FILE = "names.yaml"
NEAR = 0.8  # of two names before one is taken for the other: drugs have alike endings


def agent_called(name: str) -> str:
    """Find the agent that a name means.

    Parameters
    ----------
    name : str
        Name of an agent or metabolite in the tables, a synonym, an abbreviation or a trade name. Case, spaces, hyphens
        and other marks do not count.

    Returns
    -------
    str
        Name of the agent in the tables.

    Raises
    ------
    UserError
        No agent is called so, and the message gives the nearest name; or several are, and the message names them.

    Examples
    --------
    >>> agent_called("Klonopin"), agent_called("5-htp")
    ('clonazepam', 'oxitriptan')
    """
    meant = _agents().get(_plain(name), ())
    if len(meant) > 1:
        raise UserError(f"'{name}' is a name of {' and '.join(meant)}; say which of them")
    if not meant:
        raise UserError(f"unknown agent '{name}'" + _hint(name))
    return meant[0]


def synonyms_of(agent: str) -> tuple[str, ...]:
    """List the other names of an agent.

    Parameters
    ----------
    agent : str
        Name of an agent or metabolite in the tables.

    Returns
    -------
    tuple[str, ...]
        Synonyms, abbreviations and trade names.

    Examples
    --------
    >>> "Botox" in synonyms_of("botulinum")
    True
    """
    return tuple(_names()[agent])


def _hint(name: str) -> str:
    """The nearest name, as it is written, with the agent that it means if that is called otherwise."""
    near = get_close_matches(_plain(name), _agents(), n=1, cutoff=NEAR)
    if not near:
        return "; `disinhibition drugs` lists them"
    meant = _agents()[near[0]]
    spelt = next(other for agent in meant for other in (agent, *_names()[agent]) if _plain(other) == near[0])
    return f"; did you mean '{spelt}'" + ("?" if spelt in meant else f", which is {' or '.join(meant)}?")


@cache
def _names() -> Mapping[str, list[str]]:
    """Other names by agent."""
    text = (files(__package__) / "tables" / FILE).read_text(encoding="utf-8")
    return MappingProxyType({agent: [str(name) for name in names] for agent, names in read_table(text, FILE).items()})


@cache
def _agents() -> Mapping[str, tuple[str, ...]]:
    """By name without case and marks, the agents that are called so."""
    found: dict[str, tuple[str, ...]] = {}
    for agent, names in _names().items():
        for name in dict.fromkeys(map(_plain, (agent, *names))):
            found[name] = (*found.get(name, ()), agent)
    return MappingProxyType(found)


def _plain(name: str) -> str:
    """A name in small letters and digits only; accents are left out."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name.casefold()) if letter.isalnum())
