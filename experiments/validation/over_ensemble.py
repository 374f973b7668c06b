"""Validation rows over the ensemble: those of the reference set, and in how many parameter sets each verdict holds."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import numpy as np
import xarray as xr

from ..gates.row import MISS, PASS, REPORT, Part, Row

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
            if own[0].verdict in (PASS, MISS):
                yield _held(own)

    return made


def _held(rows: tuple[Row, ...]) -> Row:
    """One line on the same row of every set."""
    held = float(np.mean([row.verdict == PASS for row in rows]))
    measured = [row.mean for row in rows if row.mean is not None]
    ends = (Part("least measured", min(measured)), Part("most measured", max(measured))) if measured else ()
    words = f"{rows[0].quantity}: share of parameter sets in which it holds"
    found: dict[str, Any] = {"mean": held, "n": len(measured), "of": len(rows), "parts": ends}
    return Row(f"{rows[0].id}-sets", words, "robustness", REPORT, **found)
