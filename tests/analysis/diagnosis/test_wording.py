"""A printed diagnosis says origin, what speaks for and against it, and what is unknown."""

import dataclasses

import pytest

from disinhibition.analysis.diagnosis.decision import diagnose
from disinhibition.analysis.diagnosis.decision_table import load_table
from disinhibition.analysis.diagnosis.features import Features
from disinhibition.analysis.diagnosis.wording import CUTS, NOT_FOR_CARE, diagnosis_sentence, diagnosis_text

CORTICAL = Features(burst_ms=25, ba_shape="focal-contralateral", ba_lead=20, ba_limb="arm", sleep_persist=True)
VERBS = {
    "is",
    "are",
    "was",
    "jerks",
    "jerk",
    "leads",
    "begin",
    "begins",
    "follows",
    "follow",
    "works",
    "work",
    "varies",
    "persist",
    "persists",
    "take",
    "takes",
    "survive",
    "vanish",
    "depends",
    "desynchronises",
    "supplies",
    "closes",
    "precede",
    "provokes",
    "habituates",
    "stays",
    "come",
    "adjoin",
}


def test_a_diagnosis_prints_what_speaks_for_and_against_it() -> None:
    found = diagnose(CORTICAL)
    origin, speaks_for, against, _, unknown, last = repr(found).splitlines()
    assert origin.startswith("origin: cortical")
    assert "(+" in speaks_for and "(-" not in speaks_for and speaks_for.startswith("for: ")
    assert against == "against: jerks persist in sleep (-1)"
    assert unknown.startswith("unknown, and would change it: ") and last == NOT_FOR_CARE


def test_nothing_measured_is_no_origin_and_much_unknown() -> None:
    lines = repr(diagnose(Features())).splitlines()
    assert lines[0] == "origin: no single class, uncertain"
    assert lines[1:4] == ["for: nothing", "against: nothing", "excluded: nothing"]
    assert lines[4].count(";") == 5 and lines[4].endswith("more")


def test_of_much_that_is_unknown_the_few_that_would_change_most_are_named_and_the_rest_counted() -> None:
    nothing = diagnose(Features())
    sentence = diagnosis_sentence(nothing)
    assert sentence.count("whether") == 5 and "whether a Bereitschaftspotential leads" in sentence
    asked = len([name for name in nothing.missing if name not in CUTS])
    assert sentence.endswith(f". {asked - 5} other findings would change it less.")
    [line] = [line for line in diagnosis_text(nothing).splitlines() if line.startswith("would change it: ")]
    assert line.endswith(f" and {asked - 5} more") and repr(nothing).count(f" and {asked - 5} more") == 1


def test_a_cut_is_nothing_to_find_out_in_a_person() -> None:
    nothing = diagnose(Features())
    cut = dataclasses.replace(nothing, missing=(*CUTS, "c_reflex"))
    assert set(CUTS) & set(nothing.missing)
    for said in (repr(cut), diagnosis_text(cut), diagnosis_sentence(cut)):
        assert "there is a C-reflex" in said
        assert not [name for name in CUTS if load_table().words[name] in said]


@pytest.mark.parametrize("name", load_table().words)
def test_words_of_every_condition_are_a_clause_with_a_verb(name: str) -> None:
    assert set(load_table().words[name].replace(",", "").split()) & VERBS


@pytest.mark.parametrize("part", ["exclusions", "special", "doubts", "notes"])
def test_words_of_every_rule_are_a_clause_with_a_verb_or_those_of_what_was_found(part: str) -> None:
    for rule in getattr(load_table(), part):
        assert "{found}" in rule.words or set(rule.words.replace(",", "").split()) & VERBS, rule.name


def test_a_class_that_no_score_holds_is_excluded_as_one_that_a_rule_decides() -> None:
    reflex = diagnose(Features(c_reflex=0.9, c_reflex_latency=45.0))
    assert "palatal" in reflex.excluded and "palatal" not in reflex.scores
    for said in (diagnosis_text(reflex), repr(reflex)):
        assert "palatal (by a rule, without a score)" in said and "peripheral (by a rule" not in said


def test_a_few_unknown_findings_are_all_named() -> None:
    almost = dataclasses.replace(diagnose(Features()), missing=("giant_sep", "c_reflex"))
    assert diagnosis_sentence(almost).endswith(
        "find out whether the somatosensory evoked potential (SEP) is giant; whether there is a C-reflex at rest."
    )
