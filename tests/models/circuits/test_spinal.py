"""The cord's muscles: each with its pool, its nerve and its segment."""

import numpy as np
import pytest

from disinhibition.models.circuits.circuit import Structure
from disinhibition.models.circuits.pathway import build_pathway
from disinhibition.models.circuits.spinal import ANTAGONISTS, MUSCLES, NEIGHBOURS, SEGMENTS
from disinhibition.models.condition.condition import Condition, Stimulus
from disinhibition.models.condition.sites import sites
from disinhibition.models.condition.vocabulary import MUSCLES as ALL
from disinhibition.models.parameters.sourced import load_table


def test_every_muscle_of_the_vocabulary_has_one_pool() -> None:
    pathway = build_pathway(Structure(sides="right"))
    pools = [population.muscle for population in pathway.populations if population.cell_class == "motoneuron"]
    assert sorted(pools) == sorted(f"right_{muscle}" for muscle in ALL)


def test_interneurons_of_a_segment_get_their_descending_fibres_once_however_many_pools_it_has() -> None:
    pathway = build_pathway(Structure(sides="right"))
    descending = ("left_m1_hand_pt", "right_reticular_giant", "right_reticular")
    pairs = [(p.source, p.target) for p in pathway.projections if p.source in descending and "_c7_" in p.target]
    assert len(pairs) == len(set(pairs)) == 9


@pytest.mark.parametrize(("one", "other"), ANTAGONISTS)
def test_antagonists_inhibit_each_other_by_their_ia_interneurons(one: str, other: str) -> None:
    found = {(p.source, p.target) for p in build_pathway(Structure(sides="right")).projections}
    for here, there in ((one, other), (other, one)):
        assert (f"right_{here}_ia_interneurons", f"right_{there}_motoneurons") in found


def test_volley_of_the_median_nerve_reaches_the_spindles_of_the_wrist_flexor(right_side) -> None:
    reached = [reach.population for reach in sites(right_side)["right_median_nerve"]]
    assert "right_flexor_carpi_radialis_ia" in reached and "right_wrist_extensor_ia" not in reached


def test_ia_volley_of_the_wrist_flexor_makes_its_motoneurons_fire_one_conduction_time_later(compiled) -> None:
    stimulus = Stimulus("right_flexor_carpi_radialis_tendon", start=0.1, interval=0.2, count=5)
    recording = compiled.run(Condition(stimuli=(stimulus,)), duration=1.2, seed=1)
    anatomy = load_table("anatomy")
    conduction = anatomy["muscles"]["flexor_carpi_radialis"]["afferent_length"].si / anatomy["velocities"]["ia"].si
    times, _ = recording.spikes_of("right_flexor_carpi_radialis_motoneurons")
    after = (times - 0.1) % 0.2
    assert times.size > 5
    assert conduction < np.min(after) < conduction + 0.006


def test_all_muscles_below_the_face_have_a_segment_that_the_cord_has() -> None:
    segments = load_table("anatomy")["central"]
    assert all(segment in segments for segment, _ in MUSCLES.values())


def test_long_propriospinal_cells_excite_every_other_segment_and_not_their_own() -> None:
    projections = build_pathway(Structure(sides="right")).projections
    segments = {p.target for p in projections if p.source == "right_t6_propriospinal" and "excitatory" in p.target}
    assert segments == {f"right_{segment}_excitatory" for segment in SEGMENTS if segment != "t6"}


def test_only_a_body_of_two_sides_has_commissural_fibres_and_each_segment_has_both() -> None:
    for sides, expected in (("right", set()), ("both", {(s, o) for s in SEGMENTS for o in ("left", "right")})):
        found = set()
        for p in build_pathway(Structure(sides=sides)).projections:
            source, target = p.source.split("_"), p.target.split("_")
            if source[-1] == "commissural" and source[0] != target[0]:
                assert source[1] == target[1], "a fibre stays in its segment"
                found.add((source[1], source[0]))
        assert found == expected


def test_neighbouring_segments_excite_each_other_and_spindles_their_own_pool() -> None:
    table = load_table("spinal")["projections"]
    found = {(p.source, p.target): p for p in build_pathway(Structure(sides="right")).projections}
    for one, other in NEIGHBOURS:
        for ends in ((one, other), (other, one)):
            projection = found[tuple(f"right_{segment}_excitatory" for segment in ends)]
            assert projection.weight == pytest.approx(table["neighbour_excitatory"]["weight"].si)
    spindles = found["right_soleus_ia", "right_soleus_motoneurons"]
    assert spindles.weight == pytest.approx(table["ia_motoneuron"]["weight"].si)
    hand = found["right_fdi_ia", "right_fdi_motoneurons"]
    share = load_table("spinal")["ia"]["hand_and_foot"].value
    assert hand.weight == pytest.approx(share * table["ia_motoneuron"]["weight"].si)
