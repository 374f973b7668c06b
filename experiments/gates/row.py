"""One line of the validation table, as numbers, and how its verdict is reached."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from ...analysis.studies.axis_names import REPEATS
from ...errors import UserError
from ..files import check_ending, check_place, read_text, whole_file, writable_folder, writing

# Share of the runs that may give no value before the row is a miss
NONE_SILENT = 0.0  # what every run has, such as a rate: a run without it has failed or lost its jerks
HALF_SILENT = 0.5  # what only an answer has, such as a latency: a stimulus may go without one
PASS, MISS, REPORT = "pass", "miss", "report"


@dataclass(frozen=True)
class Part:
    """A named number behind a row.

    Attributes
    ----------
    name : str
        What it is.
    value : float
        The number.
    p : float or None
        How often chance alone makes one as large, if that was tested.
    """

    name: str
    value: float
    p: float | None = None


@dataclass(frozen=True)
class Row:
    """One line of the validation table. Its numbers become words only where they are printed (``row_text``).

    Attributes
    ----------
    id : str
        Its key, such as ``G09``.
    quantity : str
        What is measured.
    role : str
        What the published value was used for, such as ``fit``.
    verdict : str
        ``pass``, ``miss``, or ``report`` where none is asked. Rows of the role ``sensitivity`` have words of their own.
    unit : str
        Unit of every number of the row, '1' where there is none.
    published : str
        The published value in the words of its source.
    low, high : float or None
        What is allowed; None where there is no such bound.
    strict : bool
        Whether the bounds themselves are not allowed.
    every : bool
        Whether every run has to lie within the bounds, and not their mean.
    asks : str
        What else is asked, in words.
    silent : float
        Share of the runs that may give no value; if more give none, the row is a miss.
    mean : float or None
        Mean of what was measured, or the one number that the quantity names, such as a share or a median; None if
        nothing was measured.
    least, most : float or None
        Least and largest of what was measured.
    n, of : int or None
        How many runs gave a value, and how many there were; None where it is not known.
    seeds : int or None
        How many different seeds and networks there are among them.
    interval : tuple of float or None
        95 % interval of ``mean``.
    parts : tuple of Part
        Named numbers behind the row.
    note : str
        What is said in place of a number.
    """

    id: str
    quantity: str
    role: str
    verdict: str
    unit: str = "1"
    published: str = ""
    low: float | None = None
    high: float | None = None
    strict: bool = False
    every: bool = False
    asks: str = ""
    silent: float = NONE_SILENT
    mean: float | None = None
    least: float | None = None
    most: float | None = None
    n: int | None = None
    of: int | None = None
    seeds: int | None = None
    interval: tuple[float, float] | None = None
    parts: tuple[Part, ...] = ()
    note: str = ""


def judge(
    values: xr.DataArray | np.ndarray | float,
    low: float | None = None,
    high: float | None = None,
    *,
    silent: float = NONE_SILENT,
    id: str,
    quantity: str,
    role: str,
    unit: str = "1",
    published: str = "",
    strict: bool = False,
    every: bool = False,
    asks: str = "",
    met: bool = True,
) -> Row:
    """Make a row of the validation table from measured values; its verdict is reached here and nowhere else.

    A run that is not measurable never improves a verdict: it is counted, and the row is a miss if there are more such
    runs than it allows.

    Parameters
    ----------
    values : xarray.DataArray, numpy.ndarray or float
        One value a run, in any shape; one that is not finite was not measurable.
    low, high : float, optional
        What is allowed. A bound that is not finite was itself not measurable, and makes the row a miss.
    silent : float
        Share of the runs that may be without a value: NONE_SILENT or HALF_SILENT.
    id, quantity, role, unit, published, strict, every, asks
        As of :class:`Row`.
    met : bool
        Whether what ``asks`` says is so.

    Returns
    -------
    Row
        The row. Its verdict is ``report`` where neither bounds nor words ask for one.

    Examples
    --------
    >>> row = judge(np.array([1.0, 1.5]), 0.5, 2, id="G03", quantity="L2/3 pyramidal rate", role="fit", unit="Hz")
    >>> row.mean, row.least, row.most, row.n, row.of, row.verdict
    (1.25, 1.0, 1.5, 2, 2, 'pass')
    >>> judge(np.array([1.0, np.nan]), 0.5, 2, id="G03", quantity="L2/3 pyramidal rate", role="fit").verdict
    'miss'
    """
    every_run = np.asarray(values, float).ravel()
    known = every_run[np.isfinite(every_run)]
    bounds = [bound for bound in (low, high) if bound is not None]
    if not bounds and not asks:
        verdict = REPORT
    else:
        middle = mean_of(every_run, silent)
        inside = np.isfinite(middle) and all(_inside(one, low, high, strict) for one in (known if every else [middle]))
        verdict = PASS if inside and met and np.isfinite(bounds).all() else MISS
    return Row(
        id=id,
        quantity=quantity,
        role=role,
        verdict=verdict,
        unit=unit,
        published=published,
        low=_known(low),
        high=_known(high),
        strict=strict,
        every=every,
        asks=asks,
        silent=silent,
        mean=float(known.mean()) if known.size else None,
        least=float(known.min()) if known.size else None,
        most=float(known.max()) if known.size else None,
        n=int(known.size),
        of=int(every_run.size),
        seeds=_seeds(values),
    )


def mean_of(values: xr.DataArray | np.ndarray, silent: float = NONE_SILENT) -> float:
    """Mean of the runs that gave a value, if not too many gave none.

    Parameters
    ----------
    values : xarray.DataArray or numpy.ndarray
        One value a run, in any shape.
    silent : float
        Share of the runs that may be without a value.

    Returns
    -------
    float
        The mean; NaN if more are without a value, and if all are.

    Examples
    --------
    >>> mean_of(np.array([1.0, np.nan])), mean_of(np.array([1.0, np.nan]), HALF_SILENT)
    (nan, 1.0)
    """
    every_run = np.asarray(values, float).ravel()
    known = every_run[np.isfinite(every_run)]
    if not known.size or every_run.size - known.size > silent * every_run.size:
        return float("nan")
    return float(known.mean())


def check_rows_file(path: Path) -> None:
    """Refuse a file of rows that could not be written, before the rows are measured.

    Parameters
    ----------
    path : Path
        The file.

    Raises
    ------
    UserError
        Its name says another format, or its folder cannot be written.
    """
    check_ending(path, (".json",), "the table of rows")
    check_place(path.parent)


def write_rows(path: Path, rows: Sequence[Row]) -> None:
    """Write rows as JSON, one on a line.

    Parameters
    ----------
    path : Path
        The file.
    rows : sequence of Row
        The rows.

    Raises
    ------
    UserError
        The file cannot be written.
    """
    lines = ",\n".join(json.dumps(asdict(row), allow_nan=False) for row in rows)
    writable_folder(path.parent)
    with writing(path), whole_file(path) as partial:
        partial.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def read_rows(path: Path) -> list[Row]:
    """Read rows that ``disinhibition validate`` wrote.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    list of Row
        The rows.

    Raises
    ------
    UserError
        The file holds something else, such as rows of an earlier version.
    """
    text = read_text(path, "give the table that 'disinhibition validate' wrote")
    try:
        return [row_of(content) for content in json.loads(text)]
    except (TypeError, ValueError, KeyError):
        raise UserError(
            f"{path} holds no rows of this version; write them anew with"
            f" 'disinhibition validate --from {path.parent}' (in Python dis.validate(folder=...))"
        ) from None


def row_of(content: Mapping[str, Any]) -> Row:
    """A row of what JSON holds of it.

    Parameters
    ----------
    content : mapping
        Field to value, as ``dataclasses.asdict`` gives them.

    Returns
    -------
    Row
        The row.

    Raises
    ------
    TypeError
        A field is missing or unknown.
    """
    unknown = set(content) - {field.name for field in fields(Row)}
    if unknown:
        raise TypeError(f"a row has no '{min(unknown)}'")
    interval = content.get("interval")
    parts = tuple(Part(**part) for part in content.get("parts", ()))
    return Row(**{**content, "interval": None if interval is None else tuple(interval), "parts": parts})


def _inside(value: float, low: float | None, high: float | None, strict: bool) -> bool:
    below = low is not None and not (value > low if strict else value >= low)
    above = high is not None and not (value < high if strict else value <= high)
    return not below and not above


def _known(bound: float | None) -> float | None:
    return float(bound) if bound is not None and np.isfinite(bound) else None


def _seeds(values: xr.DataArray | np.ndarray | float) -> int | None:
    if not isinstance(values, xr.DataArray):
        return None
    return int(np.prod([size for dim, size in values.sizes.items() if dim in REPEATS], dtype=int))
