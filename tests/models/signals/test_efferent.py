"""The time from motor nucleus to muscle: one function, which EMG, diagnosis and gates share."""

import numpy as np
import pytest

from disinhibition.experiments.examine.model_body import model_body
from disinhibition.models.condition.vocabulary import MUSCLES
from disinhibition.models.parameters.sourced import replaced_tables
from disinhibition.models.parameters.table_numbers import tables_with
from disinhibition.models.signals.efferent import efferent_time

JUNCTION = "anatomy.fixed.neuromuscular_junction"


def test_it_is_length_over_velocity_and_the_junction():
    """First dorsal interosseous: 0.73 m at 58 m/s."""
    assert efferent_time("fdi") == pytest.approx(0.73 / 58 + 1e-3)


def test_slower_axons_arrive_later_by_the_conduction_time_alone():
    times = efferent_time("fdi", np.array([1.0, 0.5]))
    assert times == pytest.approx([0.73 / 58 + 1e-3, 2 * 0.73 / 58 + 1e-3])


@pytest.mark.parametrize("muscle", MUSCLES)
def test_another_delay_of_the_junction_reaches_emg_and_diagnosis_alike(muscle):
    before, body = efferent_time(muscle), model_body().efferent[muscle]
    with replaced_tables(tables_with({JUNCTION: 1.5})):
        assert efferent_time(muscle) == pytest.approx(before + 0.5e-3)
        assert model_body().efferent[muscle] == pytest.approx(body + 0.5e-3)
