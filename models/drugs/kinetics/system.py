"""The equations of a group of agents that share metabolites or act on each other's clearance."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..dosing.patient import Patient
from ..dosing.regimen import Dose
from ..drug_tables import kinetics_of
from .absorption import absorption_rate, parts
from .compartments import compartments
from .elimination import outlets, saturable
from .interactions import Interaction, interactions

DECIMALS = 3  # times of doses are whole milliseconds


@dataclass(frozen=True)
class Change:
    """An interaction in a system: places of the amount of its source and of its induction (-1: it acts at once).

    ``half`` is the amount in umol of half effect, ``onset`` in s; see :class:`~.interactions.Interaction`.
    """

    source: int
    induction: int
    factor: float
    half: float
    onset: float


@dataclass(frozen=True)
class Flow:
    """An elimination that is not linear: ``rate`` A, or with ``half`` in umol ``rate`` A / (half + A), by changes.

    ``outlet``: the states that a unit of flow changes, and by how much.
    """

    central: int
    rate: float
    half: float
    outlet: tuple[tuple[int, float], ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class System:
    """dx/dt = matrix x + the eliminations that are not linear.

    States are amounts in umol (depots, compartments, what has left the body), effect sites in uM, inputs in umol/s
    and enzyme induction (from 0 to 1); ``index`` gives the place of each by name. Central compartments carry the name
    of the agent, the others ``agent.2``, ``agent.effect``, ``agent.morphine.oral`` and so on.
    """

    species: tuple[str, ...]
    index: Mapping[str, int]
    matrix: np.ndarray
    volumes: Mapping[str, float]
    flows: tuple[Flow, ...]
    amounts: np.ndarray  # whether a state is an amount


def reached(agents: Sequence[str]) -> tuple[str, ...]:
    """The agents and everything they turn into, each once."""
    found: dict[str, None] = {}
    for agent in dict.fromkeys(agents):
        found |= dict.fromkeys((agent, *reached(tuple(kinetics_of(agent).get("metabolites", {})))))
    return tuple(found)


def groups(agents: Sequence[str]) -> list[tuple[str, ...]]:
    """Agents in groups that can be solved one by one: no shared metabolite, no interaction across groups."""
    every = reached(agents)
    label = {name: place for place, name in enumerate(every)}
    links = [(name, below) for name in every for below in kinetics_of(name).get("metabolites", {})]
    links += [(one.source, one.target) for one in interactions(every)]
    for one, other in links:
        old, new = label[one], label[other]
        label = {name: new if place == old else place for name, place in label.items()}
    return [tuple(name for name in every if label[name] == place) for place in dict.fromkeys(label.values())]


def build(species: tuple[str, ...], doses: Sequence[Dose], patient: Patient) -> System:
    """The equations of one group; depots and inputs exist for the routes that ``doses`` use."""
    bodies = {name: compartments(kinetics_of(name), patient) for name in species}
    acting = interactions(species)
    depots, points = _entries(doses)
    names = ["lost", *depots, *(f"{point}.input" for point in points)]
    for name, body in bodies.items():
        names += [name, *(f"{name}.{place + 2}" for place in range(len(body.peripheral)))]
        names += [f"{name}.effect"] if "effect_rate" in kinetics_of(name) else []
    names += [f"{one.source}>{one.target}" for one in acting if one.onset]
    index = {name: place for place, name in enumerate(names)}
    matrix = np.zeros((len(names), len(names)))

    def transfer(source: str, target: str, rate: float) -> None:
        matrix[index[source], index[source]] -= rate
        matrix[index[target], index[source]] += rate

    flows = []
    for name, body in bodies.items():
        entry = kinetics_of(name)
        for place, (out, back) in enumerate(body.peripheral):
            transfer(name, f"{name}.{place + 2}", out)
            transfer(f"{name}.{place + 2}", name, back)
        if "effect_rate" in entry:
            matrix[index[f"{name}.effect"], index[name]] += entry["effect_rate"].si / body.volume
            matrix[index[f"{name}.effect"], index[f"{name}.effect"]] -= entry["effect_rate"].si
        made = outlets(entry, patient)
        changed = tuple(_change(one, index, bodies[one.source].volume) for one in acting if one.target == name)
        if changed or "saturable" in entry:
            outlet = ((index[name], -1.0), *((index[below], share) for below, share in made.items()))
            rate, half = saturable(entry, patient) if "saturable" in entry else (body.elimination, 0.0)
            flows.append(Flow(index[name], rate, half * body.volume, outlet, changed))
        else:
            for below, share in made.items():
                transfer(name, below, share * body.elimination)
    for depot, (part, rate) in depots.items():
        transfer(depot, part, rate)
    for point in points:
        matrix[index[point], index[f"{point}.input"]] = 1
    amounts = np.array([not name.endswith((".effect", ".input")) and ">" not in name for name in names])
    volumes = {name: body.volume for name, body in bodies.items()}
    return System(species, index, matrix, volumes, tuple(flows), amounts)


def _entries(doses: Sequence[Dose]) -> tuple[dict[str, tuple[str, float]], dict[str, None]]:
    """Depots that doses enter, each with the agent it releases and its rate in 1/s; states that infusions enter."""
    depots: dict[str, tuple[str, float]] = {}
    points: dict[str, None] = {}
    for dose, entering in _entering(doses):
        for part, point, _ in entering:
            if point != part and point not in depots:
                depots[point] = (part, absorption_rate(kinetics_of(dose.agent), dose.route))
            if dose.duration:
                points[point] = None
    return depots, points


def _entering(doses: Sequence[Dose]) -> Iterator[tuple[Dose, list[tuple[str, str, float]]]]:
    """Every dose with its parts, the state each enters and its amount; the many doses that are alike share them."""
    known: dict[tuple[str, str, float], list[tuple[str, str, float]]] = {}
    for dose in doses:
        kind = (dose.agent, dose.route, dose.amount)
        if kind not in known:
            amounts = parts(kinetics_of(dose.agent), dose)
            known[kind] = [(part, entry_point(dose, part), amount) for part, amount in amounts.items()]
        yield dose, known[kind]


def _change(one: Interaction, index: Mapping[str, int], volume: float) -> Change:
    induction = index[f"{one.source}>{one.target}"] if one.onset else -1
    return Change(index[one.source], induction, one.factor, one.half * volume, one.onset)


def entry_point(dose: Dose, part: str) -> str:
    """The state that a part of a dose enters: a depot, or the part's central compartment."""
    slow = part != "lost" and absorption_rate(kinetics_of(dose.agent), dose.route) > 0
    return f"{part}.{dose.agent}.{dose.route}" if slow else part


def jumps(system: System, doses: Sequence[Dose]) -> dict[float, np.ndarray]:
    """What is added to every state at which time: doses given at once, infusions that begin or end."""
    found: dict[float, np.ndarray] = {}
    for dose, entering in _entering(doses):
        start, end = round(dose.start, DECIMALS), round(dose.start + dose.duration, DECIMALS)
        for _, point, amount in entering:
            changes = [(start, point, amount)]
            if end > start:
                rate = amount / (end - start)
                changes = [(start, f"{point}.input", rate), (end, f"{point}.input", -rate)]
            for time, state, change in changes:
                found.setdefault(time, np.zeros(len(system.index)))[system.index[state]] += change
    return dict(sorted(found.items()))
