"""What a held posture says: pauses of the contracting hand, and its coherence with the EEG and with the arm."""

from typing import Any

import numpy as np
import xarray as xr

from ..body import Body, recorded_electrode, side_of, without_side
from ..coherence.healthy_comparison import exaggerated_coherence, same_frequencies, with_standard_error
from ..coherence.intermuscular import intermuscular_coherence
from ..coherence.spectrum import coherence_in_band, corticomuscular_coherence
from ..emg.pauses import find_pauses
from ..emg.recruitment_order import OFTEN
from ..emg.tremor import tremor
from ..signals.checks import sampling
from ..signals.findings import Finding, read_finding
from ..signals.groups import eeg, emg
from ..signals.resampling import on_one_clock
from .after_stimuli import ALONE, NO_EEG
from .limits import any_of
from .muscles import HAND
from .sides import held_hand

OTHER_RATES = "patient and healthy subject were recorded at rates whose spectra cannot be compared"


def in_posture(recording: xr.DataTree, healthy: xr.DataTree | None, body: Body) -> dict[str, Any]:
    """Pauses of the contracting hand muscle, and coherence beside that of a healthy subject.

    Parameters
    ----------
    recording : xarray.DataTree
        Recording in which a hand muscle contracts.
    healthy : xarray.DataTree or None
        That of a healthy subject.
    body : Body
        The anatomy.

    Returns
    -------
    dict
        Name of a feature to its value, or to a finding without an answer that says why it was not measured.
    """
    return {
        **_in_contraction(recording),
        **_coherent(recording, healthy, body),
        **_beside_healthy(recording, healthy, body),
        **_untold_tremor(emg(recording)),
    }


def corticomuscular(posture: xr.DataTree, body: Body) -> xr.Dataset | None:
    """Coherence of the contracting hand muscle with the EEG over its cortex.

    Parameters
    ----------
    posture : xarray.DataTree
        Recording in which a hand muscle contracts.
    body : Body
        The anatomy.

    Returns
    -------
    xarray.Dataset or None
        ``corticomuscular_coherence`` over (frequency), with its standard error; None without hand muscle or EEG over
        its cortex.
    """
    voltage = emg(posture)
    muscle = held_hand(voltage)
    if not muscle or "eeg" not in posture.children:
        return None
    potential = eeg(posture)
    electrode, _ = recorded_electrode(muscle, body, potential["electrode"].values.astype(str).tolist())
    if not electrode:
        return None
    potential, voltage = on_one_clock(potential.sel(electrode=[electrode]), voltage.sel(muscle=[muscle]))
    spectrum = corticomuscular_coherence(potential, voltage).isel(electrode=0, muscle=0)
    signals = potential.values[0].astype(float), np.abs(voltage.values[0].astype(float))
    return with_standard_error(spectrum, *signals, sampling(voltage)[0])


def of_the_arm(hand: str, recording: xr.DataTree, body: Body) -> list[str]:
    """The other muscles of the arm of a hand muscle that were recorded.

    Parameters
    ----------
    hand : str
        The hand muscle.
    recording : xarray.DataTree
        Recording with EMG.
    body : Body
        The anatomy.

    Returns
    -------
    list of str
        Their names.
    """
    side = side_of(hand)
    names = emg(recording)["muscle"].values.astype(str).tolist()
    mine = [name for name in names if name != hand and side_of(name) == side]
    return [name for name in mine if body.limb[without_side(name)] == "arm"]


def _in_contraction(recording: xr.DataTree) -> dict[str, Any]:
    """Pauses of the contracting hand muscle."""
    voltage = emg(recording)
    muscle = held_hand(voltage)
    if not muscle:
        return {}
    pauses = find_pauses(voltage.sel(muscle=muscle).values, sampling(voltage)[0])
    if not bool(pauses["measurable"]):
        return {"silence_ms": Finding(None, str(pauses["reason"].item()))}
    if not pauses.sizes["pause"]:
        return {"silence_ms": 0.0}
    found: dict[str, Any] = {"silence_ms": float(np.median(pauses["duration"].values))}
    return found | {"burst_before_silence": bool(np.mean(pauses["burst_before"].values) > OFTEN)}


def _untold_tremor(voltage: xr.DataArray) -> dict[str, Any]:
    """Muscles of which it cannot be said whether they tremble."""
    if not voltage.sizes["muscle"]:
        return {}
    found = tremor(voltage)
    said = zip(found["muscle"].values.tolist(), found["reason"].values.tolist(), strict=True)
    return {f"tremor of {muscle} in posture": Finding(None, reason) for muscle, reason in said if reason}


def _coherent(posture: xr.DataTree, healthy: xr.DataTree | None, body: Body) -> dict[str, Any]:
    """Whether hand and EEG are coherent, and more so than in a healthy subject.

    Healthy subjects are coherent at 15 to 30 Hz in the same task (vanrootselaar2006): significance alone says nothing.
    """
    mine = corticomuscular(posture, body)
    if mine is None:
        recorded = "eeg" in posture.children
        return {"cmc_peaks": Finding(None, "no hand muscle with an EEG over its cortex" if recorded else NO_EEG)}
    if mine["reason"].item():
        return {"cmc_peaks": Finding(None, str(mine["reason"].item()))}
    band = coherence_in_band(mine)
    if not band["significant"]:
        return {"cmc_peaks": ()}
    theirs = None if healthy is None else corticomuscular(healthy, body)
    if theirs is None:
        return {"cmc_peaks": Finding(None, f"{ALONE}, who are coherent, too")}
    if why := _incomparable(mine, theirs):
        return {"cmc_peaks": Finding(None, why)}
    # Either hand of the healthy subject will do
    patient, normal = (one.drop_vars("muscle").expand_dims(muscle=[HAND]) for one in (mine, theirs))
    if not read_finding(exaggerated_coherence(patient, normal).squeeze(), "exaggerated").value:
        return {"cmc_peaks": ()}
    return {"cmc_peaks": (float(band["peak_frequency"]),), "cmc_lead": float(band["lag"])}


def _incomparable(mine: xr.Dataset, theirs: xr.Dataset) -> str:
    """Why a coherence cannot be compared with that of a healthy subject, '' if it can."""
    if not same_frequencies(mine, theirs):
        return OTHER_RATES
    return f"healthy: {reason}" if (reason := str(theirs["reason"].item())) else ""


def _beside_healthy(posture: xr.DataTree, healthy: xr.DataTree | None, body: Body) -> dict[str, Any]:
    """Whether the contracting hand muscle is more coherent with the others of its arm than in a healthy subject."""
    patient = emg(posture)
    hand = held_hand(patient)
    mine = of_the_arm(hand, posture, body) if hand else []
    if healthy is None:
        return {"imc_exaggerated": Finding(None, ALONE)} if mine else {}
    normal = emg(healthy)
    theirs = held_hand(normal)
    # Either hand of the healthy subject will do
    others = {name: f"{theirs.removesuffix(HAND)}{without_side(name)}" for name in mine if theirs}
    others = {name: other for name, other in others.items() if other in normal["muscle"].values}
    if not others:
        return {"imc_exaggerated": Finding(None, f"{ALONE} in the same muscles")} if mine else {}
    coherent = intermuscular_coherence(patient, hand, list(others))
    healthy_one = intermuscular_coherence(normal, theirs, list(others.values()))
    if not same_frequencies(coherent, healthy_one):
        return {"imc_exaggerated": Finding(None, OTHER_RATES)}
    found = exaggerated_coherence(coherent, healthy_one.assign_coords(muscle=coherent["muscle"]))
    every = [read_finding(found.isel(muscle=i), "exaggerated").value for i in range(len(others))]
    return {"imc_exaggerated": any_of(*every)}
