"""The programs that are compared: ours, stock Brian2, the limit and the plain one. Each runs and leaves its spikes."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np

from ...models.engine.build import build_key, build_program
from ...models.engine.build_cache import PROGRAM, find_or_build
from ...models.engine.compiler import compiler
from ...models.engine.noise import HEADER
from ...models.engine.run_compiled import write_values, write_wiring
from ...models.parameters.timing import SETTLING
from .measure import cpu_of
from .subject import Subject, write_raw, write_stock

HERE = Path(str(files(__package__)))


@dataclass(frozen=True)
class Runs:
    """The runs of one program.

    Attributes
    ----------
    name : str
        Name of the program.
    run : callable
        ``run(seed)`` gives CPU seconds, and units and times (s) of the spikes.
    rates : list of numpy.ndarray
        For every run the mean rate of each cell class (class,), Hz.
    subject : Subject
        The network.
    duration : float
        Duration of a run, s.
    """

    name: str
    run: Callable[[int], tuple[float, np.ndarray, np.ndarray]]  # seed -> CPU s, units and times (s) of the spikes
    rates: list[np.ndarray]
    subject: Subject
    duration: float

    def cpu(self, turn: int) -> float:
        """Run once and keep the rates.

        Parameters
        ----------
        turn : int
            The seed is one more.

        Returns
        -------
        float
            CPU seconds.
        """
        seconds, unit, time = self.run(turn + 1)
        self.rates.append(class_rates(self.subject, unit[time >= SETTLING], self.duration))
        return seconds


def class_rates(subject: Subject, unit: np.ndarray, duration: float) -> np.ndarray:
    """Mean rate of the cells of each class.

    Parameters
    ----------
    subject : Subject
        The network.
    unit : numpy.ndarray
        Unit of every spike (spike,).
    duration : float
        Time in which the spikes were recorded, s.

    Returns
    -------
    numpy.ndarray
        Rates (class,), Hz, classes in order of their names.
    """
    classes = np.array([population.cell_class for population in subject.connectome.pathway.populations])
    of_unit = np.unique(classes, return_inverse=True)[1][subject.connectome.population_of]
    return np.bincount(of_unit[unit], minlength=of_unit.max() + 1) / np.bincount(of_unit) / duration


def ours(subject: Subject, duration: float, place: Path) -> Runs:
    """Our compiled model, called as models/engine/run_compiled.py calls it.

    Parameters
    ----------
    subject : Subject
        The network.
    duration : float
        Duration of a run, s.
    place : Path
        Folder for its files, which is made.

    Returns
    -------
    Runs
        The program, ready to run.
    """
    structure, wiring, precision = subject.structure, subject.wiring, "float32"

    def build(folder: Path) -> dict:
        return build_program(wiring, structure.dt, precision, folder)

    program, manifest = find_or_build(build_key(wiring, structure.dt, precision), build)
    place.mkdir()
    write_wiring(wiring, place)

    def run(seed: int) -> tuple[float, np.ndarray, np.ndarray]:
        arguments = write_values(subject.values(duration, seed), manifest["types"], place)
        return _ran([program / PROGRAM, "--results_dir", f"{place}/", *arguments], place)

    return Runs("ours", run, [], subject, duration)


def handwritten(name: str, subject: Subject, duration: float, place: Path) -> Runs:
    """A handwritten program, compiled with our flags where it is not there yet.

    Parameters
    ----------
    name : str
        ``limit`` or ``plain``.
    subject : Subject
        The network.
    duration : float
        Duration of a run, s.
    place : Path
        Folder for the program and its files.

    Returns
    -------
    Runs
        The program, ready to run.
    """
    program = place / name
    if not program.exists():
        place.mkdir()
        headers = [f"-I{HERE}", f"-I{Path(str(HEADER)).parent}"]
        chosen, source = compiler(), str(HERE / f"{name}.cpp")
        subprocess.run([chosen.path, *chosen.flags, *headers, source, "-o", str(program)], check=True)
        write_wiring(subject.wiring, place)

    def run(seed: int) -> tuple[float, np.ndarray, np.ndarray]:
        return _ran([program, place, *write_raw(subject.values(duration, seed), place)], place)

    return Runs(name, run, [], subject, duration)


def _ran(command: list[str | Path], place: Path) -> tuple[float, np.ndarray, np.ndarray]:
    seconds = cpu_of(command, place)
    return seconds, np.fromfile(place / "spike_unit", np.int32), np.fromfile(place / "spike_time", np.float64)


def build_stock(subject: Subject, duration: float, place: Path) -> float:
    """Generate and compile the script of stock.

    Parameters
    ----------
    subject : Subject
        The network.
    duration : float
        Duration of a run, s.
    place : Path
        Folder for its files, which is made.

    Returns
    -------
    float
        CPU seconds of the whole script, import included.
    """
    place.mkdir()
    network = place / "network.npz"
    write_stock(subject, subject.values(duration, 1), network)
    script: list[str | Path] = [
        sys.executable,
        HERE / "stock.py",
        network,
        place / "code",
        str(duration + SETTLING),
        "--build",
    ]
    return cpu_of(script, place, pinned=False)


def stock(subject: Subject, duration: float, place: Path) -> Runs:
    """The program that ``build_stock`` left. It seeds itself anew at every run.

    Parameters
    ----------
    subject : Subject
        The network.
    duration : float
        Duration of a run, s.
    place : Path
        Folder that ``build_stock`` was given.

    Returns
    -------
    Runs
        The program, ready to run.
    """
    code = place / "code"

    def run(seed: int) -> tuple[float, np.ndarray, np.ndarray]:
        seconds = cpu_of([code / PROGRAM], code)
        (unit,) = (code / "results").glob("_dynamic_array_spikes_i_*")
        (time,) = (code / "results").glob("_dynamic_array_spikes_t_*")
        return seconds, np.fromfile(unit, np.int32), np.fromfile(time, np.float64)

    return Runs("stock", run, [], subject, duration)
