"""The reference can fail: three changes of the model, each of which leaves a band named beforehand."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from disinhibition.models.parameters.table_numbers import all_numbers

pytestmark = pytest.mark.slow
BANDS = json.loads(Path(__file__).with_name("bands.json").read_text())["bands"]
POINT = 100
SLOWED = (".corticospinal", ".motor_velocity")


def left(values: Mapping[str, float], named: Iterable[str]) -> list[str]:
    """Which of the named statistics are above their band, the direction in which all three changes go."""
    return [name for name in named if name in BANDS and values[name] > BANDS[name]["high"]]


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
    slowed = {
        name: 0.8 * number.value
        for name, number in all_numbers().items()
        if name.startswith("anatomy.") and name.endswith(SLOWED)
    }
    values = measured.statistics_of(POINT, protocols=("hand", "foot"), numbers=slowed)
    assert left(values, named) == list(named), {name: (values[name], BANDS.get(name)) for name in named}
