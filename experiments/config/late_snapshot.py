"""A notice for a moment that lies long after the last dose, which may be a slip."""

import logging
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from ...models.drugs.dosing.amounts import read_time
from ...models.drugs.dosing.patient import read_patient
from ...models.drugs.dosing.regimen import read_regimen

LOG = logging.getLogger(__name__)
DAY = 86400.0  # s


def notice_late_snapshot(config: Mapping[str, Any]) -> None:
    """Say in the log that the network is run more than a day, and more than two doses apart, after the last dose.

    Parameters
    ----------
    config : mapping
        The composed config of a run, whose drugs were read without a mistake.
    """
    if not config.get("drugs") or config.get("snapshot") is None:
        return
    doses = read_regimen(config["drugs"], read_patient(config.get("patient") or {}), allow_extreme=True)
    starts = sorted({dose.start for dose in doses})
    apart = max((after - before for before, after in pairwise(starts)), default=0.0)
    after = read_time(config["snapshot"], "snapshot") - max(dose.start + dose.duration for dose in doses)
    if after > max(DAY, 2 * apart):
        LOG.warning("snapshot=%s is %.3g days after the last dose", config["snapshot"], after / DAY)
