"""Lesions: which synapses they cut and which they spare."""

import numpy as np
import pytest


def test_transection_cuts_exactly_the_crossing_synapses(right_side, values_of):
    cut = values_of(lesions=("transection:C2",))
    gated = right_side.channels["gated"]
    position = np.array([p.position for p in right_side.pathway.populations])[right_side.population_of]
    crossing = (position[gated.pre] < 0.0299) != (position[gated.post] < 0.0299)
    assert crossing.any()
    assert (cut["gated.weight"][crossing] == 0).all()
    assert (cut["gated.weight"][~crossing] > 0).all()


def test_decerebration_separates_forebrain_from_brainstem_and_spares_the_rest(right_side, values_of):
    cut = values_of(lesions=("decerebration",))
    forebrain = np.isin([p.region for p in right_side.pathway.populations], ("cortex", "thalamus"))
    above = forebrain[right_side.population_of]
    for name in ("gated", "excitatory"):
        synapses = right_side.channels[name]
        crossing = above[synapses.pre] != above[synapses.post]
        np.testing.assert_array_equal(cut[f"{name}.weight"] == 0, crossing)


@pytest.mark.parametrize(
    ("lesion", "silent"),
    [
        ("remove:M1", lambda p: "_m1_" in p.name),
        ("remove:thalamus", lambda p: p.region == "thalamus"),
        ("deafferentation:hand", lambda p: p.cell_class.startswith("afferent") and p.zone == "hand"),
    ],
)
def test_removed_cells_reach_nobody(right_side, values_of, units_of, lesion, silent):
    values = values_of(lesions=(lesion,))
    units = units_of(silent)
    for channel, synapses in right_side.channels.items():
        assert (values[f"{channel}.weight"][np.isin(synapses.pre, units)] == 0).all()


def test_deafferentation_spares_all_but_the_afferents_of_its_zone(right_side, values_of, units_of):
    values = values_of(lesions=("deafferentation:hand",))
    lost = units_of(lambda p: p.cell_class.startswith("afferent") and p.zone == "hand")
    for channel, synapses in right_side.channels.items():
        touched = np.isin(synapses.pre, lost) | np.isin(synapses.post, lost)
        assert (values[f"{channel}.weight"][~touched] > 0).all()
