"""How the cost of a run grows with the network: an exponent of 1 is proportional to the work there is."""

from pathlib import Path

import numpy as np

from ...models.timing import SETTLING
from .programs import ours
from .subject import Subject

REPEATS = 3


def cost_exponent(scales: tuple[float, ...], duration: float, place: Path) -> tuple[float, list[dict[str, float]]]:
    """Slope of log CPU time over log (neuron-steps + synaptic events), and the row of every scale.

    Right side only. The CPU time of a scale is the least of a few runs, each of one seed; builds are not counted.
    """
    rows = []
    for scale in scales:
        subject = Subject.of("right", scale)
        program = ours(subject, duration, place / f"scale_{scale}")
        cpu, events = np.inf, 0.0
        synapses = subject.connectome.channels.values()
        out_degree = np.bincount(
            np.concatenate([channel.pre for channel in synapses]), minlength=subject.connectome.size
        )
        for seed in range(1, REPEATS + 1):
            seconds, unit, _ = program.run(seed)
            cpu, events = min(cpu, seconds), float(np.sum(out_degree[unit]))
        steps = subject.connectome.size * (duration + SETTLING) / subject.structure.dt
        rows.append(
            {"scale": scale, "cells": subject.connectome.size, "neuron_steps": steps, "events": events, "cpu_s": cpu}
        )
    work = np.log([row["neuron_steps"] + row["events"] for row in rows])
    return float(np.polyfit(work, np.log([row["cpu_s"] for row in rows]), 1)[0]), rows
