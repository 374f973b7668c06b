"""Potentials of single motor units that fire steadily: they recur with one shape, and are no jerks."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

REACH = 0.010  # s to either side of the middle of a potential that are compared
LAG = 0.010  # s by which shapes are shifted against each other
ALIKE = 0.9  # correlation of the shapes, as in single_unit
WIDEST = 0.035  # s, widest potential, its moving RMS left out
OVERLAP = 0.250  # s, longest activity that may be potentials one upon another
LEAST = 20  # potentials of one shape
SLOWEST = 0.35  # s, median interval of a unit that fires steadily: it does so from 3 or 4 Hz on, fasciculations do not
UNITS = 6  # different shapes that are looked for in one muscle
SEEDS = 8  # potentials that are tried as a shape
SAMPLE = 300  # potentials with which a shape is tried
MOSTLY = 0.5  # share of a piece that noise may take at most
PICKS = 8  # potentials in one activity
LEFT = 0.2  # share of its energy that may be left when the potentials are taken off


def unit_potentials(
    emg: np.ndarray, rate: float, onset: np.ndarray, end: np.ndarray, rest: float
) -> tuple[np.ndarray, list[np.ndarray]]:
    """Tell which activities are potentials of motor units that fire steadily.

    Shapes that recur are looked for among the short activities. What correlates with one by more than 0.9, and what
    vanishes to a fifth of its energy when up to eight of them are taken off, is a potential.

    Parameters
    ----------
    emg : numpy.ndarray
        EMG (time,), V.
    rate : float
        Samples per second, Hz.
    onset, end : numpy.ndarray
        First sample (activity,) of each, and the one after its last, in order.
    rest : float
        RMS at rest, V.

    Returns
    -------
    found : numpy.ndarray
        Truth (activity,).
    shapes : list of numpy.ndarray
        The shapes (sample,) of energy 1, the commonest first.

    Notes
    -----
    A shape counts if it recurs at least 20 times, half of the time within 0.35 s: motor units fire steadily from some 4
    Hz on, whereas fasciculations come irregularly and seldom. That those of one unit look alike is the rule of
    ``single_unit``; the other limits are conventions of this project.
    """
    found = np.zeros(onset.size, dtype=bool)
    reach, lag = round(REACH * rate), round(LAG * rate)
    around = reach + lag
    length = (end - onset) / rate
    middle = np.array(
        [
            int(i) + int(np.nanargmax(np.abs(emg[int(i) : max(int(j), int(i) + 1)])))
            for i, j in zip(onset, end, strict=True)
        ],
        dtype=int,
    )
    whole = (middle >= around) & (middle < emg.size - around)
    short = np.flatnonzero(whole & (length < WIDEST))
    pieces = emg[middle[short, None] + np.arange(-around, around + 1)]
    recorded = np.isfinite(pieces).all(axis=1)
    short, pieces = short[recorded], pieces[recorded]
    shapes: list[np.ndarray] = []
    for _ in range(UNITS):
        left = np.flatnonzero(~found[short])
        if left.size < LEAST:
            break
        shape = _commonest(pieces[left], lag, rest)
        likeness, _ = _likeness(pieces[left], shape, rest)
        mine = left[likeness > ALIKE]
        if mine.size < LEAST or np.median(np.diff(middle[short[mine]])) > SLOWEST * rate:
            break
        shapes.append(shape)
        found[short[mine]] = True
    if shapes:
        for i in np.flatnonzero(whole & ~found & (length < OVERLAP)):
            piece = emg[max(int(onset[i]) - reach, 0) : int(end[i]) + reach]
            found[i] = bool(np.isfinite(piece).all()) and _vanishes(piece, shapes, rest)
    return found, shapes


def _commonest(pieces: np.ndarray, lag: int, rest: float) -> np.ndarray:
    """The shape that most pieces (piece, sample) share, of energy 1."""
    some = pieces[:: max(len(pieces) // SAMPLE, 1)]
    best, most = some[0], np.zeros(len(some), dtype=bool)
    for seed in some[:: max(len(some) // SEEDS, 1)]:
        likeness, _ = _likeness(some, seed[lag : seed.size - lag], rest)
        if (likeness > ALIKE).sum() > most.sum():
            best, most = seed, likeness > ALIKE
    shape = best[lag : best.size - lag]
    _, place = _likeness(some, shape, rest)
    mine = np.flatnonzero(most)
    if mine.size:
        shape = sliding_window_view(some, shape.size, axis=1)[mine, place[mine]].mean(axis=0)
    return shape / np.sqrt(max(float((shape**2).sum()), np.finfo(float).tiny))


def _likeness(pieces: np.ndarray, shape: np.ndarray, rest: float) -> tuple[np.ndarray, np.ndarray]:
    """Largest correlation (piece,) of a shape with each piece over all shifts, and the shift."""
    size = np.sqrt(float((shape**2).sum()))
    best, place = np.full(len(pieces), -1.0), np.zeros(len(pieces), dtype=int)
    power = np.cumsum(np.pad(pieces**2, ((0, 0), (1, 0))), axis=1)
    for shift in range(pieces.shape[1] - shape.size + 1):
        product = pieces[:, shift : shift + shape.size] @ shape
        energy = power[:, shift + shape.size] - power[:, shift]
        own = np.maximum(energy - shape.size * rest**2, MOSTLY * energy)
        norm = np.sqrt(np.maximum(own, np.finfo(float).tiny)) * size
        better = product / norm > best
        best[better], place[better] = (product / norm)[better], shift
    return best, place


def _vanishes(piece: np.ndarray, shapes: list[np.ndarray], rest: float) -> bool:
    """Whether hardly anything is left of an activity when the shapes, of any size, are taken off."""
    left = piece.astype(float).copy()
    noise = left.size * rest**2
    whole = float((left**2).sum()) - noise
    for _ in range(PICKS):
        fits = [np.correlate(left, shape, "valid") for shape in shapes if shape.size <= left.size]
        if not fits:
            return False
        unit = int(np.argmax([fit.max() for fit in fits]))
        place = int(fits[unit].argmax())
        left[place : place + shapes[unit].size] -= fits[unit][place] * shapes[unit]
        if float((left**2).sum()) - noise < LEFT * whole:
            return True
    return False
