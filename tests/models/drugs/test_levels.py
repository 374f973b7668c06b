"""Levels of drugs at one moment: what is absent is none, and nobody changes them."""

import dataclasses

import pytest

from disinhibition.models.drugs.levels import Levels


def test_a_body_without_drugs_has_neither_concentrations_nor_states() -> None:
    assert dict(Levels().free) == {} and dict(Levels().states) == {}


def test_levels_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Levels().free = {"clonazepam": 1.0}
    with pytest.raises(TypeError):
        Levels().free["clonazepam"] = 1.0
