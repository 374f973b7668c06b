"""Times of stimuli: those that are given, and those that a trigger channel holds."""

import numpy as np
import pytest

from disinhibition.analysis.recordings.stimuli import chosen, chosen_stimuli, stimuli_by_site, triggers
from disinhibition.errors import UserError


@pytest.mark.parametrize(
    ("stimuli", "message"),
    [
        ([3.0, 1.0], "are not in order after 3 s"),
        ([1.0, 1.0], "hold 1 s twice"),
        ({"wrist": [2.0, 2.0]}, "of 'wrist' hold 2 s twice"),
        ([1.0, 11.0], "from 0 to 10 s, but 11 s is among them"),
        ([-1.0], "but -1 s is among them"),
        ([np.nan], "but nan s is among them"),
        (["soon"], "hold what is no number"),
    ],
)
def test_bad_times_are_named(stimuli: object, message: str) -> None:
    with pytest.raises(UserError, match=message) as error:
        stimuli_by_site(stimuli, 10.0)
    assert "\n" not in str(error.value)


def test_no_stimuli_are_an_empty_table() -> None:
    for nothing in (None, [], {}, {"wrist": []}):
        assert stimuli_by_site(nothing, 10.0).sizes["event"] == 0


def test_a_trigger_rises_once_for_each_pulse_whatever_its_width_and_noise() -> None:
    trace = 0.02 * np.random.default_rng(0).standard_normal(10_000)
    for start, width in ((1000, 1), (3000, 50), (5000, 500)):
        trace[start : start + width] += 5.0
    assert triggers(trace, 1000.0, "STI")["STI"].tolist() == [1.0, 3.0, 5.0]
    assert triggers(np.zeros(100), 1000.0, "STI") == {}


def test_codes_are_told_apart() -> None:
    trace = np.zeros(1000)
    trace[100:110], trace[300:310], trace[500:510] = 1, 4, 1
    found = triggers(trace, 1000.0, "STI")
    assert {name: times.tolist() for name, times in found.items()} == {"STI 1": [0.1, 0.5], "STI 4": [0.3]}


def test_labels_are_chosen_and_doubles_are_one() -> None:
    events = [("a", 2.0), ("b", 1.0), ("a", 2.0), ("c", 0.5)]
    assert chosen(events, {"a": "wrist", "b": "wrist"}) == {"wrist": [1.0, 2.0]}
    with pytest.raises(UserError, match=r"^f: no event is called 'x'; there are a, b, c$"):
        chosen(events, {"x": "wrist"}, "f: ")


def test_events_outside_of_the_recording_are_left_out_and_named_unless_a_label_has_no_other() -> None:
    events = [("a", 2.0), ("a", -1.0), ("a", 12.0), ("b", 3.0), ("b", 11.0)]
    found = chosen_stimuli(events, {"a": "wrist", "b": "sound"}, 10.0)
    assert found["time"].values.tolist() == [2.0, 3.0]
    words = "3 events left out that lie outside of 0 to 10 s: 'a' at -1 s, 'b' at 11 s, 'a' at 12 s"
    assert found.attrs["outside"] == words
    with pytest.raises(UserError, match=r"^f: every event 'c' lies outside of the recording, which lasts 10 s"):
        chosen_stimuli([*events, ("c", 99.0)], {"a": "wrist", "c": "sound"}, 10.0, "f: ")
    assert chosen_stimuli(events, None, 10.0).sizes["event"] == 0
