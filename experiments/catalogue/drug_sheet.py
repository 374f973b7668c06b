"""The drugs of the tables as text: a list of all, or one with its curve, numbers, sources and guesses."""

import re
from collections.abc import Iterable, Iterator, Mapping
from inspect import getdoc
from textwrap import wrap
from typing import Any

import numpy as np

from ...analysis.signals.counted import counted
from ...models.drugs.drug_numbers import drug_numbers, replaced_drug_numbers
from ...models.drugs.drug_tables import kinetics_of, mechanisms_of, tables_of
from ...models.drugs.levels import Levels
from ...models.drugs.mechanisms import MECHANISMS, READINGS, factors_of, restored
from ...models.drugs.synonyms import agent_called, synonyms_of
from ...models.parameters.references import reference_text, references
from ...models.parameters.sourced import Sourced, walk

POINTS = 7  # levels of a curve besides none
REACH = 10.0  # a curve goes from the smallest half concentration over REACH to the largest times REACH
UNITS = (1.0, 3.0, 5.0, 10.0, 20.0, 40.0)  # of a toxin, in one muscle, at the peak of its effect
NO_LITERATURE = {"guess", "trial", "textbook"}  # sources that are none
EXPLAINED = ("Notes", "References")  # sections of a mechanism's docstring that a sheet prints
FRACTIONS = (0.25, 0.5, 0.75, 1.0)  # of an output that stimulation entrains


def drugs_text(agent: str | None = None) -> str:
    """Write all agents by class, or everything that is known of one.

    Parameters
    ----------
    agent : str, optional
        Any name of the agent; without one all are listed.

    Returns
    -------
    str
        The text, of several lines.

    Raises
    ------
    UserError
        No agent is called so, or several are; the message names the nearest, or all of them.
    """
    return "\n".join(_list() if agent is None else _one(agent_called(agent)))


def curve(agent: str) -> tuple[str, list[float], dict[str, list[float]]]:
    """Every factor of an agent over its levels.

    Slow states are naive, and what loads into terminals has loaded.

    Parameters
    ----------
    agent : str
        Name of the agent.

    Returns
    -------
    str
        Unit of the levels.
    list of float
        The levels; none without mechanisms.
    dict
        Factor to its values over the levels, healthy where a level does not name it.

    Examples
    --------
    >>> unit, levels, factors = curve("bicuculline")
    >>> unit, levels[0]
    ('uM free', 0.0)
    """
    unit, amounts, found = _amounts(agent)
    factors = [factors_of(levels) for levels in found]
    words = sorted(set().union(*factors)) if factors else []
    return unit, amounts, {word: [each.get(word, 1.0) for each in factors] for word in words}


def _amounts(agent: str) -> tuple[str, list[float], list[Levels]]:
    """Unit, amounts of a curve, and the levels that each of them is."""
    entry = mechanisms_of(agent)
    if "neuromuscular" in entry:
        units = [0.0, *UNITS]
        return "units", units, [_toxin(agent, number) for number in units]
    if "thalamic_stimulation" in entry:
        fractions = [0.0, *FRACTIONS]
        return "entrained fraction", fractions, [Levels(states={f"{agent}.entrained": part}) for part in fractions]
    halves = sorted(_halves(agent))
    if not halves:
        return "uM free", [], []
    spaced = np.geomspace(halves[0] / REACH, halves[-1] * REACH, POINTS)
    amounts = [0.0, *(float(f"{level:.2g}") for level in spaced)]
    return "uM free", amounts, [Levels(free={agent: level}) for level in amounts]


def _list() -> Iterator[str]:
    for name, group in _classes().items():
        yield f"{name}"
        for agent in group:
            guessed, all_of = _guesses(agent)
            does = ", ".join(mechanisms_of(agent)) or _without(agent)
            yield f"  {agent:<22} {does}; {guessed} of {counted(all_of, 'number')} guessed"
    yield ""
    yield "'disinhibition drugs NAME' prints curve, numbers and sources; synonyms and trade names are understood"


def _one(agent: str) -> Iterator[str]:
    entry = mechanisms_of(agent)
    kind = next(name for name, group in _classes().items() if agent in group)
    guessed, all_of = _guesses(agent)
    yield f"{agent} ({kind}): {guessed} of {counted(all_of, 'number')} guessed"
    yield from wrap(f"also called {', '.join(synonyms_of(agent))}", 110, subsequent_indent="    ")
    for name in entry or ():
        function = restored if name == "restoration" else MECHANISMS[name]
        yield ""
        yield from _explained(name, getdoc(function) or "")
    if not entry:
        yield _without(agent)
    unit, levels, factors = curve(agent)
    if factors:
        yield ""
        rows = _together(factors)
        width = max(map(len, rows))
        yield f"{unit:<{width}}" + "".join(f"{level:>9.3g}" for level in levels)
        for label, values in rows.items():
            yield f"{label:<{width}}" + "".join(f"{value:>9.3f}" for value in values)
    yield ""
    for folder, node in (("mechanisms", entry), ("kinetics", _kinetics(agent))):
        for place, number in walk(node):
            yield _number(f"{folder}.{agent}.{place}", number)
    shared = _shared(agent)
    for name in shared:
        yield _number(name, drug_numbers()[name])
    yield ""
    yield from sources_text(_cited(agent, shared))
    choices = _choices(agent)
    if choices:
        yield ""
        yield "other readings of a conflict (disinhibition drugs --conflicts); the first is what is run"
        yield from (f"  readings.{name}: {', '.join(READINGS[name])}" for name in choices)


def sources_text(keys: Iterable[str]) -> Iterator[str]:
    """Write sources as full references, in alphabetical order.

    Parameters
    ----------
    keys : iterable of str
        Keys of ``references.bib``; those that mark numbers without literature are left out.

    Yields
    ------
    str
        Lines.

    Examples
    --------
    >>> print(*sources_text(["guess", "marsh1991"]), sep="\\n")
    marsh1991: Marsh, B.; White, M.; Morton, N.; Kenny, G. N. C. (1991). Pharmacokinetic model driven infusion of
        propofol in children. British Journal of Anaesthesia 67, 41–48
    """
    for key in sorted(set(keys) - NO_LITERATURE):
        yield from wrap(f"{key}: {reference_text(key)}", 110, subsequent_indent="    ", break_on_hyphens=False)


def _cited(agent: str, shared: Iterable[str]) -> Iterator[str]:
    """Keys of the sources of all numbers of an agent, and of those that its mechanisms and notes name."""
    entry, words = mechanisms_of(agent), []
    numbers = [number for node in (entry, _kinetics(agent)) for _, number in walk(node)]
    for number in (*numbers, *(drug_numbers()[name] for name in shared)):
        yield number.source
        words += re.findall(r"\w+", number.note)
    for name in entry:
        words += re.findall(r"\w+", getdoc(restored if name == "restoration" else MECHANISMS[name]) or "")
    yield from (word for word in words if word in references())


def _shared(agent: str) -> list[str]:
    """The numbers that no single agent owns and that move the curve of this one within their range, in any reading."""
    found = _amounts(agent)[2]
    chosen = [{}, *({name: other} for name in _choices(agent) for other in READINGS[name][1:])]

    def curves() -> list[dict[str, float]]:
        return [factors_of(levels, readings) for readings in chosen for levels in found]

    start = curves()

    def moves(name: str) -> bool:
        for value in (drug_numbers()[name].low, drug_numbers()[name].high):
            with replaced_drug_numbers({name: value}):
                if curves() != start:
                    return True
        return False

    return [name for name in drug_numbers() if name.startswith("shared.") and moves(name)]


def _choices(agent: str) -> list[str]:
    """The readings another of which moves the curve, or turns on a part of the entry."""
    found = _amounts(agent)[2]
    start = [factors_of(levels) for levels in found]
    parts = {name.partition(".")[0] for name in _readings(mechanisms_of(agent))}

    def moves(name: str) -> bool:
        return any([factors_of(levels, {name: other}) for levels in found] != start for other in READINGS[name][1:])

    return [name for name in READINGS if name in parts or moves(name)]


def _number(name: str, number: Sourced) -> str:
    where = f" {number.where}" if number.where else ""
    source = "GUESS" if number.source == "guess" else f"{number.source}{where} ({number.confidence})"
    unit = "" if number.unit == "1" else f" {number.unit}"
    value = f"{number.value:g}{unit} [{number.low:g} to {number.high:g}]"
    note = f"; {number.note}" if number.note else ""
    return f"{name:<72} {value:<28} {source}{note}"


def _classes() -> dict[str, list[str]]:
    """Agents and metabolites by the name of their table, in its order."""
    found: dict[str, list[str]] = {}
    for folder in ("kinetics", "mechanisms"):
        for name, agents in tables_of(folder).items():
            known = found.setdefault(name, [])
            known += [agent for agent in agents if agent not in known]
    return found


def _kinetics(agent: str) -> Mapping[str, Any]:
    return {} if agent == "vim_stimulation" else kinetics_of(agent)


def _guesses(agent: str) -> tuple[int, int]:
    numbers = [number for node in (mechanisms_of(agent), _kinetics(agent)) for _, number in walk(node)]
    return sum(number.source == "guess" for number in numbers), len(numbers)


def _explained(name: str, docstring: str) -> Iterator[str]:
    """What a mechanism does, its equation and its sources, out of a numpydoc docstring."""
    parts = re.split(r"^(\w+)\n-+\n", docstring, flags=re.MULTILINE)
    sections = {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}
    yield from wrap(f"{name}: {' '.join(sections[''].split())}", 110, subsequent_indent="    ")
    for section in EXPLAINED:
        for paragraph in re.split(r"\n\s*\n", sections.get(section, "").strip("\n")):
            if paragraph.startswith(" "):  # an equation keeps its lines
                yield from (f"    {line}" for line in paragraph.splitlines())
            elif paragraph.strip() not in ("", "::"):
                text = " ".join(paragraph.split()).replace("::", ":").replace("``", "")
                before = "Sources: " if section == "References" else ""
                yield from wrap(before + text, 110, initial_indent="    ", subsequent_indent="    ")


def _without(agent: str) -> str:
    """Why an agent has no mechanism of its own."""
    entry = _kinetics(agent)
    if "binding" in entry:
        return f"antagonist at the {' and '.join(entry['binding'])} site"
    if "metabolites" in entry:
        return f"acts through {' and '.join(entry['metabolites'])}"
    return "no known action on the model"


def _halves(agent: str) -> list[float]:
    """Every half concentration of an agent in uM: of its binding and of its mechanisms."""
    sites = [site["half"] for site in _kinetics(agent).get("binding", {}).values()] if mechanisms_of(agent) else []
    places = [number for place, number in walk(mechanisms_of(agent)) if place.rpartition(".")[2] == "half"]
    return [number.si * 1e3 for number in (*sites, *places)]


def _toxin(agent: str, units: float) -> Levels:
    where = f"{agent}.right_fdi"
    return Levels(states={f"{where}.units": units, f"{where}.effect": 1.0})


def _together(factors: Mapping[str, list[float]]) -> dict[str, list[float]]:
    """Factors that go through the same values, under the first of their words and how many more there are."""
    groups: dict[tuple[float, ...], list[str]] = {}
    for word, values in factors.items():
        groups.setdefault(tuple(values), []).append(word)
    return {
        words[0] + (f" and {len(words) - 1} more" if words[1:] else ""): list(values)
        for values, words in groups.items()
    }


def _readings(node: Mapping[str, Any]) -> Iterator[str]:
    for name, below in node.items():
        if name == "when":
            yield below
        elif isinstance(below, Mapping):
            yield from _readings(below)
