"""How the cost of a run grows with the network: an exponent of 1 is proportional to the work there is."""

from pathlib import Path

import numpy as np

from ...models.parameters.timing import SETTLING
from .measure import in_turn
from .programs import Runs, ours
from .subject import Subject

ROUNDS = 15  # on a shared machine the least of few is not the least


def cost_exponent(scales: tuple[float, ...], duration: float, place: Path) -> tuple[float, list[dict[str, float]]]:
    """Slope of log CPU time over log (neuron-steps + synaptic events).

    Right side only, builds not counted. Scales are run in turn; the CPU time of each is the least of ROUNDS.

    Parameters
    ----------
    scales : tuple of float
        Sizes of the network.
    duration : float
        Duration of a run, s.
    place : Path
        Folder for the files of the runs.

    Returns
    -------
    float
        The exponent; 1 is proportional to the work there is.
    list of dict
        The row of every scale: ``scale``, ``cells``, ``neuron_steps``, ``events`` and ``cpu_s``.
    """
    programs = [ours(Subject.of("right", scale), duration, place / f"scale_{scale}") for scale in scales]
    seconds = in_turn(ROUNDS, *(program.cpu for program in programs))
    rows = []
    for scale, program, cpu in zip(scales, programs, seconds, strict=True):
        cells, structure = program.subject.connectome.size, program.subject.structure
        work = {"neuron_steps": cells * (duration + SETTLING) / structure.dt, "events": _events(program)}
        rows.append({"scale": scale, "cells": cells, **work, "cpu_s": min(cpu)})
    total = np.log([row["neuron_steps"] + row["events"] for row in rows])
    return float(np.polyfit(total, np.log([row["cpu_s"] for row in rows]), 1)[0]), rows


def _events(program: Runs) -> float:
    """Synapses that the spikes of one run reach."""
    connectome = program.subject.connectome
    sources = np.concatenate([synapses.pre for synapses in connectome.channels.values()])
    out_degree = np.bincount(sources, minlength=connectome.size)
    _, unit, _ = program.run(1)
    return float(out_degree[unit].sum())
