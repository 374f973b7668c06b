"""A stage that moves its numbers until its gates pass, with rows made here instead of simulated."""

import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from disinhibition.errors import UserError
from disinhibition.experiments.fit.calibration.stage_search import Found, search
from disinhibition.experiments.fit.calibration.stages import Stage
from disinhibition.experiments.gates.row import Row
from disinhibition.models.parameters.table_numbers import all_numbers

WEIGHT, OTHER = "cortex.projections.pv_pt.weight", "cortex.projections.l23_pt.weight"
STAGE = Stage("made_up", (WEIGHT,), ("G03",), {})


@dataclass
class Subject:
    """A pathway whose one gate is its weight: it passes from ``low`` to ``high``, and remembers what it was asked."""

    low: float
    high: float
    asked: list[Mapping[str, float]] = field(default_factory=list)

    def __call__(self, numbers: Mapping[str, float]) -> list[Row]:
        self.asked.append(dict(numbers))
        value = numbers[WEIGHT]
        verdict = "pass" if self.low <= value <= self.high else "miss"
        return [
            Row("G03", "weight", "fit", verdict, low=self.low, high=self.high, mean=value),
            Row("G99", "not asked", "fit", "miss", low=1, high=2, mean=900),
        ]


def found(subject: Subject, folder: Path, trials: int = 40, **changed: object) -> Found:
    said: list[str] = []
    arguments = {"base": {}, "deadline": math.inf, **changed}
    return search(STAGE, folder=folder, trials=trials, say=said.append, measured=subject, **arguments)


def test_the_first_trial_is_the_pathway_as_it_is(tmp_path: Path) -> None:
    subject = Subject(20, 24)
    result = found(subject, tmp_path, base={OTHER: 19.0})
    assert subject.asked == [{WEIGHT: 22.0, OTHER: 19.0}]
    assert (result.trials, result.numbers, result.before) == (1, {WEIGHT: 22.0}, result.after)


def test_trials_stay_in_the_range_of_the_table_and_end_when_the_gates_pass(tmp_path: Path) -> None:
    subject = Subject(17.6, 18.4)
    result = found(subject, tmp_path)
    number = all_numbers()[WEIGHT]
    assert all(number.low <= numbers[WEIGHT] <= number.high for numbers in subject.asked)
    assert 1 < result.trials == len(subject.asked) < 40
    assert [row.verdict for row in (*result.before, *result.after)] == ["miss", "pass"]
    assert result.numbers == subject.asked[-1]


def test_the_nearest_is_kept_when_nothing_passes(tmp_path: Path) -> None:
    subject = Subject(40, 50)
    result = found(subject, tmp_path, trials=8)
    assert result.numbers[WEIGHT] == max(numbers[WEIGHT] for numbers in subject.asked)
    assert result.trials == 8


def test_two_gates_missed_by_little_are_no_bargain_for_one_missed_by_much(tmp_path: Path) -> None:
    def measured(numbers: Mapping[str, float]) -> list[Row]:
        as_it_is = numbers[WEIGHT] == 22
        return [
            Row("G03", "passes", "fit", "pass" if as_it_is else "miss", low=1, high=2, mean=1.5 if as_it_is else 2.1),
            Row("G04", "is far", "fit", "miss", low=1, high=2, mean=9 if as_it_is else 2.1),
        ]

    stage = Stage("made_up", (WEIGHT,), ("G03", "G04"), {})
    result = search(stage, {}, tmp_path, 3, math.inf, lambda line: None, measured)
    assert result.numbers == {WEIGHT: 22.0} and result.trials == 3


def test_a_search_goes_on_where_it_was_stopped_and_draws_nothing_twice(tmp_path: Path) -> None:
    subject = Subject(40, 50)
    found(subject, tmp_path, trials=4)
    result = found(subject, tmp_path, trials=7)
    assert result.trials == len(subject.asked) == 7
    assert len({numbers[WEIGHT] for numbers in subject.asked}) == 7
    found(subject, tmp_path, trials=7)
    assert len(subject.asked) == 7


def test_on_another_base_the_search_begins_anew(tmp_path: Path) -> None:
    subject = Subject(40, 50)
    found(subject, tmp_path, trials=2)
    found(subject, tmp_path, trials=2, base={OTHER: 19.0})
    assert [OTHER in numbers for numbers in subject.asked] == [False, False, True, True]


def test_no_trial_but_the_first_begins_after_the_deadline(tmp_path: Path) -> None:
    subject = Subject(40, 50)
    assert found(subject, tmp_path, deadline=0.0).trials == 1


def test_a_gate_that_the_runs_do_not_measure_is_refused(tmp_path: Path) -> None:
    stage = Stage("made_up", (WEIGHT,), ("G03", "G24"), {})
    with pytest.raises(UserError, match="do not measure gate G24"):
        search(stage, {}, tmp_path, 3, math.inf, print, Subject(20, 24))


def test_without_optuna_one_line_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "optuna", None)
    with pytest.raises(ValueError, match=r"pip install 'disinhibition\[calibrate\]'"):
        found(Subject(20, 24), tmp_path)
