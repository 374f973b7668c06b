"""Regimens as people write them: what they become, and what is refused."""

import pytest

from disinhibition.errors import UserError
from disinhibition.models.drugs.dosing.patient import Patient
from disinhibition.models.drugs.dosing.regimen import Dose, read_regimen

CLONAZEPAM = {"agent": "clonazepam", "dose": "0.5 mg", "route": "oral", "every": "12 h", "for": "14 d"}
HOUR, DAY = 3600, 86400


def read(*entries, patient=None, **options):
    return read_regimen(entries, patient or Patient(), **options)


def test_a_repeated_dose_runs_from_its_start_for_its_time():
    doses = read({**CLONAZEPAM, "start": "1 d"})
    assert len(doses) == 28
    assert doses[0] == Dose("clonazepam", "oral", 0.5, DAY)
    assert doses[-1].start == DAY + 27 * 12 * HOUR


def test_agents_are_put_in_order_of_time():
    doses = read({**CLONAZEPAM, "start": "2 h"}, {"agent": "etomidate", "dose": "20 mg"})
    assert doses[0] == Dose("etomidate", "intravenous", 20)


def test_amounts_per_kg_follow_the_weight():
    (dose,) = read({"agent": "etomidate", "dose": "0.3 mg/kg"}, patient=Patient(weight=50))
    assert dose.amount == pytest.approx(15)


@pytest.mark.parametrize(("given", "mg"), [("500 ug", 0.5), ("0.5 mg", 0.5), ("0.0005 g", 0.5), (".5mg", 0.5)])
def test_units_of_an_amount(given, mg):
    assert read({**CLONAZEPAM, "dose": given})[0].amount == pytest.approx(mg)


def test_units_of_effect_become_a_mass():
    (dose,) = read({"agent": "corticotropin", "dose": "150 U", "route": "intramuscular"})
    assert dose.amount == pytest.approx(1.5)


@pytest.mark.parametrize(("given", "mg"), [("10 mg/h", 240), ("2 ug/kg/min", 0.002 * 70 * 60 * 24), ("240 mg/d", 240)])
def test_an_infusion_by_rate_gives_rate_times_time(given, mg):
    (dose,) = read({"agent": "morphine", "rate": given, "route": "intravenous", "for": "24 h"})
    assert dose == Dose("morphine", "intravenous", pytest.approx(mg), 0, DAY)


def test_a_dose_can_be_infused():
    (dose,) = read({"agent": "morphine", "dose": "10 mg", "route": "intravenous", "over": "30 min"})
    assert (dose.amount, dose.duration) == (10, 1800)


def test_more_than_plausible_is_given_only_when_asked_for():
    given = {**CLONAZEPAM, "dose": "300 mg"}
    with pytest.raises(ValueError, match="above the largest plausible 20 mg; allow_extreme=true"):
        read(given)
    assert read(given, allow_extreme=True)[0].amount == 300


def test_small_doses_too_often_are_too_much_in_a_day():
    with pytest.raises(ValueError, match="288 mg in a day"):
        read({**CLONAZEPAM, "dose": "1 mg", "every": "5 min"})


def test_entries_of_one_agent_are_too_much_together_and_each_is_named():
    other = {"agent": "diazepam", "dose": "5 mg", "route": "oral"}
    with pytest.raises(ValueError, match=r"^drugs\[0\], drugs\[2\] clonazepam: oral, 24 mg in an hour is above"):
        read({**CLONAZEPAM, "dose": "12 mg"}, other, {**CLONAZEPAM, "dose": "12 mg", "start": "30 min"})


def test_a_few_doses_close_together_are_what_they_are_and_not_a_day_of_them():
    naloxone = {"agent": "naloxone", "dose": "0.4 mg", "route": "intravenous", "every": "2 min", "for": "10 min"}
    assert sum(dose.amount for dose in read(naloxone)) == pytest.approx(2)


def test_what_is_dosed_in_units_is_told_so():
    injected = {"agent": "botulinum", "muscle": "right_fdi"}
    with pytest.raises(ValueError, match="'20' has no unit; write it as '20 U'"):
        read({**injected, "dose": "20"})
    with pytest.raises(ValueError, match="500 U in an hour is above the largest plausible 400 U"):
        read({**injected, "dose": "500 U"})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"agent": "clonazepan"}, r"drugs\[0\]: unknown agent 'clonazepan'; did you mean 'clonazepam'"),
        ({"dose": 0.5}, r"drugs\[0\] clonazepam, dose: 0.5 has no unit; write it as '0.5 mg'"),
        ({"dose": "0.5 h"}, r"drugs\[0\] clonazepam, dose: '0.5 h' is not an amount"),
        ({"dose": "0.5 mg/h"}, "is not an amount"),
        ({"dose": "5 U"}, "is in units, but this agent is dosed by mass"),
        ({"dose": "half a mg"}, "is not a number with a unit"),
        ({"dose": "-0.5 mg"}, "'-0.5 mg' must be above 0"),
        ({"dose": "nan mg"}, "is not a number with a unit"),
        ({"dose": "1e999 mg"}, "is not a finite number"),
        ({"dose": True}, "is not a number with a unit"),
        ({"route": "nasal"}, "clonazepam: has no route 'nasal'; it is given intravenous or oral"),
        ({"route": None}, "clonazepam: name the route; it is given intravenous or oral"),
        ({"route": ["oral"]}, r"clonazepam: has no route '\['oral'\]'"),
        ({"start": "1e9 d"}, "clonazepam, start: '1e9 d' is beyond the 100 years that a course may take"),
        ({"every": 12}, "clonazepam, every: 12 has no unit; give it in us, ms, s, min, h, d"),
        ({"every": "12 mg"}, "has the unit 'mg', which is no time"),
        ({"every": "0 h"}, "every: '0 h' must be above 0"),
        ({"start": "-1 h"}, "start: '-1 h' must be above 0"),
        ({"for": "2 h"}, "times are out of order, 'for' is shorter than 'every'"),
        ({"for": None, "over": "1 h"}, "for: None is not a number"),
        ({"every": "1 s", "dose": "1 ug"}, "is 1209600 doses"),
        ({"over": "1 h"}, "what is given oral is not infused"),
        ({"route": "intravenous", "over": "13 h"}, "times are out of order, 'over' is longer than 'every'"),
        ({"rate": "1 mg/h"}, "give either a dose or a rate"),
        ({"dosis": "1 mg"}, "unknown key 'dosis'; did you mean 'dose'"),
        ({"amount": "1 mg"}, "unknown key 'amount'; did you mean 'dose'"),
        ({"muscle": "right_fdi"}, "acts everywhere; leave out 'muscle'"),
    ],
)
def test_what_is_wrong_with_an_entry_is_said_in_one_line(change, message):
    with pytest.raises(UserError, match=message) as caught:
        read({**CLONAZEPAM, **change})
    assert "\n" not in str(caught.value)


def test_a_name_of_another_key_is_told_before_the_agent_is_missed() -> None:
    with pytest.raises(UserError, match=r"drugs\[0\]: unknown key 'name'; did you mean 'agent'"):
        read({"name": "clonazepam"})
    with pytest.raises(UserError, match=r"drugs\[0\]: name the agent"):
        read({"dose": "1 mg"})


def test_a_repeated_dose_needs_an_end():
    with pytest.raises(ValueError, match="takes both 'every' and 'for'"):
        read({"agent": "clonazepam", "dose": "1 mg", "route": "oral", "every": "12 h"})


def test_a_metabolite_is_not_given():
    with pytest.raises(ValueError, match="m3g: is a metabolite and cannot be given"):
        read({"agent": "m3g", "dose": "1 mg"})


def test_botulinum_toxin_goes_into_a_named_muscle():
    (dose,) = read({"agent": "botulinum", "dose": "20 U", "muscle": "right_fdi"})
    assert dose.muscle == "right_fdi"
    with pytest.raises(ValueError, match="name the injected muscle; did you mean 'right_fdi'"):
        read({"agent": "botulinum", "dose": "20 U", "muscle": "right_fid"})
    with pytest.raises(ValueError, match="botulinum: name the injected muscle"):
        read({"agent": "botulinum", "dose": "20 U"})


@pytest.mark.parametrize(("hours", "fits"), [(20_000, True), (20_001, False)])
def test_a_regimen_has_at_most_twenty_thousand_doses(hours, fits):
    entry = {"agent": "morphine", "dose": "1 ug", "route": "intravenous", "every": "1 h", "for": f"{hours} h"}
    if fits:
        assert len(read_regimen([entry], Patient())) == hours
    else:
        with pytest.raises(UserError, match="20001 doses; the most is 20000"):
            read_regimen([entry], Patient())
