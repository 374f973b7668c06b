"""Sites of stimuli: which there are and what they reach."""

import pytest

from disinhibition.models.circuits.circuit import Structure
from disinhibition.models.circuits.connectome import draw
from disinhibition.models.circuits.pathway import build_pathway
from disinhibition.models.condition.sites import site_names, sites


@pytest.mark.parametrize("sides", ["both", "right"])
def test_named_sites_are_those_that_a_structure_has(sides):
    connectome = draw(build_pathway(Structure(sides=sides)), 1)
    assert set(site_names(sides)) == set(sites(connectome))
