"""The equations of a group of agents that share metabolites or act on each other's clearance."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..dosing.patient import Patient
from ..dosing.regimen import Dose
from ..drug_tables import kinetics_of
from .absorption import absorption_rate, dose_parts
from .compartments import compartments
from .elimination import elimination_shares, michaelis_menten
from .interactions import Interaction, interactions

DECIMALS = 3  # times of doses are whole milliseconds


@dataclass(frozen=True)
class ClearanceChange:
    """An interaction as a system computes it.

    Attributes
    ----------
    source : int
        Index of the state that holds the amount of the acting agent.
    induction : int
        Index of the state that holds the induction of the enzyme; -1 for an interaction that acts at once.
    factor : float
        Clearance at full effect relative to the clearance without the source.
    half : float
        Amount of the source in umol at half effect.
    onset : float
        Time constant of the induction in s; see :class:`~.interactions.Interaction`.
    """

    source: int
    induction: int
    factor: float
    half: float
    onset: float


@dataclass(frozen=True)
class Flow:
    """An elimination that is not linear in the amount.

    Attributes
    ----------
    central : int
        Index of the state that is eliminated; A is its amount in umol.
    rate : float
        Rate constant in 1/s of an elimination in proportion to A; maximal rate in umol/s of a saturable one.
    half : float
        Amount in umol at half of the maximal rate; 0 for an elimination in proportion to A.
    outlet : tuple[tuple[int, float], ...]
        Index of every state that a unit of flow changes, and by how much.
    changes : tuple[ClearanceChange, ...]
        Interactions that multiply the flow.

    Notes
    -----
    The flow is rate A, or rate A / (half + A) if ``half`` is above 0, times the factors of ``changes``.
    """

    central: int
    rate: float
    half: float
    outlet: tuple[tuple[int, float], ...]
    changes: tuple[ClearanceChange, ...]


@dataclass(frozen=True)
class System:
    """System of differential equations of one group: dx/dt = matrix x + the eliminations that are not linear.

    Attributes
    ----------
    species : tuple[str, ...]
        Agents and metabolites of the group.
    index : Mapping[str, int]
        Index of every state by name. Central compartments carry the name of the agent, the others names such as
        ``agent.2`` (second compartment), ``agent.effect`` (effect site) or ``agent.morphine.oral`` (depot).
    matrix : numpy.ndarray
        Linear part (state, state) in 1/s.
    volumes : Mapping[str, float]
        Central volume in L by agent or metabolite.
    flows : tuple[Flow, ...]
        Eliminations that are not linear.
    amounts : numpy.ndarray
        Whether each state (state,) is an amount.

    Notes
    -----
    States are amounts in umol (depots, compartments, what has left the body), concentrations in uM (effect sites),
    rates in umol/s (infusions) and shares from 0 to 1 (enzyme induction)."""

    species: tuple[str, ...]
    index: Mapping[str, int]
    matrix: np.ndarray
    volumes: Mapping[str, float]
    flows: tuple[Flow, ...]
    amounts: np.ndarray  # whether a state is an amount


def with_metabolites(agents: Sequence[str]) -> tuple[str, ...]:
    """List agents and everything that they turn into, each once.

    Parameters
    ----------
    agents : Sequence[str]
        Names of agents.

    Returns
    -------
    tuple[str, ...]
        Every agent, followed by its metabolites.

    Raises
    ------
    UserError
        An agent is not in the kinetic tables.

    Examples
    --------
    >>> with_metabolites(["morphine"])
    ('morphine', 'm3g', 'm6g')
    """
    found: dict[str, None] = {}
    for agent in dict.fromkeys(agents):
        found |= dict.fromkeys((agent, *with_metabolites(tuple(kinetics_of(agent).get("metabolites", {})))))
    return tuple(found)


def coupled_groups(agents: Sequence[str]) -> list[tuple[str, ...]]:
    """Divide agents into groups whose equations can be solved one by one.

    Parameters
    ----------
    agents : Sequence[str]
        Names of agents.

    Returns
    -------
    list[tuple[str, ...]]
        Agents and metabolites of every group. Two groups share no metabolite, and there is no interaction between them.

    Examples
    --------
    >>> coupled_groups(["lamotrigine", "clonazepam"])
    [('lamotrigine',), ('clonazepam',)]
    >>> coupled_groups(["lamotrigine", "valproate"])
    [('lamotrigine', 'valproate')]
    """
    every = with_metabolites(agents)
    label = {name: number for number, name in enumerate(every)}
    links = [(name, below) for name in every for below in kinetics_of(name).get("metabolites", {})]
    links += [(one.source, one.target) for one in interactions(every)]
    for one, other in links:
        old, new = label[one], label[other]
        label = {name: new if group == old else group for name, group in label.items()}
    return [tuple(name for name in every if label[name] == group) for group in dict.fromkeys(label.values())]


def build_system(species: tuple[str, ...], doses: Sequence[Dose], patient: Patient) -> System:
    """Write down the equations of one group of agents in one patient.

    Parameters
    ----------
    species : tuple[str, ...]
        Agents and metabolites of the group, as :func:`coupled_groups` gives them.
    doses : Sequence[Dose]
        Doses of these agents. Depots and infusions exist for the routes that they use.
    patient : Patient
        Covariates of the patient.

    Returns
    -------
    System
        The equations, all amounts zero before the first dose.

    Examples
    --------
    >>> system = build_system(("clonazepam",), [Dose("clonazepam", "oral", 0.5)], Patient())
    >>> [name for name in system.index if name.startswith("clonazepam.")]
    ['clonazepam.clonazepam.oral', 'clonazepam.effect']
    """
    bodies = {name: compartments(kinetics_of(name), patient) for name in species}
    acting = interactions(species)
    depots, points = _entries(doses)
    names = ["lost", *depots, *(f"{point}.input" for point in points)]
    for name, body in bodies.items():
        names += [name, *(f"{name}.{further + 2}" for further in range(len(body.peripheral)))]
        names += [f"{name}.effect"] if "effect_rate" in kinetics_of(name) else []
    names += [f"{one.source}>{one.target}" for one in acting if one.onset]
    index = {name: row for row, name in enumerate(names)}
    matrix = np.zeros((len(names), len(names)))

    def transfer(source: str, target: str, rate: float) -> None:
        matrix[index[source], index[source]] -= rate
        matrix[index[target], index[source]] += rate

    flows = []
    for name, body in bodies.items():
        entry = kinetics_of(name)
        for further, (out, back) in enumerate(body.peripheral):
            transfer(name, f"{name}.{further + 2}", out)
            transfer(f"{name}.{further + 2}", name, back)
        if "effect_rate" in entry:
            matrix[index[f"{name}.effect"], index[name]] += entry["effect_rate"].si / body.volume
            matrix[index[f"{name}.effect"], index[f"{name}.effect"]] -= entry["effect_rate"].si
        made = elimination_shares(entry, patient)
        changed = tuple(_change(one, index, bodies[one.source].volume) for one in acting if one.target == name)
        if changed or "saturable" in entry:
            outlet = ((index[name], -1.0), *((index[below], share) for below, share in made.items()))
            rate, half = michaelis_menten(entry, patient) if "saturable" in entry else (body.elimination, 0.0)
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
            amounts = dose_parts(kinetics_of(dose.agent), dose)
            known[kind] = [(part, entry_point(dose, part), amount) for part, amount in amounts.items()]
        yield dose, known[kind]


def _change(one: Interaction, index: Mapping[str, int], volume: float) -> ClearanceChange:
    induction = index[f"{one.source}>{one.target}"] if one.onset else -1
    return ClearanceChange(index[one.source], induction, one.factor, one.half * volume, one.onset)


def entry_point(dose: Dose, part: str) -> str:
    """Name the state that a part of a dose enters.

    Parameters
    ----------
    dose : Dose
        The dose.
    part : str
        Part of the dose: the agent, a metabolite of the first pass, or ``lost``.

    Returns
    -------
    str
        A depot such as ``m3g.morphine.oral`` if the dose is absorbed slowly, otherwise the central compartment of the
        part.
    """
    slow = part != "lost" and absorption_rate(kinetics_of(dose.agent), dose.route) > 0
    return f"{part}.{dose.agent}.{dose.route}" if slow else part


def dose_jumps(system: System, doses: Sequence[Dose]) -> dict[float, np.ndarray]:
    """List what doses add to the states of a system, and when.

    Parameters
    ----------
    system : System
        The equations of the group.
    doses : Sequence[Dose]
        Doses of its agents.

    Returns
    -------
    dict[float, numpy.ndarray]
        By ascending time in s, the change of every state (state,): doses given at once in umol, infusions that begin or
        end in umol/s.
    """
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
