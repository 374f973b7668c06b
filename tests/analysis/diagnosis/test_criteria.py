import numpy as np
import pytest

from disinhibition.analysis.diagnosis.criteria import CRITERIA
from disinhibition.analysis.diagnosis.decision_table import load_table
from disinhibition.analysis.diagnosis.features import Features

REFERENCE = load_table().reference
UNTESTED = {"slow_potential_untested", "desynchronisation_untested"}


def holds(name: str, **values: object) -> bool | None:
    return CRITERIA[name](Features(**values), REFERENCE)


def order(*muscles: tuple[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple((f"right_{muscle}", delay) for muscle, delay in muscles)


FACE_FIRST = order(("masseter", 0), ("orbicularis_oculi", 1.2), ("scm", 1.3), ("biceps", 5), ("fdi", 13))
NECK_FIRST = order(("scm", 0), ("orbicularis_oculi", 5), ("biceps", 5), ("masseter", 8), ("fdi", 12))
TRUNK_FIRST = order(("rectus_abdominis", 0), ("quadriceps", 25), ("biceps", 40))


@pytest.mark.parametrize("name", sorted(CRITERIA))
def test_nothing_is_known_of_an_empty_examination(name) -> None:
    assert holds(name) is (True if name in UNTESTED else False if name == "positive_bursts" else None)


def test_every_duration_is_short_medium_or_long() -> None:
    for duration in np.arange(0, 300, 0.5):
        assert sum(bool(holds(f"burst_{name}", burst_ms=duration)) for name in ("short", "medium", "long")) == 1
    assert holds("burst_short", burst_ms=45) and holds("burst_medium", burst_ms=100)


@pytest.mark.parametrize(
    ("lead", "limb", "found"),
    [(20, "arm", True), (20, "leg", False), (40, "leg", True), (40, "arm", False), (-20, "arm", False),
     (27, None, True), (20, None, None), (60, None, False), (None, "arm", None)],
)  # fmt: skip
def test_focal_spike_leads_by_the_conduction_time_of_the_limb(lead, limb, found) -> None:
    assert holds("focal_spike", ba_shape="focal-contralateral", ba_lead=lead, ba_limb=limb) is found
    assert holds("focal_spike", ba_shape="none", ba_lead=lead, ba_limb=limb) is False


def test_frontal_wave_or_generalised_spikes_suffice_and_both_must_miss() -> None:
    row = "frontal_or_generalised_spike"
    assert holds(row, ba_shape="bilateral-frontal", ba_lead=100) is True
    assert holds(row, spike_wave=True) is True
    assert holds(row, ba_shape="none") is None
    assert holds(row, ba_shape="bilateral-frontal", ba_lead=200, spike_wave=False) is False


@pytest.mark.parametrize(
    ("shape", "tested", "found"),
    [
        (None, None, None),
        ("none", None, None),
        ("focal-contralateral", None, None),
        ("none", False, False),
        ("none", True, True),
        ("slow", None, True),
        ("slow", True, True),
    ],
)
def test_a_back_average_of_200_ms_is_no_test_for_a_slow_potential(shape, tested, found) -> None:
    assert holds("slow_potential", ba_shape=shape, readiness=tested) is found
    assert holds("slow_potential_untested", ba_shape=shape, readiness=tested) is (found is None)


def test_a_slow_shape_without_a_slow_potential_is_refused() -> None:
    with pytest.raises(ValueError, match="correct one of them"):
        holds("slow_potential", ba_shape="slow", readiness=False)


@pytest.mark.parametrize(
    ("peaks", "lead", "found"),
    [((9, 20), 15, True), ((20,), -5, False), ((5,), 15, False), ((), None, False), ((20,), None, None)],
)
def test_coherence_counts_in_its_band_if_the_eeg_leads(peaks, lead, found) -> None:
    assert holds("eeg_leads_coherence", cmc_peaks=peaks, cmc_lead=lead) is found


@pytest.mark.parametrize(
    ("share", "latency", "found"),
    [(0.9, 40, True), (0.5, 40, False), (0.9, 70, False), (0.9, None, None), (0, None, False)],
)
def test_c_reflex_is_frequent_and_at_its_latency(share, latency, found) -> None:
    assert holds("c_reflex", c_reflex=share, c_reflex_latency=latency) is found


@pytest.mark.parametrize(
    ("muscles", "row"), [(FACE_FIRST, "descending"), (NECK_FIRST, "neck_first"), (TRUNK_FIRST, "trunk_first")]
)
def test_an_order_fits_one_row(muscles, row) -> None:
    found = {name for name in ("descending", "neck_first", "trunk_first") if holds(name, order=muscles)}
    assert found == {row}


def test_order_of_descent_is_face_neck_arm_leg() -> None:
    assert holds("descending", order=order(("masseter", 0), ("fdi", 5), ("scm", 9))) is False
    assert holds("descending", order=order(("masseter", 0), ("orbicularis_oculi", 1))) is False
    assert holds("descending", order=order(("masseter", 0), ("scm", 0), ("fdi", 5))) is False
    assert holds("descending", order=()) is False


def test_face_that_was_not_recorded_leaves_the_order_open() -> None:
    limbs = order(("scm", 0), ("biceps", 5), ("fdi", 12))
    for row in ("descending", "neck_first"):
        assert holds(row, order=limbs) is None
        assert holds(row, order=limbs, supra_fm=False) is False
    assert holds("neck_first", order=order(("fdi", 0), ("scm", 5))) is False


def test_blink_to_a_sound_is_no_part_of_the_startle() -> None:
    startle = order(("orbicularis_oculi", 0), ("scm", 28), ("masseter", 32), ("biceps", 40))
    assert holds("neck_first", order=startle, best_stimulus="sound") is True
    assert holds("descending", order=startle, best_stimulus="sound") is False
    assert holds("neck_first", order=startle) is False
    assert holds("neck_first", order=NECK_FIRST, best_stimulus="sound") is True


def test_trunk_spreads_up_and_down() -> None:
    assert holds("trunk_first", order=TRUNK_FIRST[:2]) is False
    assert holds("trunk_first", order=order(("rectus_abdominis", 0), ("biceps", 40))) is False


@pytest.mark.parametrize(
    ("row", "muscles", "unrecorded", "found"),
    [
        ("trunk_first", TRUNK_FIRST[:1] + TRUNK_FIRST[2:], ("leg",), None),
        ("trunk_first", TRUNK_FIRST[:1] + TRUNK_FIRST[2:], (), False),
        ("trunk_first", TRUNK_FIRST, ("neck",), True),
        ("trunk_first", order(("quadriceps", 25), ("biceps", 40)), ("trunk",), None),
        ("trunk_first", order(("biceps", 0), ("rectus_abdominis", 5)), ("leg",), False),  # the arm leads
        ("neck_first", order(("scm", 0), ("masseter", 8)), ("leg",), None),
        ("neck_first", order(("scm", 0), ("masseter", 8)), (), False),
        ("neck_first", order(("masseter", 3), ("biceps", 8)), ("neck",), None),
        ("descending", FACE_FIRST[:2], ("leg",), None),
        ("descending", FACE_FIRST[:2], ("trunk",), False),
        ("descending", FACE_FIRST, ("leg",), True),
    ],
)
def test_a_part_of_the_body_that_was_not_recorded_may_have_jerked(row, muscles, unrecorded, found) -> None:
    assert holds(row, order=muscles, unrecorded=unrecorded) is found


def test_cranial_muscle_in_the_order_lies_above_the_foramen_magnum_and_the_neck_does_not() -> None:
    assert holds("supra_fm", order=FACE_FIRST) is True
    assert holds("supra_fm", order=order(("scm", 0), ("trapezius", 1))) is None
    assert holds("supra_fm", supra_fm=False) is False


@pytest.mark.parametrize(
    ("values", "message"),
    [({"order": FACE_FIRST, "supra_fm": False}, "correct one"), ({"order": order(("tail", 0))}, "no level")],
)
def test_contradiction_and_unknown_muscle_are_one_clear_line(values, message) -> None:
    with pytest.raises(ValueError, match=message) as error:
        holds("supra_fm", **values)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("count", "contiguous", "found"),
    [(2, True, True), (1, None, True), (3, None, None), (3, False, False), (4, True, False), (4, None, False)],
)
def test_few_segments_adjoin(count, contiguous, found) -> None:
    assert holds("few_segments", n_segments=count, contiguous=contiguous) is found


def test_velocities_are_fast_down_or_slow_both_ways() -> None:
    assert holds("fast_down", v_down=55) is True and holds("fast_down", v_down=np.inf) is False
    assert holds("slow_both_ways", v_up=5, v_down=5) is True
    assert holds("slow_both_ways", v_up=5, v_down=np.inf) is False and holds("slow_both_ways", v_up=5) is None


@pytest.mark.parametrize(
    ("row", "interval", "cv", "found"),
    [("slow_rhythm", 1 / 1.2, 0.12, True), ("slow_rhythm", 1 / 1.2, 0.2, False), ("slow_rhythm", 0.1, 0.1, False),
     ("tremor_rhythm", 0.1, 0.1, True), ("tremor_rhythm", 1 / 9, 0.2, False), ("tremor", 1 / 9, 0.2, True),
     ("clonus_rhythm", 1 / 6.2, 0.05, True), ("slow_rhythm", 0.0, 0.1, None), ("slow_rhythm", 0.5, None, None)],
)  # fmt: skip
def test_rhythm_has_a_rate_and_a_variation(row, interval, cv, found) -> None:
    assert holds(row, iji=interval, cv_iji=cv) is found


def test_antagonists_and_load_count_either_way() -> None:
    assert holds("coactivation", coactiv=-3) is True and holds("coactivation", coactiv=-30) is False
    assert holds("load_dependent", load_shift=-0.29) is True and holds("load_dependent", load_shift=0.0) is False


def test_functional_jerks_vary_in_order_and_come_late_and_unevenly() -> None:
    late = {"order_w": 0.3, "stim_latency": 180, "stim_sd": 60}
    assert holds("variable_and_late", **late) is True
    for name, value in (("order_w", 0.9), ("stim_latency", 60), ("stim_sd", 5)):
        assert holds("variable_and_late", **{**late, name: value}) is False
        assert holds("variable_and_late", **{**late, name: None}) is None


def test_breathing_needs_the_diaphragm() -> None:
    assert holds("diaphragm_only", order=order(("diaphragm", 0), ("intercostal", 5))) is True
    assert holds("diaphragm_only", order=order(("intercostal", 0))) is False
    assert holds("diaphragm_only", order=order(("diaphragm", 0), ("fdi", 5))) is False


def test_hand_is_distal_and_no_muscle_is_not() -> None:
    assert holds("distal", order=order(("fdi", 0), ("biceps", 5))) is True
    assert holds("distal", order=order(("biceps", 0), ("fdi", 5))) is False and holds("distal", order=()) is False
