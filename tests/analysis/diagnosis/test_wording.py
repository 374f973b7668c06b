"""A printed diagnosis says origin, what speaks for and against it, and what is unknown."""

from disinhibition.analysis.diagnosis.decision import diagnose
from disinhibition.analysis.diagnosis.features import Features
from disinhibition.analysis.diagnosis.wording import NOT_FOR_CARE

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
    assert lines[4].count(",") > 3
