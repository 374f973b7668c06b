"""Drugs in a study: one build for a whole dose-response, and points that know when a table of drugs changes."""

from typing import Any

import pytest

from disinhibition.experiments.benchmark.dose import DosePlan, dose_words
from disinhibition.experiments.study import points
from disinhibition.experiments.study.plan import plan_study
from disinhibition.experiments.study.points import network_keys, network_of
from disinhibition.experiments.study.sweep import study_points
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
    networks = {network_of(settings): "network" for _, settings in planned.points}
    return [point.key for point in study_points(planned, networks)]


def test_a_dose_response_of_twelve_levels_and_five_seeds_needs_one_build(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Any] = []

    def prepare(*kind: Any) -> Built:
        built.append(kind)
        return Built()

    monkeypatch.setattr(points, "prepare", prepare)
    planned = plan_study(DOSE_RESPONSE)
    assert len(planned.points) == 60
    network_keys(settings for _, settings in planned.points)
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
