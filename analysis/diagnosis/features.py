"""What one examination measured: the input of the differential diagnosis."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
import xarray as xr

from ...errors import UserError
from ..signals.counted import counted
from .feature_values import clean_value

LISTS = {"cmc_peaks": "peak", "unrecorded": "part"}  # fields of several values, and the dimension of each


def _measured(units: str, long_name: str, **rules: Any) -> Any:
    """A field that is not measured by default.

    rules: signed (may be negative), share (at most 1), endless (may be infinite), choices (words that it is one of).
    """
    return field(default=None, metadata={"units": units, "long_name": long_name, **rules})


@dataclass(frozen=True)
class Features:
    """Measurements of one examination.

    None, and NaN as statistics of silence give, mean not measured. Every field carries its unit and meaning.

    Raises
    ------
    UserError
        A number is negative or infinite where it cannot be, a share is above 1, a word is unknown, or the order is
        unsorted or names a muscle twice.

    Notes
    -----
    ``order`` holds the muscles in more than half of the jerks with their onsets, earliest first; of the jerks to the
    best stimulus where there is one. A muscle that is not in it counts as silent, except in the parts of the body that
    ``unrecorded`` names, and above the foramen magnum, where ``supra_fm`` says whether anything was recorded.
    ``ba_lead`` and ``cmc_lead`` are positive where the EEG comes first. ``cmc_peaks`` is empty if none is significant,
    or none above that of the healthy, and ``silence_ms`` 0 if the contraction never paused. ``burst_ms`` stays None
    where only pauses were seen. Velocities are infinite where onsets do not grow with distance, ``action_gain`` is so
    where rest is quiet. A ``ba_shape`` of 'slow' says the same as ``readiness``; any other shape says nothing of it,
    since the window of a back-average is too short for a slow potential.

    Examples
    --------
    >>> Features(burst_ms=30.0, spike_wave=float("nan")).spike_wave is None
    True
    >>> Features.__dataclass_fields__["burst_ms"].metadata["units"]
    'ms'
    """

    burst_ms: float | None = _measured("ms", "duration of EMG bursts, median")
    train_ipi: float | None = _measured("s", "interval between the bursts of one jerk")
    iji: float | None = _measured("s", "interval between jerks, or between bursts of a tremor, median")
    cv_iji: float | None = _measured("1", "coefficient of variation of the interval between jerks")
    order: tuple[tuple[str, float], ...] | None = _measured("ms", "onset after the first muscle")
    order_iqr: float | None = _measured("ms", "onset jitter: interquartile range of the onsets after the first muscle")
    order_w: float | None = _measured("1", "concordance of the order over jerks, Kendall W", share=True)
    unrecorded: tuple[str, ...] | None = _measured("1", "parts of the body of which no muscle was recorded")
    supra_fm: bool | None = _measured("1", "a muscle of the eye or of cranial nerve V, VII, IX, X or XII takes part")
    n_segments: float | None = _measured("1", "segments that take part")
    span: float | None = _measured("m", "cranio-caudal extent of the segments that take part")
    contiguous: bool | None = _measured("1", "the segments that take part adjoin")
    v_up: float | None = _measured("m/s", "velocity of the spread up the cord, less the nerves", endless=True)
    v_down: float | None = _measured("m/s", "velocity of the spread down the cord, less the nerves", endless=True)
    coactiv: float | None = _measured("ms", "onset of the antagonist after the agonist", signed=True)
    ba_lead: float | None = _measured(
        "ms", "peak of the back-average before the onset of bursts, or of silences", signed=True
    )
    ba_shape: str | None = _measured(
        "1",
        "shape of the back-average",
        choices=("focal-contralateral", "bilateral-frontal", "periodic-complex", "slow", "none"),
    )
    ba_limb: str | None = _measured("1", "limb of the muscle back-averaged on", choices=("arm", "leg"))
    readiness: bool | None = _measured("1", "a Bereitschaftspotential leads the jerks")
    spike_wave: bool | None = _measured("1", "generalised spike-wave or polyspike-wave in the EEG")
    erd: bool | None = _measured("1", "EEG desynchronises before the jerks")
    cmc_peaks: tuple[float, ...] | None = _measured("Hz", "frequencies of significant corticomuscular coherence")
    cmc_lead: float | None = _measured("ms", "EEG before EMG in the corticomuscular coherence", signed=True)
    imc_exaggerated: bool | None = _measured("1", "coherence between muscles is above the healthy range")
    sep_gain: float | None = _measured(
        "1", "somatosensory evoked potential (SEP: P25-N33, or all of it) over that of the healthy"
    )
    c_reflex: float | None = _measured(
        "1", "share of median-nerve volleys at rest that a hand muscle answers", share=True
    )
    c_reflex_latency: float | None = _measured("ms", "latency of the hand muscle's answer to median-nerve volleys")
    stim_latency: float | None = _measured("ms", "latency of the jerk after the stimulus")
    stim_sd: float | None = _measured("ms", "standard deviation of the latency of the jerk after the stimulus")
    best_stimulus: str | None = _measured(
        "1", "most effective stimulus", choices=("limb", "face", "sound", "flash", "abdomen", "stretch", "none")
    )
    hand_minus_scm: float | None = _measured(
        "ms", "hand after sternocleidomastoid in a stimulus-evoked generalised jerk", signed=True
    )
    habituation: float | None = _measured(
        "1", "amplitude of the last over the first answer of a series of 5 to 10 stimuli"
    )
    silence_ms: float | None = _measured("ms", "duration of pauses in a tonic contraction, median")
    burst_before_silence: bool | None = _measured(
        "1", "a burst ends less than 50 ms before a pause in a tonic contraction"
    )
    glottic_delay: float | None = _measured(
        "ms", "closure of the glottis after the onset of the diaphragm", signed=True
    )
    single_unit: bool | None = _measured("1", "every burst is the potential of one motor unit")
    one_territory: bool | None = _measured("1", "all muscles that jerk belong to one nerve or root")
    sleep_persist: bool | None = _measured("1", "jerks persist under the reduced drive of sleep")
    action_gain: float | None = _measured("1", "jerk rate in action over that at rest", endless=True)
    load_shift: float | None = _measured(
        "1", "relative change of frequency when the inertia of the limb doubles", signed=True
    )
    survives_transection: bool | None = _measured("1", "jerks survive a transection of the cord above their segment")
    abolished_by_transection: bool | None = _measured("1", "jerks vanish below a transection")
    survives_m1_removal: bool | None = _measured("1", "removal of M1 of one hemisphere leaves the jerks unchanged")

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            if value is not None:
                object.__setattr__(self, one.name, clean_value(one, value))


FEATURES = {one.name: one for one in fields(Features)}


def features_to_dict(features: Features) -> dict[str, Any]:
    """What was measured as a plain mapping.

    Parameters
    ----------
    features : Features
        Measurements of an examination.

    Returns
    -------
    dict
        Name to value; what was not measured is left out.
    """
    return {name: value for name in FEATURES if (value := getattr(features, name)) is not None}


def features_from_dict(values: Mapping[str, Any]) -> Features:
    """Features of a plain mapping, also of JSON's lists.

    Parameters
    ----------
    values : mapping
        Name to value.

    Returns
    -------
    Features
        The features.

    Raises
    ------
    UserError
        A name is no feature.
    """
    unknown = [name for name in values if name not in FEATURES]
    if unknown:
        raise UserError(f"'{unknown[0]}' is no feature; features are {', '.join(FEATURES)}")
    return Features(**values)


def features_with(features: Features, stated: Mapping[str, Any]) -> Features:
    """The features with findings that were not recorded and that an examiner enters by hand.

    Parameters
    ----------
    features : Features
        What was measured.
    stated : mapping
        Name to value, such as {"sleep_persist": True, "load_shift": -0.3}.

    Returns
    -------
    Features
        Both together.

    Raises
    ------
    UserError
        A name is no feature, a value is one that it cannot have, or the feature was measured.

    Examples
    --------
    >>> features_with(Features(burst_ms=30.0), {"sleep_persist": True}).sleep_persist
    True
    """
    found = features_to_dict(features_from_dict(stated))
    for name in found:
        if getattr(features, name) is not None:
            raise UserError(f"'{name}' was measured ({getattr(features, name)}); state only what was not recorded")
    return features_from_dict(features_to_dict(features) | found)


def features_to_dataset(features: Features) -> xr.Dataset:
    """What was measured as a Dataset.

    Parameters
    ----------
    features : Features
        Measurements of an examination.

    Returns
    -------
    xarray.Dataset
        Scalars with unit and name; ``order`` over (muscle), ``cmc_peaks`` over (peak), ``unrecorded`` over (part).
    """
    data: dict[str, Any] = {}
    coords: dict[str, Any] = {}
    for name, value in features_to_dict(features).items():
        attrs = {key: FEATURES[name].metadata[key] for key in ("units", "long_name")}
        if name == "order":
            coords["muscle"] = np.array([muscle for muscle, _ in value], dtype=str)
            data[name] = ("muscle", np.array([delay for _, delay in value], dtype=float), attrs)
        elif name in LISTS:
            data[name] = (LISTS[name], np.array(value, dtype=float if name == "cmc_peaks" else str), attrs)
        else:
            data[name] = ((), value, attrs)
    return xr.Dataset(data, coords)


def features_from_dataset(dataset: xr.Dataset) -> Features:
    """Features of a Dataset.

    Parameters
    ----------
    dataset : xarray.Dataset
        As of ``features_to_dataset``. Other variables are passed over; a missing, NaN or empty one was not measured.

    Returns
    -------
    Features
        The features.

    Raises
    ------
    UserError
        A variable has other dimensions than ``features_to_dataset`` gives it, or a value that it cannot have.
    """
    values: dict[str, Any] = {}
    for name in FEATURES:
        if name not in dataset:
            continue
        variable = dataset[name]
        if name == "order":
            if "muscle" not in dataset.coords or variable.dims != ("muscle",):
                raise UserError("order does not lie over muscle; name its muscles in the coordinate 'muscle'")
            muscles = dataset["muscle"].values.astype(str).tolist()
            values[name] = tuple(zip(muscles, variable.values.tolist(), strict=True))
        elif name in LISTS:
            values[name] = variable.values.tolist()
        elif variable.size != 1:
            raise UserError(f"{name} holds {counted(variable.size, 'value')}; it is one value")
        else:
            values[name] = variable.item()
    return Features(**values)
