"""Channels: what a spike of each opens."""

import re

import pytest

from disinhibition.models.membrane.channel import Channel
from disinhibition.models.membrane.receptors import CHANNELS
from disinhibition.models.membrane.receptors.gaba_b import GABA_B
from disinhibition.models.membrane.receptors.glycine import GLYCINE


def test_a_spike_adds_both_weights_to_what_they_open() -> None:
    channel = Channel("made", GLYCINE, GABA_B, "depressed", second_entry="gaba_b")
    assert channel.on_pre.splitlines() == [
        "g_glycine_post += weight*depressed_pre", "gaba_b_arrived_post += second_weight*depressed_pre",
    ]  # fmt: skip
    assert channel.model.splitlines() == ["weight : siemens (constant)", "second_weight : 1 (constant)"]


def test_channel_of_one_receptor_has_one_weight() -> None:
    channel = Channel("made", GLYCINE)
    assert list(channel.weights) == ["weight"] and "second_weight" not in channel.model + channel.on_pre


@pytest.mark.parametrize("channel", CHANNELS.values(), ids=list(CHANNELS))
def test_channel_opens_variables_that_its_receptors_have(channel: Channel) -> None:
    opened = re.findall(r"^(\w+)_post", channel.on_pre, re.MULTILINE)
    assert opened == [receptor.opened for receptor in channel.weights.values()]
    for receptor in channel.weights.values():
        assert receptor.opened in receptor.states or f"d{receptor.opened}/dt" in receptor.equation


def test_glutamate_opens_ampa_and_nmda_however_much_is_released() -> None:
    amounts = {name: CHANNELS[name].amount for name in ("excitatory", "depressing", "gated")}
    assert amounts == {"excitatory": "transmitted", "depressing": "depressed", "gated": "gated"}
    for name in amounts:
        assert [receptor.name for receptor in CHANNELS[name].weights.values()] == ["ampa", "nmda"]


def test_channels_that_excite_are_those_of_glutamate_and_acetylcholine() -> None:
    exciting = {name for name, channel in CHANNELS.items() if channel.excites}
    assert {"excitatory", "depressing", "gated", "nicotinic"} <= exciting
    assert not exciting & {"gaba_a", "glycine", "slow", "terminal"}


def test_nmda_is_a_share_of_ampa_and_gaba_b_an_amount_of_its_own() -> None:
    shares = {name for name, channel in CHANNELS.items() if channel.second_is_share}
    assert shares == {"excitatory", "depressing", "gated"}
    assert not Channel("made", GLYCINE, GABA_B).second_is_share
