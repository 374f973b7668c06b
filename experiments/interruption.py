"""Ends of a command that come from outside: Ctrl-C, and the SIGTERM of a batch system or of ``kill``."""

import gc
import logging
import signal
import threading
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

# What an interrupted command leaves; the others write nothing before their end
KEPT: Mapping[str, str] = {
    "run": "the run is not kept",
    "sweep": "the points that were computed are kept, and the same command goes on",
    "examine": "the steps that were recorded are kept, and the same command goes on",
    "validate": "the points that were computed are kept, and the same command goes on",
    "calibrate": "the points and stages that were finished are kept, and the same command goes on",
    "search": "the trials that were finished are kept, and the same command goes on",
    "benchmark": "nothing is kept",
    "engine": "models that were removed are compiled again when they are needed",
}
NOTHING_WRITTEN = "nothing was written"


class Terminated(KeyboardInterrupt):
    """The process was told to end by SIGTERM. It ends as by Ctrl-C, so that nothing temporary stays behind."""


@contextmanager
def heeding_sigterm() -> Iterator[None]:
    """Raise Terminated when SIGTERM comes, while the ``with`` block lasts.

    Yields
    ------
    None
        Afterwards SIGTERM does what it did before. Outside of the main thread nothing changes.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, frame: FrameType | None) -> None:
        # A second one, while all is put away, changes nothing
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise Terminated

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def let_go(ended: BaseException) -> None:
    """Give up what an interrupted command was building, without a word of Brian2 about it.

    Brian2 warns of every object that is deleted before it was part of a network, since most often a program forgot it.
    Of a network that was interrupted while it was built that is no news.

    Parameters
    ----------
    ended : BaseException
        The interruption, whose frames hold the objects.
    """
    log = logging.getLogger("brian2")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        traceback.clear_frames(ended.__traceback__)
        gc.collect()
    finally:
        log.setLevel(level)


def interrupted_text(command: str) -> str:
    """Say what an interrupted command leaves.

    Parameters
    ----------
    command : str
        Name of the command.

    Returns
    -------
    str
        One line.

    Examples
    --------
    >>> interrupted_text("run")
    'interrupted; the run is not kept'
    """
    return f"interrupted; {KEPT.get(command, NOTHING_WRITTEN)}"
