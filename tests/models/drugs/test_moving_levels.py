"""What of a drug can move within a run, and what holds still."""

import numpy as np
import pytest

from disinhibition.models.condition.condition import Condition
from disinhibition.models.drugs.dosing.patient import Patient
from disinhibition.models.drugs.dosing.regimen import Dose
from disinhibition.models.drugs.kinetics.course import course
from disinhibition.models.drugs.levels import Levels
from disinhibition.models.drugs.mechanisms import factors_of
from disinhibition.models.drugs.moving_levels import courses_of
from disinhibition.models.engine.engine import Engine

TIMES = np.linspace(0, 59.4, 100)


def bolus(agent: str, amount: float, start: float = 10.0) -> list[dict[str, float]]:
    """Factors over a minute in which a drug is given into a vein."""
    followed = course([Dose(agent, "intravenous", amount, start)], Patient(), TIMES)
    return [factors_of(followed.at(time)) for time in TIMES]


def test_a_bolus_of_midazolam_raises_gaba_a_within_the_minute_and_nothing_before_it() -> None:
    courses, held = courses_of(bolus("midazolam", 5.0))
    assert set(courses) == {f"gaba_a.{region}" for region in ("cortex", "thalamus", "brainstem", "spinal")}
    for gains in courses.values():
        assert all(gain == 1 for gain in np.array(gains)[TIMES <= 10])
        assert np.all(np.diff(np.array(gains)[TIMES > 10]) > 0)
        assert 1.1 < gains[-1] < 1.92  # the ceiling of a benzodiazepine
    assert held == ("receptors.gaba_a_tonic", "receptors_onto.terminal.gaba_a")


def test_a_course_is_the_charge_relative_to_the_first_knot() -> None:
    half, most = (factors_of(Levels(free={"bicuculline": level})) for level in (1.2, 3.6))
    courses, held = courses_of([half, most])
    assert courses["gaba_a.cortex"] == pytest.approx((1.0, 0.5))
    assert held == ("receptors.gaba_a_tonic",)
    assert courses_of([{"decay.glycine.spinal": 2.0}, {"receptors.glycine.all": 2.0}]) == (
        {f"glycine.{region}": (1.0, 2.0) for region in ("cortex", "thalamus", "brainstem")}, ()
    )  # fmt: skip


def test_over_the_targets_that_a_drug_changes_a_course_is_the_geometric_mean() -> None:
    onto = {"receptors_onto.principal.gaba_a.cortex": 4.0, "receptors_onto.interneuron.gaba_a.cortex": 9.0}
    courses, held = courses_of([{}, {**onto, "decay.gaba_a.cortex": 2.0}])
    assert courses == {"gaba_a.cortex": (1.0, pytest.approx(2 * 6.0))} and held == ()


def test_what_is_no_receptor_gain_is_named_and_held() -> None:
    courses, held = courses_of(bolus("fentanyl", 0.1))
    assert not courses
    assert held == ("girk", "release")


def test_levels_that_stand_still_need_no_course() -> None:
    assert courses_of([{"receptors.gaba_a.all": 0.5, "release.pv": 0.9}] * 3) == ({}, ())
    assert courses_of([{}]) == ({}, ())


def test_a_bolus_changes_the_spikes_from_its_moment_on(compiled: Engine) -> None:
    gains, _ = courses_of([{}, factors_of(Levels(free={"midazolam": 0.05}))])
    plain = compiled.run(Condition(), duration=0.3, seed=3)
    given = compiled.run(Condition(courses=gains, course_step=0.15), duration=0.3, seed=3)
    early = plain.spike_time < 0.149
    np.testing.assert_array_equal(given.spike_time[: early.sum()], plain.spike_time[early])
    np.testing.assert_array_equal(given.spike_unit[: early.sum()], plain.spike_unit[early])
    assert len(given.spike_time) < len(plain.spike_time)
