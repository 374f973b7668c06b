"""Responses to the last stimulus of a protocol, muscle by muscle; stimuli before it condition it."""

import numpy as np
import xarray as xr

from ....analysis.emg.silent_period import mean_silent_period
from ....analysis.reflexes.conditioning import habituation
from ....analysis.reflexes.responses import BASELINE, LONGEST, find_responses, mean_latency, response_statistics
from ....errors import UserError
from ....models.condition.stimulation import trial_onsets
from ....models.condition.vocabulary import MUSCLES
from ..columns import Column, number_columns
from ..outcome import Outcome

SIDE = "right"
# s after the stimulus between which its response begins, by the last word of the site
SEARCH = {"magnetic": (0.010, 0.060), "electrical": (0.010, 0.060), "nerve": (0.010, 0.060), "tendon": (0.010, 0.060),
          "sound": (0.015, 0.200), "tap": (0.006, 0.150), "flash": (0.040, 0.150)}  # fmt: skip
# name -> unit, long name; one column a muscle
PER_MUSCLE = {
    "probability": ("1", "share of stimuli with a response"),
    "latency": ("ms", "latency of the response, median"),
    "latency_sd": ("ms", "standard deviation of the latency"),
    "mean_latency": ("ms", "latency of the mean rectified EMG"),
    "amplitude": ("V", "peak to peak, median over stimuli"),
    "fifth": ("1", "fifth response relative to the first"),
    "silence": ("ms", "silent period of the mean rectified EMG"),
    "silence_total": ("ms", "stimulus to return of the mean rectified EMG"),
}


def columns() -> list[Column]:
    """The columns of a study, such as ``latency_fdi``, of the muscles of the right side.

    Returns
    -------
    list of Column
        One for every number of a row, without ``status``.
    """
    return number_columns(PER_MUSCLE, MUSCLES)


def row(outcome: Outcome) -> dict[str, float | str]:
    """The row of the responses to the last stimulus in one run.

    Parameters
    ----------
    outcome : Outcome
        The run.

    Returns
    -------
    dict
        Value of every column, and ``status``.

    Raises
    ------
    UserError
        The protocol has no stimuli.
    """
    settings = outcome.settings
    if not settings.condition.stimuli:
        raise UserError("responses need a protocol with stimuli, such as protocol=median_nerve")
    first, test = settings.condition.stimuli[0], settings.condition.stimuli[-1]
    names = [f"{SIDE}_{muscle}" for muscle in MUSCLES]
    voltage = outcome.voltage.sel(muscle=names)
    quiet, times = (
        _within(trial_onsets(stimulus, settings.structure.dt, settings.duration, settings.seed), settings.duration)
        for stimulus in (first, test)
    )
    search = SEARCH[test.site.rpartition("_")[2]]
    responses = find_responses(voltage, times, search, quiet)
    statistics = response_statistics(responses)
    late = mean_latency(voltage, times, search, quiet)
    values: dict[str, float | str] = {"status": outcome.status}
    for name, muscle in zip(names, MUSCLES, strict=True):
        mine = statistics.sel(muscle=name)
        series = habituation(responses["amplitude"].sel(muscle=name).values)["ratio"].values
        silence = mean_silent_period(voltage.sel(muscle=name).values, _rate(voltage), times)
        found = {column: float(mine[column]) for column in ("probability", "latency", "latency_sd", "amplitude")} | {
            "mean_latency": float(late.sel(muscle=name)),
            "fifth": float(series[4]) if series.size > 4 else float("nan"),
            "silence": float(silence["duration"]),
            "silence_total": float(silence["total"]),
        }
        values |= {f"{column}_{muscle}": value for column, value in found.items()}
    return values


def _within(times: np.ndarray, duration: float) -> np.ndarray:
    """Times of the trials that lie in the recording with what is measured around them."""
    return times[(times >= BASELINE) & (times <= duration - LONGEST)]


def _rate(voltage: xr.DataArray) -> float:
    time = voltage["time"].values
    return (time.size - 1) / float(time[-1] - time[0])
