"""One stage of a calibration: Optuna moves its free numbers until the gates it answers for pass. Resumable."""

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from types import ModuleType
from typing import Any

from ....errors import UserError
from ....models.parameters.identity import model_digest
from ....models.parameters.table_numbers import all_numbers
from ...gates.row import MISS, Row, row_of
from .gate_loss import gate_loss, measure_gates, plan_runs
from .stages import Stage

TRIALS = "trials.log"
DIGITS = 6  # of a proposed value
Measured = Callable[[Mapping[str, float]], list[Row]]


@dataclass(frozen=True)
class Found:
    """What a stage came to.

    Attributes
    ----------
    numbers : mapping
        Its best numbers, by ``table.entry``.
    before, after : list of Row
        Rows of its gates with the numbers as they were, and with the best ones.
    trials : int
        How many trials were done.
    """

    numbers: Mapping[str, float]
    before: list[Row]
    after: list[Row]
    trials: int


def search(
    stage: Stage,
    base: Mapping[str, float],
    folder: Path,
    trials: int,
    deadline: float,
    say: Callable[[str], None],
    measured: Measured | None = None,
) -> Found:
    """Try numbers within their ranges until all trials are done, all gates pass or the time is over.

    The first trial is the pathway as it is, with ``base`` in place of other numbers. Several processes can share the
    trials.

    Parameters
    ----------
    stage : Stage
        What is fitted.
    base : mapping
        Numbers that are replaced throughout, by ``table.entry``.
    folder : Path
        Trials are kept there, so that the same call goes on.
    trials : int
        How many trials there are, earlier ones included.
    deadline : float
        Monotonic time, s, after which no trial begins.
    say : callable
        Is told one line after every trial.
    measured : callable, optional
        ``measured(numbers)`` gives the rows; by default those of the stage's runs.

    Returns
    -------
    Found
        The best numbers and the rows before and after.

    Raises
    ------
    UserError
        Optuna is not installed.
        The runs do not measure a gate of the stage.
    """
    optuna = import_optuna()
    measured = measured or _by_runs(stage)
    study = _open(optuna, stage, base, folder)
    done = _complete(study)
    while not _reference(done) or (len(done) < trials and _best(done).value > 0 and time.monotonic() < deadline):
        trial = study.ask()
        numbers = {name: _suggest(trial, name) for name in stage.numbers}
        rows = _rows(stage, measured({**base, **numbers}))
        trial.set_user_attr("rows", [asdict(row) for row in rows])
        loss = sum(map(gate_loss, rows))
        study.tell(trial, loss)
        done = _complete(study)
        say(f"{stage.name}: trial {len(done)} of {trials}, loss {loss:.3g}")
    best = _best(done)
    numbers = {name: _rounded(name, best.params[name]) for name in stage.numbers}
    return Found(numbers, _kept(_reference(done)), _kept(best), len(done))


def import_optuna() -> ModuleType:
    """Import Optuna and make it silent.

    Returns
    -------
    module
        Optuna.

    Raises
    ------
    UserError
        Optuna is not installed; the message says how to install it.
    """
    try:
        import optuna
    except ImportError as error:
        raise UserError("a search needs Optuna: pip install 'disinhibition[calibrate]'") from error
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    return optuna


def _open(optuna: ModuleType, stage: Stage, base: Mapping[str, float], folder: Path) -> Any:
    """The trials of a stage; another model, stage or base is another study in the same file."""
    folder.mkdir(parents=True, exist_ok=True)
    # Trials keep their rows: those of another version of the rows cannot be read
    depends = [model_digest(), asdict(stage), sorted(base.items()), [field.name for field in fields(Row)]]
    key = hashlib.sha256(json.dumps(depends, sort_keys=True).encode()).hexdigest()[:12]
    backend = optuna.storages.journal.JournalFileBackend(str(folder / TRIALS))
    study = optuna.create_study(
        study_name=f"{stage.name}-{key}", storage=optuna.storages.JournalStorage(backend), load_if_exists=True
    )
    # A seed of its own for every sitting: one that goes on would draw its first trials again
    study.sampler = optuna.samplers.TPESampler(seed=len(study.trials))
    if not _reference(_complete(study)):
        start = {name: base.get(name, all_numbers()[name].value) for name in stage.numbers}
        study.enqueue_trial(start, user_attrs={"reference": True})
    return study


def _by_runs(stage: Stage) -> Measured:
    studies = plan_runs(stage.runs)
    return lambda numbers: measure_gates(studies, numbers)


def _rows(stage: Stage, rows: list[Row]) -> list[Row]:
    """The rows that the stage answers for."""
    mine = [row for row in rows if stage.gate_of(row)]
    missing = set(stage.gates) - {stage.gate_of(row) for row in mine}
    if missing:
        raise UserError(f"stage {stage.name}: its runs do not measure gate {', '.join(sorted(missing))}")
    return mine


def _suggest(trial: Any, name: str) -> float:
    number = all_numbers()[name]
    return _rounded(name, trial.suggest_float(name, number.low, number.high))


def _rounded(name: str, value: float) -> float:
    number = all_numbers()[name]
    return min(max(float(f"{value:.{DIGITS}g}"), number.low), number.high)


def _complete(study: Any) -> list[Any]:
    return [trial for trial in study.trials if trial.state.name == "COMPLETE"]


def _reference(trials: list[Any]) -> Any:
    """The trial of the pathway as it is, None before it is done."""
    return next((trial for trial in trials if trial.user_attrs.get("reference")), None)


def _best(trials: list[Any]) -> Any:
    """Fewest gates missed, and of those the least loss: several near misses are no bargain for one that was far."""
    return min(trials, key=lambda trial: (sum(row.verdict == MISS for row in _kept(trial)), trial.value))


def _kept(trial: Any) -> list[Row]:
    return [row_of(row) for row in trial.user_attrs["rows"]]
