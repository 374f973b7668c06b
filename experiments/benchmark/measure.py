"""CPU time and memory of child processes, and how to compare two of them on a machine that others use too."""

import os
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np

from ...models.engine.engine import RunFailed


@dataclass(frozen=True)
class Ratio:
    """Ratios of pairs that were measured in turn.

    Attributes
    ----------
    median : float
        Their median.
    low : float
        The smallest of them.
    high : float
        The largest of them.
    """

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, above: Sequence[float], below: Sequence[float]) -> "Ratio":
        """Ratios of two series of equal length, pair by pair.

        Parameters
        ----------
        above, below : sequence of float
            Numerators and denominators.

        Returns
        -------
        Ratio
            Median, smallest and largest ratio.

        Examples
        --------
        >>> str(Ratio.of([2.0, 3.0, 4.0], [1.0, 1.0, 1.0]))
        '3.00 [2.00-4.00]'
        """
        pairs = np.asarray(above, float) / np.asarray(below, float)
        return cls(float(np.median(pairs)), float(pairs.min()), float(pairs.max()))

    def __str__(self) -> str:
        return f"{self.median:.2f} [{self.low:.2f}-{self.high:.2f}]"


def cpu_of(
    command: Sequence[str | Path],
    folder: Path,
    environment: Mapping[str, str] | None = None,
    pinned: bool = True,
    said: IO[str] | None = None,
) -> float:
    """Measure the CPU time of a command and of the children it waited for.

    Parameters
    ----------
    command : sequence of str or Path
        The command.
    folder : Path
        It is run there.
    environment : mapping, optional
        Variables that it has besides those of this process.
    pinned : bool
        Whether it is kept on one core, so that commands in turn meet the same one.
    said : file, optional
        Gets what the command prints.

    Returns
    -------
    float
        CPU seconds, user and system.

    Raises
    ------
    RunFailed
        The command failed; the message has its last words.
    """
    cores = os.sched_getaffinity(0)
    if pinned:
        os.sched_setaffinity(0, {max(cores)})
    try:
        with tempfile.TemporaryFile("w+") as words:
            process = subprocess.Popen(
                [str(word) for word in command],
                cwd=folder,
                env={**os.environ, **(environment or {}), "OMP_NUM_THREADS": "1"},
                stdout=said or subprocess.DEVNULL,
                stderr=words,
            )
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                words.seek(0)
                raise RunFailed(f"{Path(command[0]).name} ended with code {process.returncode}: {words.read()[-1000:]}")
            return usage.ru_utime + usage.ru_stime
    finally:
        os.sched_setaffinity(0, cores)


def in_turn(rounds: int, *sides: Callable[[int], float]) -> list[list[float]]:
    """Call sides in turn, A, B, A, B, so that load on the machine meets all alike.

    Parameters
    ----------
    rounds : int
        How often each side is called.
    *sides : callable
        ``side(turn)`` measures in the round 0, 1, and so on.

    Returns
    -------
    list of list of float
        For each side what it returned in every round.

    Examples
    --------
    >>> in_turn(2, lambda turn: turn, lambda turn: 10 + turn)
    [[0, 1], [10, 11]]
    """
    table = [[side(turn) for side in sides] for turn in range(rounds)]
    return [list(column) for column in zip(*table, strict=True)]
