"""The key of a network is known before the network is built."""

from disinhibition.models.circuits.circuit import Structure
from disinhibition.models.engine.drawn import drawn_connectome, network_key
from disinhibition.models.engine.engine import prepare

SMALL = Structure(sides="right", scale=0.25)


def test_the_key_is_that_of_the_built_network() -> None:
    assert network_key(SMALL, drawn_connectome(SMALL), "numpy", "float32") == prepare(SMALL, kind="numpy").key


def test_another_wiring_has_another_key() -> None:
    other = Structure(sides="right", scale=0.25, wiring_seed=2)
    keys = {network_key(one, drawn_connectome(one), "numpy", "float32") for one in (SMALL, other)}
    assert len(keys) == 2
