"""Steps of a recording are read as they are written, and those that do not fit are refused."""

import pytest

from disinhibition.errors import UserError
from disinhibition.experiments.examine.protocols import check_sites, read_protocols, read_sites, step_times


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["rest=0-120"], "write NAME=BEGIN:END in s"),
        (["rest=a:b"], "write NAME=BEGIN:END in s"),
        (["rest=0:60", "rest=60:90"], "rest is given twice"),
    ],
)
def test_a_word_that_is_no_step_is_refused(words: list[str], message: str) -> None:
    with pytest.raises(UserError, match=message):
        read_protocols(words)


@pytest.mark.parametrize(
    ("protocols", "message"),
    [
        ({}, "patient.edf: say which stretch is which step"),
        (
            {"posture": (0, 200)},
            "patient.edf: the step 'posture' goes from 0 to 200 s, but the recording from 0 to 100",
        ),
        ({"rest": (50, 20)}, "goes from 50 to 20 s"),
        ({"rest": (-1, 20)}, "goes from -1 to 20 s"),
        ({"rest": (10, 10.5)}, "lasts 0.5 s"),
        ({"rest": (float("nan"), 10)}, "goes from nan to 10 s"),
        ({"rest": "0:20"}, "give its begin and its end in s"),
        ({"postur": (0, 20)}, "there is no step 'postur'.*posture"),
    ],
)
def test_a_step_that_does_not_fit_the_recording_is_refused(protocols: dict, message: str) -> None:
    with pytest.raises(UserError, match=message):
        step_times(protocols, 100.0, "patient.edf: ")


def test_a_label_may_hold_an_equals_sign() -> None:
    assert read_sites(["stim=1=sound"]) == {"stim=1": "sound"}
    with pytest.raises(UserError, match="write LABEL=SITE"):
        read_sites(["sound"])


@pytest.mark.parametrize(
    "protocols",
    [
        {"rest": (0, 60), "posture": (50, 90)},
        {"posture": (50, 90), "rest": (0, 60)},
        {"rest": None, "median_nerve": (10, 20)},
        {"rest": None, "startle": None},
    ],
)
def test_a_stretch_is_not_two_steps_at_once(protocols: dict) -> None:
    with pytest.raises(UserError, match=r"the steps '\w+' and '\w+' overlap, since the second begins at"):
        step_times(protocols, 100.0)
    with pytest.raises(UserError, match="overlap"):
        step_times(protocols, float("inf"))


def test_steps_may_touch_each_other_in_any_order() -> None:
    times = step_times({"posture": (60, 100), "rest": (0, 60)}, 100.0)
    assert times == {"posture": (60.0, 100.0), "rest": (0.0, 60.0)}


@pytest.mark.parametrize("protocols", ["rest", ["rest"], [("rest", (0, 5))], 5])
def test_steps_that_are_no_mapping_are_refused(protocols: object) -> None:
    with pytest.raises(UserError, match=r"the steps are .*; give their names and times, such as {'rest': \(0, 120\)}"):
        step_times(protocols, 100.0)  # type: ignore[arg-type]


@pytest.mark.parametrize("site", ["sound", "median_nerve", "left_median_nerve", "right_wrist"])
def test_a_site_is_one_of_the_model_with_or_without_side_or_any_with_a_side(site: str) -> None:
    check_sites({"S 1": site})


@pytest.mark.parametrize(
    ("sites", "message"),
    [
        ({"S 1": "Reiz"}, "there is no stimulus site 'Reiz', which 'S 1' is to mark; write such as right_median_nerve"),
        ({"S 1": "median"}, "there is no stimulus site 'median'.*did you mean"),
        ({"S 1": 5}, "there is no stimulus site '5'"),
        ("Reiz", "sites is Reiz, of the type str; give labels and their sites"),
        (["x"], "sites is .*, of the type list; give labels and their sites"),
    ],
)
def test_a_site_that_is_none_is_refused(sites: object, message: str) -> None:
    with pytest.raises(UserError, match=message):
        check_sites(sites)  # type: ignore[arg-type]
