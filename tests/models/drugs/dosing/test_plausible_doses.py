"""The most that is given within a window."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disinhibition.models.drugs.dosing.plausible_doses import most_within

HOUR, DAY = 3600.0, 86400.0


def within(doses: list[tuple[float, float, float]], window: float) -> tuple[float, list[bool]]:
    most, part = most_within(*np.array(doses, float).T, window)
    return most, part.tolist()


def test_a_window_holds_its_first_moment_and_not_its_last():
    twice_a_day = [(1.0, 12 * HOUR * n, 0.0) for n in range(10)]
    assert within(twice_a_day, DAY)[0] == 2 and within(twice_a_day, DAY + 1)[0] == 3


def test_the_doses_that_take_part_are_named():
    most, part = within([(1, 0, 0), (5, 5 * HOUR, 0), (5, 5.5 * HOUR, 0), (1, 20 * HOUR, 0)], HOUR)
    assert most == 10 and part == [False, True, True, False]


def test_an_infusion_counts_as_far_as_it_runs_in_the_window():
    assert within([(24, 0, DAY)], HOUR)[0] == pytest.approx(1)
    assert within([(2, 0, 600)], HOUR)[0] == pytest.approx(2)
    overlapping = [(24, 0, DAY), (24, 12 * HOUR, DAY), (3, 13 * HOUR, 0)]
    assert within(overlapping, HOUR) == (pytest.approx(5), [True, True, True])


doses = st.lists(
    st.tuples(st.integers(1, 9), st.integers(0, 300), st.sampled_from([0, 0, 7, 60])), min_size=1, max_size=8
)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(doses, st.integers(5, 90))
def test_no_window_holds_more_than_the_most(doses, window):
    amounts, starts, durations = np.array(doses, float).T

    def held(begin: float) -> float:
        over = np.clip(np.minimum(starts + durations, begin + window) - np.maximum(starts, begin), 0, None)
        share = np.divide(over, durations, out=np.zeros(len(doses)), where=durations > 0)
        at_once = (durations == 0) & (starts >= begin) & (starts < begin + window)
        return float((amounts * np.where(durations > 0, share, at_once)).sum())

    moments = np.concatenate([np.arange(-90, 400, 0.5), starts + durations - window + 1e-6])
    searched = max(held(begin) for begin in moments)
    assert most_within(amounts, starts, durations, float(window))[0] == pytest.approx(searched, rel=1e-5)


def test_a_dose_at_the_first_moment_of_the_window_takes_part_and_one_at_its_end_does_not():
    amount, part = most_within(np.array([1.0, 5.0, 5.0]), np.array([0.0, 100.0, 3700.0]), np.zeros(3), 3600.0)
    assert amount == 6.0 and part.tolist() == [True, True, False]


def test_a_bolus_at_the_first_moment_of_a_window_that_ends_within_an_infusion_takes_part():
    amount, part = most_within(np.array([5.0, 100.0]), np.zeros(2), np.array([0.0, 360_000.0]), 3600.0)
    assert amount == pytest.approx(6.0) and part.tolist() == [True, True]
