"""Run-time values: what each word of a condition becomes."""

import numpy as np
import pytest

from disinhibition.models.circuits.circuit import Structure
from disinhibition.models.circuits.connectome import draw
from disinhibition.models.circuits.pathway import build_pathway
from disinhibition.models.condition.condition import Condition, Stimulus
from disinhibition.models.condition.sites import site_names, sites
from disinhibition.models.engine import network
from disinhibition.models.engine.runtime_values import runtime_values
from disinhibition.models.membrane.cells import membranes

DT = 1e-4


def _values(connectome, **words):
    return runtime_values(connectome, membranes(connectome), Condition(**words), 1.0, 1, DT)


def _units(connectome, chosen):
    ranges = [connectome.ranges[p.name] for p in connectome.pathway.populations if chosen(p)]
    return np.concatenate([np.arange(units.start, units.stop) for units in ranges])


def test_every_parameter_of_the_equations_gets_a_value(right_side):
    """A parameter left out would silently be zero."""
    declared = {line.split(":")[0].strip() for line in network.PARAMETERS.strip().splitlines()}
    given = {name.partition(".")[2] for name in _values(right_side) if name.startswith("cells.")}
    computed = {f"gain_{receptor}" for receptor in network.COURSE_RECEPTORS}
    assert declared - given == computed


def test_every_weight_and_delay_gets_a_value(right_side):
    given = _values(right_side)
    for channel, effect in network.ON_PRE.items():
        assert len(given[f"{channel}.weight"]) == len(given[f"{channel}.delay"]) == len(right_side.channels[channel])
        assert ("second_weight" in effect) == (f"{channel}.second_weight" in given)


def test_gain_multiplies_all_region_and_target(right_side):
    factors = {
        "receptors.gaba_a.all": 0.5,
        "receptors.gaba_a.cortex": 0.4,
        "receptors_onto.principal.gaba_a.cortex": 0.5,
    }
    gain = _values(right_side, factors=factors)["cells.base_gaba_a"]
    pyramidal = _units(right_side, lambda p: p.region == "cortex" and p.target == "principal")
    interneurons = _units(right_side, lambda p: p.region == "cortex" and p.target == "interneuron")
    assert gain[pyramidal] == pytest.approx(0.1)
    assert gain[interneurons] == pytest.approx(0.2)
    assert gain[_units(right_side, lambda p: p.region == "spinal")] == pytest.approx(0.5)


def test_slow_and_fast_gaba_a_have_their_own_gain(right_side):
    values = _values(right_side, factors={"receptors_from.slow.gaba_a": 0.3})
    assert values["cells.base_gaba_a_slow"] == pytest.approx(0.3)
    assert values["cells.base_gaba_a"] == pytest.approx(1.0)


def test_scaling_sodium_shifts_the_threshold_by_minus_slope_times_log(right_side):
    healthy, fewer = (_values(right_side, factors=f)["cells.threshold_v"] for f in ({}, {"sodium.l23": 0.7}))
    shift = (fewer - healthy)[_units(right_side, lambda p: p.cell_class == "l23")]
    assert shift == pytest.approx(-2e-3 * np.log(0.7))


def test_healthy_tonic_conductance_is_part_of_the_leak(right_side):
    """Whatever its share, the resting membrane of health has the table's conductance and reversal."""
    values = _values(right_side)
    units = _units(right_side, lambda p: p.cell_class == "l23")
    leak = values["cells.leak_rate"][units] / values["cells.elastance"][units]
    tonic = values["cells.tonic"][units]
    assert leak + tonic == pytest.approx(10e-9)
    assert (leak * values["cells.rest"][units] + tonic * values["cells.chloride"][units]) / 10e-9 == pytest.approx(
        -70e-3
    )


def test_normal_serotonin_changes_nothing_and_more_of_it_frees_motoneurons(right_side):
    units = _units(right_side, lambda p: p.cell_class == "motoneuron")
    low, normal, high = (
        _values(right_side, factors={"serotonin.spinal": s, "serotonin.brainstem": s}) for s in (0.5, 1, 2)
    )
    plain = _values(right_side)
    np.testing.assert_array_equal(normal["cells.leak_rate"], plain["cells.leak_rate"])
    assert (high["cells.leak_rate"][units] < normal["cells.leak_rate"][units]).all()
    assert (low["cells.leak_rate"][units] > normal["cells.leak_rate"][units]).all()
    assert (high["cells.persistent_conductance"][units] > normal["cells.persistent_conductance"][units]).all()
    assert (high["cells.w_increment"][units] < normal["cells.w_increment"][units]).all()


def test_larger_motor_units_have_more_leak_and_a_higher_threshold(right_side):
    values = _values(right_side)
    pool = right_side.ranges["right_fdi_motoneurons"]
    assert (np.diff(values["cells.threshold_v"][pool]) > 0).all()
    assert (np.diff(values["cells.elastance"][pool]) < 0).all()


def test_transection_cuts_exactly_the_crossing_synapses(right_side):
    cut = _values(right_side, lesions=("transection:C2",))
    gated = right_side.channels["gated"]
    position = np.array([p.position for p in right_side.pathway.populations])[right_side.population_of]
    crossing = (position[gated.pre] < 0.0299) != (position[gated.post] < 0.0299)
    assert crossing.any()
    assert (cut["gated.weight"][crossing] == 0).all()
    assert (cut["gated.weight"][~crossing] > 0).all()


def test_decerebration_separates_forebrain_from_brainstem_and_spares_the_rest(right_side):
    cut = _values(right_side, lesions=("decerebration",))
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
def test_removed_cells_reach_nobody(right_side, lesion, silent):
    values = _values(right_side, lesions=(lesion,))
    units = _units(right_side, silent)
    for channel, synapses in right_side.channels.items():
        assert (values[f"{channel}.weight"][np.isin(synapses.pre, units)] == 0).all()


def test_stimulus_kicks_its_populations_at_its_times(right_side):
    values = _values(right_side, stimuli=(Stimulus("right_median_nerve", start=0.2, interval=0.3, count=2),))
    names = [population.name for population in right_side.pathway.populations]
    column = names.index("right_fdi_ia")
    assert values["stimulus_step.values"][:2, column] == pytest.approx([(0.3 + 0.2) / DT, (0.3 + 0.5) / DT])
    assert (values["stimulus_step.values"][:, names.index("right_soleus_ia")] == -1).all()


def test_course_moves_the_gain_of_one_receptor_in_one_region(right_side):
    values = _values(right_side, courses={"gaba_a.cortex": (1.0, 0.5)})
    moved = np.flatnonzero((values["course.values"] != 1).any(axis=0))
    assert moved.tolist() == [2, 3]
    assert (values["course.values"][1:, moved] == 0.5).all()


@pytest.mark.parametrize(("duration", "seed"), [(0.0, 1), (-1.0, 1), (1.0, -1), (1.0, 2**31)])
def test_impossible_durations_and_seeds_are_refused(right_side, duration, seed):
    with pytest.raises(ValueError, match=r"duration|seed"):
        runtime_values(right_side, membranes(right_side), Condition(), duration, seed, DT)


def test_unknown_site_is_refused_with_the_nearest(right_side):
    with pytest.raises(ValueError, match="did you mean 'right_median_nerve'"):
        _values(right_side, stimuli=(Stimulus("right_median_nerv"),))


@pytest.mark.parametrize("sides", ["both", "right"])
def test_named_sites_are_those_that_a_structure_has(sides):
    connectome = draw(build_pathway(Structure(sides=sides)), 1)
    assert set(site_names(sides)) == set(sites(connectome))


@pytest.mark.parametrize(("muscle", "zone"), [("masseter", "face"), ("fdi", "hand"), ("soleus", "foot")])
def test_effort_drives_the_cortical_zone_of_its_muscle_and_no_other(right_side, muscle, zone):
    effort = _values(right_side, drives={f"right_{muscle}": 0.5})["cells.drive_effort"]
    pyramidal = _units(right_side, lambda p: p.cell_class == "pt")
    own = _units(right_side, lambda p: p.cell_class == "pt" and p.zone == zone)
    assert (effort[own] > 0).all()
    assert not effort[np.setdiff1d(pyramidal, own)].any()


def test_motoneurons_of_the_soleus_are_slowest_and_every_unit_has_its_own_persistent_current(right_side):
    values = _values(right_side)
    soleus, hand = (_units(right_side, lambda p, m=m: p.name == f"right_{m}_motoneurons") for m in ("soleus", "fdi"))
    assert (values["cells.w_keep"][soleus] > values["cells.w_keep"][hand]).all()
    assert (np.diff(values["cells.persistent_half"][hand]) > 0).all()


def test_largest_gaba_b_conductance_grows_with_the_cell(right_side):
    values = _values(right_side)["cells.gaba_b_maximum"]
    small, large = (_units(right_side, lambda p, c=c: p.cell_class == c)[0] for c in ("l23", "giant"))
    assert values[large] / values[small] == pytest.approx(4)
