"""One line of the validation table, and how a verdict is reached."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Row:
    """One line of the table. ``tolerance`` is empty where no verdict is asked."""

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
    found = np.asarray(values, float).ravel()
    found = found[np.isfinite(found)]
    mean = f"{found.mean():.3g}" if found.size else "nothing"
    spread = f"{found.min():.3g} to {found.max():.3g}, n {found.size}" if found.size else ""
    verdict = "report" if passed is None else "pass" if passed and found.size else "miss"
    return Row(key, quantity, role, published, tolerance, mean, spread, verdict)


def within(values: np.ndarray, low: float, high: float) -> bool:
    found = np.asarray(values, float).ravel()
    return bool(found.size and np.isfinite(found).all() and low <= found.mean() <= high)
