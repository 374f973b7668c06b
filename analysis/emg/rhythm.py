"""How regular jerks are."""

from dataclasses import dataclass

import numpy as np
import xarray as xr

from ..signals.spikes import checked_onsets
from ..spiking.irregularity import cv2_terms

LEAST_INTERVALS = 30  # for a rhythm


@dataclass(frozen=True)
class Rhythm:
    """Intervals between jerks. interval: median, s. cv: SD / mean. cv2: mean local variation. count: intervals."""

    interval: float
    cv: float
    cv2: float
    count: int


def interjerk(onset: np.ndarray, minimum: int = 2) -> Rhythm:
    """Interval statistics of jerk onsets.

    onset: (jerk,) s, in any order. ``cv`` uses the sample SD (n - 1). ``cv2`` is the mean of
    2 |I(i+1) - I(i)| / (I(i+1) + I(i)), blind to slow changes of rate. With fewer than ``minimum`` intervals (never
    below 2) cv and cv2 are NaN; with none, so is the interval. Published rhythmicity needs at least 30 intervals.
    Raises ValueError for onsets that are no numbers or given twice.
    Source of CV2: Holt et al. 1996, J Neurophysiol 75:1806.
    """
    interval = np.diff(checked_onsets(onset))
    if not interval.size:
        return Rhythm(float("nan"), float("nan"), float("nan"), 0)
    cv = cv2 = float("nan")
    if interval.size >= max(minimum, 2):
        cv = float(interval.std(ddof=1) / interval.mean())
        cv2 = float(np.mean(cv2_terms(interval[:-1], interval[1:])))
    return Rhythm(float(np.median(interval)), cv, cv2, int(interval.size))


def train_interval(bursts: xr.Dataset) -> float:
    """Interval (s) between successive bursts of one muscle within one jerk, median; NaN where no jerk has a train.

    bursts: Dataset over (burst) with onset (s), muscle and jerk.
    """
    onset, jerk = bursts["onset"].values, bursts["jerk"].values
    _, muscle = np.unique(bursts["muscle"].values.astype(str), return_inverse=True)
    order = np.lexsort((onset, muscle, jerk))
    same = (np.diff(jerk[order]) == 0) & (np.diff(muscle[order]) == 0)
    interval = np.diff(onset[order])[same]
    return float(np.median(interval)) if interval.size else float("nan")


def onsets_of(muscle: str, bursts: xr.Dataset) -> np.ndarray:
    """Onset (s) of a muscle's first burst in each jerk it takes part in, sorted.

    bursts: Dataset over (burst) with onset, muscle and jerk. An unknown or silent muscle gives an empty array.
    """
    mine = np.flatnonzero(bursts["muscle"].values == muscle)
    onset, jerk = bursts["onset"].values[mine], bursts["jerk"].values[mine]
    order = np.argsort(onset, kind="stable")
    return np.sort(onset[order][np.unique(jerk[order], return_index=True)[1]])
