"""From the recordings of one examination to the features of the differential diagnosis."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import xarray as xr

from ..body import Body, without_side
from ..emg.action_gain import action_gain
from ..emg.jerk_pattern import CRANIAL
from ..emg.jerks import group_jerks
from ..signals.counted import counted
from ..signals.findings import Finding
from ..signals.groups import emg
from ..signals.recorded import recorded_duration
from .after_stimuli import after_sounds, after_volleys, best_stimulus
from .channel_notes import channel_notes
from .features import Features
from .held_posture import in_posture, of_the_arm
from .jerks_at_rest import jerks_at_rest
from .sides import held_hand
from .stimuli import own_stimuli

GONE, LEFT = 0.1, 0.5  # share of the jerks left after a cut, at most and at least, from which it is said to decide


@dataclass(frozen=True)
class Measured:
    """What an examination measured, and why it did not measure the rest.

    Attributes
    ----------
    features : Features
        What was measured.
    reasons : mapping of str to str
        Feature, channel, ``<protocol> stimuli`` or ``<protocol> <muscle>`` to why it was not measured, or what of it
        was left out. A feature of which nothing was recorded is not among them.
    """

    features: Features
    reasons: Mapping[str, str]


def examination_features(
    recordings: Mapping[str, xr.DataTree], body: Body, healthy: Mapping[str, xr.DataTree] | None = None
) -> Features:
    """What the recordings of an examination say; whatever was not recorded is not measured.

    Parameters
    ----------
    recordings : mapping of str to xarray.DataTree
        Recordings by protocol, each with ``emg`` and, where they exist, ``eeg``, ``stimuli``, ``bursts`` and ``jerks``:
        rest; posture (a hand muscle contracts); median_nerve (volleys at rest); startle (sounds); transection (rest
        with the cord cut off) and m1_removal (rest without motor cortex).
    body : Body
        The anatomy.
    healthy : mapping of str to xarray.DataTree, optional
        Recordings of a healthy subject; median_nerve and posture serve.

    Returns
    -------
    Features
        Durations need 10 bursts and rhythm 30 intervals. Without jerks at rest nothing is said of them, and without the
        hand or neck muscle nothing of what is measured there. Sleep, load of a limb and glottis are not recorded here:
        enter them by hand (``features_with``).

    Raises
    ------
    ValueError
        A recording has no EMG, bursts or jerks.

    Notes
    -----
    The physiology of the examination is that of tables/diagnosis.yaml.
    """
    return measure_examination(recordings, body, healthy).features


def measure_examination(
    recordings: Mapping[str, xr.DataTree],
    body: Body,
    healthy: Mapping[str, xr.DataTree] | None = None,
    told: Callable[[str], None] | None = None,
) -> Measured:
    """What the recordings of an examination say, and why the rest of it is not known.

    Parameters
    ----------
    recordings, body, healthy
        As of ``examination_features``.
    told : callable, optional
        It is told the name of each recording before it is measured.

    Returns
    -------
    Measured
        The features, and the reasons for what was recorded but could not be measured.

    Raises
    ------
    ValueError
        As ``examination_features``.
    """
    found: dict[str, Any] = {}
    recordings, unknown = _of_the_body(recordings, body)
    healthy, _ = _of_the_body(healthy or {}, body)

    def measured(name: str) -> bool:
        if name in recordings and told is not None:
            told(name)
        return name in recordings

    if measured("rest"):
        found |= jerks_at_rest(recordings["rest"], body)
        found |= _after_cuts(recordings)
    if measured("posture"):
        found |= in_posture(recordings["posture"], healthy.get("posture"), body)
        found |= _beside_rest(recordings, body)
    if measured("median_nerve"):
        found |= after_volleys(recordings["median_nerve"], body, healthy.get("median_nerve"))
    if measured("startle"):
        found |= after_sounds(recordings["startle"])
    found |= best_stimulus(recordings)
    reasons = {name: value.reason for name, value in found.items() if isinstance(value, Finding)}
    features = {name: value for name, value in found.items() if name not in reasons}
    return Measured(Features(**features), reasons | unknown)


def _of_the_body(recordings: Mapping[str, xr.DataTree], body: Body) -> tuple[dict[str, xr.DataTree], dict[str, str]]:
    """The recordings without muscles that the body does not know and stimuli of another kind, with notes on these."""
    kept: dict[str, xr.DataTree] = {}
    notes: dict[str, str] = {}
    for name, recording in recordings.items():
        _check(name, recording)
        recording, others = own_stimuli(name, recording)
        notes |= others
        muscles = emg(recording)["muscle"].values.astype(str)
        known = np.array([without_side(muscle) in body.position for muscle in muscles], dtype=bool)
        if not known.all():
            unknown = f"not measured; the body of the examination has {', '.join(body.position)}"
            notes |= dict.fromkeys(muscles[~known].tolist(), unknown)
        kept[name] = recording if known.all() else _only(recording, muscles[known])
        notes |= channel_notes(name, recording)
    return kept, notes


def _only(recording: xr.DataTree, muscles: np.ndarray) -> xr.DataTree:
    """A recording of some of its muscles alone."""
    result = recording.copy()
    bursts = recording["bursts"].to_dataset()
    bursts = bursts.isel(burst=np.isin(bursts["muscle"].values.astype(str), muscles))
    jerks, jerk = group_jerks(bursts)
    result["emg"] = xr.DataTree(recording["emg"].to_dataset().sel(muscle=muscles))
    result["bursts"] = xr.DataTree(bursts.assign(jerk=("burst", jerk, bursts["jerk"].attrs)))
    result["jerks"] = xr.DataTree(jerks)
    return result


def _check(name: str, recording: xr.DataTree) -> None:
    lacking = [group for group in ("emg", "bursts", "jerks") if group not in recording.children]
    if lacking:
        raise ValueError(f"recording '{name}' has no {lacking[0]}; give it EMG and call summary.add_events on it")


def jerk_rate(recording: xr.DataTree) -> float:
    """Jerks per second of a recording.

    Parameters
    ----------
    recording : xarray.DataTree
        Group ``jerks`` and attribute duration (s).

    Returns
    -------
    float
        Rate, 1/s; 0 without jerks.
    """
    duration = recorded_duration(recording)
    return recording["jerks"].to_dataset().sizes["jerk"] / duration if duration else 0.0


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
    spinal = np.array([without_side(str(name)) not in CRANIAL for name in bursts["muscle"].values], dtype=bool)
    return np.unique(bursts["jerk"].values[spinal]).size / recorded_duration(recording)


def _beside_rest(recordings: Mapping[str, xr.DataTree], body: Body) -> dict[str, Any]:
    """Jerks of the posture over those at rest, of muscles outside the arm that holds it."""
    posture = recordings["posture"]
    hand = held_hand(emg(posture))
    if "rest" not in recordings or not hand:
        return {}
    contracting = [hand, *of_the_arm(hand, posture, body)]
    muscles = sorted({str(name) for step in ("rest", "posture") for name in emg(recordings[step])["muscle"].values})
    if set(muscles) <= set(contracting):
        return {"action_gain": Finding(None, _all_contract(muscles))}
    quiet, moved = (recordings[name]["bursts"].to_dataset() for name in ("rest", "posture"))
    rest, held = (recorded_duration(recordings[name]) for name in ("rest", "posture"))
    gain = action_gain(quiet, moved, (rest, held), contracting)
    return {"action_gain": Finding(None, gain.reason) if gain.reason else gain.gain}


def _all_contract(muscles: list[str]) -> str:
    """Why no jerk could be counted where every recorded muscle takes part in the posture."""
    named = ", ".join(muscles)
    if len(muscles) == 1:
        return f"the recorded muscle ({named}) contracts in posture, and no other was recorded"
    them = "both recorded muscles" if len(muscles) == 2 else f"all {counted(len(muscles), 'recorded muscle')}"
    return f"{them} contract in posture, and no other was recorded ({named})"
