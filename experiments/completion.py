"""Completion of a command line in bash and zsh: commands, flags, and the keys and values of overrides.

argcomplete asks the program itself at each press of the key, so that only what reads names is imported here.
"""

import argparse
import os
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from types import ModuleType
from typing import Any

ASKED = "_ARGCOMPLETE"  # in the environment, if it is the shell that asks
OVERRIDING = {"run": "run", "examine": "run", "validate": "run", "sweep": "sweep", "search": "sweep"}
Completer = Callable[..., Iterable[str]]


def complete(commands: Mapping[str, ModuleType]) -> None:
    """Answer the shell and leave the process, if it is the shell that asks; otherwise do nothing.

    Parameters
    ----------
    commands : mapping
        Name of a command to its module.
    """
    if ASKED not in os.environ:
        return
    # Only who completes has it
    argcomplete = import_module("argcomplete")
    # A word that is not finished is no command yet
    begun = (os.environ.get("COMP_LINE", "").partition(" ")[2] + "_").split()[0]
    argcomplete.autocomplete(completing_parser(commands, begun))


def completing_parser(commands: Mapping[str, ModuleType], command: str) -> argparse.ArgumentParser:
    """Make the parser from which the shell is answered.

    Parameters
    ----------
    commands : mapping
        Name of a command to its module.
    command : str
        The first word; if it is no command yet, only commands can be completed.

    Returns
    -------
    argparse.ArgumentParser
        The parser of the program, with the flags of this command alone.
    """
    parser = argparse.ArgumentParser(prog="disinhibition")
    parser.add_argument("--version", action="store_true")
    below = parser.add_subparsers()
    for name, module in commands.items():
        if name != command or name == "benchmark":  # its parser lies outside of the package
            below.add_parser(name, help=module.__doc__)
            continue
        made = below.add_parser(name, parents=[module.parser()], add_help=False)
        for action in made._actions:
            completer = _completer_of(name, action)
            if completer:
                action.completer = completer  # type: ignore[attr-defined]
        if name in OVERRIDING:
            words: Any = made.add_argument("overrides", nargs="*")
            words.completer = override_completer(OVERRIDING[name])
    return parser


def override_completer(root: str) -> Completer:
    """Make the completer of overrides.

    Parameters
    ----------
    root : str
        ``"run"`` or ``"sweep"``: what only a study has is not offered to a run.

    Returns
    -------
    callable
        Gives the words that an unfinished override can become. Of keys it gives the next part only, and of places the
        side, so that a list stays short enough to be read; a key that is whole ends with ``=``.

    Examples
    --------
    >>> override_completer("run")("receptors.gaba_a.left_m1_f")
    ['receptors.gaba_a.left_m1_face=', 'receptors.gaba_a.left_m1_foot=']
    >>> override_completer("run")("protocol=med")
    ['protocol=median_nerve']
    """

    def offered(prefix: str, **_: Any) -> list[str]:
        key, equals, _value = prefix.partition("=")
        if equals:
            return [f"{key}={value}" for value in _values(key) if f"{key}={value}".startswith(prefix)]
        return _next_parts(prefix, _keys(prefix, root))

    return offered


def _keys(prefix: str, root: str) -> list[str]:
    from ..models.condition.places import NARROW, SIDES
    from .config.compose import SWEEP_ONLY
    from .config.keys import keys_like
    from .config.packaged import config_groups

    known = [*keys_like(prefix), *config_groups(), "numbers.", "concentration.", "drug_numbers.", "courses."]
    # Places are many: they come once a letter is there
    hidden = {f"{prefix}{place}" for place in NARROW} if prefix.endswith(".") else set()
    sides = [f"{prefix}{side}_" for side in SIDES if not hidden.isdisjoint(known)]
    shown = [key for key in known if key not in hidden]
    return [key for key in [*shown, *sides] if root == "sweep" or key.partition(".")[0] not in SWEEP_ONLY]


def _next_parts(prefix: str, keys: Iterable[str]) -> list[str]:
    """What can follow a prefix, up to the next dot; a single way is followed to where it parts."""
    found = sorted({key for key in keys if key.startswith(prefix)})
    parts: dict[str, list[str]] = {}
    for key in found:
        head, dot, _ = key[len(prefix) :].partition(".")
        parts.setdefault(prefix + head + dot, []).append(key)
    if len(parts) == 1 and not found[0].endswith("."):
        [(part, inside)] = parts.items()
        if part.endswith(".") and part not in inside:
            return _next_parts(part, inside)
    return [part if part.endswith((".", "_")) else f"{part}=" for part in parts]


def _values(key: str) -> list[str]:
    """The values of a key that has names for values."""
    from .config.design.designs import DESIGNS
    from .config.packaged import config_groups
    from .run.measures import measure_names

    if key in config_groups():
        return [name.rpartition("/")[2] for name in config_groups()[key]]
    named: dict[str, Callable[[], Iterable[str]]] = {
        "sides": lambda: ("both", "right"),
        "state": lambda: _catalogue("states"),
        "study.design": lambda: DESIGNS,
        "study.measure": measure_names,
        "study.figure": lambda: _catalogue("figures"),
        "engine.precision": lambda: ("float32", "float64"),
        "moving": lambda: ("true", "false"),
        "allow_extreme": lambda: ("true", "false"),
    }
    return list(named[key]()) if key in named else []


def _completer_of(command: str, action: argparse.Action) -> Completer | None:
    """The completer of a flag or a place that takes a name; paths are completed by the shell."""
    kinds = {("figure", "name"): "figures"}
    if (command, action.dest) == ("list", "kind"):
        from .catalogue.listing import KINDS

        return lambda **_: KINDS
    if (command, action.dest) == ("drugs", "agent"):
        return _agents
    if (command, action.dest) in kinds:
        return lambda **_: _catalogue(kinds[command, action.dest])
    if action.dest == "stated":
        from dataclasses import fields

        from ..analysis.diagnosis.features import Features

        return lambda **_: [f"{field.name}=" for field in fields(Features)]
    return None


def _agents(prefix: str, **_: Any) -> list[str]:
    """Names of drugs. Those by which people call them are many, and come once a letter is there."""
    from ..models.drugs.synonyms import synonyms_of

    agents = _catalogue("drugs")
    if not prefix:
        return agents
    names = [*agents, *(name for agent in agents for name in synonyms_of(agent))]
    # What is written in small letters is completed, too: the case does not count
    return [prefix + name[len(prefix) :] for name in names if name.casefold().startswith(prefix.casefold())]


def _catalogue(kind: Any) -> list[str]:
    from .catalogue.listing import catalogue

    return list(catalogue(kind))
