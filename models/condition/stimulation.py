"""When stimuli come and how strong they are: schedules of conductance kicks for every population."""

from collections.abc import Sequence

import numpy as np

from ..circuits.connectome import Connectome
from ..parameters.random_streams import DrawStream, numbered_generator
from ..parameters.sourced import load_table
from ..parameters.timing import SETTLING
from .condition import Stimulus
from .sites import check_site, sites


def trial_onsets(stimulus: Stimulus, dt: float, duration: float, seed: int) -> np.ndarray:
    """Compute the times of the trials of a stimulus that fall into a run.

    Parameters
    ----------
    stimulus : Stimulus
        The train of trials.
    dt : float
        Time step in s.
    duration : float
        Length of the run in s.
    seed : int
        Seed of the run.

    Returns
    -------
    numpy.ndarray
        Times (trial,) in s.

    Notes
    -----
    The shift of trial n is one random number of the run, whatever the site, times the jitter of the stimulus, in whole
    steps. Stimuli of equal jitter therefore move together and keep their interval.

    Examples
    --------
    >>> trial_onsets(Stimulus("sound", start=1, interval=4, count=3), dt=1e-4, duration=8, seed=1)
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
    """Compute the kicks of every population in a run.

    Parameters
    ----------
    connectome : Connectome
        The drawn pathway.
    stimuli : Sequence[Stimulus]
        Trains of stimuli.
    dt : float
        Time step in s.
    duration : float
        Length of the recording in s.
    seed : int
        Seed of the run.

    Returns
    -------
    kicks : dict[int, tuple[numpy.ndarray, numpy.ndarray]]
        By index of the population, step numbers (kick,) counted from the start of the settling time, and strengths
        (kick,) in S.
    times : numpy.ndarray
        Times (trial,) of all trials in s, ascending, counted from the start of the recording.
    sites : tuple[str, ...]
        Site of every trial.

    Raises
    ------
    UserError
        A site does not exist.
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
