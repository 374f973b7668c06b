"""A search: Optuna moves keys of the vocabulary until a statistic comes to its target; a trial is a point of a study.

The study keeps the rows, ``trials.log`` beside them what Optuna asked and was told, so that the same call goes on.
"""

import hashlib
import json
import math
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from filelock import FileLock, Timeout
from hydra.core.override_parser.types import IntervalSweep
from rich.console import Console
from rich.table import Table

from ...errors import UserError
from ...models.parameters.identity import model_digest
from ..config.design.sweep_values import check_interval
from ..study.disk.errors import StudyBusy
from ..study.reading.chosen_points import Coordinates, Value, check_statistics, statistics_at, study_at, word
from ..study.sweep import compute
from .calibration.stage_search import TRIALS, import_optuna
from .search_goal import Goal, read_goal

SHOWN = 5  # trials of the table
BATCH = 4  # points a worker computes between two looks at what was found: workers start anew for every batch


@dataclass(frozen=True)
class Trial:
    """Where a trial lies and what came out.

    Attributes
    ----------
    values : mapping
        Key to its value.
    found : float
        The statistic; NaN for a failed point, a runaway, or a statistic without a value.
    loss : float
        Its distance from the target.
    """

    values: Mapping[str, Value]
    found: float
    loss: float


def search(overrides: Sequence[str], say: Callable[[str], None] = print) -> tuple[Path, list[Trial]]:
    """Search until ``search.trials`` trials are done.

    The loss is the distance of the statistic from its target. A point that failed counts as a trial and is told as
    such; a runaway, and a statistic without a value, are as far from the target as can be.

    Parameters
    ----------
    overrides : sequence of str
        As of :func:`read_goal`.
    say : callable
        Is told one line after every batch of trials.

    Returns
    -------
    Path
        Folder of the study.
    list of Trial
        All trials, the best first.

    Raises
    ------
    UserError
        In one line, for what cannot be searched, and without Optuna.
    StudyBusy
        Another process searches there.
    StudyStopped, UserError
        As ``execute.run_points``.
    """
    goal = read_goal(overrides)
    plan = study_at(goal.fixed, [{key: _first(value) for key, value in goal.ranges.items()}])
    check_statistics(plan, [goal.statistic])
    # A mistake in the words comes before the hint to install something
    optuna = import_optuna()
    distributions = {key: _distribution(optuna, value) for key, value in goal.ranges.items()}
    compute(replace(plan, points=[]))  # begins the study: it must be there before files of others lie in its folder
    with _alone(plan.path):
        study = _open(optuna, goal, plan.path)
        _run(optuna, study, goal, distributions, (plan.workers or os.cpu_count() or 1) * BATCH, say)
        trials = _trials(study)
    return plan.path, sorted(trials, key=lambda trial: trial.loss)


def read_search(path: Path) -> tuple[str, float, list[Trial]]:
    """Read the search that was begun last in a folder.

    Parameters
    ----------
    path : Path
        Folder of the study.

    Returns
    -------
    str
        The statistic.
    float
        Its target.
    list of Trial
        The trials, in their order.

    Raises
    ------
    UserError
        The folder holds no search, or Optuna is not installed.
    """
    optuna = import_optuna()
    if not (path / TRIALS).exists():
        raise UserError(f"{path} holds no search: there is no {TRIALS} in it")
    storage = _storage(optuna, path)
    study = optuna.load_study(study_name=optuna.get_all_study_names(storage)[-1], storage=storage)
    return str(study.user_attrs["statistic"]), float(study.user_attrs["target"]), _trials(study)


def _trials(study: Any) -> list[Trial]:
    """All trials; one whose process died while it asked lies nowhere and is left out."""
    return [
        Trial(
            trial.params,
            trial.user_attrs.get("found", math.nan),
            trial.value if trial.value is not None else math.inf,
        )
        for trial in study.trials
        if trial.params
    ]


def _run(
    optuna: ModuleType, study: Any, goal: Goal, distributions: Mapping[str, Any], batch: int, say: Callable[[str], None]
) -> None:
    """Ask, compute, tell. Trials that were asked and never told are those of a process that died: they come first."""
    state = optuna.trial.TrialState
    waiting: list[Any] = []
    for left in study.get_trials(deepcopy=False, states=(state.RUNNING,)):
        if left.params.keys() == goal.ranges.keys():
            waiting.append(optuna.trial.Trial(study, left._trial_id))
        else:  # it died while it asked
            study.tell(left.number, state=state.FAIL)
    while True:
        told = len(study.get_trials(deepcopy=False, states=(state.COMPLETE, state.FAIL)))
        while len(waiting) < min(batch, goal.trials - told):
            waiting.append(study.ask(distributions))
        if not waiting:
            return
        found = _measured(goal, [trial.params for trial in waiting])
        for trial, value in zip(waiting, found, strict=True):
            if value is None:
                study.tell(trial, state=state.FAIL)
                continue
            trial.set_user_attr("found", value)
            study.tell(trial, abs(value - goal.target) if math.isfinite(value) else math.inf)
        told += len(waiting)
        waiting = []
        done = [trial.value for trial in study.get_trials(deepcopy=False, states=(state.COMPLETE,))]
        nearest_yet = _nearest(goal, min(done, default=math.inf))
        say(f"trial {told} of {goal.trials}, {nearest_yet}")


def _nearest(goal: Goal, distance: float) -> str:
    """How near the search has come, in words."""
    target = f"the target {goal.target:g}"
    if math.isinf(distance):
        return f"no {goal.statistic} measured yet to compare with {target}"
    return f"the nearest {goal.statistic} is {distance:.3g} from {target}"


def _measured(goal: Goal, points: Sequence[Coordinates]) -> list[float | None]:
    """The statistic at points; None where the point failed, NaN where it ran away."""
    values, states = statistics_at(goal.fixed, points, [goal.statistic])
    return [
        None if state == "failed" else float(value) if state == "ok" else math.nan
        for value, state in zip(values[:, 0], states, strict=True)
    ]


def _first(value: Any) -> Value:
    interval = isinstance(value, IntervalSweep) and value.start is not None
    first: Value = float(value.start) if interval else value[0]
    return first


def _distribution(optuna: ModuleType, value: Any) -> Any:
    if not isinstance(value, IntervalSweep):
        return optuna.distributions.CategoricalDistribution(value)
    return optuna.distributions.FloatDistribution(*check_interval("", value), log="log" in value.tags)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the search: what another process has asked and not yet told is not to be taken for a dead one's."""
    lock = FileLock(path / f"{TRIALS}.search", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise StudyBusy(f"another process searches {path}; wait for it or stop it") from None
    try:
        yield
    finally:
        lock.release()


def _open(optuna: ModuleType, goal: Goal, path: Path) -> Any:
    """What Optuna was told; another model, goal or other ranges are another search over the same points."""
    depends = [model_digest(), goal.statistic, goal.target, goal.fixed, sorted(map(str, goal.ranges.items()))]
    key = hashlib.sha256(json.dumps(depends).encode()).hexdigest()[:12]
    study = optuna.create_study(study_name=key, storage=_storage(optuna, path), load_if_exists=True)
    for name, value in (("statistic", goal.statistic), ("target", goal.target)):
        study.set_user_attr(name, value)
    # A seed of its own for every sitting: one that goes on would draw its first trials again
    study.sampler = optuna.samplers.TPESampler(seed=len(study.trials), constant_liar=True)
    return study


def _storage(optuna: ModuleType, path: Path) -> Any:
    return optuna.storages.JournalStorage(optuna.storages.journal.JournalFileBackend(str(path / TRIALS)))


def search_and_report(overrides: Sequence[str]) -> int:
    """Search and print the best trials.

    Parameters
    ----------
    overrides : sequence of str
        As of :func:`read_goal`.

    Returns
    -------
    int
        The exit code: 0, or 1 if every point failed.
    """
    goal = read_goal(overrides)
    path, trials = search(overrides, lambda line: print(line, file=sys.stderr, flush=True))
    table = Table(*goal.ranges, goal.statistic, f"distance from the target {goal.target:g}")
    for trial in trials[:SHOWN]:
        table.add_row(*(word(trial.values[key]) for key in goal.ranges), f"{trial.found:.4g}", f"{trial.loss:.3g}")
    Console(width=None if Console().is_terminal else 140).print(table)
    print(path)
    return 0 if any(math.isfinite(trial.loss) for trial in trials) else 1
