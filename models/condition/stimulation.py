"""When stimuli come and how strong they are: run-time schedules of conductance kicks per population."""

from collections.abc import Sequence

import numpy as np

from ..circuits.connectome import Connectome
from ..engine.timing import SETTLING
from ..parameters.random_streams import DrawStream, numbered_generator
from ..parameters.sourced import load_table
from .condition import Stimulus
from .sites import check_site, sites


def trial_onsets(stimulus: Stimulus, dt: float, duration: float, seed: int) -> np.ndarray:
    """Times (trial,) in s of the trials of a stimulus that fall into a run.

    The shift of trial n is one number of the run, whatever the site, times the stimulus's jitter, in whole steps:
    stimuli of equal jitter move together and keep their interval.

    >>> trial_onsets(Stimulus("sound", start=1, interval=4, count=3), 1e-4, 8, 1)    # doctest: +SKIP
    array([1., 5.])
    """
    rng = numbered_generator(seed, DrawStream.TRIAL_JITTER)
    shift = np.round(rng.uniform(-1, 1, stimulus.count) * stimulus.jitter / dt) * dt
    shift[:1] = 0
    onsets = stimulus.start + stimulus.interval * np.arange(stimulus.count) + shift
    return onsets[(onsets >= 0) & (onsets < duration)]


def schedule(
    connectome: Connectome, stimuli: Sequence[Stimulus], dt: float, duration: float, seed: int
) -> tuple[dict[int, tuple[np.ndarray, np.ndarray]], np.ndarray, tuple[str, ...]]:
    """Kicks per population index (step numbers, strengths in S), and time (s) and site of every trial.

    Raises ValueError for a site that does not exist.
    """
    table, known = load_table("stimulation"), sites(connectome) if stimuli else {}
    index = {population.name: k for k, population in enumerate(connectome.pathway.populations)}
    kicks: dict[int, dict[int, float]] = {}
    trials: list[tuple[float, str]] = []
    for stimulus in stimuli:
        check_site(stimulus.site, known)
        for onset in trial_onsets(stimulus, dt, duration, seed):
            trials.append((float(onset), stimulus.site))
            for reach in known[stimulus.site]:
                entry = table[reach.kick]
                strength = stimulus.strength
                if "saturation" in entry:
                    strength = min(strength, entry["saturation"].value)
                events = kicks.setdefault(index[reach.population], {})
                for pulse in range(round(entry["pulses"].value)):
                    late = entry["delay"].si + reach.travel + pulse * entry["spacing"].si
                    step = round((SETTLING + onset + late) / dt)
                    events[step] = events.get(step, 0.0) + strength * entry["strength"].si
    ordered = {k: (np.array(sorted(e)), np.array([e[step] for step in sorted(e)])) for k, e in kicks.items()}
    trials.sort()
    return ordered, np.array([time for time, _ in trials]), tuple(site for _, site in trials)
