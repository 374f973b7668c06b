"""Drugs in a study: one build for a whole dose-response, and points that know when a table of drugs changes."""

from typing import Any

import pytest

from disinhibition.experiments.benchmark.dose import DosePlan, dose_words
from disinhibition.experiments.study import sweep
from disinhibition.experiments.study.plan import plan_study
from disinhibition.models.drugs import drug_tables as tables
from disinhibition.models.drugs.drug_numbers import replaced_drug_numbers
from disinhibition.models.drugs.drug_tables import kinetics_of

HALF = "kinetics.clonazepam.binding.benzodiazepine.half"
PLAN = DosePlan()
DOSE_RESPONSE = tuple(dose_words(PLAN, PLAN.levels, PLAN.seeds))


class Built:
    key = "build"


def keys(*words: str) -> list[str]:
    """Keys of the points of a study of one model."""
    planned = plan_study(words)
    models = {sweep._kind(settings): "model" for _, settings in planned.points}
    return [sweep._point(planned, values, settings, models).key for values, settings in planned.points]


def test_a_dose_response_of_twelve_levels_and_five_seeds_needs_one_build(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Any] = []

    def prepare(*kind: Any) -> Built:
        built.append(kind)
        return Built()

    monkeypatch.setattr(sweep, "prepare", prepare)
    planned = plan_study(DOSE_RESPONSE)
    assert len(planned.points) == 60
    sweep._model_keys(planned)
    assert len(built) == 1


@pytest.fixture
def another_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables of drugs as if clonazepam bound twice as tightly."""
    with replaced_drug_numbers({HALF: 10.0}):
        entry = kinetics_of("clonazepam")
    shipped = tables._agents
    changed = {**shipped("kinetics"), "clonazepam": entry}
    monkeypatch.setattr(tables, "_agents", lambda folder: changed if folder == "kinetics" else shipped(folder))


def test_a_changed_table_of_drugs_makes_other_points(request: pytest.FixtureRequest) -> None:
    words = ("study.axes.concentration.clonazepam=[0,0.014]", "study.axes.seed=[1]")
    none, drugged = keys(*words)
    (by_number,) = keys("concentration.clonazepam=0.014", "study.axes.seed=[1]", f"drug_numbers.{HALF}=10")
    request.getfixturevalue("another_table")
    again, changed = keys(*words)
    assert again == none
    assert changed != drugged
    assert changed == by_number, "one effect is one point, whichever way it came about"
