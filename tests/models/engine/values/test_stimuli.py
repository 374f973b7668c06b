"""Stimulators: whom they kick, when and how strongly."""

import pytest

from disinhibition.models.condition.condition import Stimulus

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
