"""Stimulators: whom they kick, when and how strongly."""

from dataclasses import replace

import numpy as np
import pytest

from disinhibition.models.condition.condition import Stimulus
from disinhibition.models.engine.values.stimuli import kick_spread

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
