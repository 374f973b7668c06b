"""States of vigilance: drives, transmitters and membranes change, and what the user gives is multiplied."""

import numpy as np
import pytest

from disinhibition.models.condition.condition import Condition
from disinhibition.models.condition.vigilance import AWAKE, STATES, in_state, opened
from disinhibition.models.condition.vocabulary import CELL_CLASSES, factors
from disinhibition.models.engine.engine import Engine
from disinhibition.models.parameters.sourced import load_table, replaced_tables, walk
from disinhibition.models.parameters.table_numbers import tables_with

ASLEEP = tuple(state for state in STATES if state != AWAKE)
# What a muscle does, or what leads to it alone, is no entry
MUSCULAR = ("neuromuscular", "sodium", "ahp", "persistent_inward", "afferent")


def test_the_table_has_every_state_but_waking() -> None:
    assert tuple(load_table("vigilance")) == ASLEEP


@pytest.mark.parametrize("state", ASLEEP)
def test_factors_of_a_state_are_factors_of_the_vocabulary_without_a_unit(state: str) -> None:
    for key, number in walk(load_table("vigilance")[state]["factors"]):
        assert factors()[key].unit == "1"
        assert factors()[key].low <= number.low and number.high <= factors()[key].high
        assert not key.startswith(MUSCULAR)


@pytest.mark.parametrize("state", ASLEEP)
def test_what_a_state_opens_names_classes_of_cells_and_never_closes_more_than_the_leak(state: str) -> None:
    for ion in load_table("vigilance")[state]["opened"]:
        assert set(opened(state, ion)) <= set(CELL_CLASSES)
    assert all(number.low > -1 for _, number in walk(load_table("vigilance")[state]["opened"]))


def test_every_number_of_the_table_has_a_source_that_was_read_or_is_called_a_guess() -> None:
    for name, number in walk(load_table("vigilance")):
        assert number.confidence in ("read", "excerpt", "guess"), name
        assert (number.confidence == "guess") == (number.source == "guess"), name
        assert number.note, name


def test_waking_is_the_model_without_a_state(values_of) -> None:
    given = {"serotonin.spinal": 0.5}
    assert in_state(given, AWAKE) is given
    plain, awake = values_of(factors=given), values_of(factors=given, state=AWAKE)
    assert all(np.array_equal(plain[name], awake[name]) for name in plain)


@pytest.mark.parametrize("state", ASLEEP)
def test_a_state_multiplies_the_factors_of_the_user(state: str) -> None:
    own = {"serotonin.spinal": 0.5, "receptors.gaba_a.cortex": 0.4, "chloride.cortex": -60.0}
    alone, both = in_state({}, state), in_state(own, state)
    assert both["serotonin.spinal"] == pytest.approx(0.5 * alone["serotonin.spinal"])
    assert both["receptors.gaba_a.cortex"] == pytest.approx(0.4 * alone["receptors.gaba_a.cortex"])
    assert both["chloride.cortex"] == -60.0


def test_glycine_of_rem_sleep_is_a_share_of_the_leak_of_motoneurons(values_of, units_of, right_membranes) -> None:
    share = load_table("vigilance")["rem"]["opened"]["glycine"]["motoneuron"].value
    tonic = load_table("receptors")["gaba_a_tonic"]["share"].value
    more = in_state({}, "rem")
    motoneurons, renshaw = (units_of(lambda p, kind=kind: p.cell_class == kind) for kind in ("motoneuron", "renshaw"))
    for region in ("brainstem", "spinal"):
        pool = np.intersect1d(motoneurons, units_of(lambda p, here=region: p.region == here))
        opens = values_of(state="rem")["cells.tonic"][pool] / right_membranes.leak[pool]
        assert opens == pytest.approx(tonic * more[f"receptors.gaba_a_tonic.{region}"] + share)
    opens = values_of(state="rem")["cells.tonic"][renshaw] / right_membranes.leak[renshaw]
    assert opens == pytest.approx(tonic * more["receptors.gaba_a_tonic.spinal"])


def test_who_has_no_glycine_receptors_has_no_glycine_conductance_in_rem_sleep(values_of, units_of) -> None:
    pool = units_of(lambda p: p.cell_class == "motoneuron" and p.region == "spinal")
    blocked = {"receptors.glycine.spinal": 0.0}
    tonic = in_state({}, "rem")["receptors.gaba_a_tonic.spinal"] * values_of()["cells.tonic"][pool]
    assert values_of(state="rem", factors=blocked)["cells.tonic"][pool] == pytest.approx(tonic)
    onto = {"receptors_onto.motoneuron.glycine.spinal": 0.0}
    assert values_of(state="rem", factors=onto)["cells.tonic"][pool] == pytest.approx(tonic)


def test_potassium_leak_of_a_state_adds_to_that_of_girk(values_of, units_of, right_membranes) -> None:
    units = units_of(lambda p: p.cell_class == "thalamocortical")
    share = load_table("vigilance")["nrem"]["opened"]["potassium"]["thalamocortical"].value
    for given in ({}, {"girk.thalamocortical": 3.0}):
        awake, asleep = (
            values_of(state=state, factors=given | {"serotonin_1a.thalamus": 0.0})["cells.girk"][units]
            for state in (AWAKE, "nrem")
        )
        assert asleep - awake == pytest.approx(share * right_membranes.leak[units])


def test_a_number_of_the_table_is_set_like_any_other() -> None:
    with replaced_tables(tables_with({"vigilance.nrem.factors.serotonin.cortex": 0.7})):
        assert in_state({}, "nrem")["serotonin.cortex"] == 0.7


def test_states_differ_in_one_engine_without_another_build(compiled: Engine) -> None:
    spikes = {state: compiled.run(Condition(state=state), duration=2.0, seed=1).spike_time.size for state in STATES}
    assert len(set(spikes.values())) == len(STATES)
    assert compiled.run(Condition(), duration=2.0, seed=1).spike_time.size == spikes[AWAKE]
