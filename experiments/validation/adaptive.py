"""Validation studies whose points depend on what was found before: bisected onsets, half onsets, falling ladders.

``words`` are those of the study: ``experiment=...``, ``study.path=...`` and what else every point has in common. Every
run is kept in that study, so that the same call goes on where it was stopped.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import xarray as xr

from ...analysis.studies.circuit_signatures import CIRCUITS
from ...analysis.studies.gain_threshold import JERKING_RATE, bisect_threshold, threshold_bracket
from ..study.plan import plan_study
from ..study.reading.open import open_study
from ..study.sweep import compute
from .jittered_numbers import draw_onset, half_of


def bisect_onsets(words: Sequence[str], path: Path) -> None:
    """Narrow the onsets of a study of falling gains down, one run after the other.

    Parameters
    ----------
    words : sequence of str
        The words of the study, which every point has in common.
    path : Path
        Folder of the study.
    """

    def run(circuit: str, gain: float) -> xr.Dataset:
        _compute(words, circuit=[circuit], gain=[gain])
        return open_study(path)

    for circuit in CIRCUITS:
        bisect_threshold(circuit, run, open_study(path))


def half_onsets(words: Sequence[str], onsets: xr.Dataset) -> None:
    """Run every circuit at half the gain at which it begins to jerk; one that never does is not run.

    Parameters
    ----------
    words : sequence of str
        The words of the study, which every point has in common.
    onsets : xarray.Dataset
        The study of the onsets, over circuit and gain.
    """
    for circuit in CIRCUITS:
        if interval := threshold_bracket(onsets, circuit):
            _compute(words, circuit=[circuit], gain=[round(sum(interval) / 4, 2)])


def falling_ladder(words: Sequence[str], path: Path) -> None:
    """Run draws at falling gains until they jerk.

    First comes the health of every draw; then gain after gain for the draws that do not jerk yet; then half of each
    draw's onset.

    Parameters
    ----------
    words : sequence of str
        The words of the study, which every point has in common.
    path : Path
        Folder of the study.
    """
    ladder = plan_study(words).axes["gain"]
    draws = plan_study(words).axes["jitter"]
    _compute(words, gain=[1])
    for circuit in CIRCUITS:
        silent = draws
        for gain in sorted((gain for gain in ladder if gain < 1), reverse=True):
            if silent:
                _compute(words, circuit=[circuit], jitter=silent, gain=[gain])
                rate = open_study(path)["jerk_rate"].sel(circuit=circuit, gain=gain).squeeze(["seed"])
                silent = [draw for draw in silent if not rate.sel(jitter=draw) >= JERKING_RATE]
        half = half_of(draw_onset(open_study(path), circuit), np.array(ladder))
        for gain in np.unique(half):
            at = [draw for draw, own in zip(draws, half, strict=True) if own == gain]
            _compute(words, circuit=[circuit], jitter=at, gain=[float(gain)])


def _compute(words: Sequence[str], **axes: Sequence[object]) -> None:
    chosen = [f"study.axes.{axis}=[{','.join(map(str, values))}]" for axis, values in axes.items()]
    compute(plan_study([*words, *chosen]))
