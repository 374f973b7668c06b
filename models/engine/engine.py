"""The engine: it builds once per structure and runs many times with run-time values only.

``standalone`` compiles the network (Brian2's C++ device) into the content-keyed cache and runs the program in its own
process; ``numpy`` runs the same network in this process without a compiler, some hundred times slower.
"""

import json
import logging
import tempfile
import time
import weakref
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from ...errors import UserError
from ..circuits.circuit import Structure
from ..circuits.connectome import Connectome
from ..condition.condition import Condition
from ..condition.stimulation import schedule
from ..membrane.cells import Membranes, membranes
from ..membrane.receptors import CHANNELS
from ..parameters.identity import model_digest
from ..parameters.sourced import replaced_tables
from ..signals.recording import Recording
from .build import build_key, build_program
from .build_cache import find_or_build, hold
from .compiler import CompilerMissing
from .drawn import drawn_connectome, network_key, tables_of
from .kinds import ENGINES, PRECISIONS
from .run_compiled import KeptValues, Progress, RawResults, RunFailed, run_program, write_wiring
from .run_interpreted import run_interpreted
from .temporary import make_temporary
from .values.run_values import run_values
from .wiring import Wiring, wiring_of

__all__ = ["CompilerMissing", "Engine", "RunFailed", "prepare"]
LOG = logging.getLogger(__name__)
RunRaw = Callable[[dict[str, np.ndarray], bool, float, Progress | None], RawResults]
# A lesion cuts them; they are large, so that those of a whole pathway are kept as files
WEIGHTS = ("weight", "second_weight")
RUNAWAY_RATE = 100.0  # Hz
RUNAWAY_TIME = 1.0  # s
RUNAWAY_BIN = 0.1  # s


@dataclass(frozen=True)
class Engine:
    """A built network, ready to run under any condition; :func:`prepare` makes it.

    Attributes
    ----------
    structure : Structure
        Which network it is.
    connectome : Connectome
        Its drawn pathway.
    wiring : Wiring
        Its sizes and pairs.
    kind : str
        ``standalone`` or ``numpy``.
    precision : str
        ``float32`` or ``float64``.
    run_raw : callable
        Runs the network with run-time values and gives raw results.
    """

    structure: Structure
    connectome: Connectome
    wiring: Wiring
    kind: str
    precision: str
    run_raw: RunRaw

    @cached_property
    def tables(self) -> Mapping[str, Mapping[str, Any]]:
        """The tables that the structure replaces, by name; EMG and EEG of a recording are to be made with them as
        well."""
        return tables_of(self.structure)

    @cached_property
    def cells(self) -> Membranes:
        """Membrane numbers of every unit."""
        with replaced_tables(self.tables):
            return membranes(self.connectome)

    @cached_property
    def origin(self) -> dict[str, str]:
        """Which model and which network every run of this engine is of; its settings come on top."""
        return {"model": model_digest(), "network": self.key}

    @cached_property
    def key(self) -> str:
        """Content key of the built network, of model, wiring and numerics: ``network`` in a provenance."""
        return network_key(self.structure, self.connectome, self.kind, self.precision)

    def run(
        self,
        condition: Condition | None = None,
        duration: float = 10.0,
        seed: int = 1,
        progress: Progress | None = None,
    ) -> Recording:
        """Simulate one condition with one noise seed.

        Parameters
        ----------
        condition : Condition, optional
            What is done to the pathway; by default nothing.
        duration : float, optional
            Length of the recording in s.
        seed : int, optional
            Noise seed, 0 to 2^31 - 1.
        progress : callable, optional
            Told the share that is done, the seconds that are left and what happens.

        Returns
        -------
        Recording
            Spikes, stimuli, field currents and provenance. The same engine, condition and seed give the same spikes,
            whatever else runs.

        Raises
        ------
        UserError
            The condition does not fit.
        RunFailed
            The program crashed.
        DiskFull
            The disk is full.
        """
        condition = condition or Condition()
        with replaced_tables(self.tables):
            values = run_values(self.connectome, self.cells, condition, duration, seed, self.structure.dt)
        raw = self.run_raw(values, bool(condition.lesions), duration, progress).settled(duration)
        return self._record(raw, condition, duration, seed)

    def _settings(self, duration: float, seed: int) -> str:
        """What a run without a config was asked for, under the names that the settings of a config have."""
        settings = {"engine": self.kind, "precision": self.precision, "duration": duration, "seed": seed}
        structure = asdict(self.structure) | {"numbers": dict(self.structure.numbers)}
        return json.dumps(settings | {"structure": structure}, sort_keys=True)

    def _record(self, raw: RawResults, condition: Condition, duration: float, seed: int) -> Recording:
        populations = self.connectome.pathway.populations
        with replaced_tables(self.tables):
            _, times, sites = schedule(self.connectome, condition.stimuli, self.structure.dt, duration, seed)
        pools = {p.muscle: self.connectome.ranges[p.name] for p in populations if p.cell_class == "motoneuron"}
        transmission = {
            muscle: condition.factors.get(f"neuromuscular.{muscle.partition('_')[2]}", 1.0) for muscle in pools
        }
        return Recording(
            duration=duration,
            spike_time=raw.spike_time,
            spike_unit=raw.spike_unit,
            population=tuple(p.name for p in populations),
            region=tuple(p.region for p in populations),
            cell_class=tuple(p.cell_class for p in populations),
            side=tuple(p.side for p in populations),
            size=tuple(p.size for p in populations),
            motoneurons={muscle: np.arange(units.start, units.stop) for muscle, units in pools.items()},
            stimulus_time=times,
            stimulus_site=sites,
            field_current=raw.field_current,
            electrodes=self.wiring.electrodes,
            neuromuscular=transmission,
            runaway=_runs_away(self.connectome, raw, duration),
            provenance=self.origin | {"settings": self._settings(duration, seed)},
        )


def prepare(
    structure: Structure, kind: str = "standalone", precision: str = "float32", progress: Progress | None = None
) -> Engine:
    """Draw the connectome of a structure and build its network, or find the network in the cache.

    Parameters
    ----------
    structure : Structure
        Which network.
    kind : str, optional
        ``standalone`` (compiled) or ``numpy`` (without a compiler).
    precision : str, optional
        ``float32`` or ``float64``.
    progress : callable, optional
        Told the share that is done, the seconds that are left and what happens.

    Returns
    -------
    Engine
        The engine, ready to run.

    Raises
    ------
    CompilerMissing
        There is no compiler for ``standalone``; the message is one line.
    UserError
        The kind or the precision is unknown.

    Examples
    --------
    The network without a compiler is ready at once; ``run(duration=2.0, seed=3)`` would simulate it.

    >>> engine = prepare(Structure(sides="right"), kind="numpy")
    >>> engine.kind, engine.connectome.size == engine.wiring.units
    ('numpy', True)
    """
    if kind not in ENGINES:
        raise UserError(f"engine={kind}: there are {' and '.join(ENGINES)}")
    if precision not in PRECISIONS:
        raise UserError(f"precision={precision}: there are {' and '.join(PRECISIONS)}")
    connectome = drawn_connectome(structure)
    with replaced_tables(tables_of(structure)):
        wiring = wiring_of(connectome)
    if kind == "numpy":
        run_raw = _interpreted(structure, wiring, precision)
    else:
        run_raw = _compiled(structure, wiring, precision, progress)
    return Engine(structure, connectome, wiring, kind, precision, run_raw)


def _interpreted(structure: Structure, wiring: Wiring, precision: str) -> RunRaw:
    """Runner of the network in this process."""
    return lambda values, _lesioned, duration, _report: run_interpreted(
        wiring, values, structure.dt, precision, duration
    )


def _compiled(structure: Structure, wiring: Wiring, precision: str, progress: Progress | None) -> RunRaw:
    """Runner of the compiled network, with a working folder that lives as long as the runner."""

    def build(folder: Path) -> dict:
        started = time.monotonic()
        LOG.info("compiling the model of this network, which is done once and takes about a minute")
        made = build_program(wiring, structure.dt, precision, folder, progress and _with_time_left(progress, started))
        LOG.info("compiled the model in %.0f s; it is kept in %s", time.monotonic() - started, folder.parent)
        return made

    program, manifest = find_or_build(build_key(wiring, structure.dt, precision), build)
    held = hold(program)
    temporary = make_temporary("run")
    workplace = temporary.path
    write_wiring(wiring, workplace)
    kept = KeptValues(manifest["types"], workplace)

    def run_raw(values: dict[str, np.ndarray], lesioned: bool, duration: float, report: Progress | None) -> RawResults:
        cut = [name for name in values if lesioned and name.partition(".")[2] in WEIGHTS]
        with tempfile.TemporaryDirectory(dir=workplace) as folder:
            results = Path(folder)
            arguments = kept.arguments(values, cut, results)
            return run_program(
                program, temporary, arguments, results, len(wiring.electrodes), precision, duration, report
            )

    weakref.finalize(run_raw, temporary.remove)
    weakref.finalize(run_raw, held.close)
    return run_raw


def _with_time_left(progress: Progress, started: float) -> Progress:
    """Progress of a compilation, which says that it is done once and how long it still takes.

    Its sources take about the same time each.
    """

    def report(fraction: float, _unknown: float, text: str) -> None:
        left = (time.monotonic() - started) * (1 - fraction) / fraction if fraction > 0 else float("nan")
        progress(fraction, left, f"{text}, which is done once")

    return report


def _runs_away(connectome: Connectome, raw: RawResults, duration: float) -> bool:
    """Whether a population that excites itself fired above ``RUNAWAY_RATE`` for longer than ``RUNAWAY_TIME``.

    Only such a population can keep a burst going; the interneurons it drives are driven, not running away.
    """
    engines = {p.source for p in connectome.pathway.projections if CHANNELS[p.channel].excites and p.source == p.target}
    engine = np.array([population.name in engines for population in connectome.pathway.populations])
    bins = max(1, int(duration / RUNAWAY_BIN))
    population = connectome.population_of[raw.spike_unit]
    time_bin = np.minimum((raw.spike_time / RUNAWAY_BIN).astype(int), bins - 1)
    counts = np.bincount(population * bins + time_bin, minlength=len(connectome.pathway.populations) * bins)
    sizes = np.diff(connectome.starts)[:, None]
    fast = counts.reshape(-1, bins) / (sizes * RUNAWAY_BIN) > RUNAWAY_RATE
    fast &= engine[:, None]
    window = int(RUNAWAY_TIME / RUNAWAY_BIN) + 1
    if bins < window:
        return False
    return bool(np.lib.stride_tricks.sliding_window_view(fast, window, axis=1).all(axis=-1).any())
