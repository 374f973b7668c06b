"""A search over a study whose rows are made here: it comes to its target, goes on, and keeps every point."""

import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from filelock import FileLock

from disinhibition.errors import UserError
from disinhibition.experiments import cli
from disinhibition.experiments.config.settings import Settings
from disinhibition.experiments.fit import search as module
from disinhibition.experiments.fit.calibration.stage_search import TRIALS
from disinhibition.experiments.fit.search import Trial, read_search, search
from disinhibition.experiments.run.measures import measure
from disinhibition.experiments.study.disk.errors import StudyBusy
from disinhibition.experiments.study.disk.layout import Point, read_points, read_rows, read_schema
from disinhibition.experiments.study.disk.store import StudyStore
from disinhibition.experiments.study.plan import Study
from disinhibition.experiments.study.reading import chosen_points

GAIN = "receptors.gaba_a.cortex"
RANGE = f"{GAIN}=interval(0,1)"
WORDS = [RANGE, "search.target=1", "search.trials=12", "execute.workers=1"]
Row = Callable[[float], Mapping[str, float | str] | None]


def rate(gain: float) -> Mapping[str, float | str] | None:
    """A pathway that jerks at 4 (1 - gain) per second, runs away below 0.1 and fails near 0.5."""
    if 0.45 < gain < 0.5:
        return None
    numbers = {column.name: 0.0 for column in measure("jerks").columns() if column.kind == "float"}
    values = {"jerk_rate": 4 * (1 - gain), "burst_duration": math.nan}
    return {**numbers, **values, "first_muscle": "none", "status": "runaway" if gain < 0.1 else "ok"}


def gain_of(settings: Settings) -> float:
    return settings.condition.factors[GAIN]


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[float]:
    """Gains that were computed, in order. Nothing is built and no process is started."""
    gains: list[float] = []

    def compute(study: Study, retry_failed: bool = False) -> tuple[StudyStore, list[Point]]:
        origin = {"version": "1", "model": "made up"}
        store = StudyStore.create_or_join(study.path, study.units, measure(study.measure).columns(), origin)
        points = [Point(f"{gain_of(settings)!r}", values, {}) for values, settings in study.points]
        with store.lock():
            store.add_points(points)
            for point, (_, settings) in zip(points, study.points, strict=True):
                if store.states()[point.key] == "missing":
                    gains.append(gain_of(settings))
                    row = rate(gain_of(settings))
                    store.write(point, row) if row else store.fail(point, "RunFailed: it was told to")
        return store, points

    for room in (module, chosen_points):
        monkeypatch.setattr(room, "compute", compute)
    monkeypatch.chdir(tmp_path)
    return gains


def quiet(words: list[str]) -> list[Trial]:
    return search(words, lambda line: None)[1]


@pytest.mark.slow
def test_the_statistic_comes_to_its_target(computed: list[float]) -> None:
    trials = quiet([*WORDS[:2], "search.trials=40", "execute.workers=1"])
    assert len(trials) == 40
    assert trials[0].values[GAIN] == pytest.approx(0.75, abs=0.05)
    assert trials[0].found == pytest.approx(1, abs=0.2) and trials[0].loss == abs(trials[0].found - 1)
    late, early = (np.abs(np.array(part) - 0.75).mean() for part in (computed[20:], computed[:10]))
    assert late < early, "later trials lie nearer than those drawn at random"


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ([f"{GAIN}=0.75,0.9"], "trial 12 of 12, the nearest jerk_rate is 0 from the target 1"),
        ([f"{GAIN}=0.01,0.05"], "trial 12 of 12, no jerk_rate measured yet to compare with the target 1"),
    ],
)
def test_a_search_says_how_near_it_has_come(computed: list[float], words: list[str], last: str) -> None:
    said: list[str] = []
    search([*words, *WORDS[1:]], said.append)
    assert said[-1] == last


def test_every_trial_is_a_point_of_the_study(computed: list[float]) -> None:
    trials = quiet(WORDS)
    study = Path("results/search")
    schema, points = read_schema(study), read_points(study)
    assert schema["dims"] == ["point", GAIN]
    assert sorted(point["coordinates"][GAIN] for point in points) == sorted(computed)
    names = [column["name"] for column in schema["columns"]]
    rows = read_rows(study, [point["row"] for point in points], len(names))[:, names.index("jerk_rate")]
    found = {point["coordinates"][GAIN]: value for point, value in zip(points, rows, strict=True)}
    for trial in trials:
        if math.isfinite(trial.loss):
            assert found[round(trial.values[GAIN], 12)] == pytest.approx(trial.found)


def test_a_search_goes_on_and_computes_nothing_twice(computed: list[float]) -> None:
    for trials in (4, 8, 8):  # all drawn at random still: a sitting with the seed of the one before would repeat it
        assert len(quiet([*WORDS[:2], f"search.trials={trials}", "execute.workers=1"])) == trials
        assert len(computed) == len(set(computed)) == trials


def test_what_a_killed_search_had_asked_is_told_first(computed: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = module.compute

    def die(study: Study, retry_failed: bool = False) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(chosen_points, "compute", die)
    with pytest.raises(KeyboardInterrupt):
        quiet(WORDS)
    log = Path("results/search", TRIALS).read_text()
    asked = [json.loads(line)["param_value_internal"] for line in log.splitlines() if "param_value_internal" in line]
    assert len(asked) == 4 and not computed
    monkeypatch.setattr(chosen_points, "compute", whole)
    assert len(quiet(WORDS)) == 12
    np.testing.assert_allclose(computed[:4], asked)


def test_failed_and_runaway_points_are_trials_that_never_win(computed: list[float]) -> None:
    trials = quiet([f"{GAIN}=0.05,0.47,0.9", *WORDS[1:]])
    kinds = {trial.values[GAIN]: (trial.found, trial.loss) for trial in trials}
    assert kinds[0.9] == pytest.approx((0.4, 0.6))
    assert math.isnan(kinds[0.05][0]) and kinds[0.05][1] == math.inf
    assert math.isnan(kinds[0.47][0]) and kinds[0.47][1] == math.inf
    assert trials[0].values[GAIN] == 0.9 and len(trials) == 12


def test_another_target_is_another_search_over_the_same_points(computed: list[float]) -> None:
    quiet([f"{GAIN}=0.2,0.9", *WORDS[1:]])
    trials = quiet([f"{GAIN}=0.2,0.9", "search.target=3", *WORDS[2:]])
    assert sorted(computed) == [0.2, 0.9]
    assert trials[0].values[GAIN] == 0.2


def test_the_search_begun_last_is_read_back(computed: list[float], tmp_path: Path) -> None:
    search(WORDS)
    path, best = search([*WORDS, "search.target=2"])
    statistic, target, trials = read_search(path)
    assert (statistic, target, len(trials)) == ("jerk_rate", 2, 12)
    assert sorted(trial.loss for trial in trials) == [trial.loss for trial in best]
    with pytest.raises(ValueError, match="holds no search"):
        read_search(tmp_path)


def test_a_statistic_without_a_value_is_infinitely_far(computed: list[float]) -> None:
    trials = quiet([*WORDS, "search.statistic=burst_duration"])
    assert all(trial.loss == math.inf for trial in trials)


def test_a_second_process_on_a_search_is_refused(computed: list[float]) -> None:
    quiet(WORDS)
    with FileLock(f"results/search/{TRIALS}.search"), pytest.raises(StudyBusy, match="another process searches"):
        quiet(WORDS)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["search.target=1"], "needs a range"),
        ([RANGE], "needs search.target"),
        ([RANGE, "search.target=1", "search.statistc=x"], "did you mean 'search.statistic'"),
        ([RANGE, "search.target=1", "search.statistic=jerkrate"], "did you mean 'jerk_rate'"),
        ([RANGE, "search.target=1", "search.trials=0"], "from 1"),
        ([f"{GAIN}=interval(1,0)", "search.target=1"], "is empty"),
        ([f"{GAIN}=tag(log,interval(0,1))", "search.target=1"], "no logarithm"),
        (["receptors.gaba_a.cotex=interval(0,1)", "search.target=1"], "did you mean 'receptors.gaba_a.cortex'"),
        ([f"{GAIN}=range(0,1,0)", "search.target=1"], "the step of a range cannot be 0"),
        ([f"{GAIN}=interval(-1,1)", "search.target=1"], "outside 0 to 100"),
    ],
)
def test_a_search_that_cannot_be_is_one_line_and_leaves_nothing(
    words: list[str], says: str, computed: list[float], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert cli.main(["search", *words]) == 2
    said = capsys.readouterr().err
    assert says in said and said.count("\n") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([RANGE, "search.target=1", "search.statistic=jerkrate"], "did you mean 'jerk_rate'"),
        ([f"{GAIN}=interval(1,0)", "search.target=1"], "is empty"),
        ([RANGE, "search.target=1"], "pip install"),
    ],
)
def test_mistakes_come_before_the_hint_to_install_optuna(
    words: list[str], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise UserError("pip install it")

    monkeypatch.setattr(module, "import_optuna", missing)
    with pytest.raises(UserError, match=says):
        search(words)


def test_the_command_prints_the_best_and_where_they_are(
    computed: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["search", *WORDS]) == 0
    out = capsys.readouterr().out
    assert "jerk_rate" in out and out.strip().endswith("results/search")
