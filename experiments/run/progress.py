"""Progress on stderr: a bar with the time left on a terminal, plain lines elsewhere."""

import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

Report = Callable[[float, float, str], None]
LINE_EVERY = 10.0  # s between plain lines


@contextmanager
def progress_report() -> Iterator[Report]:
    """Show how far a build or a run has come, while the ``with`` block lasts.

    Yields
    ------
    callable
        A function of (fraction done, seconds left, text).
    """
    if not sys.stderr.isatty():
        yield _plain_report()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[left]}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0, left="")

        def report(fraction: float, seconds_left: float, text: str) -> None:
            bar.update(task, completed=fraction, description=text, left=time_left(seconds_left))

        yield report


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


def _plain_report() -> Report:
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
            print(f"{text}: {fraction:.0%} {time_left(seconds_left)}".rstrip(), file=sys.stderr, flush=True)
        if fraction >= 1:
            finished.add(stage)

    return report
