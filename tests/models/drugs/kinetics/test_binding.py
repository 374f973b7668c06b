"""Occupancy of a site that agents share."""

import numpy as np
import pytest

from disinhibition.models.drugs.kinetics.binding import occupancy


def test_half_the_sites_are_taken_at_the_half_concentration():
    assert occupancy("benzodiazepine", {"clonazepam": np.array([0, 0.02])}) == pytest.approx([0, 0.5])


def test_agonists_compete_and_an_antagonist_only_takes_sites():
    alone = occupancy("mu", {"morphine": np.array(0.1)})
    assert alone == pytest.approx(0.8 * 0.1 / (0.1 + 0.0234))
    assert occupancy("mu", {"morphine": np.array(0.1), "fentanyl": np.array(0.01)}) > alone
    assert occupancy("mu", {"morphine": np.array(0.1), "naloxone": np.array(0.1)}) < alone / 5


def test_flumazenil_takes_the_sites_of_benzodiazepines():
    levels = {"clonazepam": np.array(0.02), "flumazenil": np.array(0.1)}
    assert occupancy("benzodiazepine", levels) == pytest.approx(1 / (1 + 1 + 20))


def test_saturation_by_total_morphine_is_that_of_the_human_pupil():
    # Mu signalling at 36 nM, 0.1, 0.3 and 1 uM of total morphine
    total = np.array([0.036, 0.1, 0.3, 1.0])
    assert occupancy("mu", {"morphine": 0.65 * total}) == pytest.approx([0.40, 0.59, 0.71, 0.77], abs=0.01)


def test_agents_without_the_site_do_not_count():
    assert occupancy("mu", {"valproate": np.array(1e3)}) == 0


def test_tolerant_patients_need_more_of_an_agonist_and_no_more_of_its_antagonist():
    levels = {"morphine": np.array(0.1), "naloxone": np.array(0.01)}
    more = {"morphine": np.array(0.7), "naloxone": np.array(0.01)}
    assert occupancy("mu", more, 7.0) == pytest.approx(float(occupancy("mu", levels)))
