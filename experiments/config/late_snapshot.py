"""A notice for a moment that lies long after the last dose, which may be a slip."""

import logging
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from ...analysis.signals.counted import counted
from ...models.drugs.dosing.amounts import read_time
from ...models.drugs.dosing.patient import read_patient
from ...models.drugs.dosing.regimen import read_regimen

LOG = logging.getLogger(__name__)
DAY = 86400.0  # s


def late_snapshot(config: Mapping[str, Any]) -> float | None:
    """By how much the network is run after the last dose, if that is more than a day and than two doses apart.

    Parameters
    ----------
    config : mapping
        The composed config of a run, whose drugs were read without a mistake.

    Returns
    -------
    float or None
        Seconds after the last dose; None where the moment is not late.
    """
    if not config.get("drugs") or config.get("snapshot") is None:
        return None
    doses = read_regimen(config["drugs"], read_patient(config.get("patient") or {}), allow_extreme=True)
    starts = sorted({dose.start for dose in doses})
    apart = max((after - before for before, after in pairwise(starts)), default=0.0)
    after = read_time(config["snapshot"], "snapshot") - max(dose.start + dose.duration for dose in doses)
    return after if after > max(DAY, 2 * apart) else None


def notice_late_snapshot(config: Mapping[str, Any]) -> None:
    """Say in the log that the network is run long after the last dose.

    Parameters
    ----------
    config : mapping
        The composed config of a run, whose drugs were read without a mistake.
    """
    after = late_snapshot(config)
    if after is not None:
        LOG.warning("snapshot=%s is %.3g days after the last dose", config["snapshot"], after / DAY)


def notice_late_points(late: Sequence[float], points: int) -> None:
    """Say in the log that points of a study are run long after the last dose, in one line.

    Parameters
    ----------
    late : sequence of float
        Seconds after the last dose of every such point, as of :func:`late_snapshot`.
    points : int
        How many points the study has.
    """
    if late:
        least, most = min(late) / DAY, max(late) / DAY
        days = f"{least:.3g}" if f"{least:.3g}" == f"{most:.3g}" else f"{least:.3g} to {most:.3g}"
        LOG.warning(
            "the snapshot of %d of %s is %s days after the last dose", len(late), counted(points, "point"), days
        )
