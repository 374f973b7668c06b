import pytest

from disinhibition.analysis.body import Body, contralateral_electrode, recorded_electrode, value_of_muscle, without_side

BODY = Body({}, {}, {}, {"fdi": "hand"}, {}, ())


def test_a_name_without_a_side_stays_as_it_is():
    assert without_side("fdi") == "fdi"
    assert without_side("right_fdi") == without_side("left_fdi") == "fdi"


@pytest.mark.parametrize(("muscle", "electrode"), [("right_fdi", "left_hand"), ("left_fdi", "right_hand")])
def test_the_electrode_lies_over_the_other_hemisphere(muscle, electrode):
    assert contralateral_electrode(muscle, BODY) == electrode


def test_a_muscle_without_side_has_no_electrode_and_neither_has_an_unknown_one():
    assert contralateral_electrode("fdi", BODY) == contralateral_electrode("right_deltoid", BODY) == ""
    assert recorded_electrode("fdi", BODY, ["left_hand"]) == ("", "the side of 'fdi' is not known")
    assert recorded_electrode("left_fdi", BODY, ["left_hand", "right_hand"]) == ("right_hand", "")


def test_the_entry_of_a_side_goes_before_that_of_both():
    assert value_of_muscle("right_fdi", {"fdi": 1, "right_fdi": 2}, "level") == 2
    assert value_of_muscle("left_fdi", {"fdi": 1, "right_fdi": 2}, "level") == 1
    with pytest.raises(KeyError, match="no level for muscle 'left_scm'; add 'scm'"):
        value_of_muscle("left_scm", {"fdi": 1}, "level")
