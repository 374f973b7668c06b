"""Numbers of the tables as run-time values."""

import json

import numpy as np
import pytest

from disinhibition.errors import UserError
from disinhibition.models.circuits.circuit import Structure
from disinhibition.models.circuits.connectome import Connectome, draw
from disinhibition.models.circuits.pathway import build_pathway
from disinhibition.models.condition.condition import Condition, Stimulus
from disinhibition.models.engine.engine import Engine, prepare, tables_of
from disinhibition.models.engine.wiring import wiring_of
from disinhibition.models.parameters.identity import model_digest
from disinhibition.models.parameters.jitter import jitter_numbers
from disinhibition.models.parameters.sourced import load_table, replaced_tables, shipped_table
from disinhibition.models.parameters.table_numbers import all_numbers, check_number, is_count, tables_with

WEIGHT = "cortex.projections.pv_pt.weight"
MAGNETIC = Condition(stimuli=(Stimulus("right_hand_magnetic", strength=1.4, start=0.05, count=1),))


def test_a_replaced_number_is_what_the_model_reads_and_its_neighbours_stay():
    before = load_table("cortex")["projections"]
    with replaced_tables(tables_with({WEIGHT: 18.0})):
        now = load_table("cortex")["projections"]
    assert (before["pv_pt"]["weight"].value, now["pv_pt"]["weight"].value) == (22, 18)
    assert now["pv_pt"]["delay"] is before["pv_pt"]["delay"]
    assert list(now) == list(before)


def test_every_number_of_every_table_can_be_named():
    names = all_numbers()
    assert {name.partition(".")[0] for name in names} >= {"muscle", "field", "anatomy", "cells", "cortex", "wiring"}
    assert names[WEIGHT] is shipped_table("cortex")["projections"]["pv_pt"]["weight"]


@pytest.mark.parametrize("end", ["low", "high"])
@pytest.mark.parametrize("sides", ["right", "both"])
def test_no_number_that_may_change_decides_an_array_size(end, sides):
    free = {name: getattr(number, end) for name, number in all_numbers().items() if not is_count(name)}
    structure = Structure(sides=sides)
    shipped = build_pathway(structure)
    with replaced_tables(tables_with(free)):
        moved = build_pathway(structure)
    assert [p.size for p in moved.populations] == [p.size for p in shipped.populations]
    assert [p.probability for p in moved.projections] == [p.probability for p in shipped.projections]


def test_a_weight_changes_the_network_and_not_what_is_compiled(right_side: Connectome):
    with replaced_tables(tables_with({WEIGHT: 18.0})):
        weaker = draw(build_pathway(Structure(sides="right")), 1)
    assert wiring_of(weaker).sizes == wiring_of(right_side).sizes
    changed = weaker.channels["gaba_a"].weight / right_side.channels["gaba_a"].weight
    assert set(np.unique(changed.round(4))) == {np.float32(round(18 / 22, 4)), 1}


@pytest.mark.parametrize(
    ("name", "value", "error", "message"),
    [
        ("cortex.projections.pv_pt.wieght", 18, UserError, f"did you mean 'numbers.{WEIGHT}'?"),
        (
            WEIGHT,
            40,
            UserError,
            "outside 17.6 to 26.4 nS; to go further, widen its range in models/tables/cortex.yaml",
        ),
        ("cortex.sizes.m1_pt", 80, UserError, "decides array sizes, which are compiled"),
        ("cortex.projections.pv_pt.probability", 0.5, UserError, "decides array sizes"),
        ("brainstem.crossed", 0.25, UserError, "decides array sizes"),
    ],
)
def test_a_number_that_cannot_be_set_is_refused_in_one_line(name, value, error, message):
    with pytest.raises(error) as refused:
        check_number(name, value)
    assert message in refused.value.args[0]
    assert "\n" not in refused.value.args[0]


def test_ends_of_a_range_are_inside_it():
    number = all_numbers()[WEIGHT]
    check_number(WEIGHT, number.low)
    check_number(WEIGHT, number.high)


def test_a_users_number_wins_over_jitter():
    jitter = jitter_numbers(4)
    projections = tables_of(Structure(jitter=4, numbers=((WEIGHT, 18.0),)))["cortex"]["projections"]
    assert projections["pv_pt"]["weight"].value == 18
    assert projections["pv_pv"]["weight"].value == jitter["cortex.projections.pv_pv.weight"]


def test_the_digest_of_the_model_does_not_depend_on_what_replaces_its_tables():
    before = model_digest()
    model_digest.cache_clear()
    with replaced_tables(tables_with({WEIGHT: 18.0})):
        assert model_digest() == before


def test_two_values_share_the_build_and_a_slower_nerve_answers_later(compiled: Engine):
    def run(*numbers: tuple[str, float]):
        engine = prepare(Structure(sides="right", numbers=numbers), progress=refuse_to_compile)
        return engine, engine.run(MAGNETIC, duration=0.1, seed=1)

    def refuse_to_compile(*_report: object) -> None:
        raise AssertionError("compiles again")

    fast, early = run(("anatomy.velocities.corticospinal", 62.0))
    slow, late = run(("anatomy.velocities.corticospinal", 58.0))
    assert len({compiled.key, fast.key, slow.key}) == 3
    assert json.loads(early.provenance["settings"])["structure"]["numbers"] == {
        "anatomy.velocities.corticospinal": 62.0
    }
    first = [record.spike_time[np.isin(record.spike_unit, record.motoneurons["right_fdi"])] for record in (early, late)]
    assert first[0][first[0] > 0.05].min() < first[1][first[1] > 0.05].min()
