"""How the cost of a run grows with the network: an exponent of 1 is proportional to the work there is."""

from pathlib import Path

import numpy as np

from ...models.parameters.timing import SETTLING
from .measure import Ratio, in_turn
from .programs import Runs, ours
from .subject import Subject

ROUNDS = 15  # on a shared machine the least of few is not the least
RESAMPLES = 1000


def cost_exponent(scales: tuple[float, ...], duration: float, place: Path) -> tuple[Ratio, list[dict[str, float]]]:
    """Slope of log CPU time over log (neuron-steps + synaptic events).

    Right side only, builds not counted. Scales are run in turn; the CPU time of each is the least of ROUNDS. The
    interval is that of rounds drawn again with replacement.

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
    Ratio
        The exponent, and its interval over rounds; 1 is proportional to the work there is.
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
    return exponent(np.array([row["neuron_steps"] + row["events"] for row in rows]), np.array(seconds)), rows


def exponent(work: np.ndarray, seconds: np.ndarray) -> Ratio:
    """Slope of the log of the least CPU time over the log of the work.

    Parameters
    ----------
    work : numpy.ndarray
        (scale,) neuron-steps and events.
    seconds : numpy.ndarray
        (scale, round) CPU time, s.

    Returns
    -------
    Ratio
        The slope, and where 95 % of the slopes lie of rounds drawn again with replacement. The least of few rounds is
        often that of all: with 15 rounds the slope of no noise lies within some 85 % of the time.
    """
    rng = np.random.default_rng(0)
    rounds = seconds.shape[1]
    drawn = seconds[:, rng.integers(0, rounds, (RESAMPLES, rounds))].min(axis=-1)
    slopes = np.polyfit(np.log(work), np.log(drawn), 1)[0]
    (slope,) = np.polyfit(np.log(work), np.log(seconds.min(axis=1, keepdims=True)), 1)[0]
    low, high = np.percentile(slopes, (2.5, 97.5))
    return Ratio(float(slope), float(low), float(high))


def _events(program: Runs) -> float:
    """Synapses that the spikes of one run reach."""
    connectome = program.subject.connectome
    sources = np.concatenate([synapses.pre for synapses in connectome.channels.values()])
    out_degree = np.bincount(sources, minlength=connectome.size)
    _, unit, _ = program.run(1)
    return float(out_degree[unit].sum())
