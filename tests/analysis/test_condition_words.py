"""A run is named by what was done to the pathway."""

import json

from disinhibition.analysis.condition_words import condition_words, efforts_of


def test_of_many_changes_some_are_named_and_the_others_counted() -> None:
    factors = {f"receptors.gaba_a.{letter}": 0.5 for letter in "abcdefgh"}
    words = condition_words({"settings": json.dumps({"form": "healthy", "condition": {"factors": factors}})})
    assert words[0] == "gaba_a.a=0.5"
    assert words[5:] == ["gaba_a.f=0.5", "2 more"]


def test_a_form_stands_for_its_gains() -> None:
    settings = {"form": "spinal_disinhibition", "condition": {"factors": {"receptors.glycine.spinal": 0.2}}, "seed": 2}
    assert condition_words({"settings": json.dumps(settings)}) == ["spinal_disinhibition", "seed 2"]


def test_a_sleeping_subject_is_not_called_healthy_and_its_form_is_named_before_the_state() -> None:
    asleep = {"form": "healthy", "condition": {"state": "rem"}}
    assert condition_words({"settings": json.dumps(asleep)}) == ["rem"]
    jerking = {"form": "spinal_disinhibition", "condition": {"state": "rem"}}
    assert condition_words({"settings": json.dumps(jerking)}) == ["spinal_disinhibition", "rem"]


def test_a_recording_of_a_person_has_no_settings() -> None:
    assert condition_words({}) == []
    assert efforts_of({}) == {}
