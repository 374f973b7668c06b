"""A printed diagnosis says origin, what speaks for and against it, and what is unknown."""

import dataclasses

from disinhibition.analysis.diagnosis.decision import diagnose
from disinhibition.analysis.diagnosis.features import Features
from disinhibition.analysis.diagnosis.wording import CUTS, NOT_FOR_CARE, diagnosis_sentence, diagnosis_text

CORTICAL = Features(burst_ms=25, ba_shape="focal-contralateral", ba_lead=20, ba_limb="arm", sleep_persist=True)


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
    assert line.endswith(f" and {len(nothing.missing) - 5} more")


def test_a_few_unknown_findings_are_all_named() -> None:
    almost = dataclasses.replace(diagnose(Features()), missing=("giant_sep", "c_reflex"))
    assert diagnosis_sentence(almost).endswith(
        "find out whether the SEP is giant; whether there is a C-reflex at rest."
    )
