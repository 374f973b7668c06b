"""The stages of a calibration: what may move, what may be asked, how long a trial is."""

import pytest

from disinhibition.errors import UserError
from disinhibition.experiments.fit.calibration.gate_loss import plan_runs, simulated_seconds
from disinhibition.experiments.fit.calibration.stages import LONGEST, Stage, make_stage, read_stages
from disinhibition.experiments.gates.row import Row
from disinhibition.experiments.gates.studies import HEALTH
from disinhibition.models.condition.vocabulary import factors
from disinhibition.models.parameters.table_numbers import all_numbers

ENTRY = {"numbers": ["wiring.weight_cv"], "gates": ["G03"], "runs": {"health": ["duration=1"]}}


@pytest.mark.parametrize("stage", read_stages(), ids=lambda stage: stage.name)
def test_a_trial_of_every_stage_takes_at_most_sixty_simulated_seconds(stage: Stage) -> None:
    studies = plan_runs(stage.runs)
    assert 0 < simulated_seconds(studies) <= LONGEST
    assert {settings.structure.sides for study in studies.values() for _, settings in study.points} == {"right"}


def test_stages_know_healthy_studies_and_words_that_shorten_them() -> None:
    conditions = {key.partition(".")[0] for key in factors()} | {"form", "cut", "lesions", "drugs", "experiment"}
    for stage in read_stages():
        assert set(stage.runs) <= set(HEALTH)
        for word in (word for words in stage.runs.values() for word in words):
            assert word.partition("=")[0].partition(".")[0] not in conditions, word


def test_every_free_number_can_move() -> None:
    for stage in read_stages():
        for name in stage.numbers:
            assert all_numbers()[name].low < all_numbers()[name].high, name


def test_stages_come_in_the_order_of_the_file() -> None:
    names = [stage.name for stage in read_stages()]
    assert [stage.name for stage in read_stages([names[2], names[0]])] == [names[0], names[2]]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"runs": {"lost_inhibition": []}}, "'lost_inhibition' is no study of the healthy gates"),
        ({"numbers": ["wiring.weigth_cv"]}, "did you mean 'numbers.wiring.weight_cv'?"),
        ({"numbers": ["cortex.sizes.m1_pt"]}, "decides array sizes"),
        ({"gate": []}, "unknown word 'gate'"),
    ],
)
def test_a_stage_that_must_not_be_is_refused(changed: dict, words: str) -> None:
    with pytest.raises(UserError) as refused:
        make_stage("mine", {**ENTRY, **changed})
    assert words in refused.value.args[0]


def test_a_misspelt_stage_names_the_nearest() -> None:
    with pytest.raises(UserError, match="did you mean 'motor_units'"):
        read_stages(["motor_unit"])


@pytest.mark.parametrize(("row", "gate"), [("G10-fdi", "G10"), ("G10", "G10"), ("G100", None), ("G01", None)])
def test_a_row_belongs_to_the_gate_before_its_dash(row: str, gate: str | None) -> None:
    stage = make_stage("mine", {**ENTRY, "gates": ["G10", "G05a"]})
    assert stage.gate_of(Row(row, "", "fit", "pass")) == gate
