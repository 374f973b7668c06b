"""Membrane numbers of the units: those of their class, and the size principle in motoneurons."""

import numpy as np
import pytest

from disinhibition.models.circuits.circuit import Structure
from disinhibition.models.circuits.connectome import draw
from disinhibition.models.circuits.pathway import build_pathway
from disinhibition.models.membrane.cells import DEPRESSION, membranes
from disinhibition.models.parameters.sourced import load_table


def test_cells_have_the_numbers_of_their_class(right_side, right_membranes) -> None:
    entry = load_table("cells")["pv"]
    units = right_side.ranges["left_m1_hand_pv"]
    for name, key in (("capacitance", "capacitance"), ("leak", "leak_conductance"), ("rest", "leak_reversal"),
                      ("increment", "adaptation_increment"), ("refractory", "refractory")):  # fmt: skip
        assert (getattr(right_membranes, name)[units] == entry[key].si).all(), name


def test_leak_of_motoneurons_grows_geometrically_with_rank_between_the_numbers_of_the_table(
    right_side, right_membranes
) -> None:
    cell, pool = load_table("cells")["motoneuron"], right_side.ranges["right_fdi_motoneurons"]
    leak = right_membranes.leak[pool]
    ends = cell["leak_conductance"].si, cell["leak_conductance_largest"].si
    assert (leak[0], leak[-1]) == (pytest.approx(ends[0]), pytest.approx(ends[1]))
    np.testing.assert_allclose(leak[1:] / leak[:-1], (ends[1] / ends[0]) ** (1 / (leak.size - 1)))
    time = right_membranes.capacitance[pool] / leak
    expected = np.linspace(cell["membrane_time"].si, cell["membrane_time_largest"].si, leak.size)
    np.testing.assert_allclose(time, expected)


def test_only_motoneurons_have_a_persistent_inward_current(right_side, right_membranes, units_of) -> None:
    motoneurons = units_of(lambda p: p.cell_class == "motoneuron")
    assert (right_membranes.persistent[motoneurons] > 0).all()
    assert np.count_nonzero(right_membranes.persistent) == motoneurons.size


def test_bias_currents_spread_by_the_table_and_come_from_the_wiring_seed(right_side, right_membranes, units_of) -> None:
    units = units_of(lambda p: p.cell_class == "l23")
    bias = right_membranes.bias[units]
    assert bias.std() == pytest.approx(load_table("cells")["l23"]["bias_spread"].si, rel=0.1)
    np.testing.assert_array_equal(membranes(right_side).bias, right_membranes.bias)
    other = membranes(draw(build_pathway(Structure(sides="right")), 2))
    assert not np.array_equal(other.bias, right_membranes.bias)


def test_pacemakers_are_the_share_of_the_table(right_side, right_membranes) -> None:
    classes = [name for name, cell in load_table("cells").items() if "pacemaker_share" in cell]
    assert classes
    for population in right_side.pathway.populations:
        if population.cell_class in classes:
            cell, units = load_table("cells")[population.cell_class], right_side.ranges[population.name]
            fast = right_membranes.bias[units] > cell["bias"].si + cell["pacemaker_bias"].si / 2
            share = cell["pacemaker_share"].value
            assert fast.mean() == pytest.approx(share, abs=0.2)
            assert fast[: round(share * population.size)].mean() > fast[round(share * population.size) :].mean()


def test_vesicles_run_out_only_in_the_classes_that_are_named(right_side, right_membranes, units_of) -> None:
    depressing = units_of(lambda p: p.cell_class in DEPRESSION)
    assert set(np.flatnonzero(right_membranes.depression)) == set(depressing)
    units = units_of(lambda p: p.cell_class == "l23")
    entry = load_table("receptors")["depression_cortex"]
    assert (right_membranes.depression[units] == entry["release"].value).all()
    assert (right_membranes.recovery[units] == entry["recovery"].si).all()


def test_the_persistent_inward_conductance_is_a_share_of_the_leak(right_side, right_membranes) -> None:
    pool, share = right_side.ranges["right_fdi_motoneurons"], load_table("cells")["motoneuron"]["pic_conductance"].value
    np.testing.assert_allclose(right_membranes.persistent[pool], share * right_membranes.leak[pool])


def test_afterhyperpolarisation_gets_shorter_with_rank_and_is_longest_in_the_soleus(
    right_side, right_membranes
) -> None:
    cell = load_table("cells")["motoneuron"]
    hand, leg = (right_side.ranges[f"right_{muscle}_motoneurons"] for muscle in ("fdi", "soleus"))
    expected = np.linspace(cell["ahp_time"].si, cell["ahp_time_largest"].si, hand.stop - hand.start)
    np.testing.assert_allclose(right_membranes.time[hand], expected)
    np.testing.assert_allclose(right_membranes.time[leg], cell["slow_muscles"]["soleus"].value * expected)
    np.testing.assert_allclose(
        right_membranes.increment[hand], cell["ahp_increment"].si * right_membranes.leak[hand], rtol=1e-12
    )
