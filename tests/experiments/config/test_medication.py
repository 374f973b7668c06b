"""From the drugs of a config to the factors of a run."""

import json
from typing import Any

import pytest

from disinhibition.errors import UserError
from disinhibition.experiments.config.medication import Medication, read_medication
from disinhibition.experiments.config.schema import read_settings
from disinhibition.experiments.config.settings import Settings, plain_settings, point_key, settings_from_plain
from disinhibition.models.drugs.levels import Levels
from disinhibition.models.drugs.mechanisms import factors_of

REGIMEN = {"agent": "clonazepam", "dose": "1.5 mg", "route": "oral", "every": "8 h", "for": "14 d"}
MORPHINE = {"agent": "morphine", "rate": "10 mg/h", "route": "intravenous", "for": "3 d"}
BASE: dict[str, Any] = {
    "sides": "right", "duration": 1, "dt": 0.1, "scale": 1, "seed": 1, "wiring_seed": 1, "jitter": 0, "parameters": 0,
    "numbers": {}, "form": {"name": "healthy"}, "protocol": {"name": "rest"}, "engine": {"kind": "numpy",
    "precision": "float32"},
}  # fmt: skip


def settings(**given: Any) -> Settings:
    return read_settings({**BASE, **given})


def test_no_drug_leaves_settings_and_plain_values_as_they_were() -> None:
    for nothing in ({}, {"drugs": []}, {"concentration": {"clonazepam": 0}}):
        same = settings(**nothing)
        assert same.condition == settings().condition
        assert plain_settings(same) == plain_settings(settings())
        assert "drugs" not in plain_settings(same)


def test_a_level_set_directly_is_the_factors_of_that_level() -> None:
    found = settings(concentration={"clonazepam": "20 nM"})
    assert found.condition.factors == pytest.approx(factors_of(Levels({"clonazepam": 0.02})))
    assert found.drugs == "clonazepam 0.02 uM"
    assert settings_from_plain(plain_settings(found)) == found


def test_a_regimen_is_its_levels_at_the_snapshot() -> None:
    early, late = (settings(drugs=[REGIMEN], snapshot=when).condition.factors for when in ("8 h", "6 d"))
    assert 1 < early["decay.gaba_a.cortex"] < late["decay.gaba_a.cortex"]


def test_what_a_drug_opens_of_the_leak_is_the_same_in_every_parameter_set() -> None:
    opened = []
    for share in (0.05, 0.1):
        found = settings(concentration={"morphine": 0.1}, numbers={"receptors": {"girk": {"share": share}}})
        opened.append(share * (found.condition.factors["girk.pv"] - 1))
    assert opened[0] == pytest.approx(opened[1]) and opened[0] > 0.1
    with pytest.raises(UserError, match=r"receptors\.girk\.share=0: drugs that open GIRK"):
        settings(concentration={"morphine": 0.1}, numbers={"receptors": {"girk": {"share": 0}}})


def test_a_tolerant_patient_is_tolerant_in_what_desensitises_too() -> None:
    tolerant, naive = (
        settings(drugs=[MORPHINE], snapshot="72 h", readings={"opioid_patient": patient}, concentration={}).condition
        for patient in ("tolerant", "naive")
    )
    weaker = settings(drugs=[{**MORPHINE, "rate": f"{10 / 7} mg/h"}], snapshot="72 h").condition
    assert tolerant.factors["girk.pt"] < naive.factors["girk.pt"]
    assert tolerant.factors["girk.pt"] == pytest.approx(weaker.factors["girk.pt"])


def test_a_bolus_moves_the_gain_within_the_run() -> None:
    bolus = {"agent": "midazolam", "dose": "5 mg", "route": "intravenous", "start": "10 s"}
    found = settings(drugs=[bolus], moving=True, duration=60)
    gains = found.condition.courses["gaba_a.cortex"]
    assert len(gains) * found.condition.course_step == pytest.approx(60)
    assert not found.condition.factors
    assert gains[int(10 / found.condition.course_step)] == 1 < gains[50] < gains[-1]
    assert found.drugs.startswith("midazolam 0 to 0.0") and "held still: receptors.gaba_a_tonic" in found.drugs
    assert settings_from_plain(json.loads(json.dumps(plain_settings(found)))) == found
    later = settings(drugs=[bolus], moving=True, duration=60, snapshot="30 s").condition
    assert later.factors and 1 < later.courses["gaba_a.cortex"][-1] < gains[-1]


def test_a_bolus_after_the_run_is_exactly_the_undrugged_run() -> None:
    bolus = {"agent": "midazolam", "dose": "5 mg", "route": "intravenous", "start": "10 s"}
    assert plain_settings(settings(drugs=[bolus], moving=True)) == plain_settings(settings())


def test_failing_kidneys_raise_what_they_clear() -> None:
    morphine = {"agent": "morphine", "rate": "10 mg/h", "route": "intravenous", "for": "3 d"}
    well, ill = (
        settings(drugs=[morphine], snapshot="72 h", patient={"gfr": gfr}, readings={"opioid_mu": "off"})
        for gfr in (100, 15)
    )
    assert ill.condition.factors["release.pv"] < well.condition.factors["release.pv"] < 1


def test_drugs_multiply_with_form_and_user() -> None:
    both = settings(
        concentration={"bicuculline": 1.2},
        receptors={"gaba_a": {"all": 0.5}},
        form={"name": "sick", "receptors": {"gaba_a": {"all": 0.5}}},
    )
    assert both.condition.factors["receptors.gaba_a.all"] == pytest.approx(0.125)


def test_hormones_restore_what_the_form_took() -> None:
    hormone = {"agent": "corticotropin", "dose": "150 U", "route": "intramuscular", "every": "12 h", "for": "60 d"}
    treated = read_medication({"drugs": [hormone], "snapshot": "60 d"}, {"receptors.gaba_a.cortex": 0.2}, 1.0)
    assert 0.2 < treated.form["receptors.gaba_a.cortex"] < 1
    assert not treated.factors


def test_a_point_is_known_by_what_drugs_do_and_not_by_their_names() -> None:
    def key(**given: Any) -> str:
        return point_key(plain_settings(settings(**given)), "network")

    assert key(concentration={"clonazepam": 0.02}) == key(concentration={"clonazepam": 0.01, "diazepam": 0.013})
    assert key(concentration={"clonazepam": 0.02}) != key(concentration={"clonazepam": 0.03})
    assert key(concentration={"clonazepam": 0}) == key()
    assert key(concentration={"phenytoin": 6}) != key(
        concentration={"phenytoin": 6}, readings={"sodium_use": "by_rate"}
    )


def test_a_level_that_follows_from_doses_is_not_set_as_well() -> None:
    with pytest.raises(UserError, match="follows from drugs"):
        settings(drugs=[REGIMEN], snapshot="1 d", concentration={"clonazepam": 0.1})
    alone = settings(drugs=[REGIMEN], snapshot="1 d")
    assert settings(drugs=[REGIMEN], snapshot="1 d", concentration={"clonazepam": 0}) == alone


def test_absurd_doses_need_to_be_meant() -> None:
    much = {**REGIMEN, "dose": "300 mg"}
    with pytest.raises(UserError, match="allow_extreme=true"):
        settings(drugs=[much], snapshot="1 d")
    assert settings(drugs=[much], snapshot="1 d", allow_extreme=True).drugs


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        (
            {"drugs": [{**REGIMEN, "agent": "clonazepan"}], "snapshot": "1 d"},
            UserError,
            r"drugs\[0\]: .*did you mean 'clonazepam'",
        ),
        (
            {"drugs": [{**REGIMEN, "dose": 1.5}], "snapshot": "1 d"},
            UserError,
            r"drugs\[0\] clonazepam, dose: 1.5 has no unit",
        ),
        ({"drugs": [{**REGIMEN, "dose": "1.5 mL"}], "snapshot": "1 d"}, UserError, "dose: '1.5 mL' is not an amount"),
        ({"drugs": [{**REGIMEN, "dose": "-1 mg"}], "snapshot": "1 d"}, UserError, "dose: '-1 mg' must be above 0"),
        ({"drugs": [{**MORPHINE, "rate": "0 mg/h"}], "snapshot": "1 d"}, UserError, "rate: '0 mg/h' must be above 0"),
        (
            {"drugs": [{**MORPHINE, "rate": "10 mg"}], "snapshot": "1 d"},
            UserError,
            "rate: '10 mg' is not an amount per time",
        ),
        ({"drugs": [{**REGIMEN, "route": "nasal"}], "snapshot": "1 d"}, UserError, "clonazepam: has no route 'nasal'"),
        ({"drugs": [{**REGIMEN, "for": "1 h"}], "snapshot": "1 d"}, UserError, "clonazepam: times are out of order"),
        ({"drugs": [REGIMEN]}, UserError, "drugs need the moment"),
        ({"drugs": [REGIMEN], "snapshot": "14"}, UserError, "snapshot: '14' has no unit"),
        ({"drugs": [REGIMEN], "snapshot": "-1 h"}, UserError, "snapshot has to lie at or after the beginning"),
        ({"snapshot": "1 d"}, UserError, "snapshot=1 d: there are no drugs to look at"),
        ({"moving": True}, UserError, "moving=True: there are no drugs to follow"),
        ({"drugs": [REGIMEN], "moving": "perhaps"}, UserError, "moving=perhaps has to be true or false"),
        (
            {"drugs": [{**MORPHINE, "agent": "fentanyl", "rate": "1 mg/h"}], "moving": True, "duration": 300},
            UserError,
            r"moving=true: what these drugs change \(girk, release\) holds still within a run; take snapshots",
        ),
        ({"drugs": REGIMEN, "snapshot": "1 d"}, UserError, "drugs has to be a list"),
        ({"drugs": ["clonazepam"], "snapshot": "1 d"}, UserError, r"drugs\[0\]: 'clonazepam' is no regimen"),
        (
            {"concentration": {"clonazepan": 1}},
            UserError,
            "concentration.clonazepan: unknown agent 'clonazepan'; did you mean 'clonazepam'",
        ),
        ({"concentration": {"clonazepam": "1 mg"}}, UserError, "concentration.clonazepam='1 mg' has the wrong unit"),
        ({"concentration": {"clonazepam": -1}}, UserError, "concentration.clonazepam=-1 is below 0"),
        ({"concentration": {"botulinum": 1}}, UserError, "concentration.botulinum acts where it is injected"),
        (
            {"concentration": {"clonazepam": 1}, "patient": {"gfr": 900}},
            UserError,
            "patient.gfr=900 mL/min is outside",
        ),
        ({"patient": {"hieght": 2}}, UserError, "unknown covariate 'patient.hieght'"),
        ({"patient": 70}, UserError, "patient=70 names nothing"),
        (
            {"drugs": [REGIMEN], "snapshot": "1 d", "allow_extreme": "perhaps"},
            UserError,
            "allow_extreme=perhaps has to be true",
        ),
        ({"stimulation": {"vim": 1.5}}, UserError, "stimulation.vim=1.5 has to be a fraction"),
        ({"readings": {"sv2": "pool"}}, UserError, "unknown reading 'readings.sv2'; did you mean 'readings.sv2a'"),
    ],
)
def test_what_is_wrong_with_drugs_is_said_in_one_line_that_names_the_entry(
    given: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message) as caught:
        settings(**given)
    assert "\n" not in str(caught.value.args[0])


def test_more_than_the_model_can_run_names_the_drug_and_its_level() -> None:
    with pytest.raises(
        UserError, match=r"^drugs: phenytoin 1e\+03 uM bring sodium\.\w+ to 0\.0476, outside 0\.05 to 5"
    ):
        settings(concentration={"phenytoin": 1000}, allow_extreme=True)


def test_the_first_moment_is_a_snapshot() -> None:
    bolus = {"agent": "midazolam", "dose": "5 mg", "route": "intravenous"}
    assert settings(drugs=[bolus], snapshot=0).condition == settings(drugs=[bolus], snapshot="0 s").condition


@pytest.mark.parametrize(
    "given", [{}, {"drugs": []}, {"concentration": {}}, {"moving": False, "allow_extreme": False}, {"snapshot": None}]
)
def test_what_is_not_given_is_no_medication(given) -> None:
    assert read_medication(given, {"release.pv": 0.5}, 1.0) == Medication({"release.pv": 0.5})


@pytest.mark.parametrize("moment", [0, "0 s", "2 h"])
def test_a_moment_without_drugs_is_refused_the_first_one_too(moment) -> None:
    with pytest.raises(UserError, match=r"there are no drugs to look at"):
        read_medication({"snapshot": moment}, {}, 1.0)
    with pytest.raises(UserError, match=r"there are no drugs to look at"):
        read_medication({"snapshot": moment, "concentration": {"clonazepam": 0.02}}, {}, 1.0)


def test_a_level_beyond_what_is_plausible_is_refused_unless_it_is_asked_for() -> None:
    slip = {"concentration": {"clonazepam": 20}}
    with pytest.raises(UserError) as told:
        read_medication(slip, {}, 1.0)
    assert str(told.value) == (
        "concentration.clonazepam=20 uM is above the largest plausible level, 0.763 uM;"
        " is the unit right? allow_extreme=true runs it all the same"
    )
    assert read_medication({**slip, "allow_extreme": True}, {}, 1.0).label == "clonazepam 20 uM"
    assert read_medication({"concentration": {"clonazepam": "20 nM"}}, {}, 1.0).label == "clonazepam 0.02 uM"
