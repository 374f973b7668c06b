"""Stimulators: whom they kick, when and how strongly."""

from dataclasses import replace

import numpy as np
import pytest

from disinhibition.models.condition.condition import Stimulus
from disinhibition.models.engine.values.stimuli import kick_spread
from disinhibition.models.parameters.sourced import load_table
from disinhibition.models.parameters.timing import STIMULUS_EVENTS

DT = 1e-4


def test_stimulus_kicks_its_populations_at_its_times(right_side, values_of):
    values = values_of(stimuli=(Stimulus("right_median_nerve", start=0.2, interval=0.3, count=2),))
    names = [population.name for population in right_side.pathway.populations]
    column = names.index("right_fdi_ia")
    assert values["stimulus_step.values"][:2, column] == pytest.approx([(0.3 + 0.2) / DT, (0.3 + 0.5) / DT])
    assert (values["stimulus_step.values"][:, names.index("right_soleus_ia")] == -1).all()


def test_unknown_site_is_refused_with_the_nearest(values_of):
    with pytest.raises(ValueError, match="did you mean 'right_median_nerve'"):
        values_of(stimuli=(Stimulus("right_median_nerv"),))


def test_kick_of_motoneurons_grows_with_their_capacitance(right_side, right_membranes):
    """An antidromic volley depolarises large and small motoneurons alike, so that F-waves follow no size principle."""
    alike = replace(right_membranes, capacitance=np.ones(right_side.size))
    larger = kick_spread(right_side, right_membranes) / kick_spread(right_side, alike)
    for name in ("right_fdi_motoneurons", "right_soleus_motoneurons"):
        capacitance = right_membranes.capacitance[right_side.ranges[name]]
        np.testing.assert_allclose(larger[right_side.ranges[name]], capacitance / capacitance[0])
        assert capacitance[-1] > 1.5 * capacitance[0]


def test_only_motoneurons_are_kicked_by_their_size(right_side, right_membranes, units_of):
    doubled = replace(right_membranes, capacitance=np.arange(1.0, right_side.size + 1))
    changed = np.flatnonzero(kick_spread(right_side, doubled) != kick_spread(right_side, right_membranes))
    assert set(changed) <= set(units_of(lambda p: p.cell_class == "motoneuron"))
    assert changed.size


def test_too_many_pulses_at_one_site_are_refused(values_of):
    with pytest.raises(ValueError, match="too many"):
        values_of(stimuli=(Stimulus("right_median_nerve", start=0.0, interval=1e-3, count=600),))


def test_the_first_kick_is_due_from_the_start_and_stimulators_without_one_never_are(right_side, values_of):
    values = values_of(stimuli=(Stimulus("right_median_nerve", start=0.2, interval=0.3, count=2),))
    np.testing.assert_array_equal(values["stimulators.due"], values["stimulus_step.values"][0])
    np.testing.assert_array_equal(values["stimulators.strength"], values["stimulus_strength.values"][0])
    idle = values["stimulators.due"] == -1
    assert idle.any() and not values["stimulus_strength.values"][:, idle].any()


def test_as_many_pulses_as_the_table_has_places_but_one_are_accepted(values_of):
    """The last place stays empty: it ends the table."""
    fits = Stimulus("right_median_nerve", start=0.0, interval=1e-3, count=STIMULUS_EVENTS - 1)
    assert (values_of(stimuli=(fits,))["stimulus_step.values"][-1] == -1).all()
    with pytest.raises(ValueError, match=f"holds {STIMULUS_EVENTS - 1}: split it"):
        values_of(stimuli=(replace(fits, count=STIMULUS_EVENTS),))


def test_kicks_spread_by_the_table_and_are_clipped(right_side, right_membranes, units_of):
    spread = kick_spread(right_side, right_membranes)
    others = np.delete(spread, units_of(lambda p: p.cell_class == "motoneuron"))
    assert others.std() == pytest.approx(load_table("wiring")["stimulus_cv"].value, rel=0.05)
    assert others.min() >= 0.2 and others.max() <= 2
