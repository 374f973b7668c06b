"""From the recordings of one examination to the features of the differential diagnosis."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr

from .backaverage import back_average
from .body import Body, bare, contralateral
from .c_reflex import c_reflex
from .coactivation import coactivation
from .coherence import coherence_in_band, corticomuscular_coherence
from .conditioning import habituation
from .evoked import evoked_potential, sep_gain, sep_peaks
from .features import Features
from .order import OFTEN, order_confidence, span
from .pattern import CRANIAL
from .response_statistics import hand_minus_scm
from .responses import find_responses
from .rhythm import interjerk, onsets_of, train_interval
from .silence import find_pauses
from .spread import recruitment_order
from .velocity import spread_velocity

HAND, NECK = "fdi", "scm"
LEAST_BURSTS = 10  # for a duration (vanderveen2024)
LEAST_INTERVALS = 30  # for a rhythm
STARTLE = (0.020, 0.200)  # s after a sound; slower answers are voluntary (textbook)
VOLLEY = (0.020, 0.200)  # s after a volley of a nerve
GONE, LEFT = 0.1, 0.5  # share of the jerks left after a cut, at most and at least, from which it is said to decide
SHAPES = {"bilateral": "bilateral-frontal"}


def examination_features(
    recordings: Mapping[str, xr.DataTree], body: Body, healthy: xr.DataTree | None = None
) -> Features:
    """What the recordings of an examination say; whatever was not recorded is not measured.

    recordings: by protocol, each with ``emg`` and, where they exist, ``eeg``, ``stimuli``, ``bursts`` and ``jerks``:
    rest; posture (a hand muscle contracts); median_nerve (volleys at rest); startle (sounds); transection (rest with
    the cord cut off) and m1_removal (rest without motor cortex). healthy: median_nerve of a healthy subject.
    Durations need 10 bursts and rhythm 30 intervals. Without jerks at rest nothing is said of them, and without the
    hand or neck muscle nothing of what is measured there. Raises ValueError for a recording without EMG, bursts or
    jerks and for a muscle that the body does not know.
    Source: physiology of the examination as in tables/diagnosis.yaml.
    """
    for name, recording in recordings.items():
        _check(name, recording, body)
    found: dict[str, Any] = {}
    if "rest" in recordings:
        found |= _jerks_at_rest(recordings["rest"], body)
        found |= _after_cuts(recordings)
    if "posture" in recordings:
        found |= _in_contraction(recordings["posture"], body)
    if "median_nerve" in recordings:
        found |= _after_volleys(recordings["median_nerve"], body, healthy)
    if "startle" in recordings:
        found |= _after_sounds(recordings["startle"])
    found |= _best_stimulus(recordings)
    return Features(**found)


def _check(name: str, recording: xr.DataTree, body: Body) -> None:
    lacking = [group for group in ("emg", "bursts", "jerks") if group not in recording.children]
    if lacking:
        raise ValueError(f"recording '{name}' has no {lacking[0]}; give it EMG and call summary.add_events on it")
    for muscle in recording["emg"].to_dataset()["muscle"].values.astype(str):
        if bare(muscle) not in body.position:
            known = ", ".join(body.position)
            raise ValueError(f"recording '{name}' has a muscle '{muscle}', unknown to the body; there are {known}")


def jerk_rate(recording: xr.DataTree) -> float:
    """Jerks per second of a recording; 0 without any."""
    duration = float(recording.attrs["duration"])
    return recording["jerks"].to_dataset().sizes["jerk"] / duration if duration else 0.0


def _jerks_at_rest(recording: xr.DataTree, body: Body) -> dict[str, Any]:
    """Bursts, rhythm, order and spread of spontaneous jerks, and the EEG before them."""
    bursts, jerks = recording["bursts"].to_dataset(), recording["jerks"].to_dataset()
    if not jerks.sizes["jerk"]:
        return {}
    found: dict[str, Any] = {}
    if bursts.sizes["burst"] >= LEAST_BURSTS:
        found["burst_ms"] = float(np.median(bursts["duration"].values))
    order = recruitment_order(bursts)
    often = order.isel(muscle=order["share"].values > OFTEN)
    names = often["muscle"].values.astype(str).tolist()
    found["order"] = tuple(zip(names, often["delay"].values.tolist(), strict=True))
    if names:
        found["order_iqr"] = float(np.median(often["delay_iqr"].values))
    found["order_w"] = float(order_confidence(bursts)["kendall_w"])
    rhythm = interjerk(onsets_of(_leader(jerks), bursts), LEAST_INTERVALS)
    if rhythm.count >= LEAST_INTERVALS:
        found |= {"iji": rhythm.interval, "cv_iji": rhythm.cv}
    found["train_ipi"] = train_interval(bursts)
    extent = span(bursts, body.segments)
    found["n_segments"] = float(extent.count)
    if extent.count:
        found["contiguous"] = extent.contiguous
    places = [body.position[bare(name)] for name in names if bare(name) not in CRANIAL]
    if places:
        found["span"] = max(places) - min(places)
    if any(bare(str(name)) in CRANIAL for name in recording["emg"].to_dataset()["muscle"].values):
        found["supra_fm"] = extent.supra_fm
    velocity = spread_velocity(bursts, body.efferent, body.position)
    found |= {f"v_{way}": float(velocity["velocity"].sel(direction=way)) for way in ("up", "down")}
    found["coactiv"] = _coactivation(bursts, recording, body)
    return found | _before_jerks(bursts, recording, body)


def _leader(jerks: xr.Dataset) -> str:
    """Muscle that begins most jerks."""
    names, count = np.unique(jerks["first_muscle"].values.astype(str), return_counts=True)
    return str(names[np.argmax(count)])


def _coactivation(bursts: xr.Dataset, recording: xr.DataTree, body: Body) -> float:
    """Onset difference of the pair of antagonists that jerks together most often; NaN if none does."""
    voltage = recording["emg"].to_dataset()["voltage"]
    known = set(voltage["muscle"].values.astype(str))
    pairs = [tuple(f"{side}_{name}" for name in pair) for pair in body.antagonists for side in ("left", "right")]
    found = [coactivation(bursts, voltage, *pair) for pair in pairs if set(pair) <= known]
    best = max(found, key=lambda one: one.both, default=None)
    return best.onset_difference if best is not None and best.both else float("nan")


def _before_jerks(bursts: xr.Dataset, recording: xr.DataTree, body: Body) -> dict[str, Any]:
    """Back-average on the limb muscle that jerks most."""
    if "eeg" not in recording.children:
        return {}
    muscles = [str(name) for name in bursts["muscle"].values if body.limb[bare(str(name))]]
    if not muscles:
        return {}
    names, count = np.unique(muscles, return_counts=True)
    muscle = str(names[np.argmax(count)])
    potential = recording["eeg"].to_dataset()["potential"]
    electrode = contralateral(muscle, body)
    average = back_average(potential, onsets_of(muscle, bursts), contralateral=electrode)
    shape = str(average["shape"].item())
    if shape in ("", "not measurable"):
        return {}
    lead = float(average["lead"].sel(electrode=electrode))
    return {"ba_shape": SHAPES.get(shape, shape), "ba_lead": lead, "ba_limb": body.limb[bare(muscle)]}


def _after_cuts(recordings: Mapping[str, xr.DataTree]) -> dict[str, Any]:
    """Whether cuts stop the jerks. Face muscles lie above a cut of the cord and do not count there."""
    rest = recordings["rest"]
    found: dict[str, Any] = {}
    whole, limbs = jerk_rate(rest), _rate_below_face(rest)
    if "transection" in recordings and limbs:
        share = _rate_below_face(recordings["transection"]) / limbs
        found |= {"survives_transection": share >= LEFT, "abolished_by_transection": share <= GONE}
    if "m1_removal" in recordings and whole:
        found["survives_m1_removal"] = jerk_rate(recordings["m1_removal"]) / whole >= LEFT
    return found


def _rate_below_face(recording: xr.DataTree) -> float:
    bursts = recording["bursts"].to_dataset()
    spinal = np.array([bare(str(name)) not in CRANIAL for name in bursts["muscle"].values], dtype=bool)
    return np.unique(bursts["jerk"].values[spinal]).size / float(recording.attrs["duration"])


def _in_contraction(recording: xr.DataTree, body: Body) -> dict[str, Any]:
    """Pauses of the contracting hand muscle and its coherence with the EEG of the other side."""
    voltage = recording["emg"].to_dataset()["voltage"]
    muscle = of_side(voltage, HAND)
    if not muscle:
        return {}
    time = voltage["time"].values
    rate = (time.size - 1) / float(time[-1] - time[0])
    found: dict[str, Any] = {}
    pauses = find_pauses(voltage.sel(muscle=muscle).values, rate)
    if bool(pauses["measurable"]):
        count = pauses.sizes["pause"]
        found["silence_ms"] = float(np.median(pauses["duration"].values)) if count else 0.0
        if count:
            found["burst_before_silence"] = bool(np.mean(pauses["burst_before"].values) > OFTEN)
    if "eeg" in recording.children:
        potential = recording["eeg"].to_dataset()["potential"].sel(electrode=[contralateral(muscle, body)])
        spectrum = corticomuscular_coherence(potential, voltage.sel(muscle=[muscle]))
        band = coherence_in_band(spectrum).isel(electrode=0, muscle=0)
        if np.isfinite(band["peak"]):
            significant = bool(band["significant"])
            found["cmc_peaks"] = (float(band["peak_frequency"]),) if significant else ()
            if significant:
                found["cmc_lead"] = float(band["lag"])
    return found


def _after_volleys(recording: xr.DataTree, body: Body, healthy: xr.DataTree | None) -> dict[str, Any]:
    """C-reflex of a hand muscle, and the evoked potential relative to a healthy one."""
    times = stimulus_times(recording)
    voltage = recording["emg"].to_dataset()["voltage"]
    hand = of_side(voltage, HAND)
    if not hand:
        return {}
    reflex = c_reflex(voltage.sel(muscle=[hand]), times).isel(muscle=0)
    found: dict[str, Any] = {}
    if bool(reflex["measurable"]):
        found["c_reflex"] = float(reflex["probability"]) if bool(reflex["p_value"] < 0.05) else 0.0
        found["c_reflex_latency"] = float(reflex["latency"])
    if healthy is not None and "eeg" in recording.children:
        electrode = contralateral(hand, body)
        gain = sep_gain(evoked_peaks(recording), evoked_peaks(healthy)).sel(electrode=electrode)
        found["sep_gain"] = float(gain["gain"])
    return found


def evoked_peaks(recording: xr.DataTree) -> xr.Dataset:
    """Peaks of the evoked potential of every electrode, of ``sep_peaks``."""
    return sep_peaks(evoked_potential(recording["eeg"].to_dataset()["potential"], stimulus_times(recording)))


def _after_sounds(recording: xr.DataTree) -> dict[str, Any]:
    """Startle: latency in the neck, difference to the hand, habituation."""
    voltage = recording["emg"].to_dataset()["voltage"]
    neck, hand = of_side(voltage, NECK), of_side(voltage, HAND)
    if not neck:
        return {}
    muscles = [muscle for muscle in (neck, hand) if muscle]
    responses = find_responses(voltage.sel(muscle=muscles), stimulus_times(recording), STARTLE)
    latency = responses["latency"].sel(muscle=neck).values
    latency = latency[np.isfinite(latency)]
    found: dict[str, Any] = {}
    if latency.size:
        found["stim_latency"] = float(np.median(latency))
    if latency.size > 1:
        found["stim_sd"] = float(latency.std(ddof=1))
    if hand:
        found["hand_minus_scm"] = hand_minus_scm(responses, hand, neck).median
    series = habituation(responses["amplitude"].sel(muscle=neck).values)["ratio"].values
    if series.size > 1:
        found["habituation"] = float(series[-1])
    return found


def _best_stimulus(recordings: Mapping[str, xr.DataTree]) -> dict[str, Any]:
    """The stimulus that most often makes neck or hand jerk, if one does so in more than half of its trials."""
    windows = {"median_nerve": ("limb", VOLLEY), "startle": ("sound", STARTLE)}
    share: dict[str, float] = {}
    for name, (word, search) in windows.items():
        if name in recordings:
            voltage = recordings[name]["emg"].to_dataset()["voltage"]
            muscles = [found for found in (of_side(voltage, muscle) for muscle in (NECK, HAND)) if found]
            if not muscles:
                continue
            present = find_responses(voltage.sel(muscle=muscles), stimulus_times(recordings[name]), search)["present"]
            share[word] = float(present.any("muscle").mean()) if present.size else 0.0
    if not share:
        return {}
    best = max(share, key=lambda word: share[word])
    return {"best_stimulus": best if share[best] > OFTEN else "none"}


def of_side(voltage: xr.DataArray, muscle: str) -> str:
    """Name of a muscle with its side, the right one where both were recorded; '' where none was."""
    known = voltage["muscle"].values.astype(str).tolist()
    return next((name for name in (f"right_{muscle}", f"left_{muscle}", muscle) if name in known), "")


def stimulus_times(recording: xr.DataTree) -> np.ndarray:
    """Times of the stimuli, s."""
    return np.asarray(recording["stimuli"].to_dataset()["time"].values, dtype=float)
