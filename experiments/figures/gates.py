"""The healthy gates: what is measured on the model beside the tolerance that was set beforehand."""

import math
import re
import textwrap
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ...analysis.plotting.plots import PAGE
from ..gates.row import Row, read_rows
from ..gates.row_text import bounds_text, measured_text, quantity_text

DATA = "validation.json"
COMMAND = "validate --health"  # that makes it
GATE = re.compile(r"G\d\d")
EDGE = 1.0  # widths of the band that are shown on either side of it
MARKS = {"pass": ("o", "#0072B2"), "miss": ("X", "#D55E00")}


def draw(data: Path) -> Figure:
    """Draw the healthy gates.

    Parameters
    ----------
    data : Path
        File that ``disinhibition validate`` writes.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    rows = [row for row in read_rows(data) if GATE.match(row.id)]
    height = 1.3 + 0.23 * len(rows)
    figure = Figure(figsize=(PAGE, height))
    # The words on both sides have fixed columns, which an automatic layout would not leave room for
    ax = figure.add_axes((0.29, 0.8 / height, 0.29, 1 - 1.3 / height))
    ax.set_title(f"healthy gates: {_count(rows, 'pass')} pass, {_count(rows, 'miss')} miss", loc="left", pad=16)
    draw_rows(ax, rows)
    marks = [Line2D([], [], linestyle="", marker=m, color=c, markersize=4, label=v) for v, (m, c) in MARKS.items()]
    band = Line2D([], [], color="0.85", linewidth=6, label="tolerance")
    spread = Line2D([], [], color="0.3", linewidth=0.8, label="lowest to highest run")
    figure.legend(handles=[band, *marks, spread], loc="lower center", ncols=4)
    return figure


def draw_rows(ax: Axes, rows: list[Row]) -> Axes:
    """Draw a row for each gate, its values in widths of its tolerance; a value far outside is drawn at the edge.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    rows : list of Row
        Lines of the validation table.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    for place, row in enumerate(rows):
        band, value = _band_of(row), row.mean
        if band is not None:
            _band(ax, place, band)
        if band is None or value is None:
            why = "no tolerance set" if value is not None else measured_text(row)
            ax.text(0.5, place, why, ha="center", va="center", color="0.4", style="italic")
            continue
        if row.least is not None and row.most is not None:
            ends = [_shown(end, band) for end in (row.least, row.most)]
            ax.plot(ends, [place, place], color="0.3", linewidth=0.8, zorder=1)
        mark, colour = MARKS.get(row.verdict, ("D", "0.4"))
        x = _shown(value, band)
        ax.plot(x, place, mark, color=colour, markersize=4.5, markeredgewidth=0, zorder=2, clip_on=False)
        if _share(value, band) != x:
            ax.annotate("›" if x > 0 else "‹", (x, place), (4 if x > 0 else -7, -3), textcoords="offset points")
    _columns(ax, rows)
    labels = [textwrap.fill(f"{row.id}  {_quantity(row)}", 39) for row in rows]
    ax.set_yticks(range(len(rows)), labels, linespacing=0.95)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_xlim(-EDGE, 1 + EDGE)
    ax.set_xticks([-EDGE, 0, 1, 1 + EDGE], ["a width\nbelow", "low\nend", "high\nend", "a width\nabove"])
    ax.set_xlabel("measured mean in its tolerance")
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    return ax


def printed(words: str) -> str:
    """Words of the table as they are printed.

    Parameters
    ----------
    words : str
        Words of a row.

    Returns
    -------
    str
        The words with signs such as ± and ≤, and spaces for underscores.

    Examples
    --------
    >>> printed("15.9 +- 1.3, tibialis_anterior")
    '15.9 ± 1.3, tibialis anterior'
    """
    for plain, sign in (("+-", "±"), ("<=", "≤"), (">=", "≥"), ("_", " ")):
        words = words.replace(plain, sign)
    return words


def _quantity(row: Row) -> str:
    """What a gate measures, without the muscle that its id names already."""
    muscle, quantity = row.id.partition("-")[2], quantity_text(row)
    # One letter stands for a variant of a gate, not for a muscle
    if len(muscle) > 1:
        quantity = re.sub(rf",? {re.escape(muscle)}\b", "", quantity)
    return printed(re.sub(r"\bfdi\b", "FDI", quantity))


def _band_of(row: Row) -> tuple[float, float] | None:
    """Lowest and highest value that a row allows; None where it has no bounds.

    An upper bound begins at 0, since no gate can be negative; a lower bound has no end.
    """
    if row.low is None and row.high is None:
        return None
    return row.low or 0.0, math.inf if row.high is None else row.high


def _share(value: float, band: tuple[float, float]) -> float:
    """Place in the band, 0 at its low and 1 at its high end; one without width has its one value in the middle.

    One without an end is as wide as its low end is large, and 1 wide from 0 on.
    """
    low, high = band
    if high == low:
        return 0.5 + (value - low)
    return (value - low) / ((low or 1.0) if math.isinf(high) else high - low)


def _shown(value: float, band: tuple[float, float]) -> float:
    return min(max(_share(value, band), -EDGE), 1 + EDGE)


def _band(ax: Axes, place: int, band: tuple[float, float]) -> None:
    """The tolerance as a bar; without an upper end it goes on to the edge."""
    low, high = band
    left, right = (0.45, 0.55) if high == low else (0.0, 1 + EDGE if math.isinf(high) else 1.0)
    ax.barh(place, right - left, left=left, height=0.75, color="0.87", zorder=0)


def _columns(ax: Axes, rows: list[Row]) -> None:
    """Measured value, tolerance and published value in words, right of the axes."""
    columns = {"measured": (1.07, 10), "tolerance": (1.37, 14), "published; asked besides": (1.72, 26)}
    across = ax.get_yaxis_transform()
    for name, (x, _) in columns.items():
        ax.text(x, -0.8, name, transform=across, va="bottom", weight="bold")
    for place, row in enumerate(rows):
        besides = "; ".join(words for words in (row.published, row.asks) if words)
        measured = measured_text(row) if row.mean is not None else ""
        words = (measured, printed(bounds_text(row)), printed(besides))
        for (x, width), text in zip(columns.values(), words, strict=True):
            ax.text(x, place, textwrap.fill(text, width) or "–", transform=across, va="center", linespacing=0.95)


def _count(rows: list[Row], verdict: str) -> int:
    return sum(row.verdict == verdict for row in rows)
