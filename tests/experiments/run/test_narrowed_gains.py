"""What a receptor gain does that is narrowed to a place: the jerks come from there."""

import pytest

import disinhibition as dis
from disinhibition.models.circuits.spinal import MUSCLES

pytestmark = pytest.mark.slow


def test_one_hand_area_without_inhibition_makes_jerks_of_the_other_arm_alone() -> None:
    given = {"sides": "both", "duration": "4 s", "seed": 1, "receptors.gaba_a": {"left_m1_hand": 0.1}}
    tree = dis.simulate(given, progress=False)
    muscles = set(tree["bursts"]["muscle"].values.astype(str))
    arm = {name for name, (_, zone) in MUSCLES.items() if zone == "hand"}
    assert tree["jerks"].sizes["jerk"] >= 3 and "right_fdi" in muscles
    assert muscles <= {f"right_{name}" for name in arm}
    assert "gaba_a.left_m1_hand=0.1" in tree.attrs["asked"]


def test_a_hand_area_that_loses_inhibition_during_the_run_jerks_from_then_on() -> None:
    words = ["courses.gaba_a.left_m1_hand=[1,0]", "course_step=2 s", "duration=4 s", "seed=1"]
    tree = dis.simulate(words, progress=False)
    assert tree["jerks"].sizes["jerk"] >= 3 and float(tree["jerks"]["onset"].min()) > 2
