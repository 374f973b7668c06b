"""What a search looks for is read from its line."""

import pytest

from disinhibition.errors import UserError
from disinhibition.experiments.fit.search_goal import read_goal

GAIN = "receptors.gaba_a.cortex"


def test_a_range_of_logarithms_and_a_choice_are_told_apart() -> None:
    goal = read_goal([f"{GAIN}=tag(log,interval(0.1,1))", "protocol=rest,startle", "search.target=1", "seed=2"])
    assert goal.ranges[GAIN].tags == {"log"} and goal.ranges["protocol"] == ["rest", "startle"]
    assert goal.fixed == ("study.name=search", "seed=2")


def test_a_choice_with_a_value_twice_is_refused() -> None:
    with pytest.raises(UserError, match="'protocol' has the value rest twice"):
        read_goal(["protocol=rest,startle,rest", "search.target=1"])
