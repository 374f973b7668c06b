"""What a name that does not exist may have meant: the one hint that every message about an unknown name ends with."""

from collections.abc import Iterable
from difflib import get_close_matches

SHOWN = 12  # members of a group that are listed


def nearest(name: object, known: Iterable[str], prefix: str = "", otherwise: str = "") -> str:
    """The end of a message about an unknown name: what it may have meant.

    Parameters
    ----------
    name : str
        The name that does not exist.
    known : iterable of str
        The names that exist, dotted where they are keys.
    prefix : str, optional
        What comes before the known names in the message, such as ``"numbers."``.
    otherwise : str, optional
        The end of the message if no known name is near.

    Returns
    -------
    str
        A group of keys is answered with its members, ``.all`` first; the end of one key with that key; anything else
        with the name nearest in spelling, if one is near.

    Examples
    --------
    >>> keys = ["receptors.gaba_a.cortex", "receptors.gaba_a.all", "serotonin.cortex"]
    >>> nearest("receptors.gaba_a", keys)
    "; it is a group, did you mean 'receptors.gaba_a.all'? It has all, cortex"
    >>> nearest("gaba_a.cortex", keys)
    "; did you mean 'receptors.gaba_a.cortex'?"
    >>> nearest("serotonin.corex", keys)
    "; did you mean 'serotonin.cortex'?"
    """
    name, names = str(name), list(known)
    members = _members(name, names)
    if members:
        inside = [one for one in names if one.startswith(f"{name}.{members[0]}")]
        first = min(inside, key=lambda one: not one.endswith(".all"))
        more = ", ..." if len(members) > SHOWN else ""
        return f"; it is a group, did you mean '{prefix}{first}'? It has {', '.join(members[:SHOWN])}{more}"
    near = _ending_in(name, names) or get_close_matches(name, names, n=1)
    return f"; did you mean '{prefix}{near[0]}'?" if near else otherwise


def _members(group: str, names: Iterable[str]) -> list[str]:
    """The next part of every name of a group, ``all`` first."""
    members = dict.fromkeys(_member(group, name) for name in names if name.startswith(f"{group}."))
    return sorted(members, key=lambda member: member != "all")


def _member(group: str, name: str) -> str:
    return name.removeprefix(f"{group}.").partition(".")[0]


def _ending_in(end: str, names: Iterable[str]) -> list[str]:
    """Names that end as given, in whole parts, or lie in a group that does; fewest parts and ``.all`` first."""
    found = [name for name in names if f".{end}." in f"{name}."]
    return sorted(found, key=lambda name: (name.count("."), not name.endswith(".all")))
