"""Responses to the test stimulus of a protocol."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.diagnosis.stimuli import KINDS
from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.experiments.config.settings import Settings
from disinhibition.experiments.run.measures.responses import SEARCH, columns, row
from disinhibition.models.circuits.circuit import Structure
from disinhibition.models.condition.condition import Condition, Stimulus
from disinhibition.models.condition.sites import site_names
from disinhibition.models.condition.stimulation import trial_onsets
from disinhibition.models.condition.vocabulary import MUSCLES

RATE, DURATION = 2000.0, 12.0
NAMES = [f"right_{muscle}" for muscle in MUSCLES]
TEST = Stimulus("right_hand_magnetic", start=1.0, interval=1.0, count=10)
CONDITIONING = Stimulus("right_hand_magnetic", strength=0.5, start=0.997, interval=1.0, count=10)


def measured(voltage: xr.DataArray, *stimuli: Stimulus) -> dict[str, float | str]:
    settings = Settings(Structure(sides="right"), Condition(stimuli=stimuli), DURATION, 1)
    return row(SimpleNamespace(settings=settings, voltage=voltage, status="ok"))


def recording(
    sizes: list[float],
    latency: float = 0.0215,
    tonic: bool = False,
    silence: float = 0.0,
    test: Stimulus = TEST,
    length: float = 0.01,
) -> xr.DataArray:
    """FDI answers each stimulus by EMG of the given sizes (V) and length, in a contraction that then pauses."""
    rng = np.random.default_rng(3)
    emg = 2e-6 * rng.standard_normal((len(NAMES), round(DURATION * RATE)))
    fdi = NAMES.index("right_fdi")
    if tonic:
        emg[fdi] = 1e-4 * rng.standard_normal(emg.shape[1])
    for onset, size in zip(trial_onsets(test, 1e-4, DURATION, 1), sizes, strict=False):
        first = round((onset + latency) * RATE)
        end = first + round(length * RATE)
        emg[fdi, first:end] = size * rng.choice([-1, 1], end - first) * rng.uniform(0.5, 1, end - first)
        if silence:
            # The amplifier goes on in a pause: samples that are exactly 0 were not recorded
            pause = slice(end, first + round(silence * RATE))
            emg[fdi, pause] = 2e-6 * rng.standard_normal(pause.stop - pause.start)
    return from_signals(emg, RATE, NAMES)["emg"].to_dataset()["voltage"]


def test_answers_to_the_last_stimulus_are_measured() -> None:
    found = measured(recording([1e-3] * 10), CONDITIONING, TEST)
    assert found["probability_fdi"] == 1
    assert found["latency_fdi"] == pytest.approx(21.5, abs=0.5)
    assert found["mean_latency_fdi"] == pytest.approx(21.5, abs=0.5)
    assert found["amplitude_fdi"] == pytest.approx(2e-3, rel=0.1)
    assert found["probability_soleus"] == 0
    assert np.isnan(found["latency_soleus"])
    assert found["status"] == "ok"


def test_answers_are_looked_for_where_jitter_put_the_trials() -> None:
    jittered = replace(TEST, jitter=0.2)
    found = measured(recording([1e-3] * 10, test=jittered), jittered)
    assert found["probability_fdi"] == 1
    assert found["latency_fdi"] == pytest.approx(21.5, abs=0.5) and found["latency_sd_fdi"] < 1


def test_every_site_has_a_window_for_its_answer() -> None:
    assert {site.rpartition("_")[2] for site in site_names("both")} == set(SEARCH) == set(KINDS)


def test_fifth_answer_is_that_over_the_first() -> None:
    assert measured(recording([1e-3, 1e-3, 1e-3, 1e-3, 5e-4] + [1e-3] * 5), TEST)["fifth_fdi"] == pytest.approx(
        0.5, abs=0.05
    )


def test_contraction_pauses_after_the_answer() -> None:
    found = measured(recording([1e-3] * 10, tonic=True, silence=0.15), TEST)
    assert found["silence_total_fdi"] == pytest.approx(21.5 + 150, abs=5)
    assert found["silence_fdi"] == pytest.approx(140 - 5, abs=6)  # a large response is smoothed into its first 10 ms


@pytest.mark.parametrize("milliseconds", [30, 60])
def test_duration_is_that_of_the_answer_and_unknown_without_one(milliseconds: int) -> None:
    found = measured(recording([1e-3] * 10, length=milliseconds / 1e3), TEST)
    assert found["duration_fdi"] == pytest.approx(milliseconds, abs=6)  # as long as the moving RMS is wide
    assert np.isnan(found["duration_soleus"])


def both(left: list[float], right: list[float]) -> xr.DataArray:
    """FDI of each side answers each stimulus by its own size."""
    mirrored = recording(left).assign_coords(muscle=[f"left_{muscle}" for muscle in MUSCLES])
    return xr.concat([mirrored, recording(right)], "muscle")


def test_sides_that_answer_alike_have_no_asymmetry_and_one_side_alone_has_all() -> None:
    assert measured(both([1e-3] * 10, [1e-3] * 10), TEST)["asymmetry"] == pytest.approx(0, abs=1e-9)
    assert measured(both([], [1e-3] * 10), TEST)["asymmetry"] == pytest.approx(1, abs=0.05)
    assert measured(both([1e-3] * 10, []), TEST)["asymmetry"] == pytest.approx(1, abs=0.05)


def test_asymmetry_is_the_difference_over_the_sum_whichever_side_is_larger() -> None:
    for sizes in (([1e-3] * 10, [3e-3] * 10), ([3e-3] * 10, [1e-3] * 10)):
        assert measured(both(*sizes), TEST)["asymmetry"] == pytest.approx(0.5, abs=0.02)
    changing = both([1e-3, 3e-3] * 5, [3e-3, 1e-3] * 5)  # alike in the mean over stimuli and in no stimulus
    assert measured(changing, TEST)["asymmetry"] == pytest.approx(0.5, abs=0.02)


def test_asymmetry_is_unknown_with_one_side_and_without_an_answer() -> None:
    assert np.isnan(measured(recording([1e-3] * 10), TEST)["asymmetry"])
    assert np.isnan(measured(both([], []), TEST)["asymmetry"])


def test_the_other_side_does_not_change_what_is_measured_on_the_right() -> None:
    one, two = (measured(voltage, TEST) for voltage in (recording([1e-3] * 10), both([3e-3] * 10, [1e-3] * 10)))
    assert one.keys() == two.keys()
    np.testing.assert_equal({**two, "asymmetry": None}, {**one, "asymmetry": None})


def test_protocol_without_stimuli_is_refused() -> None:
    with pytest.raises(ValueError, match="protocol with stimuli"):
        measured(recording([]))


def test_every_column_has_a_value() -> None:
    assert {column.name for column in columns()} | {"status"} == set(measured(recording([1e-3] * 10), TEST))
