"""Every protocol gives in health what its description promises, and its contractions and reflexes are no jerks.

One compiled model of both sides serves all of them; each is run as shortly as its promise allows.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from disinhibition.analysis.eeg.evoked_potential import evoked_potential
from disinhibition.analysis.emg.silent_period import mean_silent_period
from disinhibition.analysis.reflexes.responses import find_responses, response_statistics
from disinhibition.experiments.config.compose import compose_config
from disinhibition.experiments.config.schema import read_settings
from disinhibition.experiments.run.measures import measure
from disinhibition.experiments.run.outcome import Outcome
from disinhibition.experiments.run.simulate import repeated_outcome

pytestmark = pytest.mark.slow
NAMES = sorted(path.stem for path in Path(__file__).parents[3].joinpath("configs", "protocol").glob("*.yaml"))
SECONDS = {"action": 10, "tms_single": 14, "h_reflex_recruitment": 9, "startle": 10, "prepulse": 10, "f_wave": 12,
           "recurrent_inhibition": 8, "posture": 8, "sici": 13, "icf": 13, "lici": 13, "afferent_inhibition": 13,
           "interhemispheric_inhibition": 13, "median_nerve": 12, "tibial_nerve": 12, "digital_nerve": 12}  # fmt: skip
SHORT = 6.5  # s, of the others: three stimuli 2 s apart
ALONE = ("sici", "protocol.stimuli.0.strength=0")  # the magnetic test pulse of 1.2 without what conditions it
FDI, SCM, SOLEUS = "right_fdi", "right_scm", "right_soleus"


@cache
def outcome(protocol: str, *more: str) -> Outcome:
    """One healthy run of both sides."""
    words = [f"protocol={protocol}", "sides=both", f"duration={SECONDS.get(protocol, SHORT)}", "seed=1", *more]
    return repeated_outcome(read_settings(compose_config("run", words)))


def last_stimuli(run: Outcome) -> np.ndarray:
    """Times of the last stimulus of every trial, the responses to which are asked for."""
    trials = run.stimuli.trials
    times = run.stimuli.time[np.r_[np.flatnonzero(np.diff(trials)), trials.size - 1]]
    return times[times < run.recording.duration - 0.6]


def amplitude(muscle: str, protocol: str, *more: str) -> float:
    """Peak to peak of the EMG from 12 to 60 ms after the last stimulus of a trial, mean over trials, V."""
    run = outcome(protocol, *more)
    emg = run.voltage.sel(muscle=muscle)
    time = emg["time"].values
    return float(
        np.mean([np.ptp(emg.values[(time > t + 0.012) & (time < t + 0.060)]) for t in last_stimuli(run)]),
    )


def answer(muscle: str, protocol: str, search: tuple[float, float]) -> tuple[float, float]:
    """Probability and latency (ms) of the response of a muscle."""
    run = outcome(protocol)
    found = response_statistics(find_responses(run.voltage.sel(muscle=[muscle]), last_stimuli(run), search))
    return float(found["probability"].item()), float(found["latency"].item())


def reflex(muscle: str, protocol: str, latency: tuple[float, float], least: float = 0.75) -> bool:
    probability, median = answer(muscle, protocol, (0.010, 0.060))
    return probability >= least and latency[0] <= median <= latency[1]


def evoked(protocol: str, electrode: str) -> bool:
    """Whether an evoked potential stands out of the noise of an average."""
    run = outcome(protocol)
    return bool(evoked_potential(run.potential.sel(electrode=[electrode]), last_stimuli(run))["snr"].item() > 2)


def silent_period() -> bool:
    """Whether a pulse silences the contraction for as long as in the source, 100 to 220 ms (gate G19)."""
    run = outcome("tms_single")
    found = mean_silent_period(run.voltage.sel(muscle=FDI).values, 2000.0, last_stimuli(run))
    return bool(found["measurable"]) and 60 <= float(found["duration"]) <= 300


def rising() -> bool:
    """Whether more and more units fire, the small ones first."""
    row = measure("contraction").row(outcome("action"))
    emg = outcome("action").voltage.sel(muscle=FDI).values
    early, late = (float(np.std(part)) for part in (emg[4_000:10_000], emg[14_000:20_000]))
    return row["active_fdi"] >= 10 and row["size_order_fdi"] > 0.8 and late > 1.5 * early


def grows() -> bool:
    """Whether the H-reflex is larger after the strongest volleys than after the weakest."""
    run = outcome("h_reflex_recruitment")
    emg = run.voltage.sel(muscle=SOLEUS).values
    size = [np.ptp(emg[round(2000 * (t + 0.02)) : round(2000 * (t + 0.06))]) for t in run.stimuli.time[:9]]
    return float(np.mean(size[-3:])) > float(np.mean(size[:3]))


def unanswered(protocol: str) -> bool:
    """Whether no muscle answers."""
    return bool(measure("jerks").row(outcome(protocol))["response_probability"] == 0)


PROMISES: dict[str, Callable[[], bool]] = {
    "action": rising,
    "afferent_inhibition": lambda: amplitude(FDI, "afferent_inhibition") < 0.9 * amplitude(FDI, *ALONE),
    "digital_nerve": lambda: evoked("digital_nerve", "left_hand"),
    "f_wave": lambda: answer(FDI, "f_wave", (0.020, 0.060))[0] >= 0.5,
    "flash": lambda: unanswered("flash"),
    "h_reflex_fcr": lambda: reflex("right_flexor_carpi_radialis", "h_reflex_fcr", (13.3, 18.5)),
    "h_reflex_recruitment": grows,
    "h_reflex_soleus": lambda: reflex(SOLEUS, "h_reflex_soleus", (25.5, 35.1)),
    "icf": lambda: amplitude(FDI, "icf") > 1.05 * amplitude(FDI, *ALONE),
    "interhemispheric_inhibition": lambda: amplitude(FDI, "interhemispheric_inhibition") < 0.9 * amplitude(FDI, *ALONE),
    "lici": lambda: amplitude(FDI, "lici") < 0.8 * amplitude(FDI, "lici", "protocol.stimuli.0.strength=0"),
    "median_nerve": lambda: evoked("median_nerve", "left_hand"),
    "posture": lambda: float(outcome("posture").voltage.sel(muscle=FDI).std()) > 10e-6,
    "prepulse": lambda: amplitude(SCM, "prepulse") < 0.9 * amplitude(SCM, "prepulse", "protocol.stimuli.0.strength=0"),
    "reciprocal_inhibition": lambda: (
        amplitude(SOLEUS, "reciprocal_inhibition") < 0.9 * amplitude(SOLEUS, "h_reflex_soleus")
    ),
    "recurrent_inhibition": lambda: (
        measure("suppression").row(outcome("recurrent_inhibition"))["held_back_soleus"] >= 8
    ),
    "rest": lambda: measure("jerks").row(outcome("rest"))["motoneuron_spikes"] < 0.5,
    "sici": lambda: amplitude(FDI, "sici") < 0.6 * amplitude(FDI, *ALONE),
    "startle": lambda: answer(SCM, "startle", (0.015, 0.200))[0] >= 0.5,
    "tap_face": lambda: answer("right_orbicularis_oculi", "tap_face", (0.006, 0.150))[0] >= 0.5,
    "tap_limb": lambda: unanswered("tap_limb"),
    "tap_mantle": lambda: unanswered("tap_mantle"),
    "tendon_tap": lambda: reflex(SOLEUS, "tendon_tap", (25.5, 35.1)),
    "tibial_nerve": lambda: evoked("tibial_nerve", "left_foot"),
    "tms_single": lambda: answer(FDI, "tms_single", (0.010, 0.060))[0] >= 0.8 and silent_period(),
}
# What the model does not do, whatever the protocol: shown, and not mended by another protocol
MISSES = {
    "icf": "row G22 of the validation misses: the test response is smaller and not larger",
    "afferent_inhibition": "the model has no short-latency afferent inhibition",
}


def test_every_protocol_has_a_promise() -> None:
    assert sorted(PROMISES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_protocol_gives_in_health_what_it_promises(name: str) -> None:
    kept = PROMISES[name]()
    if name in MISSES:
        assert not kept, f"{name} is no longer missed: {MISSES[name]}"
        pytest.xfail(MISSES[name])
    assert kept


@pytest.mark.parametrize("name", NAMES)
def test_no_healthy_protocol_has_a_jerk_and_all_populations_are_steady(name: str) -> None:
    run = outcome(name)
    row = measure("jerks").row(run)
    hidden = row["unmeasured_muscles"]
    assert row["jerk_rate"] == 0 or (np.isnan(row["jerk_rate"]) and hidden), "jerks"
    assert not row["stimulus_jerk_rate"] > 0, "jerks after stimuli"
    assert row["burst_count"] == 0 and row["unsteady_populations"] == 0
    assert bool(str(run.tree()["statistics"]["reason"].item())) == (hidden > 0), "what is not measured has a reason"
