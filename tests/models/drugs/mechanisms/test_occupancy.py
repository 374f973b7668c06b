"""Agents at one site share its occupancy; at different sites they do not know each other."""

import numpy as np
import pytest

from disinhibition.models.drugs.kinetics.binding import occupancy
from disinhibition.models.drugs.levels import Levels
from disinhibition.models.drugs.mechanisms.occupancy import (
    hill,
    hill_of_entry,
    in_micromolar,
    occupancies,
    occupancy_by_agent,
    slow_state,
    slow_states_named,
)
from disinhibition.models.parameters.sourced import read_table

TABLE = read_table(
    """
defaults: {unit: "1", source: guess, confidence: guess, range: 0.5}
fields: {half: {unit: nM}}
one: {half: 2000}
other: {half: 500, hill: 2}
apart: {half: 2000, site: elsewhere}
""",
    "made",
)


@pytest.mark.parametrize(("level", "power", "value"), [(0, 1, 0), (-1, 1, 0), (3, 1, 0.75), (3, 2, 0.9), (1, 4, 0.5)])
def test_hill_function(level: float, power: float, value: float) -> None:
    assert hill(level, 1.0, power) == pytest.approx(value)


def test_without_a_power_the_hill_function_is_that_of_a_single_site() -> None:
    assert hill(3.0, 1.0) == hill(3.0, 1.0, 1.0) == pytest.approx(0.75)


def test_numbers_of_an_entry_are_read_in_micromolar() -> None:
    assert in_micromolar(TABLE["one"]["half"]) == pytest.approx(2.0)
    assert hill_of_entry(2.0, TABLE["one"]) == pytest.approx(0.5)
    assert hill_of_entry(6.0, TABLE["one"]) == pytest.approx(0.75)
    assert hill_of_entry(1.5, TABLE["other"]) == pytest.approx(0.9)


def test_agents_at_one_site_share_it_and_an_agent_elsewhere_does_not() -> None:
    found = occupancies(TABLE, {"one": 4.0, "other": 1.5, "apart": 4.0})
    assert found["one"] == pytest.approx(2 / (1 + 2 + 9))
    assert found["other"] == pytest.approx(9 / (1 + 2 + 9))
    assert found["apart"] == pytest.approx(2 / 3)


def test_an_absent_agent_occupies_nothing() -> None:
    assert occupancies(TABLE, {"one": 2.0}) == {"one": pytest.approx(0.5), "other": 0.0, "apart": 0.0}


def test_a_level_below_zero_occupies_nothing() -> None:
    assert occupancies(TABLE, {"one": -2.0, "other": -0.5}) == {"one": 0.0, "other": 0.0, "apart": 0.0}


def test_shares_of_the_agents_add_up_to_the_occupancy_of_the_site() -> None:
    free = {"clonazepam": 0.01, "diazepam": 0.05, "flumazenil": 0.003, "morphine": 1.0}
    by_agent = occupancy_by_agent("benzodiazepine", Levels(free=free))
    assert set(by_agent) == {"clonazepam", "diazepam", "flumazenil"} and by_agent["flumazenil"] == 0
    assert sum(by_agent.values()) == pytest.approx(
        float(occupancy("benzodiazepine", {name: np.array(level) for name, level in free.items()}))
    )


def test_sensitivity_is_that_of_agonists_and_not_of_antagonists() -> None:
    less = occupancy_by_agent("mu", Levels(free={"morphine": 0.7, "naloxone": 0.01}), sensitivity=1 / 7)["morphine"]
    assert less == pytest.approx(occupancy_by_agent("mu", Levels(free={"morphine": 0.1, "naloxone": 0.01}))["morphine"])


def test_an_absent_slow_state_is_that_of_a_naive_patient() -> None:
    levels = Levels(states={"a.loading": 3.0, "b.loading": 4.0, "b.tolerance": 0.5})
    assert slow_state(levels, "a", "loading", 0.0) == 3.0 and slow_state(levels, "a", "tolerance", 1.0) == 1.0
    assert slow_states_named(levels, "loading") == [3.0, 4.0]
