"""Runs a compiled model: values go in as files, raw arrays come out, and no file stays behind."""

import math
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np

from ...errors import DiskFull, OutsideError
from ..parameters.timing import SETTLING
from ..signals.recording import SIGNAL_RATE
from .build_cache import PROGRAM
from .temporary import TemporaryFolder
from .wiring import Wiring

RUN_TIME_TABLES = ("course", "stimulus_step", "stimulus_strength")
Progress = Callable[[float, float, str], None]


class RunFailed(OutsideError):
    """The compiled model crashed or did not take its values."""


@dataclass(frozen=True)
class RawResults:
    """Spikes and field currents as the program wrote them, settling time included.

    Attributes
    ----------
    spike_unit : numpy.ndarray
        Unit that fired (spike,).
    spike_time : numpy.ndarray
        Time of the spike (spike,) in s.
    field_current : numpy.ndarray
        Current (electrode, component, sample) in A.
    """

    spike_unit: np.ndarray
    spike_time: np.ndarray
    field_current: np.ndarray

    def settled(self, duration: float) -> "RawResults":
        """Cut off the settling time.

        Parameters
        ----------
        duration : float
            Length of the recording in s.

        Returns
        -------
        RawResults
            The ``duration`` seconds after the settling time, counted from 0.
        """
        spike_time = self.spike_time - SETTLING
        kept = (spike_time >= 0) & (spike_time < duration)
        first = round(SETTLING * SIGNAL_RATE)
        samples = slice(first, first + math.ceil(duration * SIGNAL_RATE - 1e-6))
        return RawResults(self.spike_unit[kept], spike_time[kept], self.field_current[:, :, samples])


def write_wiring(wiring: Wiring, folder: Path) -> None:
    """Write the static arrays of a wiring under the names that Brian2's program opens.

    Parameters
    ----------
    wiring : Wiring
        Sizes and pairs.
    folder : Path
        Working folder of the program.

    Notes
    -----
    The program opens the run-time tables too. Every run brings its own, so that empty files do.
    """
    static = folder / "static_arrays"
    static.mkdir()
    for name, (pre, post) in wiring.pairs.items():
        for end, units in (("sources", pre), ("targets", post)):
            np.asarray(units, np.int32).tofile(static / f"_static_array__array_{name}_{end}")
    for name in RUN_TIME_TABLES:
        (static / f"{name}_values").touch()
    np.arange(len(wiring.electrodes), dtype=np.int32).tofile(static / "_static_array__array_field_currents__indices")


def write_values(values: Mapping[str, np.ndarray], types: Mapping[str, str], folder: Path) -> list[str]:
    """Write the run-time values of a run and give the arguments of the program.

    Parameters
    ----------
    values : Mapping[str, numpy.ndarray]
        Values by object and variable.
    types : Mapping[str, str]
        Type of every value that the program takes, as its manifest has it.
    folder : Path
        Where the files go.

    Returns
    -------
    list[str]
        Arguments. A single number is given as text, which reads back exactly, an array as a raw file.

    Raises
    ------
    UserError
        The model does not have a value of that name.
    """
    arguments = []
    for name, value in values.items():
        typed = _typed(name, value, types)
        if typed.ndim == 0:
            arguments.append(f"{name}={typed.item()!r}")
        else:
            arguments.append(f"{name}={folder}/{name}")
            Path(folder, name).write_bytes(typed.data)
    return arguments


class KeptValues:
    """Arrays that successive runs have in common.

    What comes first stays as a file, for every run that brings the same.

    Parameters
    ----------
    types : Mapping[str, str]
        Type of every value that the program takes.
    folder : Path
        Where the files stay.
    """

    def __init__(self, types: Mapping[str, str], folder: Path) -> None:
        self._types, self._folder, self._lock = types, folder, Lock()
        self._kept: dict[str, np.ndarray] = {}

    def arguments(self, values: Mapping[str, np.ndarray], passing: Collection[str], folder: Path) -> list[str]:
        """Write what differs from the kept arrays and give the arguments of the program.

        Parameters
        ----------
        values : Mapping[str, numpy.ndarray]
            Values by object and variable.
        passing : Collection[str]
            Names of values that are never kept.
        folder : Path
            Where files of this run go.

        Returns
        -------
        list[str]
            Arguments, as :func:`write_values` gives them.

        Raises
        ------
        UserError
            The model does not have a value of that name.
        """
        typed = {name: _typed(name, value, self._types) for name, value in values.items()}
        with self._lock:
            new = {n: v for n, v in typed.items() if v.ndim and n not in self._kept and n not in passing}
            write_values(new, self._types, self._folder)
            self._kept |= new
        same = [name for name, value in typed.items() if name in self._kept and _same(value, self._kept[name])]
        moving = {name: value for name, value in typed.items() if name not in same}
        return [f"{name}={self._folder}/{name}" for name in same] + write_values(moving, self._types, folder)


def _typed(name: str, value: np.ndarray, types: Mapping[str, str]) -> np.ndarray:
    if name not in types:
        raise KeyError(f"the compiled model has no value '{name}'")
    return np.asarray(value, dtype=types[name], order="C")


def _same(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two arrays of one type hold the same bytes; 0 and -0 differ."""
    return one is other or np.array_equal(one.view(np.uint8), other.view(np.uint8))


def run_program(
    program: Path, workplace: TemporaryFolder, arguments: list[str], results: Path, electrodes: int, precision: str,
    duration: float, progress: Progress | None = None,
) -> RawResults:  # fmt: skip
    """Run a compiled model and read what it wrote.

    Parameters
    ----------
    program : Path
        Folder of the compiled model.
    workplace : TemporaryFolder
        Working folder with the static arrays of the wiring. The program keeps it in use, should this process be killed.
    arguments : list[str]
        Run-time values, as :func:`write_values` gives them.
    results : Path
        Folder to which the program writes.
    electrodes : int
        Number of field electrodes.
    precision : str
        Type of the field currents, ``float32`` or ``float64``.
    duration : float
        Length of the recording in s, for the progress.
    progress : callable, optional
        Told the share that is done, the seconds that are left and what happens.

    Returns
    -------
    RawResults
        Spikes and field currents, settling time included.

    Raises
    ------
    RunFailed
        The program crashed or refused a value; the message has what it printed.
    DiskFull
        The results could not be written.
    """
    command = [str(program / PROGRAM), "--results_dir", f"{results}/", *arguments]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    with tempfile.TemporaryFile("w+") as clock, tempfile.TemporaryFile("w+") as complaints:
        # Without a report the clock is read at the end: to be woken by every line of it costs more than to read them
        with subprocess.Popen(
            command, cwd=workplace.path, stdout=subprocess.PIPE if progress else clock, stderr=complaints, text=True,
            env=environment, pass_fds=(workplace.lock,),
        ) as process:  # fmt: skip
            try:
                if progress:
                    _follow(process, duration, progress)
                code = process.wait()
            except BaseException:
                process.kill()
                raise
        clock.seek(0)
        for line in clock:
            _simulated(line)
        complaints.seek(0)
        printed = " ".join(complaints.read().split())
    if code == 3:
        raise DiskFull(f"the results of a run could not be written to {tempfile.gettempdir()}; free room or set TMPDIR")
    if code or printed:
        raise RunFailed(f"the compiled model ended with code {code}: {printed or 'no message'}")
    return _read(results, electrodes, precision)


def _follow(process: subprocess.Popen, duration: float, progress: Progress) -> None:
    """Read the program's clock as it goes, and report it."""
    started = time.monotonic()
    assert process.stdout is not None
    for line in process.stdout:
        simulated = _simulated(line)
        if simulated > 0:
            left = (time.monotonic() - started) * (duration - simulated) / simulated
            progress(min(1.0, simulated / duration), max(0.0, left), "simulating")


def _simulated(line: str) -> float:
    """The program's clock in s. Raises RunFailed for Brian2's own lines on opening files, which are its errors."""
    if line.startswith("Error"):
        raise RunFailed(f"the compiled model says: {line.strip()}")
    return float(line)


def _read(folder: Path, electrodes: int, precision: str) -> RawResults:
    unit = np.fromfile(folder / "spike_unit", np.int32)
    spike_time = np.fromfile(folder / "spike_time", np.float64)
    rows = [np.fromfile(folder / name, precision) for name in ("excitation", "inhibition")]
    # A monitor keeps all electrodes of one time together
    by_electrode = [row.reshape(-1, electrodes).T for row in rows]
    return RawResults(unit, spike_time, np.stack(by_electrode, axis=1))
