"""What a study's worker costs beside the simulation; run as ``python -m ...benchmark.worker SIDES POINTS DURATION``.

Prints JSON: CPU seconds of every point in this process (the first prepares the engine), those of the program it runs,
and the peak memory of both together in GB.
"""

import json
import resource
import sys

from ..compose import compose_config
from ..run import point_statistics
from ..settings import read_settings


def main(sides: str, points: int, duration: float) -> dict[str, object]:
    """Compute healthy points as a worker of a study does."""
    own, program = [], []
    for seed in range(points):
        settings = read_settings(compose_config("run", [f"sides={sides}", f"duration={duration}", f"seed={seed + 1}"]))
        before = _usage()
        point_statistics(settings.plain())
        after = _usage()
        own.append(after[0] - before[0])
        program.append(after[1] - before[1])
    # Both live at once; the program's peak may hold what this process had when it was started: an upper bound
    peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"own": own, "program": program, "peak_gb": peak * 1024 / 1e9}


def _usage() -> tuple[float, float]:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    own, program = (usage.ru_utime + usage.ru_stime for usage in usages)
    return own, program


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))))
