"""How long motor units are held back after a volley that made other units of the muscle fire."""

import numpy as np

from .epochs import runs

WINDOW = 0.005  # s, over which discharges are counted
STEP = 0.001  # s, from one window to the next
BASELINE = 0.100  # s before the stimulus whose rate is compared with
BELOW = 0.5  # share of that rate below which units count as held back
LEAST = 50  # discharges before the stimuli, with fewer nothing can be told


def suppression(
    spike_time: np.ndarray,
    spike_unit: np.ndarray,
    stimulus_times: np.ndarray,
    response: tuple[float, float],
    end: float,
) -> float:
    """Longest stretch in which units that did not answer a stimulus fire less than half as often as before it, ms.

    spike_time, spike_unit: (spike,) s and unit. stimulus_times: (stimulus,) s. response: (first, last) s after the
    stimulus in which a unit's discharge is its answer; that unit is left out of that trial. Discharges are counted in
    windows of 5 ms, 1 ms apart, from ``response[1]`` to ``end`` s after the stimulus.
    Silence, or fewer than 50 discharges in the 100 ms before all stimuli, gives NaN; units never held back give 0.
    Raises ValueError for a response window out of order. Source: single units after a conditioning reflex, Kudina &
    Pantseva (kudina1988); the criterion is this project's.
    """
    first, last = response
    if not 0 <= first < last < end:
        raise ValueError(f"response {response} s and end {end} s are out of order; give 0 <= first < last < end")
    times, units = np.asarray(spike_time, float), np.asarray(spike_unit)
    kept: list[np.ndarray] = []
    for stimulus in np.asarray(stimulus_times, float):
        near = (times > stimulus - BASELINE) & (times < stimulus + end)
        late = times[near] - stimulus
        answered = np.unique(units[near][(late >= first) & (late < last)])
        kept.append(late[~np.isin(units[near], answered)])
    late = np.sort(np.concatenate(kept)) if kept else np.zeros(0)
    before = np.count_nonzero(late < 0)
    if before < LEAST:
        return float("nan")
    starts = np.arange(last, end - WINDOW + STEP / 2, STEP)
    counts = np.searchsorted(late, starts + WINDOW) - np.searchsorted(late, starts)
    held = counts < BELOW * before * WINDOW / BASELINE
    begin, over = runs(held)
    return float(1e3 * STEP * (over - begin).max(initial=0))
