"""Conditions refuse what does not exist, and name the nearest thing that does."""

import pytest

from disinhibition.errors import UserError
from disinhibition.models.condition.condition import Condition


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"factors": {"receptors.gaba_a.cortx": 0.5}}, "did you mean 'receptors.gaba_a.cortex'"),
        ({"factors": {"receptors.glycine.spinal": -0.1}}, "outside 0 to"),
        ({"lesions": ("transection:C3",)}, "transection:C2"),
        ({"lesions": ("amputation",)}, "there are transection"),
        ({"drives": {"right_fdl": 0.5}}, "did you mean 'right_fdi'"),
        ({"drives": {"right_fdi": 1.5}}, "0 to 1"),
        ({"courses": {"gaba_a": (1.0,)}}, "such as gaba_a.cortex"),
        ({"courses": {"gaba_a.cortex": ()}}, "1 to 256"),
        ({"course_step": 0.0}, "positive"),
        ({"state": "asleep"}, "there are awake, nrem, rem"),
        ({"ramp_start": -1.0}, "neither is below 0"),
        ({"courses": {"gaba_a.left_hand_m1": (1.0,)}}, "did you mean 'gaba_a.left_m1_hand'"),
        ({"courses": {"gaba_a_tonic.cortex": (1.0,)}}, "this gain holds still in a run, and what moves is ampa, nmda,"),
        ({"courses": {"gaba_a_tonic.left_m1": (1.0,)}}, "this gain holds still in a run"),
        ({"factors": {"receptors.gaba_a.left_m1_arm": 0.5}}, "did you mean 'receptors.gaba_a.left_m1_hand'"),
        ({"factors": {"receptors.gaba_a.left_m1": 101}}, "outside 0 to 100"),
        ({"courses": {"gaba_a.cortex": (1.0, -0.1)}}, "at least 0"),
    ],
)
def test_condition_that_cannot_be_is_refused_in_one_line(fields, message):
    with pytest.raises(UserError) as refused:
        Condition(**fields)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_condition_names_the_places_to_which_it_is_narrowed():
    condition = Condition(
        factors={"receptors.gaba_a.cortex": 0.5, "receptors_onto.interneuron.gaba_a.left_m1_hand": 0.5},
        courses={"glycine.right_cervical": (1.0, 0.5), "gaba_a.all": (1.0, 0.5)},
    )
    assert condition.narrowed == ("left_m1_hand", "right_cervical") and Condition().narrowed == ()


def test_a_condition_of_which_nothing_is_said_is_healthy_and_at_rest():
    plain = Condition()
    assert (plain.factors, plain.lesions, plain.stimuli, plain.drives, plain.courses) == ({}, (), (), {}, {})
    assert plain.state == "awake"
    assert (plain.ramp_start, plain.ramp_rise) == (0.0, 0.0)
