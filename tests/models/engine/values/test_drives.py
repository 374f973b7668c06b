"""Efforts: whom they drive."""

import numpy as np
import pytest


@pytest.mark.parametrize(("muscle", "zone"), [("masseter", "face"), ("fdi", "hand"), ("soleus", "foot")])
def test_effort_drives_the_cortical_zone_of_its_muscle_and_no_other(values_of, units_of, muscle, zone):
    effort = values_of(drives={f"right_{muscle}": 0.5})["cells.drive_effort"]
    pyramidal = units_of(lambda p: p.cell_class == "pt")
    own = units_of(lambda p: p.cell_class == "pt" and p.zone == zone)
    assert (effort[own] > 0).all()
    assert not effort[np.setdiff1d(pyramidal, own)].any()
