"""The collection of receptors: whatever a file of the folder defines, in the order of the table."""

from pathlib import Path

import pytest

from disinhibition.models.membrane import receptors
from disinhibition.models.membrane.receptors import CHANNELS, RECEPTORS
from disinhibition.models.parameters.sourced import shipped_table

FORCES = {
    "ampa": "excitation", "nmda": "excitation", "nicotinic": "excitation",
    "gaba_a": "inhibition", "gaba_a_slow": "inhibition", "gaba_a_tonic": "inhibition", "glycine": "inhibition",
    "gaba_b": "potassium", "terminal_gaba_a": "", "terminal_gaba_b": "",
}  # fmt: skip


def test_every_file_defines_a_receptor() -> None:
    files = {path.stem for path in Path(receptors.__file__).parent.glob("*.py")} - {"__init__"}
    assert {receptor.values.__module__.rpartition(".")[2] for receptor in RECEPTORS} == files


def test_receptors_have_the_order_of_their_table() -> None:
    entries = [receptor.entry for receptor in RECEPTORS]
    assert entries == [entry for entry in shipped_table("receptors") if entry in entries]


def test_channels_keep_the_order_that_digests_of_connectomes_have() -> None:
    order = ["excitatory", "depressing", "gated", "gaba_a", "glycine", "slow", "nicotinic", "terminal"]
    assert [name for name in CHANNELS if name in order] == order


@pytest.mark.parametrize("name", FORCES)
def test_current_has_the_driving_force_of_its_ions(name: str) -> None:
    (receptor,) = (receptor for receptor in RECEPTORS if receptor.name == name)
    assert receptor.force == FORCES[name]


def test_receptor_without_an_entry_in_the_table_is_named(monkeypatch) -> None:
    monkeypatch.setattr(receptors, "shipped_table", lambda _name: {})
    with pytest.raises(ValueError, match=r"receptor ampa: models/tables/receptors.yaml has no entry 'ampa'"):
        receptors._position(RECEPTORS[0])


PLAIN = ("ampa", "nmda", "gaba_a", "gaba_a_slow", "glycine", "nicotinic")


@pytest.mark.parametrize("name", PLAIN)
def test_the_gain_multiplies_the_conductance(name: str) -> None:
    (receptor,) = (receptor for receptor in RECEPTORS if receptor.name == name)
    assert eval(receptor.conductance, {f"gain_{name}": 3.0, f"g_{name}": 7.0}) == 21.0


@pytest.mark.parametrize("name", [receptor.name for receptor in RECEPTORS if receptor.fast])
def test_a_fast_receptor_decays_at_its_rate(name: str) -> None:
    (receptor,) = (receptor for receptor in RECEPTORS if receptor.name == name)
    left, _, right = receptor.equation.partition(" = ")
    assert left == f"d{receptor.opened}/dt" and right.endswith(f" : {receptor.weight_dimension}")
    rate = eval(right.partition(":")[0], {f"{name}_rate": 400.0, receptor.opened: 2.0})
    assert rate == -800.0


def test_courses_move_the_receptors_of_cells_that_the_vocabulary_names() -> None:
    moved = {receptor.name for receptor in RECEPTORS if receptor.moves}
    assert moved == {"ampa", "nmda", "gaba_a", "gaba_a_slow", "gaba_b", "glycine"}
