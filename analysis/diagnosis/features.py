"""What one examination measured: the input of the differential diagnosis."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import xarray as xr

CHOICES = {
    "ba_shape": ("focal-contralateral", "bilateral-frontal", "periodic-complex", "slow", "none"),
    "ba_limb": ("arm", "leg"),
    "best_stimulus": ("limb", "face", "sound", "flash", "abdomen", "stretch", "none"),
}
NO_WORD = ("", "not measurable")
SIGNED = ("coactiv", "ba_lead", "cmc_lead", "hand_minus_scm", "load_shift", "glottic_delay")
SHARES = ("order_w", "c_reflex")
ENDLESS = ("v_up", "v_down", "action_gain")  # infinite where onsets do not grow with distance, or rest is quiet
WORDS = {
    "burst_ms": ("ms", "duration of EMG bursts, median"),
    "train_ipi": ("s", "interval between the bursts of one jerk"),
    "iji": ("s", "interval between jerks, or between bursts of a tremor, median"),
    "cv_iji": ("1", "coefficient of variation of that interval"),
    "order": ("ms", "onset after the first muscle"),
    "order_iqr": ("ms", "onset jitter: interquartile range of those onsets"),
    "order_w": ("1", "concordance of the order over jerks, Kendall W"),
    "supra_fm": ("1", "a muscle of the eye or of cranial nerve V, VII, IX, X or XII takes part"),
    "n_segments": ("1", "segments that take part"),
    "span": ("m", "cranio-caudal extent of those segments"),
    "contiguous": ("1", "those segments adjoin"),
    "v_up": ("m/s", "velocity of the spread up the cord, less the nerves"),
    "v_down": ("m/s", "velocity of the spread down the cord, less the nerves"),
    "coactiv": ("ms", "onset of the antagonist after the agonist"),
    "ba_lead": ("ms", "peak of the back-average before the onset of bursts, or of silences"),
    "ba_shape": ("1", "shape of the back-average"),
    "ba_limb": ("1", "limb of the muscle back-averaged on"),
    "readiness": ("1", "a Bereitschaftspotential leads the jerks"),
    "spike_wave": ("1", "generalised spike-wave or polyspike-wave in the EEG"),
    "erd": ("1", "EEG desynchronises before the jerks"),
    "cmc_peaks": ("Hz", "frequencies of significant corticomuscular coherence"),
    "cmc_lead": ("ms", "EEG before EMG in that coherence"),
    "imc_exaggerated": ("1", "coherence between muscles is above the healthy range"),
    "sep_gain": ("1", "SEP (P25-N33, or all of it) over that of the healthy"),
    "c_reflex": ("1", "share of median-nerve volleys at rest that a hand muscle answers"),
    "c_reflex_latency": ("ms", "latency of that answer in the thumb"),
    "stim_latency": ("ms", "latency of the jerk after the stimulus"),
    "stim_sd": ("ms", "standard deviation of that latency"),
    "best_stimulus": ("1", "most effective stimulus"),
    "hand_minus_scm": ("ms", "hand after sternocleidomastoid in a stimulus-evoked generalised jerk"),
    "habituation": ("1", "amplitude of the last over the first answer of a series of 5 to 10 stimuli"),
    "silence_ms": ("ms", "duration of pauses in a tonic contraction, median"),
    "burst_before_silence": ("1", "a burst ends less than 50 ms before the pause"),
    "glottic_delay": ("ms", "closure of the glottis after the onset of the diaphragm"),
    "single_unit": ("1", "every burst is the potential of one motor unit"),
    "one_territory": ("1", "all muscles belong to one nerve or root"),
    "sleep_persist": ("1", "jerks persist under the reduced drive of sleep"),
    "action_gain": ("1", "jerk rate in action over that at rest"),
    "load_shift": ("1", "relative change of frequency when the inertia of the limb doubles"),
    "survives_transection": ("1", "jerks survive a transection of the cord above their segment"),
    "abolished_by_transection": ("1", "jerks vanish below a transection"),
    "survives_m1_removal": ("1", "removal of M1 of one hemisphere leaves the jerks unchanged"),
}


@dataclass(frozen=True)
class Features:
    """Measurements of one examination; None, and NaN as statistics of silence give, mean not measured.

    ms: burst_ms, order (with its muscles), order_iqr, coactiv, ba_lead and cmc_lead (both positive where the EEG comes
    first), c_reflex_latency, stim_latency, stim_sd, hand_minus_scm, silence_ms (0 if the contraction never paused),
    glottic_delay. s: train_ipi, iji. m: span. m/s: v_up, v_down. Hz: cmc_peaks (empty if none is significant). 1:
    cv_iji, order_w, n_segments, sep_gain, c_reflex, habituation, action_gain, load_shift. Yes or no: supra_fm,
    contiguous, readiness, spike_wave, erd, imc_exaggerated, burst_before_silence, single_unit, one_territory,
    sleep_persist, survives_transection, abolished_by_transection, survives_m1_removal. Words of CHOICES: ba_shape,
    ba_limb, best_stimulus.

    ba_shape 'slow' says the same as readiness; any other shape says nothing of it, since the window of a back-average
    is too short for a slow potential.

    order: (muscle, ms) of the muscles in more than half of the jerks, earliest first; of the jerks to the best
    stimulus where there is one. A muscle that is not in it counts as silent, except above the foramen magnum, where
    supra_fm says whether anything was recorded. burst_ms stays None where only pauses were seen. Raises ValueError for
    negative or (velocities and action_gain apart) infinite numbers, shares above 1, unknown words, and an order that
    is unsorted or names a muscle twice.
    """

    burst_ms: float | None = None
    train_ipi: float | None = None
    iji: float | None = None
    cv_iji: float | None = None
    order: tuple[tuple[str, float], ...] | None = None
    order_iqr: float | None = None
    order_w: float | None = None
    supra_fm: bool | None = None
    n_segments: float | None = None
    span: float | None = None
    contiguous: bool | None = None
    v_up: float | None = None
    v_down: float | None = None
    coactiv: float | None = None
    ba_lead: float | None = None
    ba_shape: str | None = None
    ba_limb: str | None = None
    readiness: bool | None = None
    spike_wave: bool | None = None
    erd: bool | None = None
    cmc_peaks: tuple[float, ...] | None = None
    cmc_lead: float | None = None
    imc_exaggerated: bool | None = None
    sep_gain: float | None = None
    c_reflex: float | None = None
    c_reflex_latency: float | None = None
    stim_latency: float | None = None
    stim_sd: float | None = None
    best_stimulus: str | None = None
    hand_minus_scm: float | None = None
    habituation: float | None = None
    silence_ms: float | None = None
    burst_before_silence: bool | None = None
    glottic_delay: float | None = None
    single_unit: bool | None = None
    one_territory: bool | None = None
    sleep_persist: bool | None = None
    action_gain: float | None = None
    load_shift: float | None = None
    survives_transection: bool | None = None
    abolished_by_transection: bool | None = None
    survives_m1_removal: bool | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if value is not None:
                object.__setattr__(self, field.name, _clean(field.name, str(field.type), value))


def features_to_dict(features: Features) -> dict[str, Any]:
    """What was measured as a plain mapping; what was not is left out."""
    return {name: value for name in WORDS if (value := getattr(features, name)) is not None}


def features_from_dict(values: Mapping[str, Any]) -> Features:
    """The reverse, also of JSON's lists. Raises ValueError for a name that is no feature."""
    unknown = [name for name in values if name not in WORDS]
    if unknown:
        raise ValueError(f"'{unknown[0]}' is no feature; features are {', '.join(WORDS)}")
    return Features(**values)


def features_with(features: Features, stated: Mapping[str, Any]) -> Features:
    """The features with findings that were not recorded but that an examiner states.

    stated: name -> value, such as {"sleep_persist": True, "load_shift": -0.3}. Raises ValueError for a name that is no
    feature, a value that it cannot have, and for a feature that was measured.

    >>> features_with(Features(burst_ms=30.0), {"sleep_persist": True}).sleep_persist
    True
    """
    found = features_to_dict(features_from_dict(stated))
    for name in found:
        if getattr(features, name) is not None:
            raise ValueError(f"'{name}' was measured ({getattr(features, name)}); state only what was not recorded")
    return features_from_dict(features_to_dict(features) | found)


def features_to_dataset(features: Features) -> xr.Dataset:
    """What was measured as scalars with unit and name; ``order`` over (muscle), ``cmc_peaks`` over (peak)."""
    data: dict[str, Any] = {}
    coords: dict[str, Any] = {}
    for name, value in features_to_dict(features).items():
        attrs = {"units": WORDS[name][0], "long_name": WORDS[name][1]}
        if name == "order":
            coords["muscle"] = np.array([muscle for muscle, _ in value], dtype=str)
            data[name] = ("muscle", np.array([delay for _, delay in value], dtype=float), attrs)
        elif name == "cmc_peaks":
            data[name] = ("peak", np.array(value, dtype=float), attrs)
        else:
            data[name] = ((), value, attrs)
    return xr.Dataset(data, coords)


def features_from_dataset(dataset: xr.Dataset) -> Features:
    """The reverse; other variables are passed over, a missing, NaN or empty one was not measured."""
    values: dict[str, Any] = {}
    for name in WORDS:
        if name not in dataset:
            continue
        if name == "order":
            muscles = dataset["muscle"].values.astype(str).tolist()
            values[name] = tuple(zip(muscles, dataset[name].values.tolist(), strict=True))
        elif name == "cmc_peaks":
            values[name] = tuple(dataset[name].values.tolist())
        else:
            values[name] = dataset[name].item()
    return Features(**values)


def _clean(name: str, kind: str, value: Any) -> Any:
    """The value of one field as its plain Python type, None for NaN and the words that say nothing."""
    if name in CHOICES:
        if value in NO_WORD or value != value:
            return None
        if value not in CHOICES[name]:
            raise ValueError(f"{name} is '{value}'; it is one of {', '.join(CHOICES[name])}")
        return str(value)
    if name == "order":
        return _sorted_order(value)
    if name == "cmc_peaks":
        return tuple(_number(name, peak) for peak in value)
    number = _number(name, value, missing=True)
    if math.isnan(number):
        return None
    if kind.startswith("bool") and number not in (0, 1):
        raise ValueError(f"{name} is {value}; it is true or false")
    return bool(number) if kind.startswith("bool") else number


def _number(name: str, value: Any, missing: bool = False) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise ValueError(f"{name} is {value!r}; give a number") from None
    if (math.isinf(number) and name not in ENDLESS) or (math.isnan(number) and not missing):
        raise ValueError(f"{name} holds {number}; leave out what was not measured")
    if number < 0 and name not in SIGNED:
        raise ValueError(f"{name} is {number:g}; it cannot be negative")
    if name in SHARES and number > 1:
        raise ValueError(f"{name} is {number:g}; it is a share of at most 1")
    return number


def _sorted_order(value: Iterable[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    order = tuple((str(muscle), _number("order", delay)) for muscle, delay in value)
    delays = [delay for _, delay in order]
    if delays != sorted(delays):
        raise ValueError("order is not sorted by onset; put the earliest muscle first")
    if len({muscle for muscle, _ in order}) < len(order):
        raise ValueError("order names a muscle twice; give each muscle its median onset")
    return order
