"""Where a stimulus acts: sites as data, trials as run-time schedules of conductance kicks per population."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

import numpy as np

from .condition import ZONES, Stimulus
from .connectome import Connectome
from .cortex import hemisphere
from .sourced import load_table
from .spinal import MUSCLES, ZONE_OF_SEGMENT
from .timing import SETTLING


def sites(connectome: Connectome) -> Mapping[str, Mapping[str, str]]:
    """Every site that this connectome has: its name, and the populations it kicks with the table entry of the kick."""
    names = {population.name for population in connectome.pathway.populations}
    everything = {name: dict(reached) for side in ("left", "right") for name, reached in _sites(side)}
    everything["sound"] = {f"{side}_auditory_afferents": "auditory" for side in ("left", "right")}
    present = {name: {p: kick for p, kick in reached.items() if p in names} for name, reached in everything.items()}
    return {name: reached for name, reached in present.items() if reached}


def site_names(sides: str) -> list[str]:
    """Names of all sites of a structure, ``sides`` being ``both`` or ``right``."""
    present = ("left", "right") if sides == "both" else (sides,)
    return [*(name for side in present for name, _ in _sites(side)), "sound"]


def check_site(site: str, known: Iterable[str]) -> None:
    """Raise ValueError, naming the nearest one, for a site that is not among the known."""
    names = list(known)
    if site not in names:
        near = get_close_matches(site, names, n=1)
        hint = f"; did you mean '{near[0]}'?" if near else ""
        raise ValueError(f"there is no stimulus site '{site}'{hint}")


def _sites(side: str) -> Iterator[tuple[str, Iterator[tuple[str, str]]]]:
    hand = [f"{side}_{segment}_cutaneous" for segment, zone in ZONE_OF_SEGMENT.items() if zone == "hand"]
    spindles = [f"{side}_{muscle}_ia" for muscle in ("fdi", "flexor_carpi_radialis")]
    yield f"{side}_median_nerve", ((name, "nerve") for name in (*spindles, *hand[1:]))
    yield f"{side}_tibial_nerve", ((name, "nerve") for name in (f"{side}_soleus_ia", f"{side}_s1_cutaneous"))
    for muscle, (segment, _) in MUSCLES.items():
        if segment != "xi":
            yield f"{side}_{muscle}_tendon", iter([(f"{side}_{muscle}_ia", "nerve")])
    for zone in ZONES:
        cells = ("l23", "pt", "pv")
        yield (
            f"{side}_{zone}_magnetic",
            ((f"{hemisphere(side)}_m1_{zone}_{cell}", f"magnetic_{cell}") for cell in cells),
        )


def schedule(
    connectome: Connectome, stimuli: Sequence[Stimulus], dt: float, duration: float, seed: int
) -> tuple[dict[int, tuple[np.ndarray, np.ndarray]], np.ndarray, tuple[str, ...]]:
    """Kicks per population index (step numbers, strengths in S), and time (s) and site of every trial.

    Raises ValueError for a site that does not exist or trials that lie closer than their pulses.
    """
    table, known = load_table("stimulation"), sites(connectome)
    index = {population.name: k for k, population in enumerate(connectome.pathway.populations)}
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, 2])))
    kicks: dict[int, dict[int, float]] = {}
    trials: list[tuple[float, str]] = []
    for stimulus in stimuli:
        check_site(stimulus.site, known)
        for trial in range(stimulus.count):
            shift = rng.uniform(-1, 1) * stimulus.jitter if trial else 0.0
            onset = stimulus.start + trial * stimulus.interval + shift
            if not 0 <= onset < duration:
                continue
            trials.append((onset, stimulus.site))
            for population, kick in known[stimulus.site].items():
                entry = table[kick]
                for pulse in range(round(entry["pulses"].value)):
                    step = round((SETTLING + onset + entry["delay"].si + pulse * entry["spacing"].si) / dt)
                    events = kicks.setdefault(index[population], {})
                    events[step] = events.get(step, 0.0) + stimulus.strength * entry["strength"].si
    ordered = {k: (np.array(sorted(e)), np.array([e[step] for step in sorted(e)])) for k, e in kicks.items()}
    trials.sort()
    return ordered, np.array([time for time, _ in trials]), tuple(site for _, site in trials)
