"""Receptors on terminals: how much of the transmitter presynaptic inhibition leaves."""

import numpy as np
import pytest

from disinhibition.models.membrane.receptors.presynaptic import TERMINAL, TERMINAL_GABA_A, TERMINAL_GABA_B
from disinhibition.models.parameters.sourced import load_table

BOTH = pytest.mark.parametrize("receptor", [TERMINAL_GABA_A, TERMINAL_GABA_B], ids=lambda receptor: receptor.name)


def left(receptor, known: dict[str, float], activation: float) -> float:
    """Share of the transmitter that is left, by the receptor's own formula."""
    return eval(receptor.release, dict(known), {receptor.opened: activation})


@BOTH
@pytest.mark.parametrize("activation", [0.0, 0.3, 1.0, 50.0])
def test_release_is_cut_by_at_most_the_depth(parameters_of, receptor, activation: float) -> None:
    depth = load_table("receptors")[receptor.entry]["depth"].value
    share = left(receptor, parameters_of(receptor), activation)
    assert share == pytest.approx(1 - depth * activation / (activation + 1))
    assert 1 - depth <= share <= 1


@BOTH
def test_factor_of_the_cord_or_of_terminals_scales_what_is_opened(parameters_of, receptor) -> None:
    word = receptor.answers_to
    for name in (f"receptors.{word}.spinal", f"receptors.{word}.all", f"receptors_onto.terminal.{word}.spinal"):
        known = parameters_of(receptor, {name: 0.5})
        assert left(receptor, known, 1.0) == pytest.approx(left(receptor, parameters_of(receptor), 0.5)), name
    assert left(receptor, parameters_of(receptor, {f"receptors.{word}.cortex": 0.5}), 1.0) == pytest.approx(
        left(receptor, parameters_of(receptor), 1.0)
    )


@BOTH
def test_terminals_have_no_decay_of_their_own_to_set(after_spike, parameters_of, receptor) -> None:
    """``decay.<receptor>`` is that of receptors on cells; those on terminals keep the time of the table."""
    word = receptor.answers_to
    for place in ("spinal", "all"):
        assert parameters_of(receptor, {f"decay.{word}.{place}": 3.0}) == parameters_of(receptor)
    found = after_spike(receptor, 0.1, {f"decay.{word}.all": 3.0})
    time = load_table("receptors")[receptor.entry]["decay"].si
    np.testing.assert_allclose(found[receptor.opened], np.exp(-found["time"] / time), rtol=1e-9)


def test_axo_axonic_synapses_open_both_on_ia_and_corticospinal_terminals(right_side) -> None:
    assert [receptor.name for receptor in TERMINAL.weights.values()] == ["terminal_gaba_a", "terminal_gaba_b"]
    synapses = right_side.channels[TERMINAL.name]
    reached = {right_side.pathway.populations[k].cell_class for k in right_side.population_of[synapses.post]}
    assert reached == {"afferent_ia", "pt"}
