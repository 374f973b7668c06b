"""Drawn synapses: seeded, countable, with delays out of length and velocity."""

import numpy as np
import pytest

from disinhibition.models.circuits.circuit import Structure
from disinhibition.models.circuits.connectome import _lognormal, draw
from disinhibition.models.circuits.pathway import build_pathway
from disinhibition.models.parameters.sourced import load_table, replaced_tables
from disinhibition.models.parameters.table_numbers import tables_with


def _of(connectome, source, target):
    """Synapses of the one projection between two populations, with its channel's arrays."""
    for channel in connectome.channels.values():
        for index in np.unique(channel.projection):
            projection = connectome.pathway.projections[index]
            if (projection.source, projection.target) == (source, target):
                return projection, channel, channel.projection == index
    raise AssertionError(f"no projection {source} > {target}")


def test_same_wiring_seed_draws_the_same_network(right_side):
    again = draw(right_side.pathway, 1)
    assert again.digest == right_side.digest


def test_another_wiring_seed_draws_another_network_of_the_same_size(right_side):
    other = draw(right_side.pathway, 2)
    assert other.digest != right_side.digest
    assert {k: len(v) for k, v in other.channels.items()} == {k: len(v) for k, v in right_side.channels.items()}


def test_number_of_synapses_is_the_expected_one(right_side):
    projection, _, mine = _of(right_side, "left_m1_hand_l23", "left_m1_hand_pt")
    source, target = (right_side.pathway[name].size for name in (projection.source, projection.target))
    assert mine.sum() == round(projection.probability * source * target)


def test_no_cell_excites_itself(right_side):
    for channel in right_side.channels.values():
        assert (channel.pre != channel.post).all()


def test_no_pair_is_drawn_twice(right_side):
    _, channel, mine = _of(right_side, "right_reticular", "right_reticular")
    pairs = channel.pre[mine].astype(np.int64) * right_side.size + channel.post[mine]
    assert np.unique(pairs).size == pairs.size


def test_delay_to_the_hand_is_length_over_velocity(right_side):
    _, channel, mine = _of(right_side, "left_m1_hand_pt", "right_fdi_motoneurons")
    anatomy = load_table("anatomy")
    length = anatomy["central"]["cortex_obex"].si + anatomy["central"]["c8"].si
    expected = anatomy["fixed"]["synapse"].si + length / anatomy["velocities"]["corticospinal"].si
    assert np.median(channel.delay[mine]) == pytest.approx(expected, rel=0.04)


def test_one_axon_has_one_velocity(right_side):
    """Two pools in one segment are reached by the same axon at the same time."""
    _, channel, elbow = _of(right_side, "left_m1_hand_pt", "right_triceps_motoneurons")
    _, _, wrist = _of(right_side, "left_m1_hand_pt", "right_wrist_extensor_motoneurons")
    first = dict(zip(channel.pre[elbow], channel.delay[elbow], strict=True))
    second = dict(zip(channel.pre[wrist], channel.delay[wrist], strict=True))
    assert all(first[axon] == second[axon] for axon in first.keys() & second.keys())


def test_delay_to_the_face_is_explicit(right_side):
    """Fine ascending axons: the face waits longer for the giant cells than its distance at their fast velocity."""
    _, channel, mine = _of(right_side, "right_reticular_giant", "right_masseter_motoneurons")
    assert channel.delay[mine].min() > 0.5e-3 + 0.045 / 50


def test_adding_a_projection_changes_no_other(right_side):
    from dataclasses import replace

    shorter = replace(right_side.pathway, projections=right_side.pathway.projections[:-1])
    last = len(right_side.pathway.projections) - 1
    for name, channel in draw(shorter, 1).channels.items():
        kept = right_side.channels[name].projection != last
        np.testing.assert_array_equal(channel.post, right_side.channels[name].post[kept])


def test_both_sides_have_between_6000_and_10000_neurons_and_twice_one_side(right_side):
    both = build_pathway(Structure(sides="both"))
    size = sum(population.size for population in both.populations)
    assert 6000 <= size <= 10_000
    assert size == 2 * right_side.size


def test_larger_network_keeps_the_mean_input_of_a_cell():
    def mean_input(scale: float) -> float:
        connectome = draw(build_pathway(Structure(sides="right", scale=scale)), 1)
        _, channel, mine = _of(connectome, "left_m1_hand_l23", "left_m1_hand_pt")
        return float(channel.weight[mine].sum() / connectome.pathway["left_m1_hand_pt"].size)

    assert mean_input(2) == pytest.approx(mean_input(1), rel=0.02)
    assert mean_input(0.5) == pytest.approx(mean_input(1), rel=0.02)


def test_synapses_lead_from_the_source_to_the_target_of_their_projection(right_side):
    names = np.array([population.name for population in right_side.pathway.populations])[right_side.population_of]
    for channel in right_side.channels.values():
        ends = [(p.source, p.target) for p in right_side.pathway.projections]
        sources, targets = np.array(ends).T
        np.testing.assert_array_equal(names[channel.pre], sources[channel.projection])
        np.testing.assert_array_equal(names[channel.post], targets[channel.projection])


def test_weights_spread_by_the_table_and_are_clipped_and_the_second_follows_the_first(right_side):
    projections, channel = right_side.pathway.projections, right_side.channels["excitatory"]
    first = np.array([projection.weight for projection in projections])[channel.projection]
    relative = channel.weight / first
    assert relative.std() == pytest.approx(load_table("wiring")["weight_cv"].value, rel=0.02)
    assert relative.mean() == pytest.approx(1, abs=0.005)
    assert relative.min() >= 0.2 - 1e-6 and relative.max() <= 2 + 1e-6
    second = np.array([projection.second for projection in projections])[channel.projection]
    np.testing.assert_allclose(channel.second, second * relative, rtol=1e-5)


def test_a_spread_has_the_mean_of_the_table():
    """Lognormal numbers have mean 1 and the given coefficient of variation."""
    drawn = _lognormal(np.random.default_rng(1), 0.4, 200_000)
    assert drawn.mean() == pytest.approx(1, abs=0.004) and drawn.std() == pytest.approx(0.4, abs=0.006)


def test_local_delays_have_the_mean_and_spread_of_the_tables(right_side):
    projection, channel, mine = _of(right_side, "left_m1_hand_l23", "left_m1_hand_pt")
    relative = channel.delay[mine] / projection.fixed
    assert relative.mean() == pytest.approx(1, abs=0.01)
    assert relative.std() == pytest.approx(load_table("wiring")["delay_cv"].value, rel=0.05)


def test_no_synapse_is_weaker_than_a_fifth_or_stronger_than_twice_its_mean():
    with replaced_tables(tables_with({"wiring.weight_cv": 0.3})):
        wide = draw(build_pathway(Structure(sides="right")), 1)
    for channel in wide.channels.values():
        relative = channel.weight / np.array([p.weight for p in wide.pathway.projections])[channel.projection]
        assert relative.min() >= 0.2 - 1e-6 and relative.max() <= 2 + 1e-6
    largest = wide.channels["excitatory"]
    relative = largest.weight / np.array([p.weight for p in wide.pathway.projections])[largest.projection]
    assert relative.max() == pytest.approx(2) and relative.min() == pytest.approx(0.2)
