"""The course of drugs: from doses to free effect-site concentrations and slow states over time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

import numpy as np

from ..dosing.patient import Patient
from ..dosing.regimen import Dose
from ..drug_tables import kinetics_of
from ..levels import Levels
from .local_injection import local_states
from .slow_states import slow_states
from .solve import solve
from .system import build_system, coupled_groups, dose_jumps

# Stops after each event for the slow states: from half a minute on, each a quarter later than the one before
FIRST_STOP, GROWTH = 30.0, 1.25


@dataclass(frozen=True)
class Course:
    """What the drugs do in a body over time.

    Attributes
    ----------
    times : numpy.ndarray
        Times (time,) in s, ascending.
    free : Mapping[str, numpy.ndarray]
        Free effect-site concentration (time,) in uM by agent or metabolite.
    total_plasma : Mapping[str, numpy.ndarray]
        Total plasma concentration (time,) in uM by agent or metabolite.
    states : Mapping[str, numpy.ndarray]
        Slow states (time,) by name, such as ``clonazepam.tolerance``.
    given : numpy.ndarray
        Amount (time,) in umol that has been given so far.
    found : numpy.ndarray
        Amount (time,) in umol that is in the body, in its depots or outside. It equals ``given``: mass balance.
    """

    times: np.ndarray
    free: Mapping[str, np.ndarray]
    total_plasma: Mapping[str, np.ndarray]
    states: Mapping[str, np.ndarray]
    given: np.ndarray
    found: np.ndarray

    def at(self, time: float) -> Levels:
        """Read concentrations and slow states at one time.

        Parameters
        ----------
        time : float
            Time in s. Values between the times of the course lie on straight lines.

        Returns
        -------
        Levels
            Free effect-site concentrations and slow states.

        Raises
        ------
        UserError
            The time is outside the course.
        """
        if not len(self.times) or not self.times[0] <= time <= self.times[-1]:
            raise ValueError(f"time {time:g} s is outside the course of the drugs; compute it over that time")
        free = {name: float(np.interp(time, self.times, level)) for name, level in self.free.items()}
        states = {name: float(np.interp(time, self.times, value)) for name, value in self.states.items()}
        return Levels(free=MappingProxyType(free), states=MappingProxyType(states))


def course(
    doses: Sequence[Dose], patient: Patient, times: np.ndarray, agonist_need: Mapping[str, float] = MappingProxyType({})
) -> Course:
    """Compute concentrations and slow states at given times from the doses of a patient.

    Parameters
    ----------
    doses : Sequence[Dose]
        All doses, of any agents.
    patient : Patient
        Covariates of the patient.
    times : numpy.ndarray
        Ascending times (time,) in s from 0 on. A time at which a dose is given at once is just after the dose.
    agonist_need : Mapping[str, float], optional
        By binding site, the factor on the concentrations of the tables that its agonists need for their slow states.

    Returns
    -------
    Course
        Free effect-site concentrations, plasma concentrations, slow states and the mass balance.

    Raises
    ------
    UserError
        An agent or a route is unknown.
        The times are negative or not in order.

    Notes
    -----
    The body is empty before the first dose. Groups of agents with linear kinetics are propagated by matrix
    exponentials, those with a saturable elimination or an interaction are integrated by LSODA.

    Examples
    --------
    >>> dose = Dose("morphine", "intravenous", 10.0)
    >>> round(float(course([dose], Patient(), np.array([300.0])).total_plasma["morphine"][0]), 3)
    0.72
    """
    times = np.asarray(times, float)
    if times.ndim != 1 or np.any(np.diff(times) < 0) or np.any(times < 0):
        raise ValueError("times of a course must be one ascending row of times from 0 s")
    local = [dose for dose in doses if "local" in kinetics_of(dose.agent)]
    systemic = [dose for dose in doses if "local" not in kinetics_of(dose.agent)]
    stops = _stops(systemic, times)
    kept = np.searchsorted(stops, times)
    free: dict[str, np.ndarray] = {}
    plasma: dict[str, np.ndarray] = {}
    found = np.zeros(len(stops))
    for group in coupled_groups([dose.agent for dose in systemic]):
        own = [dose for dose in systemic if dose.agent in group]
        system = build_system(group, own, patient)
        states = solve(system, dose_jumps(system, own), stops)
        found += states[:, system.amounts].sum(axis=1)
        for name in group:
            entry = kinetics_of(name)
            plasma[name] = states[:, system.index[name]] / system.volumes[name]
            site = states[:, system.index[f"{name}.effect"]] if "effect_rate" in entry else plasma[name]
            free[name] = entry["free"].value * site
    slow = {name: value[kept] for name, value in slow_states(stops, free, agonist_need).items()} | local_states(
        local, times
    )
    return Course(
        times,
        MappingProxyType({name: level[kept] for name, level in free.items()}),
        MappingProxyType({name: level[kept] for name, level in plasma.items()}),
        MappingProxyType(slow),
        _given(systemic, times),
        found[kept],
    )


def _stops(doses: Sequence[Dose], times: np.ndarray) -> np.ndarray:
    """The times asked for and, for the slow states, stops close together after every event."""
    if not len(times):
        return times
    slow = any(
        "states" in kinetics_of(name) for group in coupled_groups([dose.agent for dose in doses]) for name in group
    )
    if not slow:
        return np.unique(times)
    end = times[-1]
    events = {0.0, *(dose.start for dose in doses), *(dose.start + dose.duration for dose in doses)}
    within = sorted(event for event in events if event < end)
    after = FIRST_STOP * GROWTH ** np.arange(1 + max(0, np.ceil(np.log(max(end, 1) / FIRST_STOP) / np.log(GROWTH))))
    finer = [begin + after[after < following - begin] for begin, following in pairwise([*within, end])]
    return np.unique(np.concatenate([times, within, *finer]))


def _given(doses: Sequence[Dose], times: np.ndarray) -> np.ndarray:
    total = np.zeros(len(times))
    for dose in doses:
        amount = dose.amount / kinetics_of(dose.agent)["molar_mass"].value * 1e3  # mg over g/mol to umol
        begun = np.where(times >= dose.start, 1.0, 0.0)
        total += amount * (np.clip((times - dose.start) / dose.duration, 0, 1) if dose.duration else begun)
    return total
