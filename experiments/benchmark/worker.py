"""What a study's worker costs beside the simulation; run as ``python -m ...benchmark.worker SIDES POINTS DURATION``.

Prints JSON: CPU seconds of every point in this process (the first prepares the engine), those of them without the
analysis, those of the program it runs, the peak memory of this process in GB after every point, and that of both
together.
"""

import json
import resource
import sys
from dataclasses import replace

from ...models.engine.engine import prepare
from ..config.compose import compose_config
from ..config.schema import read_settings
from ..config.settings import plain_settings
from ..study.worker import attempt, point_row


def main(sides: str, points: int, duration: float) -> dict[str, object]:
    """Compute healthy points as a worker of a study does.

    Parameters
    ----------
    sides : str
        Body sides.
    points : int
        How many points.
    duration : float
        Duration of a point, s.

    Returns
    -------
    dict
        What the module prints: ``own``, ``bare`` and ``program``, ``own_peak_gb`` and ``peak_gb``.
    """
    own, bare, program, peak = [], [], [], []
    healthy = read_settings(compose_config("run", [f"sides={sides}", f"duration={duration}"]))
    engine = prepare(healthy.structure)
    for seed in range(points):
        task = {"settings": plain_settings(replace(healthy, seed=seed + 1)), "measure": "jerks"}
        before = _usage()
        # A point that fails is cheap, and no measure of one that does not: it ends the measurement
        attempt(point_row, task)
        after = _usage()
        own.append(after[0] - before[0])
        program.append(after[1] - before[1])
        peak.append(_peak_gb(resource.RUSAGE_SELF))
        # The same run without what is derived from it
        engine.run(healthy.condition, duration=duration, seed=seed + 1)
        bare.append(_usage()[0] - after[0])
    # Both live at once; the program's peak may hold what this process had when it was started: an upper bound
    both = _peak_gb(resource.RUSAGE_SELF) + _peak_gb(resource.RUSAGE_CHILDREN)
    return {"own": own, "bare": bare, "program": program, "own_peak_gb": peak, "peak_gb": both}


def _peak_gb(who: int) -> float:
    return resource.getrusage(who).ru_maxrss * 1024 / 1e9


def _usage() -> tuple[float, float]:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    own, program = (usage.ru_utime + usage.ru_stime for usage in usages)
    return own, program


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))))
