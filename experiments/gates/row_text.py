"""The words of a row of the validation table, for tables on a screen, pages and figures."""

from .row import REPORT, Row

COLUMNS = ("id", "quantity", "role", "published", "tolerance", "silent", "measured", "spread", "verdict")


def cells(row: Row) -> tuple[str, ...]:
    """The words of a row, one for each of COLUMNS.

    Parameters
    ----------
    row : Row
        The row.

    Returns
    -------
    tuple of str
        The words.

    Examples
    --------
    >>> row = Row("G02", "motoneuron spikes", "fit", "pass", unit="1/s", published="silent", high=0.5, strict=True,
    ...           every=True, mean=0.0153, least=0.0, most=0.04, n=15, of=15)
    >>> " | ".join(cells(row))
    'G02 | motoneuron spikes (1/s) | fit | silent | < 0.5 in every run | none | 0.0153 | 0 to 0.04, n 15 of 15 | pass'
    """
    return (
        row.id,
        quantity_text(row),
        row.role,
        row.published,
        tolerance_text(row),
        silence_text(row),
        measured_text(row),
        spread_text(row),
        row.verdict,
    )


def quantity_text(row: Row) -> str:
    """What a row measures, with its unit.

    Parameters
    ----------
    row : Row
        The row.

    Returns
    -------
    str
        The words.
    """
    return row.quantity if row.unit == "1" else f"{row.quantity} ({row.unit})"


def bounds_text(row: Row) -> str:
    """What a row allows, without what it asks besides.

    Parameters
    ----------
    row : Row
        The row.

    Returns
    -------
    str
        The words; empty where there are no bounds.
    """
    low, high = (None if bound is None else f"{bound:.4g}" for bound in (row.low, row.high))
    if low is not None and high is not None:
        words = low if low == high else f"{low} to {high}"
    elif low is not None:
        words = f"{'>' if row.strict else '>='} {low}"
    elif high is not None:
        words = f"{'<' if row.strict else '<='} {high}"
    else:
        return ""
    return f"{words} in every run" if row.every else words


def tolerance_text(row: Row) -> str:
    """What a row allows and asks.

    Parameters
    ----------
    row : Row
        The row.

    Returns
    -------
    str
        The words; empty where no verdict is asked.
    """
    return "; ".join(words for words in (bounds_text(row), row.asks) if words)


def silence_text(row: Row) -> str:
    """How many runs of a row may be without a value.

    Parameters
    ----------
    row : Row
        The row.

    Returns
    -------
    str
        ``none``, or a share; empty where no verdict is asked.
    """
    if not tolerance_text(row):
        return ""
    return f"up to {100 * row.silent:g} %" if row.silent else "none"


def measured_text(row: Row) -> str:
    """What was measured.

    Parameters
    ----------
    row : Row
        The row.

    Returns
    -------
    str
        The number, or what is said in its place.
    """
    if row.mean is not None:
        return f"{row.mean:.3g}"
    return row.note or ("" if row.parts and row.verdict == REPORT else "nothing")


def spread_text(row: Row) -> str:
    """How far what was measured is spread, and in how many runs it was.

    Parameters
    ----------
    row : Row
        The row.

    Returns
    -------
    str
        The words.
    """
    words = []
    if row.least is not None and row.most is not None:
        words.append(f"{row.least:.3g} to {row.most:.3g}")
    if row.interval is not None:
        words.append(f"95 % interval {row.interval[0]:.2f} to {row.interval[1]:.2f}")
    if row.n is not None:
        words.append(f"n {row.n}" if row.of is None else f"n {row.n} of {row.of}")
    for part in row.parts:
        words.append(f"{part.name}: {part.value:.3g}" + ("" if part.p is None else f" (p {part.p:.2f})"))
    return ", ".join(words)
