"""Steps of a recording are read as they are written, and those that do not fit are refused."""

import pytest

from disinhibition.errors import UserError
from disinhibition.experiments.examine.protocols import read_protocols, read_sites, step_times


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
