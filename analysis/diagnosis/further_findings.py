"""What the report of an examination shows beside the features of the diagnosis: numbers that no rule asks for."""

from collections.abc import Mapping

import numpy as np
import xarray as xr

from ..body import Body, recorded_electrode, side_of
from ..coherence.spectrum import coherence_in_band
from ..emg.jerks import first_onsets, leading_muscle
from ..emg.pauses import find_pauses
from ..emg.rhythm import SEGMENT as RESOLUTION
from ..emg.rhythm import rhythmicity
from ..emg.tremor import SEGMENT, tremor
from ..reflexes.c_reflex import LEAD, NEEDED
from ..signals.checks import sampling
from ..signals.findings import Finding, read_finding
from ..signals.groups import eeg, emg
from ..signals.labels import labelled
from ..signals.recorded import longest_recorded, recorded_duration
from .after_stimuli import c_reflex_share, evoked_peaks
from .examination_features import jerk_rate
from .features import FEATURES
from .held_posture import corticomuscular, of_the_arm
from .muscles import HAND, NECK, recorded_muscles
from .sides import STARTLE, answered_share, answering, held_hand, stimulated_hand, stimulated_hands
from .stimuli import kept_stimuli, own_stimuli

ABSENT = "absent"  # attribute: what a number that is NaN says, where it was looked for and is not there
PEAKS = ("n20", "p25", "n33", "n20_p25", "p25_n33")


def further_findings(recordings: Mapping[str, xr.DataTree], body: Body) -> xr.Dataset:
    """What a report shows beside the features: rhythm at rest, coherence, evoked potential, startle.

    Parameters
    ----------
    recordings : mapping of str to xarray.DataTree
        As of ``examination_features``.
    body : Body
        The anatomy.

    Returns
    -------
    xarray.Dataset
        Scalars with units and long_name: ``jerk_rate`` (1/s, NaN where no muscle could be read); ``rhythmic`` and
        ``rhythm_frequency`` (Hz; of the muscle that begins most jerks, NaN where jerks are not rhythmic); ``cmc``, the
        largest coherence of 8 to 30 Hz; ``tremor_frequency`` (Hz) and ``tremor_phase`` over (posture_muscle), NaN where
        there is no tremor;
        ``n20``, ``p25`` and ``n33`` (ms), ``n20_p25`` and ``p25_n33`` (V) over the hand area, NaN where not measurable;
        ``startle_probability``; ``silence_ms_<hand>`` and ``c_reflex_<hand>`` of every hand, where both contracted or
        may have been stimulated; ``unsteady_populations``, where cells are known. What was not recorded is not there;
        ``rhythmic`` neither, where jerks are too few.

    Raises
    ------
    ValueError
        A measurement refuses a recording.
    """
    found: dict[str, tuple] = {}
    recordings = {name: own_stimuli(name, recording)[0] for name, recording in recordings.items()}
    if "rest" in recordings:
        found |= _at_rest(recordings["rest"])
    if "posture" in recordings:
        found |= _in_contraction(recordings["posture"], body)
        found |= _pauses_of_both(emg(recordings["posture"]))
        found |= _tremor(recordings["posture"], body)
    if "median_nerve" in recordings and "eeg" in recordings["median_nerve"].children:
        found |= _after_volleys(recordings["median_nerve"], body)
    if "median_nerve" in recordings:
        found |= _reflexes_of_both(recordings["median_nerve"])
    if "startle" in recordings:
        found |= _after_sounds(recordings["startle"])
    unsteady = [
        int(recording["statistics"]["unsteady_populations"])
        for recording in recordings.values()
        if "statistics" in recording.children and "unsteady_populations" in recording["statistics"]
    ]
    if unsteady:
        words = "populations that fall silent or switch between two rates, most of any recording"
        found["unsteady_populations"] = labelled((), max(unsteady), "1", words)
    return xr.Dataset(found)


def _or_absent(row: tuple, words: str) -> tuple:
    """A variable that says in words what NaN means: it was looked for and is not there."""
    dims, values, attributes = row
    return dims, values, {**attributes, ABSENT: words}


def _at_rest(recording: xr.DataTree) -> dict[str, tuple]:
    # Without a muscle that could be read nothing is known of jerks
    read = emg(recording).sizes["muscle"] and recorded_duration(recording)
    rate = labelled((), jerk_rate(recording) if read else float("nan"), "1/s", "spontaneous jerks at rest")
    leader = leading_muscle(recording["jerks"].to_dataset())
    if not leader:
        return {"jerk_rate": rate}
    onset = first_onsets(leader, recording["bursts"].to_dataset())
    begin, end = longest_recorded(emg(recording), leader)
    rhythm = rhythmicity(onset[(onset >= begin) & (onset <= end)] - begin, end - begin)
    rhythmic = read_finding(rhythm, "rhythmic").value
    if rhythmic is None:
        return {"jerk_rate": rate}
    frequency = float(rhythm["peak_frequency"]) if rhythmic else float("nan")
    words = f"frequency of the rhythm of jerks at rest, to {1 / RESOLUTION:g} Hz"
    row = _or_absent(labelled((), frequency, "Hz", words), "no rhythm")
    return {
        "jerk_rate": rate,
        "rhythmic": labelled((), rhythmic, "1", "jerks are rhythmic"),
        "rhythm_frequency": row,
    }


def _in_contraction(recording: xr.DataTree, body: Body) -> dict[str, tuple]:
    spectrum = corticomuscular(recording, body)
    if spectrum is None or spectrum["reason"].item():
        return {}
    peak = float(coherence_in_band(spectrum)["peak"].item())
    return {"cmc": labelled((), peak, "1", "largest coherence of EEG and hand muscle, 8 to 30 Hz")}


def _tremor(recording: xr.DataTree, body: Body) -> dict[str, tuple]:
    """Frequency and phase of the tremor of the muscles that hold the posture, and of others that tremble in it."""
    voltage = emg(recording)
    if not voltage.sizes["muscle"]:
        return {}
    found = tremor(voltage)
    hand = held_hand(voltage)
    holds = np.isin(found["muscle"].values, [hand, *of_the_arm(hand, recording, body)] if hand else [])
    shown = (found["tremor"].values == 1) | (holds & np.isfinite(found["tremor"].values))
    found = found.isel(muscle=shown).rename(muscle="posture_muscle")
    if not found.sizes["posture_muscle"]:
        return {}
    dim, words = "posture_muscle", f"frequency of the tremor in posture, to {1 / SEGMENT:g} Hz"
    frequency = _or_absent(labelled(dim, found["frequency"].values, "Hz", words), "no tremor")
    rows: dict[str, tuple] = {dim: (dim, found[dim].values), "tremor_frequency": frequency}
    together = found.isel({dim: np.isfinite(found["frequency"].values)})
    if together.sizes[dim] > 1:
        words = f"phase of the tremor after that of {together[dim].values[0]}, where both have the same frequency"
        phase = labelled(dim, found["phase"].values, "deg", words.replace("_", " "))
        rows["tremor_phase"] = _or_absent(phase, "no tremor")
    return rows


def _after_volleys(recording: xr.DataTree, body: Body) -> dict[str, tuple]:
    hand, times = stimulated_hand(recording)
    if not hand:
        return {}
    there = eeg(recording)["electrode"].values.astype(str).tolist()
    electrode, reason = recorded_electrode(hand, body, there)
    if reason:
        return {}
    peaks = evoked_peaks(recording, electrode, times).isel(electrode=0)
    return {name: ((), float(peaks[name]), peaks[name].attrs) for name in PEAKS}


def _pauses_of_both(voltage: xr.DataArray) -> dict[str, tuple]:
    """Pauses of each hand that contracts, where both were recorded."""
    hands, words = recorded_muscles(voltage, HAND), FEATURES["silence_ms"].metadata["long_name"]
    found = {}
    for hand in hands if len(hands) > 1 else ():
        pauses = find_pauses(voltage.sel(muscle=hand).values, sampling(voltage)[0])
        if bool(pauses["measurable"]):
            length = float(np.median(pauses["duration"].values)) if pauses.sizes["pause"] else 0.0
            found[f"silence_ms_{hand}"] = labelled((), length, "ms", f"{words}: {hand.replace('_', ' ')}")
    return found


def _reflexes_of_both(recording: xr.DataTree) -> dict[str, tuple]:
    """C-reflex of each hand whose nerve may have been stimulated, where that is more than one."""
    hands, words = stimulated_hands(recording), FEATURES["c_reflex"].metadata["long_name"]
    found = {}
    for hand in hands if len(hands) > 1 else ():
        times, _ = kept_stimuli(recording, "", NEEDED, LEAD, side_of(hand))
        share, _ = c_reflex_share(emg(recording), hand, times)
        if not isinstance(share, Finding):
            found[f"c_reflex_{hand}"] = labelled((), share, "1", f"{words}: {hand.replace('_', ' ')}")
    return found


def _after_sounds(recording: xr.DataTree) -> dict[str, tuple]:
    voltage = emg(recording)
    neck = answering(recording, recorded_muscles(voltage, NECK), STARTLE)
    if not neck:
        return {}
    share = answered_share(recording, neck, STARTLE)
    return {"startle_probability": labelled((), share, "1", "share of sounds that the neck answers")}
