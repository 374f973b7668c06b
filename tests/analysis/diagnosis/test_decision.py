from dataclasses import replace
from importlib.resources import files

import pytest
import yaml

from disinhibition.analysis.diagnosis.criteria import CRITERIA
from disinhibition.analysis.diagnosis.decision import Diagnosis, diagnose
from disinhibition.analysis.diagnosis.decision_table import load_table, weights_digest
from disinhibition.analysis.diagnosis.features import Features
from disinhibition.analysis.diagnosis.wording import diagnosis_text

TABLE = load_table()
CONTENT = yaml.safe_load((files("disinhibition.analysis.diagnosis") / "tables" / "diagnosis.yaml").read_text())
# A change of weights, limits or rules is a new freeze and goes into the changelog
DIGEST = "3b45c3db093a42d1"


def order(*muscles: tuple[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple((f"right_{muscle}", delay) for muscle, delay in muscles)


def found(features: Features, **changes: object) -> Diagnosis:
    return diagnose(replace(features, **changes))


# Ten published examinations
CORTICAL = Features(
    burst_ms=25, ba_shape="focal-contralateral", ba_lead=20, ba_limb="arm", c_reflex=0.9, c_reflex_latency=45,
    order=order(("masseter", 0), ("orbicularis_oculi", 1.2), ("scm", 1.3), ("biceps", 5.2), ("fdi", 13)),
)  # fmt: skip
RETICULAR = Features(
    burst_ms=60, best_stimulus="limb", sep_gain=1.0, hand_minus_scm=12,
    order=order(
        ("scm", 0), ("orbicularis_oculi", 5), ("biceps", 5), ("masseter", 8), ("fdi", 12), ("tibialis_anterior", 20)
    ),
)  # fmt: skip
STARTLE = Features(
    burst_ms=120, best_stimulus="sound", stim_latency=58, habituation=0.9, hand_minus_scm=39,
    order=order(("scm", 0), ("masseter", 4), ("biceps", 12), ("apb", 39), ("tibialis_anterior", 67)),
)  # fmt: skip
PROPRIOSPINAL = Features(
    burst_ms=250, supra_fm=False, order=order(("rectus_abdominis", 0), ("quadriceps", 25), ("biceps", 40))
)
SPINAL = Features(
    burst_ms=150, iji=1 / 1.2, cv_iji=0.12, sleep_persist=True, n_segments=2, contiguous=True,
    order=order(("triceps", 0), ("fdi", 2)),
)  # fmt: skip
CLONUS = Features(iji=1 / 6.2, cv_iji=0.05, load_shift=-0.29, order=order(("soleus", 0)))
TREMOR = Features(burst_ms=30, iji=1 / 9, cv_iji=0.2, cmc_peaks=(9, 20), cmc_lead=15, order=order(("fdi", 0)))
GENERALISED = Features(burst_ms=60, spike_wave=True, order=(("left_deltoid", 0), ("right_deltoid", 5)))
ASTERIXIS = Features(silence_ms=100, iji=0.25, cv_iji=0.5, burst_before_silence=False)


def test_vector_1_short_bursts_after_a_focal_spike_are_definitely_cortical() -> None:
    result = diagnose(CORTICAL)
    assert (result.best, result.certainty) == ("cortical", "definite")
    assert result.scores["cortical"] == 1 + 5 + 3 + 2 and result.margin == 11 - 2


def test_vector_2_neck_first_after_a_wrist_shock_is_reticular() -> None:
    result = diagnose(RETICULAR)
    assert (result.best, result.certainty) == ("reticular", "by score")
    assert result.scores["reticular"] == 1 + 4 + 3 + 2 and result.margin == 10 - 2


@pytest.mark.parametrize(("habituation", "subtype"), [(0.9, "hyperekplexia"), (0.2, "normal_startle"), (None, "")])
def test_vector_3_late_hand_after_a_sound_is_startle_and_habituation_tells_which(habituation, subtype) -> None:
    result = found(STARTLE, habituation=habituation)
    assert (result.best, result.subtype, result.certainty) == ("startle", subtype, "by score")
    assert result.scores["startle"] == 1 + 4 + 3 + 3


@pytest.mark.parametrize(("velocity", "score"), [(None, 6), (5.0, 10)])
def test_vector_4_slow_spread_from_the_trunk_is_propriospinal_unless_mimicked(velocity, score) -> None:
    result = found(PROPRIOSPINAL, v_up=velocity, v_down=velocity)
    assert (result.best, result.certainty) == ("propriospinal", "by score")
    assert result.scores["propriospinal"] == score
    assert any("functional mimicry is not excluded" in note for note in result.notes)
    assert "slow_potential" in result.missing


def test_vector_5_regular_long_bursts_of_two_segments_that_persist_asleep_are_segmental() -> None:
    result = diagnose(SPINAL)
    assert (result.best, result.certainty) == ("spinal_segmental", "by score")
    assert result.scores["spinal_segmental"] == 2 + 4 + 3 + 1


def test_vector_6_a_face_that_takes_part_excludes_the_cord() -> None:
    muscles = order(("triceps", 0), ("fdi", 2), ("orbicularis_oculi", 4))
    for changes in ({"supra_fm": True}, {"order": muscles, "n_segments": 3, "contiguous": False}):
        result = found(SPINAL, **changes)
        assert {"spinal_segmental", "propriospinal"} <= set(result.excluded)
        assert result.best != "spinal_segmental"


def test_vector_7_a_rhythm_that_inertia_slows_is_clonus() -> None:
    result = diagnose(CLONUS)
    assert (result.best, result.certainty) == ("clonus", "by rule")
    assert set(result.excluded) == set(TABLE.classes) - {"functional"}
    assert found(CLONUS, load_shift=0.0).best != "clonus"
    assert "load_dependent" in found(CLONUS, load_shift=None).missing


def test_vector_8_coherent_bursts_at_9_hz_are_cortical_tremor() -> None:
    result = diagnose(TREMOR)
    assert (result.best, result.subtype, result.certainty) == ("cortical", "cortical_tremor", "definite")
    assert result.margin == 2


@pytest.mark.parametrize("segments", [None, 2])
def test_vector_9_both_shoulders_with_generalised_polyspikes_are_cortical_subcortical(segments) -> None:
    result = found(GENERALISED, n_segments=segments, contiguous=segments and True)
    assert (result.best, result.certainty) == ("cortical_subcortical", "by score")


def test_vector_10_silences_alone_are_asterixis_and_with_spike_and_giant_sep_cortical() -> None:
    assert (diagnose(ASTERIXIS).best, diagnose(ASTERIXIS).certainty) == ("asterixis", "by rule")
    spike = {"ba_shape": "focal-contralateral", "ba_lead": 23, "ba_limb": "arm"}
    result = found(ASTERIXIS, **spike, sep_gain=4)
    assert (result.best, result.certainty) == ("cortical_negative_myoclonus", "by rule")
    half = found(ASTERIXIS, **spike)
    assert (half.best, half.certainty) == ("asterixis", "uncertain")
    assert "giant_sep" in half.missing


# Published exceptions
DEGENERATION = Features(
    c_reflex=0.9, c_reflex_latency=40, sep_gain=1.0, ba_shape="none", cmc_peaks=(), imc_exaggerated=True
)


def test_reflex_without_any_sign_in_the_eeg_is_cortical_but_uncertain() -> None:
    result = diagnose(DEGENERATION)
    assert (result.best, result.certainty) == ("cortical", "uncertain")
    assert diagnosis_text(result).startswith("cortical?")


def test_nor_do_short_distal_action_sensitive_bursts_make_that_reflex_certain() -> None:
    arm = {"burst_ms": 30, "order": order(("fdi", 0), ("biceps", 3)), "best_stimulus": "limb", "action_gain": 5}
    result = found(DEGENERATION, **arm)
    assert (result.best, result.certainty) == ("cortical", "uncertain") and result.margin >= 2
    assert found(DEGENERATION, **arm, imc_exaggerated=False).certainty == "possible"


def test_tremor_with_coherence_is_cortical_without_a_spike() -> None:
    result = found(TREMOR, ba_shape="none")
    assert (result.best, result.certainty) == ("cortical", "definite")


@pytest.mark.parametrize("hand", [None, 12])
def test_reticular_bursts_of_20_ms_are_still_reticular_by_their_order(hand) -> None:
    result = found(RETICULAR, burst_ms=20, best_stimulus=None, hand_minus_scm=hand)
    assert (result.best, result.certainty) == ("reticular", "by score")


def test_mimicry_of_propriospinal_jerks_shows_only_in_the_eeg() -> None:
    spread = {"v_up": 5.0, "v_down": 5.0}
    assert found(PROPRIOSPINAL, **spread, ba_shape="slow").best == "functional"
    assert found(PROPRIOSPINAL, **spread, erd=True).certainty == "uncertain"
    assert found(PROPRIOSPINAL, **spread, readiness=True).best == "functional"
    short = found(PROPRIOSPINAL, **spread, ba_shape="none", erd=False)
    assert any("not excluded" in note for note in short.notes) and "slow_potential" in short.missing
    tested = found(PROPRIOSPINAL, **spread, readiness=False, erd=False)
    assert (tested.best, tested.certainty) == ("propriospinal", "by score")
    assert any("stays possible" in note for note in tested.notes)
    assert not any("not excluded" in note for note in tested.notes)


# Exclusions
ORGANIC = set(TABLE.classes) - {"functional"}


@pytest.mark.parametrize(
    ("features", "excluded"),
    [
        ({"supra_fm": True}, {"spinal_segmental", "propriospinal"}),
        ({"single_unit": True, "one_territory": True}, set(TABLE.classes) - {"peripheral"}),
        ({"single_unit": True}, set()),
        ({"survives_transection": True}, {"cortical", "reticular"}),
        ({"abolished_by_transection": True}, {"spinal_segmental", "propriospinal"}),
        ({"ba_shape": "slow"}, ORGANIC),
        ({"readiness": True}, ORGANIC),
        ({"readiness": False, "ba_shape": "none"}, set()),
        ({"load_shift": -0.3, "iji": 0.2, "cv_iji": 0.05}, ORGANIC),
        ({"load_shift": -0.3, "iji": 0.2, "cv_iji": 0.15}, set()),
        ({"load_shift": -0.3, "iji": 1.0, "cv_iji": 0.05}, set()),
        ({"survives_m1_removal": True}, {"cortical"}),
        ({"sep_gain": 3}, {"spinal_segmental", "propriospinal", "peripheral"}),
        ({"c_reflex": 0.8, "c_reflex_latency": 45}, {"spinal_segmental", "propriospinal", "peripheral"}),
    ],
)
def test_exclusions_leave_out_their_classes_and_say_why(features, excluded) -> None:
    result = diagnose(Features(**features))
    assert set(result.excluded) & set(TABLE.classes) == excluded
    assert all(reason for reasons in result.excluded.values() for reason in reasons)


def test_an_excluded_class_is_not_best_however_high_its_score() -> None:
    result = found(CORTICAL, survives_m1_removal=True)
    assert result.scores["cortical"] == max(result.scores.values()) and result.best != "cortical"


def test_single_units_of_one_nerve_are_peripheral_and_a_slow_potential_is_functional() -> None:
    fasciculation = found(ASTERIXIS, single_unit=True, one_territory=True)
    assert (fasciculation.best, fasciculation.certainty) == ("peripheral", "by rule")
    voluntary = found(CLONUS, ba_shape="slow")
    assert (voluntary.best, voluntary.certainty, voluntary.margin) == ("functional", "by rule", float("inf"))


def test_exclusions_that_leave_no_class_are_uncertain() -> None:
    result = diagnose(Features(ba_shape="slow", single_unit=True, one_territory=True))
    assert (result.best, result.certainty, result.margin) == ("", "uncertain", 0)
    assert "leave no class" in diagnosis_text(result)


# Special classes
@pytest.mark.parametrize(
    ("features", "best", "subtype"),
    [
        ({"order": order(("levator_veli_palatini", 0)), "iji": 0.5, "cv_iji": 0.1}, "palatal", "symptomatic"),
        ({"order": order(("tensor_veli_palatini", 0)), "iji": 0.5, "cv_iji": 0.1}, "palatal", "essential"),
        ({"order": order(("diaphragm", 0), ("intercostal", 3)), "iji": 0.4}, "diaphragmatic_flutter", ""),
        ({"order": order(("diaphragm", 0)), "iji": 3.0, "glottic_delay": 35}, "hiccup", ""),
    ],
)
def test_special_classes_come_before_scores(features, best, subtype) -> None:
    result = diagnose(Features(**features))
    assert (result.best, result.subtype, result.certainty) == (best, subtype, "by rule")


@pytest.mark.parametrize("changes", [{"cv_iji": 0.3}, {"iji": 3.0}, {"sep_gain": 4}, {"order": order(("fdi", 0))}])
def test_palatal_jerks_are_alone_regular_at_their_rate_and_without_giant_sep(changes) -> None:
    palatal = Features(order=order(("levator_veli_palatini", 0)), iji=0.5, cv_iji=0.1)
    assert found(palatal, **changes).best != "palatal"


@pytest.mark.parametrize(
    "changes", [{"silence_ms": 30}, {"silence_ms": 600}, {"burst_before_silence": True}, {"burst_ms": 25}]
)
def test_silences_beside_bursts_or_of_another_length_are_no_asterixis(changes) -> None:
    assert found(ASTERIXIS, **changes).best != "asterixis"


# Certainty of a cortical origin
def test_certainty_falls_from_definite_to_probable_to_possible_to_uncertain() -> None:
    spike = found(CORTICAL, sep_gain=3)
    assert spike.certainty == "definite" and found(CORTICAL, burst_ms=60).certainty == "uncertain"
    assert found(CORTICAL, ba_shape="none", ba_lead=None, sep_gain=3).certainty == "probable"
    hand = Features(burst_ms=30, order=order(("fdi", 0)), supra_fm=False, sep_gain=3, action_gain=4)
    assert diagnose(hand).certainty == "possible"
    assert found(hand, action_gain=1.0).certainty == "uncertain"
    assert found(hand, action_gain=1.0, best_stimulus="limb").certainty == "possible"
    assert found(hand, order=order(("biceps", 0))).certainty == "uncertain"


# Uncertainty, ties, nothing
def test_nothing_measured_is_uncertain_and_everything_is_missing() -> None:
    result = diagnose(Features())
    assert (result.best, result.certainty, result.margin) == ("", "uncertain", 0)
    assert set(TABLE.rows) <= set(result.missing)
    assert not result.evidence and not result.excluded and not any(result.scores.values())


def test_a_tie_has_no_best_class() -> None:
    result = diagnose(Features(coactiv=1.0))
    assert (result.best, result.certainty, result.margin) == ("", "uncertain", 0)
    assert diagnosis_text(result).startswith("no single class, uncertain")


def test_a_margin_of_one_is_uncertain_and_of_two_is_not() -> None:
    one = diagnose(Features(burst_ms=60))
    assert (one.best, one.margin, one.certainty) == ("cortical_subcortical", 1, "uncertain")
    assert diagnose(TREMOR).margin == 2 and diagnose(TREMOR).certainty != "uncertain"


def test_missing_rows_are_those_that_overturn_the_margin_and_no_others() -> None:
    result = diagnose(TREMOR)
    for name in result.missing:
        assert CRITERIA[name](TREMOR, TABLE.reference) is None, name
    # Cortical 4, cortical-subcortical 2: the rows that cost cortical more, and no others
    rows = {"frontal_or_generalised_spike", "slow_both_ways", "variable_and_late"}
    assert set(result.missing) & set(TABLE.rows) == rows
    assert not set(diagnose(RETICULAR).missing) & set(TABLE.rows)


def test_what_would_change_a_diagnosis_most_comes_first() -> None:
    # Another class comes before another lead, and a longer lead before a shorter one
    tied = diagnose(Features(coactiv=1.0)).missing
    assert (
        tied.index("slow_potential") < tied.index("focal_spike") < tied.index("giant_sep") < tied.index("burst_short")
    )
    missing = diagnose(TREMOR).missing
    leads = [
        TABLE.rows[name]["cortical_subcortical"] - TABLE.rows[name]["cortical"]
        for name in missing
        if name in TABLE.rows
    ]
    assert leads == sorted(leads, reverse=True)


def test_half_measured_rule_names_what_it_still_needs() -> None:
    assert {"single_unit", "one_territory"} <= set(diagnose(CORTICAL).missing)
    assert "one_territory" in found(CORTICAL, single_unit=True).missing
    assert "one_territory" not in found(CORTICAL, single_unit=False).missing


# The table
def test_weights_are_those_that_were_frozen() -> None:
    assert weights_digest() == DIGEST


def test_every_condition_is_a_predicate_with_words_and_every_predicate_is_used() -> None:
    parts = ("exclusions", "special", "subtypes", "certainty", "doubts", "notes")
    rules = [rule for part in parts for rule in getattr(TABLE, part)]
    used = set(TABLE.rows)
    for rule in rules:
        used |= {rule.when} if isinstance(rule.when, str) else {name for part in rule.when.values() for name in part}
    assert used == set(CRITERIA) == set(TABLE.words)
    assert not {rule.name for rule in rules} & set(CRITERIA)
    special = {rule.name for rule in TABLE.special}
    assert all(set(rule.of) <= special | set(TABLE.classes) for rule in rules)


def test_every_limit_has_unit_source_and_confidence_and_every_rule_a_source() -> None:
    for name, entry in CONTENT["limits"].items():
        assert {"unit", "source", "confidence"} <= set(entry), name
        assert set(entry) & {"least", "most", "above", "below"}, name
        assert (entry["source"] == "guess") == (entry["confidence"] == "guess"), name
    for part in ("rows", "exclusions", "special", "subtypes", "certainty", "doubts", "notes"):
        assert all(entry["source"] for entry in CONTENT[part].values()), part


def test_text_names_class_evidence_exclusion_and_what_is_missing() -> None:
    text = diagnosis_text(diagnose(CORTICAL))
    assert text.splitlines()[0] == "cortical, definite, margin 9"
    assert "  a focal contralateral spike leads: +5" in text
    assert "excluded: spinal segmental: " in text and "would change it: " in text


@pytest.mark.parametrize("features", [CORTICAL, Features()])
def test_text_ends_with_not_for_patient_care_whatever_the_diagnosis(features: Features) -> None:
    assert diagnosis_text(diagnose(features)).splitlines()[-1] == (
        "This is a research model. It is not for patient care."
    )


def test_an_exclusion_names_what_was_found_and_nothing_that_was_not_looked_at() -> None:
    reflex, giant = {"c_reflex": 0.9, "c_reflex_latency": 45.0}, {"sep_gain": 4.0}
    rest = ", so that this is not the only generator (two can coexist)"
    sep = "the somatosensory evoked potential (SEP) is giant"
    for measured, said in (
        (reflex, "there is a C-reflex at rest"),
        (giant, sep),
        (reflex | giant, f"{sep} and there is a C-reflex at rest"),
    ):
        assert diagnose(Features(**measured)).excluded["peripheral"] == (said + rest,)


def test_what_is_said_of_a_rule_has_no_gap_left_in_any_diagnosis() -> None:
    table = load_table()
    for rule in (*table.exclusions, *table.special, *table.doubts, *table.notes):
        some = rule.when.get("any", ()) if isinstance(rule.when, dict) else ()
        assert ("{found}" in rule.words) <= bool(some), rule.name
