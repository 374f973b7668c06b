"""What a recording at rest says of jerks: bursts, rhythm, order, spread, and the EEG before them."""

from typing import Any

import numpy as np
import xarray as xr

from ..body import Body, recorded_electrode, without_side
from ..eeg.back_average import back_average
from ..eeg.desynchronisation import desynchronisation
from ..eeg.periodic_complex import periodic_complex
from ..eeg.readiness import readiness
from ..eeg.spike_wave import spike_wave
from ..emg.coactivation import coactivation
from ..emg.extent import jerk_extent
from ..emg.jerk_pattern import CRANIAL
from ..emg.jerks import first_onsets, leading_muscle
from ..emg.peripheral_territory import one_territory
from ..emg.recruitment_order import OFTEN, order_confidence, recruitment_order
from ..emg.rhythm import LEAST_INTERVALS, interjerk_intervals, train_interval
from ..emg.single_unit import single_unit
from ..emg.spread_velocity import spread_velocity
from ..signals.counted import counted
from ..signals.findings import Finding, Truth, read_finding
from ..signals.groups import eeg, emg
from ..signals.recorded import missing_of
from .muscles import too_few_parts, unrecorded_parts

# What rests on muscles that did not jerk, which is known only of muscles that were recorded
SPREAD = ("order", "order_iqr", "order_w", "n_segments", "contiguous", "span", "one_territory")
LEAST_BURSTS = 10  # for a duration (vanderveen2024)
SHAPES = {"bilateral": "bilateral-frontal"}
SLOWEST_FILTER = 0.05  # Hz, above which a high-pass filter takes a slow potential away
VERTEX = "cz"  # electrode over the middle, where slow potentials are largest


def jerks_at_rest(recording: xr.DataTree, body: Body) -> dict[str, Any]:
    """Features of spontaneous jerks and of the EEG before them.

    Parameters
    ----------
    recording : xarray.DataTree
        Recording at rest, as of ``examination_features``.
    body : Body
        The anatomy.

    Returns
    -------
    dict
        Name of a feature to its value, as ``Features`` takes it, or to a finding without an answer that says why it was
        not measured; none without jerks.
    """
    bursts, jerks = recording["bursts"].to_dataset(), recording["jerks"].to_dataset()
    if not jerks.sizes["jerk"]:
        return {}
    found: dict[str, Any] = {}
    few = f"{counted(bursts.sizes['burst'], 'burst')}, {LEAST_BURSTS} needed"
    enough = bursts.sizes["burst"] >= LEAST_BURSTS
    found["burst_ms"] = float(np.median(bursts["duration"].values)) if enough else Finding(None, few)
    order = recruitment_order(bursts)
    often = order.isel(muscle=order["share"].values > OFTEN)
    names = often["muscle"].values.astype(str).tolist()
    found["order"] = tuple(zip(names, often["delay"].values.tolist(), strict=True))
    if names:
        found["order_iqr"] = float(np.median(often["delay_iqr"].values))
    found["order_w"] = float(order_confidence(bursts)["kendall_w"])
    leader = leading_muscle(jerks)
    missing = missing_of(emg(recording), leader)
    rhythm = interjerk_intervals(first_onsets(leader, bursts), LEAST_INTERVALS, missing)
    if rhythm.count >= LEAST_INTERVALS:
        found |= {"iji": rhythm.interval, "cv_iji": rhythm.cv}
    else:
        found["cv_iji"] = Finding(None, f"{counted(rhythm.count, 'interval')} between jerks, {LEAST_INTERVALS} needed")
    found["train_ipi"] = train_interval(bursts)
    extent = jerk_extent(bursts, body.segments)
    found["n_segments"] = float(extent.count)
    found["contiguous"] = extent.contiguous
    places = [body.position[without_side(name)] for name in names if without_side(name) not in CRANIAL]
    if places:
        found["span"] = max(places) - min(places)
    if any(without_side(str(name)) in CRANIAL for name in emg(recording)["muscle"].values):
        found["supra_fm"] = extent.supra_fm
    velocity = spread_velocity(bursts, body.efferent, body.position)
    found |= {f"v_{way}": float(velocity["velocity"].sel(direction=way)) for way in ("up", "down")}
    found["coactiv"] = _coactivation(bursts, recording, body)
    found |= _source(bursts, recording, body)
    muscles = emg(recording)["muscle"].values.astype(str)
    if narrow := too_few_parts(muscles):
        found |= dict.fromkeys(SPREAD, Finding(None, narrow))
    else:
        found |= _unrecorded(unrecorded_parts(muscles))
    return found | _before_jerks(bursts, recording, body)


def _unrecorded(parts: tuple[str, ...]) -> dict[str, Any]:
    """Parts of the body to which jerks may have spread unseen; nothing where all parts were recorded."""
    if not parts:
        return {}
    unseen = {f"jerks of the {part}": Finding(None, f"no muscle of the {part} was recorded") for part in parts}
    return {"unrecorded": parts, **unseen}


def busiest_limb_muscle(bursts: xr.Dataset, body: Body) -> str:
    """The limb muscle with most bursts, on which the EEG is averaged.

    Parameters
    ----------
    bursts : xarray.Dataset
        Over (burst): muscle.
    body : Body
        The anatomy.

    Returns
    -------
    str
        The muscle; '' where no limb takes part.
    """
    muscles = [str(name) for name in bursts["muscle"].values if body.limb.get(without_side(str(name)))]
    names, count = np.unique(muscles, return_counts=True)
    return str(names[np.argmax(count)]) if muscles else ""


def _coactivation(bursts: xr.Dataset, recording: xr.DataTree, body: Body) -> float:
    """Onset difference of the pair of antagonists that jerks together most often; NaN if none does."""
    voltage = emg(recording)
    known = set(voltage["muscle"].values.astype(str))
    pairs = [tuple(f"{side}_{name}" for name in pair) for pair in body.antagonists for side in ("left", "right")]
    found = [coactivation(bursts, voltage, *pair) for pair in pairs if set(pair) <= known]
    best = max(found, key=lambda one: one.both, default=None)
    return best.onset_difference if best is not None and best.both else float("nan")


def _source(bursts: xr.Dataset, recording: xr.DataTree, body: Body) -> dict[str, Any]:
    """Whether bursts are potentials of single units, in every muscle with enough of them, and of one root."""
    voltage = emg(recording)
    time = voltage["time"].values
    rate, first = (time.size - 1) / float(time[-1] - time[0]), float(time[0])
    found: dict[str, Any] = {}
    alike: list[Truth] = []
    for name in np.unique(bursts["muscle"].values.astype(str)):
        mine = bursts[["onset", "duration"]].isel(burst=bursts["muscle"].values == name)
        likeness = single_unit(voltage.sel(muscle=name).values, rate, mine.assign(onset=mine["onset"] - first))
        alike.append(read_finding(likeness, "single_unit").value)
    # Muscles with too few bursts say nothing against what the others show
    known = [one for one in alike if one is not None]
    found["single_unit"] = all(known) if known else None
    found["one_territory"] = one_territory(bursts, voltage["muscle"].values.astype(str), body.segments)
    return found


def _before_jerks(bursts: xr.Dataset, recording: xr.DataTree, body: Body) -> dict[str, Any]:
    """Spike-waves, desynchronisation, slow potential, and the back-average on the limb muscle that jerks most."""
    if "eeg" not in recording.children:
        nothing = Finding(None, "no EEG was recorded")
        return dict.fromkeys(("spike_wave", "erd", "readiness", "ba_shape"), nothing)
    found = _in_the_eeg(recording, body) | _back_average(bursts, recording, body)
    if found.get("readiness") is True:
        # The end of a slow potential looks like a wave in the short window; that wave has no lead
        found = {name: value for name, value in found.items() if name != "ba_lead"} | {"ba_shape": "slow"}
    return found


def _in_the_eeg(recording: xr.DataTree, body: Body) -> dict[str, Any]:
    """Spike-waves; desynchronisation and slow potential over the cortex of the muscle that begins most jerks."""
    jerks = recording["jerks"].to_dataset()
    potential = eeg(recording)
    complexes = spike_wave(potential, jerks["onset"].values)
    found: dict[str, Any] = {"spike_wave": _answer(read_finding(complexes, "spike_wave"))}
    there = potential["electrode"].values.astype(str).tolist()
    electrode, why = recorded_electrode(leading_muscle(jerks), body, there)
    found["erd"] = Finding(None, why) if why else None
    if electrode:
        fall = desynchronisation(potential.sel(electrode=[electrode]), jerks["onset"].values).isel(electrode=0)
        found["erd"] = _answer(read_finding(fall, "desynchronised"))
    central = [name for name in (electrode, VERTEX) if name in there]
    filtered = float(potential["high_pass"].max()) if "high_pass" in potential.coords and there else 0.0
    if filtered > SLOWEST_FILTER:
        words = f"the EEG is without what is slower than {filtered:g} Hz; {SLOWEST_FILTER:g} Hz or less needed"
        found["readiness"] = Finding(None, words)
    elif central:
        found["readiness"] = _answer(read_finding(readiness(potential, jerks["onset"].values, central), "slow"))
    else:
        found["readiness"] = Finding(None, why)
    return found


def _answer(found: Finding) -> bool | Finding:
    """The answer of a finding, or the finding with its reason."""
    return found if found.value is None else found.value


def _back_average(bursts: xr.Dataset, recording: xr.DataTree, body: Body) -> dict[str, Any]:
    """Back-average on the limb muscle that jerks most; a periodic complex is too wide for its baseline."""
    muscle = busiest_limb_muscle(bursts, body)
    if not muscle:
        return {"ba_shape": Finding(None, "no muscle of a limb jerks")}
    potential = eeg(recording)
    electrode, why = recorded_electrode(muscle, body, potential["electrode"].values.astype(str).tolist())
    if not electrode:
        return {"ba_shape": Finding(None, why)}
    onset = first_onsets(muscle, bursts)
    limb = {"ba_limb": body.limb[without_side(muscle)]}
    periodic = periodic_complex(potential, onset, electrode)
    if read_finding(periodic, "periodic").value:
        return limb | {"ba_shape": "periodic-complex", "ba_lead": float(periodic["lead"])}
    average = back_average(potential, onset, contralateral=electrode)
    shape = str(average["shape"].item())
    if shape in ("", "not measurable"):
        return {"ba_shape": Finding(None, str(average["reason"].item()))}
    return limb | {"ba_shape": SHAPES.get(shape, shape), "ba_lead": float(average["lead"].sel(electrode=electrode))}
