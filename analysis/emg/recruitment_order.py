"""Order in which muscles are recruited within jerks, and how sure it is."""

from collections.abc import Sequence

import numpy as np
import xarray as xr
from scipy.stats import rankdata

from ..signals.event_checks import check_onsets
from ..signals.intervals import proportion
from ..signals.labels import labelled

OFTEN = 0.5  # share of jerks above which a muscle or segment belongs to the jerk
RESAMPLES = 1000  # of the bootstrap over jerks; ends of a 95 % interval are then known to about 0.5 %


def onsets_by_jerk(bursts: xr.Dataset) -> xr.DataArray:
    """First onset of every muscle in every jerk, after the first onset of the jerk.

    Parameters
    ----------
    bursts : xarray.Dataset
        Over (burst): onset (s), muscle and jerk.

    Returns
    -------
    xarray.DataArray
        Onsets (jerk, muscle) in s, NaN where a muscle takes no part; muscles by name. No bursts give no jerks and no
        muscles.

    Raises
    ------
    ValueError
        An onset is no number.
    """
    onset = bursts["onset"].values.astype(float)
    check_onsets(onset)
    names, muscle = np.unique(bursts["muscle"].values.astype(str), return_inverse=True)
    index, jerk = np.unique(bursts["jerk"].values, return_inverse=True)
    table = np.full((index.size, names.size), np.inf)
    np.minimum.at(table, (jerk, muscle), onset)
    table -= table.min(axis=1, keepdims=True, initial=np.inf)
    attrs = {"units": "s", "long_name": "onset after the first muscle of the jerk"}
    coords = {"jerk": index, "muscle": names}
    return xr.DataArray(np.where(np.isinf(table), np.nan, table), coords, ("jerk", "muscle"), attrs=attrs)


def recruitment_order(bursts: xr.Dataset) -> xr.Dataset:
    """Onset of every muscle relative to the first burst of the same jerk, earliest muscle first.

    Parameters
    ----------
    bursts : xarray.Dataset
        Over (burst): onset (s), muscle and jerk.

    Returns
    -------
    xarray.Dataset
        Over ``muscle``: ``delay`` ms (median over the jerks it takes part in), ``delay_iqr`` ms, ``share`` (of all
        jerks it takes part in) and ``count``. No bursts give no muscles.

    Raises
    ------
    ValueError
        An onset is no number.

    Examples
    --------
    >>> bursts = xr.Dataset({"onset": ("burst", [1.0, 1.012, 2.0, 2.014]), "jerk": ("burst", [0, 0, 1, 1]),
    ...                      "muscle": ("burst", ["scm", "fdi", "scm", "fdi"])})
    >>> recruitment_order(bursts)["delay"].round(3).to_series().to_dict()
    {'scm': 0.0, 'fdi': 13.0}
    """
    onset = onsets_by_jerk(bursts)
    names, delays = onset["muscle"].values, 1e3 * onset.values
    rows = []
    for delay in delays.T:
        mine = delay[~np.isnan(delay)]
        low, middle, high = np.percentile(mine, (25, 50, 75))
        rows.append((middle, high - low, mine.size / delay.size, mine.size))
    table = np.array(rows, dtype=float).reshape(-1, 4)
    order = np.lexsort((-table[:, 2], table[:, 0]))
    units = {"delay": "ms", "delay_iqr": "ms", "share": "1", "count": "1"}
    words = ("onset after the first muscle, median", "its interquartile range", "share of jerks", "jerks")
    columns = {
        name: labelled("muscle", table[order, i], unit, word)
        for i, ((name, unit), word) in enumerate(zip(units.items(), words, strict=True))
    }
    return xr.Dataset(columns, coords={"muscle": names[order]})


def order_confidence(bursts: xr.Dataset, muscles: Sequence[str] | None = None, seed: int = 0) -> xr.Dataset:
    """How sure the order of recruitment is: of each pair of neighbours, of the whole, of the first muscle.

    Parameters
    ----------
    bursts : xarray.Dataset
        Over (burst): onset (s), muscle and jerk.
    muscles : sequence of str, optional
        Muscles to look at; None takes all that take part in more than half of the jerks.
    seed : int, optional
        Seed of the bootstrap.

    Returns
    -------
    xarray.Dataset
        Over ``pair`` of muscles that follow each other in ``recruitment_order``: ``earlier``, ``later``, ``share`` (of
        the ``count`` jerks in which both take part, those in which the earlier begins strictly before the later), and
        ``low`` and ``high`` of its 95 % Clopper-Pearson interval. Scalars: ``first_muscle``; ``first_confidence``
        (share of bootstrap resamples of the jerks in which the same muscle has the smallest median delay);
        ``kendall_w``, over the ``complete`` jerks, in which every muscle looked at takes part. Muscles that never take
        part come last, with count 0 and shares NaN. Without jerks ``first_muscle`` is ''; with fewer than two,
        ``first_confidence`` and ``kendall_w`` are NaN.

    Raises
    ------
    ValueError
        An onset is no number.

    Notes
    -----
    With 1000 resamples the ends of a 95 % interval are known to about 0.5 %.
    """
    order = recruitment_order(bursts)
    known = order["muscle"].values.astype(str)
    asked = known[order["share"].values > OFTEN] if muscles is None else list(dict.fromkeys(muscles))
    active = [str(name) for name in known if name in asked]
    names = active + [str(name) for name in asked if name not in active]
    delay = onsets_by_jerk(bursts).reindex(muscle=names).values
    pairs = [_holds(delay[:, i], delay[:, i + 1]) for i in range(len(names) - 1)]
    columns = np.array(pairs, dtype=float).reshape(-1, 4).T
    words = ("share of jerks in which the order holds", "lower end", "upper end", "jerks in which both take part")
    data = {
        name: labelled("pair", column, "1", word)
        for name, column, word in zip(("share", "low", "high", "count"), columns, words, strict=True)
    }
    single = {
        "first_muscle": (active[0] if active else "", "muscle with the smallest median delay"),
        "first_confidence": (_first_confidence(delay, seed), "share of resamples with the same first muscle"),
        "kendall_w": (kendall_w(delay), "concordance of the order over jerks"),
        "complete": (int((~np.isnan(delay)).all(axis=1).sum()) if names else 0, "jerks with every muscle"),
    }
    scalars = {name: labelled((), value, "1", word) for name, (value, word) in single.items()}
    ends = {"earlier": np.array(names[:-1], dtype=str), "later": np.array(names[1:], dtype=str)}
    text = {name: labelled("pair", v, "1", f"{name} muscle of the pair") for name, v in ends.items()}
    return xr.Dataset({**text, **data, **scalars})


def kendall_w(onset: np.ndarray) -> float:
    """Kendall's coefficient of concordance of the order of muscles over jerks.

    Parameters
    ----------
    onset : numpy.ndarray
        Onsets (jerk, muscle) in any unit, NaN where a muscle takes no part; such jerks are left out whole.

    Returns
    -------
    float
        0 for no concordance, 1 where the order is always the same; orders drawn at random give 1 / jerks on average.
        NaN with fewer than two jerks or muscles left, or where all onsets of every jerk are equal.

    Notes
    -----
    Equal onsets share their rank, with the usual correction. Friedman's test statistic of ``scipy.stats`` over jerks x
    (muscles - 1) is the same number but for its last bits, and needs three muscles.

    References
    ----------
    kendall1939

    Examples
    --------
    >>> kendall_w([[0.0, 5.0, 9.0], [0.0, 6.0, 7.0]])
    1.0
    """
    onset = np.asarray(onset, dtype=float)
    rows = onset[~np.isnan(onset).any(axis=1)]
    jerks, muscles = rows.shape
    if jerks < 2 or muscles < 2:
        return float("nan")
    rank = rankdata(rows, axis=1)
    # Ties shrink the sum of squares a jerk can have; this is what each jerk has left
    possible = jerks * np.sum((rank - (muscles + 1) / 2) ** 2)
    total = rank.sum(axis=0)
    return float(np.sum((total - total.mean()) ** 2) / possible) if possible > 0 else float("nan")


def resampled_medians(onset: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Medians over jerks drawn with replacement.

    Parameters
    ----------
    onset : numpy.ndarray
        Onsets (jerk, muscle) in any unit, NaN where a muscle takes no part.
    seed : int
        Seed of the draws.

    Returns
    -------
    medians : numpy.ndarray
        Medians (resample, muscle); NaN where a muscle is in none of the jerks drawn.
    counts : numpy.ndarray
        Jerks (resample, muscle) that each median rests on.
    """
    jerks, muscles = onset.shape
    drawn = np.random.default_rng(seed).integers(0, max(jerks, 1), (RESAMPLES, jerks))
    medians, counts = np.full((RESAMPLES, muscles), np.nan), np.zeros((RESAMPLES, muscles), dtype=int)
    for i in range(muscles if jerks else 0):
        values = np.sort(onset[drawn, i], axis=1)  # NaN last
        counts[:, i] = np.count_nonzero(~np.isnan(values), axis=1)
        middle = np.stack([np.maximum(counts[:, i] - 1, 0) // 2, counts[:, i] // 2], axis=1)
        medians[:, i] = np.take_along_axis(values, np.minimum(middle, jerks - 1), axis=1).mean(axis=1)
    return medians, counts


def _holds(earlier: np.ndarray, later: np.ndarray) -> tuple[float, float, float, int]:
    both = ~np.isnan(earlier) & ~np.isnan(later)
    count, holds = int(both.sum()), int((earlier[both] < later[both]).sum())
    if not count:
        return float("nan"), float("nan"), float("nan"), 0
    return *proportion(holds, count), count


def _first_confidence(delay: np.ndarray, seed: int) -> float:
    """Share of resamples in which the first column has the smallest median; of equals, the one in most jerks is it."""
    if len(delay) < 2 or not delay.shape[1]:
        return float("nan")
    medians, counts = resampled_medians(delay, seed)
    smallest = np.where(np.isnan(medians), np.inf, medians).min(axis=1, keepdims=True)
    first = np.where(medians == smallest, counts, -1).argmax(axis=1)[np.isfinite(smallest[:, 0])]
    return float(np.mean(first == 0)) if first.size else float("nan")
