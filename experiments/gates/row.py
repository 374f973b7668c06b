"""One line of the validation table, and how a verdict is reached."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Row:
    """One line of the validation table.

    Attributes
    ----------
    id : str
        Its key, such as ``G09``.
    quantity : str
        What is measured, with its unit.
    role : str
        What the published value was used for, such as ``fit``.
    published : str
        The published value.
    tolerance : str
        What is allowed; empty where no verdict is asked.
    measured : str
        Mean of what was measured, or ``nothing``.
    spread : str
        Least and largest value and their number; empty if nothing was measured.
    verdict : str
        ``pass``, ``miss`` or ``report``.
    """

    id: str
    quantity: str
    role: str
    published: str
    tolerance: str
    measured: str
    spread: str
    verdict: str


def judged(
    key: str, quantity: str, role: str, published: str, tolerance: str, values: np.ndarray, passed: bool | None
) -> Row:
    """Make a row of the validation table from measured values.

    Parameters
    ----------
    key, quantity, role, published, tolerance : str
        The first fields of the row.
    values : numpy.ndarray
        Measured values, in any shape; those that are not finite are left out.
    passed : bool or None
        Whether the values are as they have to be; None where no verdict is asked.

    Returns
    -------
    Row
        The row. Its verdict is ``report`` where none is asked, and ``miss`` if nothing was measured.

    Examples
    --------
    >>> row = judged("G03", "L2/3 pyramidal rate (Hz)", "fit", "0.5-2", "0.5 to 2", np.array([1.0, 1.5]), True)
    >>> row.measured, row.spread, row.verdict
    ('1.25', '1 to 1.5, n 2', 'pass')
    """
    found = np.asarray(values, float).ravel()
    found = found[np.isfinite(found)]
    mean = f"{found.mean():.3g}" if found.size else "nothing"
    spread = f"{found.min():.3g} to {found.max():.3g}, n {found.size}" if found.size else ""
    verdict = "report" if passed is None else "pass" if passed and found.size else "miss"
    return Row(key, quantity, role, published, tolerance, mean, spread, verdict)


def within(values: np.ndarray, low: float, high: float) -> bool:
    """Whether all values are finite and their mean lies in a range.

    Parameters
    ----------
    values : numpy.ndarray
        Measured values, in any shape.
    low, high : float
        The range, its ends included.

    Returns
    -------
    bool
        False also if there is no value.

    Examples
    --------
    >>> within(np.array([1.0, 1.5]), 0.5, 2), within(np.array([1.0, np.nan]), 0.5, 2)
    (True, False)
    """
    found = np.asarray(values, float).ravel()
    return bool(found.size and np.isfinite(found).all() and low <= found.mean() <= high)
