"""Which bursts are jerks, responses and contractions, on made recordings."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.events import after_stimulus, find_events, read_stimuli
from disinhibition.analysis.reflexes.response_windows import Stimuli

RATE, NOISE = 2000, 3e-6
MUSCLES = ["right_scm", "right_flexor_carpi_radialis", "right_fdi"]


def voltage(onsets: dict[str, list[float]], held: float = 0.0, seconds: float = 20.0, size: float = 4e-4):
    """Bursts of 30 ms, and a contraction of the hand of so many V."""
    rng = np.random.default_rng(0)
    emg = NOISE * rng.standard_normal((3, int(seconds * RATE)))
    emg[2] += held * rng.standard_normal(emg.shape[1])
    for muscle, times in onsets.items():
        for onset in times:
            emg[MUSCLES.index(muscle), round(onset * RATE) : round((onset + 0.03) * RATE)] += (
                size * rng.standard_normal(60)
            )
    time = np.arange(emg.shape[1]) / RATE
    return xr.DataArray(emg, {"muscle": MUSCLES, "time": time}, ("muscle", "time"), attrs={"instrument_noise": NOISE})


def volleys(*times: float) -> Stimuli:
    return Stimuli(np.array(times), ("right_median_nerve",) * len(times))


def test_every_burst_at_rest_without_stimuli_is_of_a_jerk() -> None:
    events = find_events(voltage({"right_scm": [2.0], "right_fdi": [2.02, 7.0]}))
    assert events.jerks.sizes["jerk"] == 2 and events.bursts.sizes["burst"] == 3
    assert events.responses.sizes["response"] == 0 and (events.jerks["reason"] == "").all()


def test_an_enhanced_reflex_is_a_response_of_many_muscles() -> None:
    events = find_events(voltage({muscle: [5.04] for muscle in MUSCLES}), stimuli=volleys(5.0, 10.0))
    assert events.jerks.sizes["jerk"] == 0
    assert sorted(events.responses["muscle"].values.tolist()) == sorted(MUSCLES)
    assert set(events.responses["trial"].values.tolist()) == {0}


def test_a_late_burst_that_is_chained_to_a_response_belongs_to_it() -> None:
    events = find_events(voltage({"right_scm": [5.18], "right_fdi": [5.23]}), stimuli=volleys(5.0))
    assert events.jerks.sizes["jerk"] == 0 and events.responses["latency"].values == pytest.approx([180, 230], abs=3)


def test_a_burst_well_after_the_window_is_a_jerk_after_a_stimulus() -> None:
    events = find_events(voltage({"right_fdi": [5.3, 15.0]}), stimuli=volleys(5.0))
    assert events.jerks["after_stimulus"].values.tolist() == [True, False]


def test_a_jerk_in_a_contraction_takes_the_muscles_that_stand_out_of_it() -> None:
    times = [4.0, 9.0, 14.0]
    onsets = {"right_flexor_carpi_radialis": times, "right_fdi": times}
    events = find_events(voltage(onsets, held=5e-5), contracting=MUSCLES[1:])
    assert events.jerks["onset"].values == pytest.approx(times, abs=0.005)
    assert events.jerks["n_muscles"].values.tolist() == [2, 2, 2]
    assert events.bursts["duration"].values == pytest.approx(30, abs=8)


def test_a_response_in_a_contraction_stands_out_of_it_too() -> None:
    events = find_events(
        voltage({"right_fdi": [5.03, 7.03]}, 5e-5), stimuli=volleys(5.0, 7.0, 9.0), contracting=MUSCLES[1:]
    )
    assert events.jerks.sizes["jerk"] == 0 and events.responses["stimulus"].values.tolist() == [0, 1]


def test_in_a_contraction_without_baseline_responses_are_seen_and_jerks_are_not() -> None:
    events = find_events(voltage({"right_fdi": [5.03, 8.0], "right_scm": [12.0]}), None, volleys(5.0), MUSCLES[1:])
    assert events.jerks["first_muscle"].values.tolist() == ["right_scm"]
    assert events.responses.sizes["response"] == 1
    reasons = events.jerks["reason"]
    assert reasons.sel(muscle="right_scm").item() == ""
    assert all("needed" in why for why in reasons.sel(muscle=MUSCLES[1:]).values)


def test_a_contracting_muscle_that_was_not_recorded_is_refused() -> None:
    with pytest.raises(ValueError, match="'left_fdi' contracts and was not recorded; there are right_scm"):
        find_events(voltage({}), contracting=["left_fdi"])


def test_stimuli_are_read_from_their_group() -> None:
    group = xr.Dataset({"time": ("event", [1.0]), "site": ("event", ["sound"])})
    assert read_stimuli(group).site == ("sound",) and not read_stimuli(None).time.size
    assert after_stimulus(np.array([0.5, 1.4, 1.6]), read_stimuli(group)).tolist() == [False, True, False]
