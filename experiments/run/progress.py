"""Progress: a bar with the time left in a terminal or a notebook, a few lines of the log elsewhere."""

import logging
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib.util import find_spec

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from ...errors import UserError

Report = Callable[[float, float, str], None]
Shown = bool | Report
LINE_EVERY = 10.0  # s between lines
LOG = logging.getLogger(__name__)
# What the caller of Python asked for. Between that call and the run or the build lie files that have no say in it
_SHOWN: ContextVar[Shown] = ContextVar("shown", default=True)


@contextmanager
def progress_shown(shown: Shown) -> Iterator[None]:
    """Decide what becomes of the progress of all that is computed inside the ``with`` block.

    Parameters
    ----------
    shown : bool or callable
        True shows it, False does not. A function is told (fraction done, seconds left, text) instead.

    Yields
    ------
    None
        Nothing; the choice holds inside the block, for this thread alone.

    Raises
    ------
    UserError
        It is neither a truth value nor a function.
    """
    if not (isinstance(shown, bool) or callable(shown)):
        raise UserError(f"progress={shown!r} is neither True nor False nor a function")
    token = _SHOWN.set(shown)
    try:
        yield
    finally:
        _SHOWN.reset(token)


@contextmanager
def progress_report() -> Iterator[Report]:
    """Show how far a build or a run has come, while the ``with`` block lasts.

    Yields
    ------
    callable
        A function of (fraction done, seconds left, text).

    Notes
    -----
    A terminal and a notebook have a bar. Elsewhere a line goes to the logger of this module every ten seconds at most,
    with the level INFO: the command line prints it, and Python keeps silent unless its user asks for such messages.
    """
    shown = _SHOWN.get()
    console = Console(stderr=True)
    if callable(shown):
        yield shown
    elif not shown:
        yield _nothing
    elif sys.stderr.isatty() or (console.is_jupyter and find_spec("ipywidgets")):
        with _bar(console) as report:
            yield report
    else:
        yield _lines(print if console.is_jupyter else LOG.info)


def time_left(seconds: float) -> str:
    """Write a number of seconds as the time that is left.

    Parameters
    ----------
    seconds : float
        Seconds that are left. A negative number, NaN or infinity stands for a time that is not known.

    Returns
    -------
    str
        Words such as ``'2:05 left'``, empty where the time is not known.

    Examples
    --------
    >>> time_left(125)
    '2:05 left'
    """
    return f"{clock(seconds)} left" if 0 <= seconds < float("inf") else ""


def clock(seconds: float) -> str:
    """Write a number of seconds as minutes and seconds, with hours before them, or as days and hours.

    Parameters
    ----------
    seconds : float
        Seconds, which are rounded to whole ones.

    Returns
    -------
    str
        The time in words.

    Examples
    --------
    >>> clock(3725), clock(200000)
    ('1:02:05', '2 d 7 h')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes_left = divmod(minutes, 60)
    if hours >= 24:
        return f"{hours // 24} d {hours % 24} h"
    return f"{hours}:{minutes_left:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def _nothing(fraction: float, seconds_left: float, text: str) -> None:
    """Progress that nobody wants to see."""


@contextmanager
def _bar(console: Console) -> Iterator[Report]:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[left]}"))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=1.0, left="")

        def report(fraction: float, seconds_left: float, text: str) -> None:
            bar.update(task, completed=fraction, description=text, left=time_left(seconds_left))

        yield report


def _lines(say: Callable[[str], None]) -> Report:
    last: dict[str, float] = {}
    finished: set[str] = set()

    def report(fraction: float, seconds_left: float, text: str) -> None:
        # "3 of 12 points" and "4 of 12 points" are one stage
        stage = re.sub(r"\d+", "", text)
        if stage in finished:
            if fraction >= 1:
                return
            finished.discard(stage)
            del last[stage]
        now = time.monotonic()
        if stage not in last or fraction >= 1 or now - last[stage] >= LINE_EVERY:
            last[stage] = now
            say(f"{text}: {fraction:.0%} {time_left(seconds_left)}".rstrip())
        if fraction >= 1:
            finished.add(stage)

    return report
