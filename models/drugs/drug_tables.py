"""The drug tables: one entry per agent in ``tables/kinetics`` (what the body does) and ``tables/mechanisms``.

``tables/shared`` holds what several agents share: ambient GABA, synaptic transients, inactivation of sodium channels.

Files group agents by class; the name of an agent is unique over the files of a folder. Numbers and units are those of
``models/parameters/sourced.py``. An entry of ``tables/kinetics`` has the fields of ``KINETICS`` and no others:

- ``molar_mass`` of what is given or acts on a clearance; ``activity``, the units of effect per mass, for an agent that
  is dosed in units;
- disposition: ``volumes`` and ``clearances`` as lists (central first), or ``volume`` with ``rates`` (k10, k12, ...),
  ``half_life`` or ``saturable`` (maximum and half of a Michaelis-Menten elimination);
- ``renal``, the share of the clearance that follows the glomerular filtration rate; ``ageing``, the relative fall of
  the rest per decade beyond 40 years;
- ``effect_rate`` (ke0; where it is absent the effect site is the plasma); ``free``, the free effect-site concentration
  over the total plasma concentration at steady state: the unbound fraction, or the ratio of cerebrospinal fluid to
  plasma;
- ``routes``: ``bioavailability``, ``rate`` of absorption (absent: straight into plasma), ``saturation`` (the dose that
  halves the bioavailability), and the largest plausible amount in an hour (``largest``) and in a day (``daily``);
- ``metabolites``: ``fraction`` of the clearance (molar), ``first_pass`` share of an oral dose;
- ``interactions``: what the agent does to the clearance of another, in proportion to the occupancy of ``half``;
- ``binding``: free concentration of half occupancy and efficacy at each site; ``states``: slow states by name;
- ``local``: an agent that acts where it is injected (``rise``, ``decay``).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from ...errors import UserError
from ..parameters.nearest import nearest
from ..parameters.sourced import Sourced, read_table

FOLDERS = ("kinetics", "mechanisms", "shared")
VOLUME = ("L", "L/kg")
FLOW = ("L/h", "L/min", "mL/min", "L/h/kg", "L/min/kg", "mL/min/kg")
RATE = ("1/d", "1/h", "1/min", "1/s")
TIME = ("d", "h", "min", "s")
MASS = ("g", "mg", "ug")
LEVEL = ("mM", "uM", "nM")
NAME = ("name",)
KINETICS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "molar_mass": ("g/mol",), "activity": ("U/mg",),
        "volumes.[012]": VOLUME, "clearances.[012]": FLOW,
        "volume": VOLUME, "rates.k[123][0123]": RATE, "half_life": TIME,
        "saturable.maximum": ("mg/kg/d",), "saturable.half": ("mg/L",),
        "renal": ("1",), "ageing": ("1",), "effect_rate": RATE, "free": ("1",),
        "routes.*.bioavailability": ("1",), "routes.*.rate": RATE, "routes.*.saturation": MASS,
        "routes.*.largest": MASS, "routes.*.daily": MASS,
        "metabolites.*.fraction": ("1",), "metabolites.*.first_pass": ("1",),
        "interactions.*.clearance": ("1",), "interactions.*.half": ("mg/L",), "interactions.*.onset": TIME,
        "binding.*.half": LEVEL, "binding.*.efficacy": ("1",),
        "states.*.law": NAME, "states.*.site": NAME, "states.*.falling": TIME, "states.*.rising": TIME,
        "states.*.depth": ("1",), "states.*.threshold": ("1",), "states.*.half": LEVEL,
        "local.rise": TIME, "local.decay": TIME,
    }
)  # fmt: skip

_replaced: ContextVar[Mapping[tuple[str, str], Mapping[str, Any]]] = ContextVar(
    "replaced_drugs", default=MappingProxyType({})
)


def agent_names() -> tuple[str, ...]:
    """List every agent and metabolite of the kinetic tables.

    Returns
    -------
    tuple[str, ...]
        Names in alphabetical order.

    Examples
    --------
    >>> "clonazepam" in agent_names()
    True
    """
    return tuple(sorted(_agents("kinetics")))


def kinetics_of(agent: str) -> Mapping[str, Any]:
    """Give the entry of an agent in ``tables/kinetics``.

    Parameters
    ----------
    agent : str
        Name of an agent or metabolite.

    Returns
    -------
    Mapping[str, Any]
        Nested read-only mapping with :class:`~disinhibition.models.parameters.sourced.Sourced` leaves.

    Raises
    ------
    UserError
        There is no such agent; the message gives the nearest names.

    Examples
    --------
    >>> kinetics_of("clonazepam")["molar_mass"].value
    315.7
    """
    found = _agents("kinetics")
    if agent not in found and agent in _agents("mechanisms"):
        raise UserError(
            f"{agent} is not given in doses; set stimulation.vim to the share of the output that it entrains"
        )
    if agent not in found:
        hint = nearest(agent, found, otherwise="; `disinhibition drugs` lists them")
        raise UserError(f"unknown agent '{agent}'{hint}")
    return _replaced.get().get(("kinetics", agent), found[agent])


def mechanisms_of(agent: str) -> Mapping[str, Any]:
    """Give the entry of an agent in ``tables/mechanisms``.

    Parameters
    ----------
    agent : str
        Name of an agent or metabolite.

    Returns
    -------
    Mapping[str, Any]
        By mechanism, its nested read-only entry; empty for an inactive metabolite.

    Raises
    ------
    UserError
        Neither folder knows the agent; the message gives the nearest names.

    Examples
    --------
    >>> list(mechanisms_of("bicuculline"))
    ['block']
    """
    found = _agents("mechanisms")
    if agent not in found:
        kinetics_of(agent)
    return _replaced.get().get(("mechanisms", agent)) or found.get(agent, MappingProxyType({}))


def shared_numbers(name: str) -> Mapping[str, Any]:
    """Give a group of numbers that belong to no single agent.

    Parameters
    ----------
    name : str
        Name of a group of ``tables/shared``.

    Returns
    -------
    Mapping[str, Any]
        Nested read-only mapping with Sourced leaves.

    Examples
    --------
    >>> shared_numbers("tonic")["cap"].value
    5.0
    """
    return _replaced.get().get(("shared", name), _agents("shared")[name])


@contextmanager
def replaced_entries(entries: Mapping[tuple[str, str], Mapping[str, Any]]) -> Iterator[None]:
    """Let the functions of this file give other entries inside a ``with`` block.

    Parameters
    ----------
    entries : Mapping[tuple[str, str], Mapping[str, Any]]
        Entries by folder and agent.

    Yields
    ------
    None
        :func:`kinetics_of`, :func:`mechanisms_of` and :func:`shared_numbers` give these entries until the block ends.
    """
    token = _replaced.set(entries)
    try:
        yield
    finally:
        _replaced.reset(token)


def tables_of(folder: str) -> Mapping[str, Mapping[str, Any]]:
    """Give the tables of a folder as they are shipped.

    Parameters
    ----------
    folder : str
        One of ``FOLDERS``.

    Returns
    -------
    Mapping[str, Mapping[str, Any]]
        By file name (the class of the agents), a mapping of agents to entries.

    Examples
    --------
    >>> "clonazepam" in tables_of("kinetics")["benzodiazepines"]
    True
    """
    return _tables(folder)


@cache
def _tables(folder: str) -> Mapping[str, Mapping[str, Any]]:
    location = files(__package__) / "tables" / folder
    names = sorted(entry.name.removesuffix(".yaml") for entry in location.iterdir()) if location.is_dir() else []
    return MappingProxyType(
        {
            name: read_table((location / f"{name}.yaml").read_text(encoding="utf-8"), _file(folder, name))
            for name in names
        }
    )


@cache
def _agents(folder: str) -> Mapping[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for table, content in _tables(folder).items():
        for agent, entry in content.items():
            if agent in found:
                raise UserError(f"{_file(folder, table)}: {agent} has an entry in another table of {folder}")
            if folder == "kinetics":
                check_entry(entry, f"{_file(folder, table)}, {agent}")
            found[agent] = entry
    return MappingProxyType(found)


def _file(folder: str, table: str) -> str:
    """Place of a table, for messages."""
    return f"models/drugs/tables/{folder}/{table}.yaml"


def check_entry(entry: Mapping[str, Any], where: str) -> None:
    """Refuse an entry of ``tables/kinetics`` that is not whole.

    Parameters
    ----------
    entry : Mapping[str, Any]
        The entry of one agent.
    where : str
        Table and agent, the beginning of an error message.

    Raises
    ------
    UserError
        A field is unknown, a unit has another dimension, or a part is missing. The message is one line.
    """
    for name, leaf in _leaves(entry):
        units = next((units for pattern, units in KINETICS.items() if fnmatchcase(name, pattern)), None)
        if units is None:
            raise UserError(f"{where}: unknown field '{name}'" + nearest(name, KINETICS))
        if units is NAME and isinstance(leaf, Sourced):
            raise UserError(f"{where}: {name} must be a name")
        if units is not NAME and (not isinstance(leaf, Sourced) or leaf.unit not in units):
            raise UserError(f"{where}: {name} must be a number in {' or '.join(units)}")
    for route, of_route in entry.get("routes", {}).items():
        if not {"largest", "daily"} <= set(of_route):
            raise UserError(f"{where}: route {route} has no largest or no daily amount")
    if "local" in entry:
        return
    if "free" not in entry:
        raise UserError(f"{where}: has no free")
    if "molar_mass" not in entry and ("routes" in entry or "interactions" in entry):
        raise UserError(f"{where}: has no molar_mass, although it is given by mass or acts at a level in mg/L")
    forms = [form for form in ("clearances", "rates", "half_life", "saturable") if form in entry]
    if len(forms) != 1 or ("volumes" if forms == ["clearances"] else "volume") not in entry:
        raise UserError(f"{where}: give volumes and clearances, or a volume with one of rates, half_life, saturable")
    if forms == ["clearances"] and len(entry["volumes"]) != len(entry["clearances"]):
        raise UserError(
            f"{where}: volumes and clearances differ in number, {len(entry['volumes'])} and {len(entry['clearances'])}"
        )
    metabolites = entry.get("metabolites", {}).values()
    oral = entry.get("routes", {}).get("oral", {})
    made = sum(metabolite["fraction"].value for metabolite in metabolites)
    first = sum(metabolite["first_pass"].value for metabolite in metabolites if "first_pass" in metabolite)
    whole = oral["bioavailability"].value if "bioavailability" in oral else 1.0
    if made > 1 or (first and first + whole > 1):
        raise UserError(f"{where}: more of it becomes metabolites, or is absorbed, than there is")


def _leaves(node: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Every number and name of an entry under its dotted name; items of a list are numbered from 0."""
    for name, below in node.items():
        here = f"{path}.{name}".strip(".")
        if isinstance(below, tuple):
            below = {str(number): item for number, item in enumerate(below)}
        if isinstance(below, Mapping):
            yield from _leaves(below, here)
        else:
            yield here, below
