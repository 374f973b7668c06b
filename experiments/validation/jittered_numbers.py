"""Validation rows of jitter: does the picture survive when all guessed numbers move at once, and what breaks it?

Each draw has its own onset, so the signature of a circuit is looked for at half of that draw's onset: a fixed gain
could not tell a lost signature from a shifted onset. Draws and gains: the study ``validation_jitter``.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import xarray as xr
from scipy.stats import binomtest

from ...analysis.studies.circuit_signatures import CIRCUITS, SIGNATURES
from ...analysis.studies.gain_threshold import JERKING_RATE
from ...models.parameters.jitter import jitter_factors
from ..gates.row import REPORT, Part, Row, judge

SHUFFLES = 1000  # of the verdicts over the draws, for the chance level of the largest of many correlations
NAMED = 3  # numbers named for every circuit


def jitter_rows(study: xr.Dataset) -> Iterator[Row]:
    """Share of draws that hold, the onset over draws, and the guessed numbers most tied to a loss.

    Parameters
    ----------
    study : xarray.Dataset
        The study, over circuit, gain (1 and a falling ladder) and jitter.

    Yields
    ------
    Row
        One line of the validation table.
    """
    verdicts = jitter_verdicts(study)
    for name, held in verdicts.items():
        yield _share(f"J-{name}", f"share of draws that hold: {name}", held)
    for circuit in CIRCUITS:
        words = f"the same of the draws that are silent in health: {circuit}"
        yield _share(f"J-{circuit}-healthy", words, verdicts[circuit][verdicts["health"] == 1])
    for circuit in CIRCUITS:
        words = f"{circuit}: highest gain of the ladder at which a draw jerks, median"
        onset = draw_onset(study, circuit)
        row = judge(onset, id=f"J-onset-{circuit}", quantity=words, role="robustness")
        yield replace(row, mean=float(np.nanmedian(onset)) if row.n else None)
    yield from _breaking_rows(study)


def jitter_verdicts(study: xr.Dataset) -> dict[str, np.ndarray]:
    """For each draw whether health is silent and each signature holds.

    Parameters
    ----------
    study : xarray.Dataset
        The study, over circuit, gain (1 and a falling ladder) and jitter.

    Returns
    -------
    dict
        ``health``, each circuit and ``all of them`` to verdicts (draw,): 1, 0, or NaN where a run is missing.
    """
    rate = study["jerk_rate"].squeeze()
    present = rate.sel(gain=1).notnull().all("circuit").values
    verdicts = {"health": (rate.sel(gain=1) == 0).all("circuit").values}
    for circuit, shows in SIGNATURES.items():
        onset = draw_onset(study, circuit)
        half = xr.DataArray(half_of(onset, study["gain"].values), dims="jitter")
        # One gain for each draw, not every gain for every draw
        at_half = study.sel(circuit=circuit).squeeze().sel(gain=half)
        verdicts[circuit] = shows(at_half).values
        # What lies below the onset, but for its half, need not have been run
        mine = rate.sel(circuit=circuit)
        above = (mine["gain"] > xr.DataArray(onset, dims="jitter").fillna(0)) & (mine["gain"] > 0)
        present &= (mine.notnull() | ~above).all("gain").values & at_half["jerk_rate"].notnull().values
    verdicts["all of them"] = np.all(list(verdicts.values()), axis=0)
    return {name: np.where(present, held.astype(float), np.nan) for name, held in verdicts.items()}


def draw_onset(study: xr.Dataset, circuit: str) -> np.ndarray:
    """Highest gain below 1 at which a circuit jerks, for each draw.

    Parameters
    ----------
    study : xarray.Dataset
        The study, over circuit, gain and jitter.
    circuit : str
        Name of the circuit.

    Returns
    -------
    numpy.ndarray
        The gains (draw,), NaN for a draw that never jerks.
    """
    rate = study["jerk_rate"].sel(circuit=circuit).squeeze()
    lost = rate.sel(gain=rate["gain"] < 1)
    return lost["gain"].where(lost >= JERKING_RATE).max("gain").values


def half_of(onset: np.ndarray, gains: np.ndarray) -> np.ndarray:
    """Gain of the ladder nearest to half of each onset, by ratio.

    Parameters
    ----------
    onset : numpy.ndarray
        Onsets (draw,), NaN where nothing jerks.
    gains : numpy.ndarray
        Gains of the ladder.

    Returns
    -------
    numpy.ndarray
        The gains (draw,), the lowest where nothing jerks.

    Examples
    --------
    >>> half_of(np.array([0.6, np.nan]), np.array([1.0, 0.5, 0.3, 0.1])).tolist()
    [0.3, 0.1]
    """
    ladder = np.sort(gains[gains > 0])
    half = np.where(np.isfinite(onset), onset / 2, ladder[0])
    return ladder[np.abs(np.log(ladder[:, None] / half)).argmin(0)]


def breaking(held: np.ndarray, factors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Correlation of each number with holding, and how often chance alone makes one of them that large.

    Parameters
    ----------
    held : numpy.ndarray
        Verdicts (draw,), 1 or 0.
    factors : numpy.ndarray
        Factors (draw, number).

    Returns
    -------
    numpy.ndarray
        Correlations (number,), NaN if all draws hold or none does.
    numpy.ndarray
        p (number,): the share of SHUFFLES of the verdicts whose largest correlation with any number is at least that
        of this number; NaN likewise.
    """
    if np.ptp(held) == 0:
        return np.full(factors.shape[1], np.nan), np.full(factors.shape[1], np.nan)
    scaled = (factors - factors.mean(0)) / (factors.std(0) * len(held))
    rng = np.random.default_rng(0)
    verdict = (held - held.mean()) / held.std()
    correlation = verdict @ scaled
    chance = np.array([np.abs(rng.permutation(verdict) @ scaled).max() for _ in range(SHUFFLES)])
    return correlation, (1 + (chance[:, None] >= np.abs(correlation)).sum(0)) / (1 + SHUFFLES)


def _breaking_rows(study: xr.Dataset) -> Iterator[Row]:
    """The numbers most tied to a loss, and which of them chance does not explain."""
    draws = [jitter_factors(int(draw)) for draw in study["jitter"].values]
    names = sorted(draws[0])
    factors = np.array([[draw.get(name, 1.0) for name in names] for draw in draws])
    for name, held in jitter_verdicts(study).items():
        known = np.isfinite(held)
        if name == "all of them" or not known.any():
            continue
        correlation, chance = breaking(held[known], factors[known])
        order = np.argsort(-np.abs(correlation))[:NAMED]
        alike = not np.isfinite(correlation).all()
        parts = () if alike else tuple(Part(names[i], float(correlation[i]), float(chance[i])) for i in order)
        words = f"r of the numbers most tied to holding: {name}; p against the largest of {len(names)} by chance"
        found = {
            "n": int(known.sum()),
            "of": known.size,
            "parts": parts,
            "note": "none: all draws alike" if alike else "",
        }
        yield Row(f"J-breaks-{name}", words, "robustness", REPORT, **found)


def _share(key: str, words: str, held: np.ndarray) -> Row:
    row = judge(held, id=key, quantity=words, role="robustness")
    if not row.n:
        return row
    interval = binomtest(int(np.nansum(held)), row.n).proportion_ci()
    return replace(row, least=None, most=None, interval=(float(interval.low), float(interval.high)))
