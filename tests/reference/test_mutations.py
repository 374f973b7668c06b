"""The reference can fail: three changes of the model, each of which leaves a band named beforehand."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from disinhibition.models.identity import model_digest
from disinhibition.models.sourced import Sourced, load_table, replaced_tables

BANDS = json.loads(Path(__file__).with_name("bands.json").read_text())["bands"]
POINT = 100
SLOWED = ("corticospinal", "motor_velocity")


def left(values: Mapping[str, float], named: Iterable[str]) -> list[str]:
    """Which of the named statistics are above their band, the direction in which all three changes go."""
    return [name for name in named if name in BANDS and values[name] > BANDS[name]["high"]]


def scaled(node: Any, names: tuple[str, ...], factor: float, name: str = "") -> Any:
    """A table in which every number of these names is multiplied; its range stays."""
    if isinstance(node, Mapping):
        return MappingProxyType({key: scaled(child, names, factor, key) for key, child in node.items()})
    if isinstance(node, Sourced) and name in names:
        return replace(node, value=node.value * factor)
    return node


@pytest.mark.parametrize(
    ("factors", "named"),
    [
        # Interneurons inhibit each other through GABA-A and fire faster without
        ({"receptors.gaba_a.all": 0.5}, ("rest.rate_pv", "rest.rate_spinal_gabaergic")),
        # Glycine serves Ia interneurons, so that less is lost of the conditioned H-reflex, and the inhibition of the
        # cord's inhibitory neurons by each other, which fire faster
        ({"receptors.glycine.all": 0.5}, ("reciprocal.amplitude_soleus", "rest.rate_spinal_gabaergic")),
    ],
    ids=["GABA-A halved", "glycine halved"],
)
def test_halved_inhibition_leaves_a_band(measured, factors, named):
    values = measured.statistics_of(POINT, factors, {name.partition(".")[0] for name in named})
    assert left(values, named), {name: (values[name], BANDS.get(name)) for name in named}


def test_conduction_slowed_by_a_fifth_leaves_both_bands_of_latency(measured):
    """Corticospinal and motor axons: hand and leg answer a magnetic pulse later."""
    named = ("hand.latency_fdi", "foot.latency_tibialis_anterior")
    model_digest()  # remembered from here on; inside it would be that of the slowed model, for the whole session
    with replaced_tables({"anatomy": scaled(load_table("anatomy"), SLOWED, 0.8)}):
        values = measured.statistics_of(POINT, protocols=("hand", "foot"))
    assert left(values, named) == list(named), {name: (values[name], BANDS.get(name)) for name in named}
