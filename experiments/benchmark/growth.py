"""How the cost of a run grows with the network: an exponent of 1 is proportional to the work there is."""

from pathlib import Path

import numpy as np
from scipy.optimize import nnls

from ...models.timing import SETTLING
from .measure import in_turn
from .programs import Runs, ours
from .subject import Subject

ROUNDS = 5


def cost_exponent(scales: tuple[float, ...], duration: float, place: Path) -> tuple[float, list[dict[str, float]]]:
    """Slope of log CPU time over log work (``exponent``), and the row of every scale.

    Right side only, builds not counted. Scales are run in turn; the CPU time of each is the least of ROUNDS.
    """
    programs = [ours(Subject.of("right", scale), duration, place / f"scale_{scale}") for scale in scales]
    seconds = in_turn(ROUNDS, *(program.cpu for program in programs))
    rows = []
    for scale, program, cpu in zip(scales, programs, seconds, strict=True):
        cells, structure = program.subject.connectome.size, program.subject.structure
        work = {"neuron_steps": cells * (duration + SETTLING) / structure.dt, "events": _events(program)}
        rows.append({"scale": scale, "cells": cells, **work, "cpu_s": min(cpu)})
    return exponent(*(np.array([row[name] for row in rows]) for name in ("neuron_steps", "events", "cpu_s"))), rows


def exponent(neuron_steps: np.ndarray, events: np.ndarray, seconds: np.ndarray) -> float:
    """Slope of log seconds over log work, which is neuron-steps plus events, each at its own price.

    An event costs another time than a neuron-step, and its share grows with the network; the two prices are those that
    fit the seconds best (least squares of relative errors, neither below 0). Rounded to 2 digits, what is measured.
    """
    counts = np.column_stack([neuron_steps, events])
    prices, _ = nnls(counts / seconds[:, None], np.ones(len(seconds)))
    return round(float(np.polyfit(np.log(counts @ prices), np.log(seconds), 1)[0]), 2)


def _events(program: Runs) -> float:
    """Synapses that the spikes of one run reach."""
    connectome = program.subject.connectome
    sources = np.concatenate([synapses.pre for synapses in connectome.channels.values()])
    out_degree = np.bincount(sources, minlength=connectome.size)
    _, unit, _ = program.run(1)
    return float(out_degree[unit].sum())
