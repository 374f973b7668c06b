"""Homeostasis: the drives and one weight of a draw are moved until its circuits are as excitable as the reference set.

The rule stands in ``configs/homeostasis.yaml``. What moves are levers. All levers are bisected at once, each by what
its own cells do.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from ...analysis.spiking.ignitions import count_ignitions
from ...models.circuits.circuit import Structure
from ...models.condition.condition import Condition
from ...models.parameters.jitter import jitter_numbers
from ...models.parameters.table_numbers import all_numbers
from ...models.signals.recording import Recording
from ..config.packaged import read_config
from ..config.settings import Settings
from ..config.units import read_number
from ..run.simulate import repeated_outcome

RECEPTORS = ("gaba_a", "glycine")
Run = Callable[[Structure, float, float], Recording]  # structure, gain of all inhibition, duration


@dataclass(frozen=True)
class Lever:
    """One number that is moved, and what its cells shall do.

    Attributes
    ----------
    number : str
        Number ``table.entry``.
    cells : str
        Cell class that answers.
    target : float
        Ignitions of a run at the gain of the rule, or the rate at rest in Hz.
    ignites : bool
        Whether ignitions are counted, and not the rate.
    """

    number: str
    cells: str
    target: float
    ignites: bool


@dataclass(frozen=True)
class Rule:
    """How a draw is brought home.

    Attributes
    ----------
    gain : float
        Gain of inhibition in all circuits at which modules shall just ignite.
    duration, rest : float
        Lengths of the two runs of a step, s.
    steps : int
        Number of steps.
    widest, reopened : float
        First reach of a lever, and how far its bracket opens at each step, as factors.
    share, window : float
        What an ignition is: share of the cells, and s.
    levers : tuple of Lever
        What moves.
    """

    gain: float
    duration: float
    rest: float
    steps: int
    widest: float
    reopened: float
    share: float
    window: float
    levers: tuple[Lever, ...]


def read_rule() -> Rule:
    """Read the packaged rule.

    Returns
    -------
    Rule
        The rule.
    """
    content = read_config("homeostasis")
    levers = [
        *(Lever(entry["lever"], entry["cells"], entry["ignitions"], True) for entry in content["modules"].values()),
        *(
            Lever(entry["lever"], cells, read_number(f"rates.{cells}.rate", entry["rate"], "Hz"), False)
            for cells, entry in content["rates"].items()
        ),
    ]
    return Rule(
        gain=content["gain"],
        duration=read_number("duration", content["duration"], "s"),
        rest=read_number("rest", content["rest"], "s"),
        steps=content["steps"],
        widest=content["widest"],
        reopened=content["reopened"],
        share=content["ignition"]["share"],
        window=read_number("ignition.window", content["ignition"]["window"], "s"),
        levers=tuple(levers),
    )


def bring_home(structure: Structure, rule: Rule, run: Run) -> dict[str, float]:
    """Move the levers of a structure until it is as excitable as the rule asks.

    Parameters
    ----------
    structure : Structure
        Which network, with its jitter, parameter numbers, wiring and sides.
    rule : Rule
        The rule.
    run : callable
        Gives the recording of (structure, gain of all inhibition, duration in s).

    Returns
    -------
    dict
        Numbers ``table.entry`` of the levers, in the units of the tables, which replace those of the structure.
    """
    start = _numbers(structure)
    low, high = ({lever.number: end for lever in rule.levers} for end in (1 / rule.widest, rule.widest))
    factor = {lever.number: 1.0 for lever in rule.levers}
    for step in range(rule.steps):
        moved = _moved(structure, {name: start[name] * factor[name] for name in factor})
        weak, rest = run(moved, rule.gain, rule.duration), run(moved, 1.0, rule.rest)
        for lever in rule.levers:
            name, found = lever.number, _ignitions(weak, lever, rule) if lever.ignites else _rate(rest, lever)
            (low if found < lever.target else high)[name] = factor[name]
            if step > 1:
                low[name], high[name] = low[name] / rule.reopened, high[name] * rule.reopened
            factor[name] = float(np.sqrt(low[name] * high[name]))
    return {name: start[name] * factor[name] for name in factor}


def simulate_run(structure: Structure, gain: float, duration: float, seed: int = 1) -> Recording:
    """Give the recording of a run with one gain for GABA-A and glycine of all circuits.

    Parameters
    ----------
    structure : Structure
        Which network.
    gain : float
        The gain.
    duration : float
        Length of the run, s.
    seed : int
        Seed of the noise.

    Returns
    -------
    Recording
        The recording.
    """
    condition = Condition(factors={f"receptors.{receptor}.all": gain for receptor in RECEPTORS})
    return repeated_outcome(Settings(structure, condition, duration, seed)).recording


def _numbers(structure: Structure) -> Mapping[str, float]:
    shipped = {name: number.value for name, number in all_numbers().items()}
    jittered = jitter_numbers(structure.jitter) if structure.jitter else {}
    return {**shipped, **jittered, **dict(structure.numbers)}


def _moved(structure: Structure, numbers: Mapping[str, float]) -> Structure:
    return replace(structure, numbers=tuple(sorted({**dict(structure.numbers), **numbers}.items())))


def _populations(recording: Recording, cells: str) -> list[str]:
    pairs = zip(recording.population, recording.cell_class, strict=True)
    return [name for name, cell_class in pairs if cell_class == cells]


def _ignitions(recording: Recording, lever: Lever, rule: Rule) -> int:
    count = partial(count_ignitions, share=rule.share, window=rule.window)
    names = _populations(recording, lever.cells)
    return sum(count(*recording.spikes_of(name), size=len(recording.units_of(name))) for name in names)


def _rate(recording: Recording, lever: Lever) -> float:
    names = _populations(recording, lever.cells)
    spikes = sum(recording.spikes_of(name)[0].size for name in names)
    return spikes / (sum(len(recording.units_of(name)) for name in names) * recording.duration)
