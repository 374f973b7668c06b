"""Corticotropin gives back part of the inhibition that a disease has taken, and does nothing else."""

import pytest

from disinhibition.models.drugs.levels import Levels
from disinhibition.models.drugs.mechanisms import factors_of, restored

DISEASE = {"receptors.gaba_a.cortex": 0.2, "receptors.nmda.cortex": 0.5, "receptors.glycine.all": 1.2}


@pytest.mark.parametrize("state", [0.0, 0.4, 1.0])
def test_a_lowered_inhibitory_gain_moves_towards_health_by_the_state(state: float, number) -> None:
    found = restored(DISEASE, Levels(states={"corticotropin.restoration": state}))
    gain = 0.2 + number("corticotropin.restoration.most") * state * 0.8
    assert found == {**DISEASE, "receptors.gaba_a.cortex": pytest.approx(gain)}


def test_without_the_drug_or_the_disease_nothing_moves() -> None:
    late = Levels(states={"corticotropin.restoration": 1.0})
    assert restored(DISEASE, Levels()) == DISEASE
    assert restored({}, late) == {}
    assert factors_of(late) == {}


def test_gaba_b_and_narrowed_gains_are_restored_and_release_is_not() -> None:
    late = Levels(states={"corticotropin.restoration": 1.0})
    disease = {"receptors.gaba_b.spinal": 0.5, "receptors_onto.motoneuron.glycine.spinal": 0.5, "release.pv": 0.5,
               "receptors.gaba_a.left_m1_hand": 0.5}  # fmt: skip
    found = restored(disease, late)
    assert found["receptors.gaba_b.spinal"] == found["receptors_onto.motoneuron.glycine.spinal"] > 0.5
    assert found["receptors.gaba_a.left_m1_hand"] == found["receptors.gaba_b.spinal"]
    assert found["release.pv"] == 0.5
