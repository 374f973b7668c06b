"""Responses of muscles to many stimuli, taken together."""

from dataclasses import dataclass

import numpy as np
import xarray as xr
from scipy.stats import binomtest

from ..signals.labels import described

CONFIDENCE = 0.95  # of the interval of a probability

DESCRIBED = {
    "count": ("1", "stimuli"),
    "probability": ("1", "share of stimuli with a response"),
    "probability_low": ("1", "lower end of its 95 % interval"),
    "probability_high": ("1", "upper end of its 95 % interval"),
    "latency": ("ms", "stimulus to onset, median"),
    "latency_sd": ("ms", "standard deviation of the latency"),
    "amplitude": ("V", "peak to peak, median over stimuli"),
}


@dataclass(frozen=True)
class Difference:
    """Difference of two latencies over stimuli. median, iqr: ms. count: stimuli to which both muscles respond."""

    median: float
    iqr: float
    count: int


def response_statistics(responses: xr.Dataset) -> xr.Dataset:
    """Probability, latency and size of the responses of every muscle.

    responses: of ``find_responses``.
    Returns: Dataset over (muscle): count (stimuli), probability with its 95 % Clopper-Pearson interval
    (probability_low, probability_high), latency (median) and latency_sd (sample SD) ms, amplitude (median over all
    stimuli, absent ones 0) V. Without stimuli probability and amplitude are NaN, without a response the latency, below
    two its SD.
    """
    table = np.full((len(DESCRIBED), responses.sizes["muscle"]), np.nan)
    for column in range(responses.sizes["muscle"]):
        mine = responses.isel(muscle=column)
        present, amplitude = mine["present"].values, mine["amplitude"].values
        latency = mine["latency"].values[present]
        table[:4, column] = present.size, *proportion(int(present.sum()), present.size)
        if latency.size:
            table[4, column] = np.median(latency)
        if latency.size > 1:
            table[5, column] = latency.std(ddof=1)
        if amplitude.size:
            table[6, column] = np.median(amplitude)
    data = {
        name: described("muscle", values, unit, word)
        for values, (name, (unit, word)) in zip(table, DESCRIBED.items(), strict=True)
    }
    return xr.Dataset(data, coords={"muscle": responses["muscle"].values})


def proportion(successes: int, count: int) -> tuple[float, float, float]:
    """Share of successes and both ends of its 95 % Clopper-Pearson interval; NaN without trials."""
    if not count:
        return float("nan"), float("nan"), float("nan")
    interval = binomtest(successes, count).proportion_ci(CONFIDENCE, method="exact")
    return successes / count, float(interval.low), float(interval.high)


def hand_minus_scm(responses: xr.Dataset, hand: str, scm: str) -> Difference:
    """How much later than the sternocleidomastoid a hand muscle answers the same stimulus.

    responses: of ``find_responses``. hand, scm: names of the muscles, with their side.
    Only stimuli to which both respond count; without any, median and interquartile range are NaN. Raises ValueError for
    a muscle that was not recorded.
    """
    names = responses["muscle"].values.astype(str).tolist()
    for name in (hand, scm):
        if name not in names:
            raise ValueError(f"no muscle '{name}' among the responses; there are {', '.join(names)}")
    latency = responses["latency"].values
    difference = latency[names.index(hand)] - latency[names.index(scm)]
    difference = difference[np.isfinite(difference)]
    if not difference.size:
        return Difference(float("nan"), float("nan"), 0)
    low, middle, high = np.percentile(difference, (25, 50, 75))
    return Difference(float(middle), float(high - low), int(difference.size))
