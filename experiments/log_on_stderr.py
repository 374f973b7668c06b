"""The log of the package as lines on stderr, which is what the command line shows of it."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

LOGGER = "disinhibition"


@contextmanager
def log_on_stderr() -> Iterator[None]:
    """Print what the package logs, progress included, on stderr while the ``with`` block lasts.

    Yields
    ------
    None
        Nothing; afterwards the log is as it was found.
    """
    logger, handler = logging.getLogger(LOGGER), _Stderr()
    level, propagate = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate


class _Stderr(logging.Handler):
    """Prints on what stderr is at the moment: a bar on a terminal takes its place, so that lines appear above it."""

    def emit(self, record: logging.LogRecord) -> None:
        print(self.format(record), file=sys.stderr, flush=True)
