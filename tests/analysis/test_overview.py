"""What is printed of a recording and of a study says what happened, and what is unknown."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.overview import summary
from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.summary import add_events
from disinhibition.errors import UserError

RATE = 2000
NAMES = ["left_fdi", "right_fdi", "right_scm"]


def recording(bursts: dict[str, list[float]], names: list[str] = NAMES, **attrs: object) -> xr.DataTree:
    """Ten seconds of noise with a burst of 30 ms at each of the given times."""
    rng = np.random.default_rng(0)
    emg = 3e-6 * rng.standard_normal((len(names), 10 * RATE))
    for muscle, onsets in bursts.items():
        for onset in onsets:
            start = round(onset * RATE)
            emg[names.index(muscle), start : start + 60] += 2e-4 * rng.standard_normal(60)
    tree = from_signals(emg, float(RATE), names)
    tree.attrs |= attrs
    return add_events(tree)


def study(rates: list[list[float]], status: list[list[int]]) -> xr.Dataset:
    code = {"flag_values": np.arange(4), "flag_meanings": "missing ok runaway failed"}
    data = {"status": (("gain", "seed"), status, code), "jerk_rate": (("gain", "seed"), rates, {"units": "1/s"})}
    return xr.Dataset(data, {"gain": [0.2, 0.5], "seed": [1, 2]})


def test_a_recording_says_its_jerks_its_muscles_and_its_sides() -> None:
    tree = recording({"right_scm": [1.0, 3.0, 5.0], "right_fdi": [1.02, 3.02], "left_fdi": [1.02, 7.0]})
    assert repr(summary(tree)).splitlines() == [
        "recording of 10 s",
        "4 jerks, 0.40 per second; bursts last 30 ms (median)",
        "first muscle: right_scm, in 3 of 4 jerks",
        "muscles: right_scm 3, left_fdi 2, right_fdi 2; 1.5 in a jerk (median)",
        "laterality: 1 of 4 jerks on both sides, 1 left only, 2 right only",
    ]


def test_a_side_that_was_not_recorded_is_unknown_and_not_silent() -> None:
    tree = recording({"right_scm": [1.0]}, names=["right_fdi", "right_scm"])
    assert repr(summary(tree)).splitlines()[-1] == "laterality: unknown, since only the right side was recorded"


def test_a_recording_without_jerks_says_so() -> None:
    assert repr(summary(recording({}))).splitlines() == ["recording of 10 s", "no jerks in 3 muscles"]


def test_what_was_asked_and_a_runaway_are_said_first() -> None:
    asked = '{"form": "cortical_disinhibition", "protocol": "rest", "seed": 3}'
    lines = repr(summary(recording({}, settings=asked, runaway=1))).splitlines()
    assert lines[0] == "recording of 10 s, cortical_disinhibition, rest, seed 3"
    assert lines[1].startswith("the run ran away")


def test_a_run_in_which_something_was_changed_is_not_called_healthy() -> None:
    healthy = '{"form": "healthy", "protocol": "rest", "seed": 3'
    assert first_line(settings=healthy + "}") == "recording of 10 s, healthy, rest, seed 3"
    weaker = healthy + ', "condition": {"factors": {"receptors.gaba_a.cortex": 0.4}, "lesions": ["transection:T8"]}}'
    assert first_line(settings=weaker) == "recording of 10 s, gaba_a.cortex=0.4, transection:T8, rest, seed 3"
    treated = healthy + ', "drugs": "clonazepam 0.02 uM", "condition": {"factors": {"receptors.gaba_a.all": 1.1}}}'
    assert first_line(settings=treated) == "recording of 10 s, clonazepam 0.02 uM, rest, seed 3"
    other = healthy + ', "structure": {"numbers": {"wiring.size": 3}}}'
    assert first_line(settings=other) == "recording of 10 s, numbers.wiring.size, rest, seed 3"
    asked = "gaba_a.cortex=0.4, duration=10, rest, seed 3"
    assert first_line(settings=weaker, asked=asked) == "recording of 10 s, gaba_a.cortex=0.4, rest, seed 3"


def first_line(**attrs: object) -> str:
    return repr(summary(recording({}, **attrs))).splitlines()[0]


def test_responses_and_contractions_are_told_and_are_no_jerks() -> None:
    rng = np.random.default_rng(0)
    emg = 3e-6 * rng.standard_normal((2, 10 * RATE))
    for onset in (1.02, 3.02, 5.02):
        emg[1, round(onset * RATE) : round(onset * RATE) + 60] += 2e-4 * rng.standard_normal(60)
    tree = from_signals(emg, float(RATE), ["right_scm", "right_fdi"], stimuli=[1.0, 3.0, 5.0, 7.0])
    tree.attrs["settings"] = '{"condition": {"drives": {"right_fdi": 0.2}}}'
    assert repr(summary(add_events(tree))).splitlines()[1:] == [
        "3 of 4 stimuli answered: right_fdi at 20 ms",
        "contraction of right_fdi with 0.2 of its strength; only what exceeds it is a jerk",
        "no jerks in 2 muscles",
    ]


def test_the_accessor_says_the_same() -> None:
    tree = recording({"right_scm": [1.0]})
    assert repr(tree.dis) == repr(summary(tree))
    found = study([[1.0, 2.0], [0.0, 0.0]], [[1, 1], [1, 1]])
    assert repr(found.dis) == repr(summary(found))


def test_a_study_says_its_axes_how_its_points_ended_and_where_jerks_are_most() -> None:
    lines = repr(summary(study([[1.0, 3.0], [0.0, np.nan]], [[1, 2], [1, 3]]))).splitlines()
    assert lines == [
        "study over gain (2), seed (2): 4 points, of which 2 ended ok, 1 ran away and 1 failed",
        "jerk_rate (mean over repeats): 0 to 2 1/s; the highest is at gain 0.2",
    ]


def test_a_study_in_which_nothing_was_computed_measured_nothing() -> None:
    lines = repr(summary(study([[np.nan] * 2] * 2, [[0, 0], [0, 0]]))).splitlines()
    assert lines == ["study over gain (2), seed (2): 4 points, of which 4 are missing", "jerk_rate: nothing measured"]


def test_points_that_fill_no_grid_are_told_by_their_axes() -> None:
    code = {"flag_values": np.arange(2), "flag_meanings": "missing ok"}
    data = {"status": ("point", [1, 1], code), "jerk_rate": ("point", [0.5, 1.5], {"units": "1/s"})}
    found = xr.Dataset(data, {"point": [0, 1], "gain": ("point", [0.3, 0.1])})
    assert repr(summary(found)).splitlines() == [
        "study over gain (2): 2 points, of which 2 ended ok",
        "jerk_rate: 0.5 to 1.5 1/s; the highest is at gain 0.1",
    ]


@pytest.mark.parametrize(
    "data", [xr.Dataset(), xr.DataTree(), from_signals(np.zeros((1, 4000)), 2000.0, ["right_fdi"])]
)
def test_anything_else_is_refused_with_what_would_do(data: xr.Dataset | xr.DataTree) -> None:
    with pytest.raises(UserError, match=r"\((Dataset|DataTree)\) is neither a recording with its jerks nor a study"):
        summary(data)
