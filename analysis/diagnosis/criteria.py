"""Conditions of the differential diagnosis: each is true, false, or unknown (None) where nothing was measured."""

from collections.abc import Callable, Mapping

from ...errors import UserError
from .feature_values import PARTS
from .features import Features
from .limits import Reference, Truth, all_of, any_of

CRANIAL_LEVELS = (
    "eye",
    "face",
    "palate",
    "bulbar",
)  # levels above the foramen magnum; neck muscles of nerve XI lie below


Criterion = Callable[[Features, Reference], Truth]


def _focal_spike(features: Features, reference: Reference) -> Truth:
    """Focal contralateral back-average inside the window of the limb; of both limbs where the limb is unknown."""
    if features.ba_shape is None:
        return None
    limbs = (features.ba_limb,) if features.ba_limb else ("arm", "leg")
    inside = {reference.limits[f"focal_spike_{limb}"].holds(features.ba_lead) for limb in limbs}
    return all_of(features.ba_shape == "focal-contralateral", inside.pop() if len(inside) == 1 else None)


def _frontal_or_generalised_spike(features: Features, reference: Reference) -> Truth:
    """Bilateral frontal back-average inside its window, or generalised spike-wave."""
    shape = None if features.ba_shape is None else features.ba_shape == "bilateral-frontal"
    return any_of(all_of(shape, reference.limits["frontal_spike"].holds(features.ba_lead)), features.spike_wave)


def _slow_potential(features: Features, reference: Reference) -> Truth:
    """A Bereitschaftspotential leads, as tested or as the shape says; another shape is no test for it."""
    shown = features.ba_shape == "slow"
    if shown and features.readiness is False:
        raise UserError("readiness is false but ba_shape is slow; correct one of them")
    return True if shown else features.readiness


def _eeg_leads_coherence(features: Features, reference: Reference) -> Truth:
    """Significant corticomuscular coherence in the band, the EEG ahead."""
    if features.cmc_peaks is None:
        return None
    inside = any(reference.limits["coherence_band"].holds(peak) for peak in features.cmc_peaks)
    return all_of(inside, None if features.cmc_lead is None else features.cmc_lead > 0)


def _c_reflex(features: Features, reference: Reference) -> Truth:
    """A reflex at rest in enough of the volleys, at its latency."""
    often = reference.limits["c_reflex_share"].holds(features.c_reflex)
    return all_of(often, reference.limits["c_reflex_latency"].holds(features.c_reflex_latency))


def _supra_fm(features: Features, reference: Reference) -> Truth:
    """A muscle above the foramen magnum takes part, as said or as the order shows."""
    onsets = _onsets(features, reference) or {}
    shown = any(level in onsets for level in CRANIAL_LEVELS)
    if shown and features.supra_fm is False:
        raise UserError("supra_fm is false but order holds a cranial muscle; correct one of them")
    return True if shown else features.supra_fm


def _descending(features: Features, reference: Reference) -> Truth:
    """Face first, then whichever of neck, arm and leg take part, in this order."""
    onsets = _onsets(features, reference)
    if not onsets:
        return None if onsets is None else False
    if "face" not in onsets:
        return False if _supra_fm(features, reference) is False else None
    steps = [onsets[level] for level in ("face", "xi", "arm", "leg") if level in onsets]
    spreads = any_of(*(_takes_part(level, onsets, features) for level in ("xi", "arm", "leg")))
    return all_of(_leads("face", onsets, features), steps == sorted(steps), spreads)


def _neck_first(features: Features, reference: Reference) -> Truth:
    """Nerve XI first, then up to the face and down to trunk or limbs."""
    onsets = _onsets(features, reference)
    if onsets is None:
        return None
    up = True if "face" in onsets else None if _supra_fm(features, reference) is not False else False
    down = any_of(*(_takes_part(level, onsets, features) for level in ("arm", "trunk", "leg")))
    return all_of(_leads("xi", onsets, features), down, up)


def _trunk_first(features: Features, reference: Reference) -> Truth:
    """Chest or abdomen first, then up and down."""
    onsets = _onsets(features, reference)
    if onsets is None:
        return None
    up = any_of(*(_takes_part(level, onsets, features) for level in (*CRANIAL_LEVELS, "xi", "neck", "arm")))
    return all_of(_leads("trunk", onsets, features), up, _takes_part("leg", onsets, features))


def _few_segments(features: Features, reference: Reference) -> Truth:
    """Few segments that adjoin, of one side or both; one segment adjoins itself."""
    alone = features.n_segments is not None and features.n_segments <= 1
    return all_of(reference.limits["few_segments"].holds(features.n_segments), alone or features.contiguous)


def _slow_both_ways(features: Features, reference: Reference) -> Truth:
    """Up and down the cord at the velocity of propriospinal fibres."""
    limit = reference.limits["slow_spread"]
    return all_of(limit.holds(features.v_up), limit.holds(features.v_down))


def _coactivation(features: Features, reference: Reference) -> Truth:
    """Agonist and antagonist begin together, whichever is first."""
    return reference.limits["coactivation"].holds(None if features.coactiv is None else abs(features.coactiv))


def _variable_and_late(features: Features, reference: Reference) -> Truth:
    """Order differs from jerk to jerk, and the answer to a stimulus is late and variable."""
    limits = reference.limits
    late = limits["late_reaction"].holds(features.stim_latency)
    variable = limits["variable_reaction"].holds(features.stim_sd)
    return all_of(limits["variable_order"].holds(features.order_w), late, variable)


def _load_dependent(features: Features, reference: Reference) -> Truth:
    """Frequency changes with the inertia of the limb, either way."""
    return reference.limits["load_dependent"].holds(None if features.load_shift is None else abs(features.load_shift))


def _distal(features: Features, reference: Reference) -> Truth:
    """The first muscle moves hand or foot."""
    names = _names(features)
    return None if names is None else bool(names) and names[0] in reference.sets["distal"]


def _diaphragm_only(features: Features, reference: Reference) -> Truth:
    """Diaphragm, alone or with other muscles of breathing."""
    names = _names(features)
    return None if names is None else all_of(_only("respiratory", features, reference), "diaphragm" in names)


def _rhythm(name: str) -> Criterion:
    """Rate and its variation inside ``<name>_rate`` and ``<name>_cv``."""
    rate = _rate(f"{name}_rate")
    return lambda features, reference: all_of(
        rate(features, reference), reference.limits[f"{name}_cv"].holds(features.cv_iji)
    )


def _rate(limit: str) -> Criterion:
    """Inverse interval inside a limit; two jerks at once have no rate."""
    return lambda features, reference: reference.limits[limit].holds(1 / features.iji if features.iji else None)


def _measure(name: str, limit: str) -> Criterion:
    """A number inside a limit."""
    return lambda features, reference: reference.limits[limit].holds(getattr(features, name))


def _as_stated(name: str, *words: str) -> Criterion:
    """A yes-or-no feature as it stands, or a word that is one of ``words``."""

    def predicate(features: Features, reference: Reference) -> Truth:
        value = getattr(features, name)
        return value in words if words and value is not None else value

    return predicate


def _only(group: str, features: Features, reference: Reference) -> Truth:
    names = _names(features)
    return None if names is None else bool(names) and set(names) <= reference.sets[group]


def _names(features: Features) -> list[str] | None:
    """Muscles in order of onset without side."""
    if features.order is None:
        return None
    return [name.removeprefix("left_").removeprefix("right_") for name, _ in features.order]


def _onsets(features: Features, reference: Reference) -> dict[str, float] | None:
    """Earliest onset of every level in ms; None if no order was measured.

    The blink to a sound or a tap is a reflex of its own and no part of the startle (Brown et al. 1991, Brain 114:1903).
    """
    names = _names(features)
    if names is None or features.order is None:
        return None
    unknown = [name for name in names if name not in reference.level]
    if unknown:
        raise UserError(
            f"muscle '{unknown[0]}' has no level in the diagnosis; those that have one are {', '.join(reference.level)}"
        )
    muscles = [(name, reference.level[name], delay) for name, (_, delay) in zip(names, features.order, strict=True)]
    neck = min((delay for _, level, delay in muscles if level == "xi"), default=float("-inf"))
    blinks = features.best_stimulus in ("face", "sound")
    onsets: dict[str, float] = {}
    for name, level, delay in muscles:
        if not (blinks and name == "orbicularis_oculi" and delay < neck):
            onsets.setdefault(level, delay)
    return onsets


def _takes_part(level: str, onsets: Mapping[str, float], features: Features) -> Truth:
    """Whether a muscle of a level jerks; unknown where no muscle of that part of the body was recorded."""
    unrecorded = any(level in PARTS[part] for part in features.unrecorded or ())
    return True if level in onsets else None if unrecorded else False


def _leads(level: str, onsets: Mapping[str, float], features: Features) -> Truth:
    """Whether a level begins before all others that were recorded."""
    if level not in onsets:
        return _takes_part(level, onsets, features)
    return all(onsets[level] < onset for other, onset in onsets.items() if other != level)


CRITERIA: dict[str, Criterion] = {
    "burst_short": _measure("burst_ms", "burst_short"),
    "burst_medium": _measure("burst_ms", "burst_medium"),
    "burst_long": _measure("burst_ms", "burst_long"),
    "focal_spike": _focal_spike,
    "frontal_or_generalised_spike": _frontal_or_generalised_spike,
    "eeg_leads_coherence": _eeg_leads_coherence,
    "giant_sep": _measure("sep_gain", "giant_sep"),
    "c_reflex": _c_reflex,
    "descending": _descending,
    "neck_first": _neck_first,
    "trunk_first": _trunk_first,
    "few_segments": _few_segments,
    "fast_down": _measure("v_down", "fast_spread"),
    "slow_both_ways": _slow_both_ways,
    "hand_early": _measure("hand_minus_scm", "hand_early"),
    "hand_late": _measure("hand_minus_scm", "hand_late"),
    "limb_stimulus": _as_stated("best_stimulus", "limb"),
    "face_or_sound_stimulus": _as_stated("best_stimulus", "face", "sound"),
    "coactivation": _coactivation,
    "silences": _measure("silence_ms", "silences"),
    "slow_rhythm": _rhythm("slow_rhythm"),
    "tremor_rhythm": _rhythm("tremor_rhythm"),
    "sleep_persist": _as_stated("sleep_persist"),
    "variable_and_late": _variable_and_late,
    # Not scored: exclusions, special classes, certainty
    "supra_fm": _supra_fm,
    "single_unit": _as_stated("single_unit"),
    "one_territory": _as_stated("one_territory"),
    "survives_transection": _as_stated("survives_transection"),
    "abolished_by_transection": _as_stated("abolished_by_transection"),
    "survives_m1_removal": _as_stated("survives_m1_removal"),
    "slow_potential": _slow_potential,
    "slow_potential_untested": lambda features, reference: _slow_potential(features, reference) is None,
    "desynchronised": _as_stated("erd"),
    "desynchronisation_untested": lambda features, reference: features.erd is None,
    "load_dependent": _load_dependent,
    "clonus_rhythm": _rhythm("clonus"),
    "levator_only": lambda features, reference: _only("levator", features, reference),
    "tensor_only": lambda features, reference: _only("tensor", features, reference),
    "palate_only": lambda features, reference: _only("palate", features, reference),
    "palatal_rhythm": _rhythm("palatal"),
    "diaphragm_only": _diaphragm_only,
    "flutter_rate": _rate("flutter_rate"),
    "glottic_closure": _measure("glottic_delay", "glottic_closure"),
    "negative_silence": _measure("silence_ms", "negative_silence"),
    "burst_before_silence": _as_stated("burst_before_silence"),
    "positive_bursts": lambda features, reference: features.burst_ms is not None,
    "burst_brief": _measure("burst_ms", "burst_brief"),
    "distal": _distal,
    "action_sensitive": _measure("action_gain", "action_sensitive"),
    "muscles_coherent": _as_stated("imc_exaggerated"),
    "habituates": _measure("habituation", "habituates"),
    "persists": _measure("habituation", "persists"),
    "tremor": _rhythm("tremor"),
}
