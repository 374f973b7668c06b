"""Bad recordings: every measurement either refuses them in one line or says what could not be measured, and why."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.coherence.granger import directed_lead
from disinhibition.analysis.coherence.intermuscular import intermuscular_coherence
from disinhibition.analysis.coherence.spectrum import coherence, corticomuscular_coherence
from disinhibition.analysis.eeg.back_average import back_average
from disinhibition.analysis.eeg.desynchronisation import desynchronisation
from disinhibition.analysis.eeg.evoked_potential import evoked_potential, sep_peaks
from disinhibition.analysis.eeg.readiness import readiness
from disinhibition.analysis.eeg.spike_wave import spike_wave
from disinhibition.analysis.emg.action_gain import action_gain
from disinhibition.analysis.emg.bursts import find_bursts, find_bursts_of_muscles
from disinhibition.analysis.emg.coactivation import coactivation
from disinhibition.analysis.emg.jerks import group_jerks
from disinhibition.analysis.emg.pauses import find_pauses
from disinhibition.analysis.emg.recruitment_order import onsets_by_jerk, order_confidence, recruitment_order
from disinhibition.analysis.emg.rhythm import interjerk_intervals, rhythmicity
from disinhibition.analysis.emg.silent_period import mean_silent_period, silent_period
from disinhibition.analysis.emg.spread_velocity import spread_velocity
from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.reflexes.c_reflex import c_reflex
from disinhibition.analysis.reflexes.motor_unit_suppression import suppression_duration
from disinhibition.analysis.reflexes.responses import find_responses, mean_latency
from disinhibition.analysis.spiking.firing_statistics import (
    count_correlation,
    count_fanos,
    interval_cv2s,
    interval_cvs,
    interval_lvrs,
    population_rates,
)
from disinhibition.analysis.summary import add_events

RATE, SECONDS = 1000.0, 20.0
STIMULI = np.arange(1.0, SECONDS - 1, 1.0)
SEARCH = (0.015, 0.080)
NOTHING = xr.Dataset({name: ("burst", np.zeros(0)) for name in ("onset", "duration", "muscle", "jerk")})


def noise(size: float = 30e-6, rows: int = 1, rate: float = RATE) -> np.ndarray:
    """As of a contraction, so that silence can be looked for, too."""
    return size * np.random.default_rng(1).standard_normal((rows, round(SECONDS * rate)))


def labelled(signal: np.ndarray, rate: float, row: str = "muscle") -> xr.DataArray:
    names = ["right_fdi", "right_scm"] if row == "muscle" else ["left_hand", "right_hand"]
    time = np.arange(signal.shape[1]) / rate
    return xr.DataArray(signal, {row: names[: len(signal)], "time": time}, (row, "time"))


def eeg(signal: np.ndarray, rate: float) -> xr.DataArray:
    return labelled(signal, rate, "electrode")


# Each takes a signal (row, time) V and its rate
Measure = Callable[[np.ndarray, float], Any]
SIGNALS: dict[str, Measure] = {
    "find_bursts": lambda x, rate: find_bursts(x[0], rate),
    "find_bursts_of_muscles": lambda x, rate: find_bursts_of_muscles(labelled(x, rate)),
    "find_pauses": lambda x, rate: find_pauses(x[0], rate),
    "silent_period": lambda x, rate: silent_period(x[0], rate, STIMULI),
    "mean_silent_period": lambda x, rate: mean_silent_period(x[0], rate, STIMULI),
    "find_responses": lambda x, rate: find_responses(labelled(x, rate), STIMULI, SEARCH),
    "mean_latency": lambda x, rate: mean_latency(labelled(x, rate), STIMULI, SEARCH),
    "c_reflex": lambda x, rate: c_reflex(labelled(x, rate), STIMULI),
    "coactivation": lambda x, rate: coactivation(NOTHING, labelled(x, rate), "right_fdi", "right_fdi"),
    "evoked_potential": lambda x, rate: sep_peaks(evoked_potential(eeg(x, rate), STIMULI)),
    "back_average": lambda x, rate: back_average(eeg(x, rate), STIMULI),
    "coherence": lambda x, rate: coherence(x[0], x[-1][::-1], rate, 0.5),
    "corticomuscular_coherence": lambda x, rate: corticomuscular_coherence(eeg(x, rate), labelled(x, rate)),
    "directed_lead": lambda x, rate: directed_lead(x[0], x[-1][::-1], rate),
    "desynchronisation": lambda x, rate: desynchronisation(eeg(x, rate), STIMULI),
    "spike_wave": lambda x, rate: spike_wave(eeg(x, rate), STIMULI),
    "readiness": lambda x, rate: readiness(eeg(x, rate), STIMULI),
    "intermuscular_coherence": lambda x, rate: intermuscular_coherence(labelled(x, rate), "right_fdi", ["right_fdi"]),
    "from_signals": lambda x, rate: from_signals(x, rate, ["right_fdi", "right_scm"][: len(x)]),
}
TIMED = ("find_bursts_of_muscles", "find_responses", "mean_latency", "c_reflex", "coactivation", "evoked_potential",
         "back_average", "corticomuscular_coherence", "desynchronisation", "spike_wave",
         "readiness", "intermuscular_coherence")  # fmt: skip
ANY_RATE = ("coherence", "corticomuscular_coherence")  # 0 to half the rate is what they measure; nothing to refuse


def refused(measure: Measure, signal: np.ndarray, rate: float, words: str) -> None:
    with pytest.raises(ValueError, match=words) as error:
        measure(signal, rate)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("name", [name for name in SIGNALS if name != "from_signals"])
def test_an_infinite_sample_is_refused(name: str) -> None:
    signal = noise(rows=2)
    signal[0, 777] = np.inf
    refused(SIGNALS[name], signal, RATE, "infinite|no number at")


@pytest.mark.parametrize("name", [name for name in SIGNALS if name != "directed_lead"])
def test_a_stretch_that_was_not_recorded_is_left_out(name: str) -> None:
    signal = noise(rows=2)
    signal[:, 5000:6000] = np.nan
    SIGNALS[name](signal, RATE)
    signal[0] = np.nan
    SIGNALS[name](signal, RATE)


@pytest.mark.parametrize("name", [name for name in SIGNALS if name not in (*ANY_RATE, "from_signals")])
def test_a_rate_too_low_is_refused(name: str) -> None:
    refused(SIGNALS[name], noise(rows=2, rate=200.0), 200.0, "200 Hz")


@pytest.mark.parametrize("name", [name for name in SIGNALS if name != "from_signals"])
def test_a_clipped_signal_is_refused(name: str) -> None:
    refused(SIGNALS[name], np.clip(noise(rows=2), -20e-6, 20e-6), RATE, "clipped")


@pytest.mark.parametrize("name", SIGNALS)
def test_one_channel_is_enough(name: str) -> None:
    SIGNALS[name](noise(), RATE)


@pytest.mark.parametrize("name", TIMED)
def test_uneven_times_are_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = labelled

    def gap(signal: np.ndarray, rate: float, row: str = "muscle") -> xr.DataArray:
        return whole(signal, rate, row).isel(time=np.r_[0:500, 700 : signal.shape[1]])

    def late(signal: np.ndarray, rate: float, row: str = "muscle") -> xr.DataArray:
        trace = whole(signal, rate, row)
        time = trace["time"].values.copy()
        time[700] += 0.05 / rate
        return trace.assign_coords(time=time)

    for uneven in (gap, late):
        monkeypatch.setitem(globals(), "labelled", uneven)
        refused(SIGNALS[name], noise(rows=2), RATE, "not evenly spaced")


def test_silence_is_nothing_found_or_not_measurable() -> None:
    silence = np.zeros((2, round(SECONDS * RATE)))
    found = {name: measure(silence, RATE) for name, measure in SIGNALS.items()}
    assert found["find_bursts"].sizes["burst"] == found["find_bursts_of_muscles"].sizes["burst"] == 0
    assert "no tonic contraction" in found["find_pauses"]["reason"].item()
    assert "no tonic contraction" in found["silent_period"]["reason"].item()
    assert "no contraction" in found["mean_silent_period"]["reason"].item()
    assert not found["find_responses"]["present"].any() and np.isnan(found["mean_latency"]).all()
    assert not found["c_reflex"]["present"].any()
    assert found["coactivation"].both == 0 and np.isnan(found["coactivation"].correlation)
    assert all("sweeps" in reason for reason in found["evoked_potential"]["reason"].values)
    assert found["coherence"]["reason"].item() == "a constant signal"
    assert (found["corticomuscular_coherence"]["reason"] != "").all()
    assert found["directed_lead"].reason == "a constant signal"
    assert (found["desynchronisation"]["reason"] != "").all() and found["spike_wave"]["spike_wave"].isnull()
    assert found["readiness"]["reason"].item() and found["readiness"]["slow"].isnull()
    assert found["intermuscular_coherence"]["reason"].values.tolist() == ["a constant signal"]
    statistics = add_events(found["from_signals"])["statistics"]
    assert statistics["reason"].item(), "a channel that never changes was read from no muscle"
    assert all(np.isnan(statistics[name].item()) for name in ("jerk_rate", "burst_time", "muscles_involved"))


def test_fewer_sweeps_than_an_average_needs_are_not_measurable() -> None:
    onset = np.arange(0.5, SECONDS - 0.5, 0.3)[:49]
    found = back_average(eeg(noise(), RATE), onset)
    assert found["shape"].item() == "not measurable" and "49 sweeps, the test needs 50" in found["reason"].item()
    assert np.isnan(found["p_value"]).all() and np.isfinite(found["average"]).all()
    peaks = sep_peaks(evoked_potential(eeg(noise(), RATE), onset))
    assert "49 sweeps" in peaks["reason"].item() and np.isnan(peaks["n20"]).all()


def test_signals_of_different_length_are_refused() -> None:
    one, other = noise(rows=2)
    for measure in (lambda: coherence(one, other[:-1], RATE), lambda: directed_lead(one, other[:-1], RATE)):
        with pytest.raises(ValueError, match="equal length"):
            measure()
    with pytest.raises(ValueError, match="different times"):
        corticomuscular_coherence(eeg(one[None], RATE), labelled(other[None, :-1], RATE))
    with pytest.raises(ValueError, match=r"ends at 19\.999 s, but"):
        from_signals(one, RATE, ["right_fdi"], other[None, :-1], ["c3"])
    with pytest.raises(ValueError, match="same length"):
        find_bursts(one, RATE, discharge_time=np.array([1.0, 2.0]), motor_unit=np.array([1]))


# Each takes spike times (s) and cells
SPIKES: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray | float]] = {
    "interval_cvs": lambda time, unit: interval_cvs(time, unit, 3),
    "interval_cv2s": lambda time, unit: interval_cv2s(time, unit, 3),
    "interval_lvrs": lambda time, unit: interval_lvrs(time, unit, 3),
    "count_fanos": lambda time, unit: count_fanos(time, unit, 3, 40.0),
    "count_correlation": lambda time, unit: count_correlation(time, unit, 3, 40.0),
}


def spikes() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(2)
    return np.sort(rng.uniform(0, 40, 300)), rng.integers(0, 3, 300)


@pytest.mark.parametrize("name", SPIKES)
def test_order_of_spikes_does_not_matter(name: str) -> None:
    time, unit = spikes()
    mixed = np.random.default_rng(3).permutation(time.size)
    np.testing.assert_array_equal(SPIKES[name](time[mixed], unit[mixed]), SPIKES[name](time, unit))


@pytest.mark.parametrize("name", SPIKES)
def test_bad_spikes_are_refused(name: str) -> None:
    time, unit = spikes()
    for bad_time, bad_unit, words in (
        (np.r_[time, time[5]], np.r_[unit, unit[5]], "fires twice"),
        (np.r_[time, np.nan], np.r_[unit, 0], "no number for the time"),
        (time, unit[:-1], "one cell for every spike"),
        (np.r_[time, 41.0], np.r_[unit, -1], "below 0"),
    ):
        with pytest.raises(ValueError, match=words) as error:
            SPIKES[name](bad_time, bad_unit)
        assert "\n" not in str(error.value)


@pytest.mark.parametrize("name", SPIKES)
def test_no_spikes_have_no_measure(name: str) -> None:
    assert not np.isfinite(SPIKES[name](np.zeros(0), np.zeros(0, int))).any()


def test_a_spike_of_no_population_is_refused() -> None:
    for cell, words in ((7, "not among 5 cells"), (-1, "below 0")):
        with pytest.raises(ValueError, match=words):
            population_rates(np.array([0, cell]), np.array([3, 2]), 1.0)


def test_units_together_may_fire_at_once_but_not_at_no_time() -> None:
    time = np.sort(np.random.default_rng(4).uniform(0.9, 1.0, 200))
    once = suppression_duration(time, np.array([1.0]), 0.05)
    assert suppression_duration(np.r_[time, time], np.array([1.0]), 0.05) == once
    with pytest.raises(ValueError, match="must be numbers"):
        suppression_duration(np.r_[time, np.nan], np.array([1.0]), 0.05)


def bursts(onset: list[float]) -> xr.Dataset:
    words = {"muscle": ["right_fdi"] * len(onset), "jerk": list(range(len(onset)))}
    return xr.Dataset({"onset": ("burst", np.array(onset)), "duration": ("burst", np.full(len(onset), 20.0)),
                       **{name: ("burst", np.array(values)) for name, values in words.items()}})  # fmt: skip


@pytest.mark.parametrize(
    "measure",
    [
        group_jerks,
        recruitment_order,
        onsets_by_jerk,
        order_confidence,
        lambda found: spread_velocity(found, {"fdi": 0.015}, {"fdi": 0.1}),
        lambda found: coactivation(found, labelled(noise(), RATE), "right_fdi", "right_fdi"),
        lambda found: interjerk_intervals(found["onset"].values),
        lambda found: rhythmicity(found["onset"].values, SECONDS),
        lambda found: action_gain(found, found, (SECONDS, SECONDS)),
        lambda found: desynchronisation(eeg(noise(), RATE), found["onset"].values),
        lambda found: spike_wave(eeg(noise(), RATE), found["onset"].values),
        lambda found: readiness(eeg(noise(), RATE), found["onset"].values),
    ],
    ids=["group_jerks", "recruitment_order", "onsets_by_jerk", "order_confidence", "spread_velocity", "coactivation",
         "interjerk", "rhythmicity", "action_gain", "desynchronisation", "spike_wave", "readiness"],
)  # fmt: skip
def test_an_onset_that_is_no_number_is_refused(measure: Callable[[xr.Dataset], Any]) -> None:
    with pytest.raises(ValueError, match=r"no numbers|no number for|without NaN") as error:
        measure(bursts([1.0, np.nan, 3.0]))
    assert "\n" not in str(error.value)
