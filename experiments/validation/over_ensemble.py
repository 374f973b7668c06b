"""Validation rows over the ensemble: those of the reference set, and in how many parameter sets each verdict holds."""

from collections.abc import Callable, Iterator
from functools import wraps

import numpy as np
import xarray as xr

from ..gates.row import Row

REFERENCE = 0  # the parameter set of the tables
SETS = "parameters"
Maker = Callable[[xr.Dataset], Iterator[Row]]


def over_sets(rows: Maker) -> Maker:
    """Let the rows of one parameter set be read from a study that has an axis ``parameters`` as well.

    The rows are those of set 0, as they are without such an axis. For each that has a verdict there follows one of the
    role ``robustness``: the share of the other sets in which it passes, and the range of what they measure.

    Parameters
    ----------
    rows : callable
        Makes the rows of a study without that axis.

    Returns
    -------
    callable
        Makes the rows of a study with or without it.
    """

    @wraps(rows)
    def made(study: xr.Dataset) -> Iterator[Row]:
        if SETS not in study.dims:
            yield from rows(study)
            return
        found = {int(number): list(rows(study.sel({SETS: number}))) for number in study[SETS].values}
        reference = found.pop(REFERENCE, None)
        yield from reference or []
        for own in zip(*found.values(), strict=True):
            if own[0].verdict in ("pass", "miss"):
                yield _held(own)

    return made


def _held(rows: tuple[Row, ...]) -> Row:
    """One line on the same row of every set."""
    held = np.mean([row.verdict == "pass" for row in rows])
    measured = [value for row in rows if np.isfinite(value := _number(row.measured))]
    spread = f"measured {min(measured):.3g} to {max(measured):.3g}, n {len(rows)}" if measured else f"n {len(rows)}"
    words = f"{rows[0].quantity}: share of parameter sets in which it holds"
    return Row(f"{rows[0].id}-sets", words, "robustness", "", "", f"{held:.2f}", spread, "report")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")
