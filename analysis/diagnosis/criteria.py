"""Conditions of the differential diagnosis: each is true, false, or unknown (None) where nothing was measured."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .features import Features

CRANIAL = ("eye", "face", "palate", "bulbar")  # levels above the foramen magnum; neck muscles of nerve XI lie below

Truth = bool | None


@dataclass(frozen=True)
class Limit:
    """Interval of one quantity: ``least`` and ``most`` belong to it, ``above`` and ``below`` do not."""

    least: float = float("-inf")
    most: float = float("inf")
    above: float = float("-inf")
    below: float = float("inf")

    def holds(self, value: float | None) -> Truth:
        """Whether a value lies inside; None for None."""
        return None if value is None else self.least <= value <= self.most and self.above < value < self.below


@dataclass(frozen=True)
class Criteria:
    """limits: by name. level: muscle without side -> level of the body. sets: named groups of muscles."""

    limits: Mapping[str, Limit]
    level: Mapping[str, str]
    sets: Mapping[str, frozenset[str]]


Predicate = Callable[[Features, Criteria], Truth]


def all_of(*truths: Truth) -> Truth:
    """False if any is false, else unknown if any is unknown."""
    return False if False in truths else None if None in truths else True


def any_of(*truths: Truth) -> Truth:
    """True if any is true, else unknown if any is unknown."""
    return True if True in truths else None if None in truths else False


def focal_spike(features: Features, criteria: Criteria) -> Truth:
    """Focal contralateral back-average inside the window of the limb; of both limbs where the limb is unknown."""
    if features.ba_shape is None:
        return None
    limbs = (features.ba_limb,) if features.ba_limb else ("arm", "leg")
    inside = {criteria.limits[f"focal_spike_{limb}"].holds(features.ba_lead) for limb in limbs}
    return all_of(features.ba_shape == "focal-contralateral", inside.pop() if len(inside) == 1 else None)


def frontal_or_generalised_spike(features: Features, criteria: Criteria) -> Truth:
    """Bilateral frontal back-average inside its window, or generalised spike-wave."""
    shape = None if features.ba_shape is None else features.ba_shape == "bilateral-frontal"
    return any_of(all_of(shape, criteria.limits["frontal_spike"].holds(features.ba_lead)), features.spike_wave)


def slow_potential(features: Features, criteria: Criteria) -> Truth:
    """A Bereitschaftspotential leads, as tested or as the shape says; another shape is no test for it."""
    shown = features.ba_shape == "slow"
    if shown and features.readiness is False:
        raise ValueError("readiness is false but ba_shape is slow; correct one of them")
    return True if shown else features.readiness


def eeg_leads_coherence(features: Features, criteria: Criteria) -> Truth:
    """Significant corticomuscular coherence in the band, the EEG ahead."""
    if features.cmc_peaks is None:
        return None
    inside = any(criteria.limits["coherence_band"].holds(peak) for peak in features.cmc_peaks)
    return all_of(inside, None if features.cmc_lead is None else features.cmc_lead > 0)


def c_reflex(features: Features, criteria: Criteria) -> Truth:
    """A reflex at rest in enough of the volleys, at its latency."""
    often = criteria.limits["c_reflex_share"].holds(features.c_reflex)
    return all_of(often, criteria.limits["c_reflex_latency"].holds(features.c_reflex_latency))


def supra_fm(features: Features, criteria: Criteria) -> Truth:
    """A muscle above the foramen magnum takes part, as said or as the order shows."""
    onsets = _onsets(features, criteria) or {}
    shown = any(level in onsets for level in CRANIAL)
    if shown and features.supra_fm is False:
        raise ValueError("supra_fm is false but order holds a cranial muscle; correct one of them")
    return True if shown else features.supra_fm


def descending(features: Features, criteria: Criteria) -> Truth:
    """Face first, then whichever of neck, arm and leg take part, in this order."""
    onsets = _onsets(features, criteria)
    if not onsets:
        return None if onsets is None else False
    if "face" not in onsets:
        return False if supra_fm(features, criteria) is False else None
    steps = [onsets[level] for level in ("face", "xi", "arm", "leg") if level in onsets]
    return len(steps) > 1 and _leads("face", onsets) and steps == sorted(steps)


def neck_first(features: Features, criteria: Criteria) -> Truth:
    """Nerve XI first, then up to the face and down to trunk or limbs."""
    onsets = _onsets(features, criteria)
    if onsets is None:
        return None
    up = True if "face" in onsets else None if supra_fm(features, criteria) is not False else False
    return all_of(_leads("xi", onsets), any(level in onsets for level in ("arm", "trunk", "leg")), up)


def trunk_first(features: Features, criteria: Criteria) -> Truth:
    """Chest or abdomen first, then up and down."""
    onsets = _onsets(features, criteria)
    if onsets is None:
        return None
    up = any(level in onsets for level in (*CRANIAL, "xi", "neck", "arm"))
    return _leads("trunk", onsets) and up and "leg" in onsets


def few_segments(features: Features, criteria: Criteria) -> Truth:
    """Few segments that adjoin, of one side or both; one segment adjoins itself."""
    alone = features.n_segments is not None and features.n_segments <= 1
    return all_of(criteria.limits["few_segments"].holds(features.n_segments), alone or features.contiguous)


def slow_both_ways(features: Features, criteria: Criteria) -> Truth:
    """Up and down the cord at the velocity of propriospinal fibres."""
    limit = criteria.limits["slow_spread"]
    return all_of(limit.holds(features.v_up), limit.holds(features.v_down))


def coactivation(features: Features, criteria: Criteria) -> Truth:
    """Agonist and antagonist begin together, whichever is first."""
    return criteria.limits["coactivation"].holds(None if features.coactiv is None else abs(features.coactiv))


def variable_and_late(features: Features, criteria: Criteria) -> Truth:
    """Order differs from jerk to jerk, and the answer to a stimulus is late and variable."""
    limits = criteria.limits
    late = limits["late_reaction"].holds(features.stim_latency)
    variable = limits["variable_reaction"].holds(features.stim_sd)
    return all_of(limits["variable_order"].holds(features.order_w), late, variable)


def load_dependent(features: Features, criteria: Criteria) -> Truth:
    """Frequency changes with the inertia of the limb, either way."""
    return criteria.limits["load_dependent"].holds(None if features.load_shift is None else abs(features.load_shift))


def distal(features: Features, criteria: Criteria) -> Truth:
    """The first muscle moves hand or foot."""
    names = _names(features)
    return None if names is None else bool(names) and names[0] in criteria.sets["distal"]


def diaphragm_only(features: Features, criteria: Criteria) -> Truth:
    """Diaphragm, alone or with other muscles of breathing."""
    names = _names(features)
    return None if names is None else all_of(_only("respiratory", features, criteria), "diaphragm" in names)


def _rhythm(name: str) -> Predicate:
    """Rate and its variation inside ``<name>_rate`` and ``<name>_cv``."""
    rate = _rate(f"{name}_rate")
    return lambda features, criteria: all_of(
        rate(features, criteria), criteria.limits[f"{name}_cv"].holds(features.cv_iji)
    )


def _rate(limit: str) -> Predicate:
    """Inverse interval inside a limit; two jerks at once have no rate."""
    return lambda features, criteria: criteria.limits[limit].holds(1 / features.iji if features.iji else None)


def _measure(name: str, limit: str) -> Predicate:
    """A number inside a limit."""
    return lambda features, criteria: criteria.limits[limit].holds(getattr(features, name))


def _said(name: str, *words: str) -> Predicate:
    """A yes-or-no feature as it stands, or a word that is one of ``words``."""

    def predicate(features: Features, criteria: Criteria) -> Truth:
        value = getattr(features, name)
        return value in words if words and value is not None else value

    return predicate


def _only(group: str, features: Features, criteria: Criteria) -> Truth:
    names = _names(features)
    return None if names is None else bool(names) and set(names) <= criteria.sets[group]


def _names(features: Features) -> list[str] | None:
    """Muscles in order of onset without side."""
    if features.order is None:
        return None
    return [name.removeprefix("left_").removeprefix("right_") for name, _ in features.order]


def _onsets(features: Features, criteria: Criteria) -> dict[str, float] | None:
    """Earliest onset of every level in ms; None if no order was measured.

    The blink to a sound or a tap is a reflex of its own and no part of the startle (Brown et al. 1991, Brain 114:1903).
    """
    names = _names(features)
    if names is None or features.order is None:
        return None
    unknown = [name for name in names if name not in criteria.level]
    if unknown:
        raise ValueError(f"muscle '{unknown[0]}' has no level; add it to the muscles of tables/diagnosis.yaml")
    muscles = [(name, criteria.level[name], delay) for name, (_, delay) in zip(names, features.order, strict=True)]
    neck = min((delay for _, level, delay in muscles if level == "xi"), default=float("-inf"))
    blinks = features.best_stimulus in ("face", "sound")
    onsets: dict[str, float] = {}
    for name, level, delay in muscles:
        if not (blinks and name == "orbicularis_oculi" and delay < neck):
            onsets.setdefault(level, delay)
    return onsets


def _leads(level: str, onsets: Mapping[str, float]) -> bool:
    return level in onsets and all(onsets[level] < onset for other, onset in onsets.items() if other != level)


PREDICATES: dict[str, Predicate] = {
    "burst_short": _measure("burst_ms", "burst_short"),
    "burst_medium": _measure("burst_ms", "burst_medium"),
    "burst_long": _measure("burst_ms", "burst_long"),
    "focal_spike": focal_spike,
    "frontal_or_generalised_spike": frontal_or_generalised_spike,
    "eeg_leads_coherence": eeg_leads_coherence,
    "giant_sep": _measure("sep_gain", "giant_sep"),
    "c_reflex": c_reflex,
    "descending": descending,
    "neck_first": neck_first,
    "trunk_first": trunk_first,
    "few_segments": few_segments,
    "fast_down": _measure("v_down", "fast_spread"),
    "slow_both_ways": slow_both_ways,
    "hand_early": _measure("hand_minus_scm", "hand_early"),
    "hand_late": _measure("hand_minus_scm", "hand_late"),
    "limb_stimulus": _said("best_stimulus", "limb"),
    "face_or_sound_stimulus": _said("best_stimulus", "face", "sound"),
    "coactivation": coactivation,
    "silences": _measure("silence_ms", "silences"),
    "slow_rhythm": _rhythm("slow_rhythm"),
    "tremor_rhythm": _rhythm("tremor_rhythm"),
    "sleep_persist": _said("sleep_persist"),
    "variable_and_late": variable_and_late,
    # Not scored: exclusions, special classes, certainty
    "supra_fm": supra_fm,
    "single_unit": _said("single_unit"),
    "one_territory": _said("one_territory"),
    "survives_transection": _said("survives_transection"),
    "abolished_by_transection": _said("abolished_by_transection"),
    "survives_m1_removal": _said("survives_m1_removal"),
    "slow_potential": slow_potential,
    "slow_potential_untested": lambda features, criteria: slow_potential(features, criteria) is None,
    "desynchronised": _said("erd"),
    "desynchronisation_untested": lambda features, criteria: features.erd is None,
    "load_dependent": load_dependent,
    "clonus_rhythm": _rhythm("clonus"),
    "levator_only": lambda features, criteria: _only("levator", features, criteria),
    "tensor_only": lambda features, criteria: _only("tensor", features, criteria),
    "palate_only": lambda features, criteria: _only("palate", features, criteria),
    "palatal_rhythm": _rhythm("palatal"),
    "diaphragm_only": diaphragm_only,
    "flutter_rate": _rate("flutter_rate"),
    "glottic_closure": _measure("glottic_delay", "glottic_closure"),
    "negative_silence": _measure("silence_ms", "negative_silence"),
    "burst_before_silence": _said("burst_before_silence"),
    "positive_bursts": lambda features, criteria: features.burst_ms is not None,
    "burst_brief": _measure("burst_ms", "burst_brief"),
    "distal": distal,
    "action_sensitive": _measure("action_gain", "action_sensitive"),
    "muscles_coherent": _said("imc_exaggerated"),
    "habituates": _measure("habituation", "habituates"),
    "persists": _measure("habituation", "persists"),
    "tremor": _rhythm("tremor"),
}
