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
    sizes: list[float], latency: float = 0.0215, tonic: bool = False, silence: float = 0.0, test: Stimulus = TEST
) -> xr.DataArray:
    """FDI answers each stimulus by 10 ms of EMG of the given size (V), in a contraction that then pauses."""
    rng = np.random.default_rng(3)
    emg = 2e-6 * rng.standard_normal((len(NAMES), round(DURATION * RATE)))
    fdi = NAMES.index("right_fdi")
    if tonic:
        emg[fdi] = 1e-4 * rng.standard_normal(emg.shape[1])
    for onset, size in zip(trial_onsets(test, 1e-4, DURATION, 1), sizes, strict=False):
        first = round((onset + latency) * RATE)
        emg[fdi, first : first + 20] = size * rng.choice([-1, 1], 20) * rng.uniform(0.5, 1, 20)
        if silence:
            # The amplifier goes on in a pause: samples that are exactly 0 were not recorded
            pause = slice(first + 20, first + round(silence * RATE))
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


def test_protocol_without_stimuli_is_refused() -> None:
    with pytest.raises(ValueError, match="protocol with stimuli"):
        measured(recording([]))


def test_every_column_has_a_value() -> None:
    assert {column.name for column in columns()} | {"status"} == set(measured(recording([1e-3] * 10), TEST))
