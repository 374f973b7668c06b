"""Wiring: what a build needs of a connectome, and nothing that a run can change."""

import numpy as np

from disinhibition.models.circuits.circuit import Structure
from disinhibition.models.circuits.connectome import draw
from disinhibition.models.circuits.pathway import build_pathway
from disinhibition.models.engine.wiring import field_pairs, wiring_of
from disinhibition.models.membrane.receptors import CHANNELS


def test_wiring_seeds_share_sizes_and_so_share_a_build(right_side) -> None:
    one, other = wiring_of(right_side), wiring_of(draw(build_pathway(Structure(sides="right")), 2))
    assert one.sizes == other.sizes
    assert not np.array_equal(one.pairs["excitatory"][1], other.pairs["excitatory"][1])


def test_every_channel_and_instrument_has_its_pairs(right_side) -> None:
    wiring = wiring_of(right_side)
    assert set(wiring.pairs) == {*CHANNELS, "stimulation", "field"}
    assert all(len(pre) == len(post) for pre, post in wiring.pairs.values())


def test_motoneurons_are_the_last_units(right_side) -> None:
    wiring = wiring_of(right_side)
    classes = np.array([population.cell_class for population in right_side.pathway.populations])
    assert (classes[right_side.population_of] == "motoneuron").nonzero()[0][0] == wiring.units - wiring.motoneurons


def test_every_unit_has_the_stimulator_of_its_population(right_side) -> None:
    stimulator, unit = wiring_of(right_side).pairs["stimulation"]
    np.testing.assert_array_equal(unit, np.arange(right_side.size))
    np.testing.assert_array_equal(stimulator, right_side.population_of)


def test_neighbours_in_the_sum_of_the_field_lie_under_different_electrodes(right_side) -> None:
    cells, electrode = field_pairs(right_side)
    assert np.unique(cells).size == cells.size
    assert np.mean(electrode[1:] != electrode[:-1]) > 0.9
    assert wiring_of(right_side).electrodes == ("left_face", "left_hand", "left_trunk", "left_foot")
