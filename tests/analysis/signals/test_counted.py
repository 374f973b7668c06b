"""What is counted is in the singular where it is one."""

import pytest

from disinhibition.analysis.signals.counted import counted


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 axes of 0 points"), (1, "1 axis of 1 point"), (12345678, "12345678 axes of 12345678 points")],
)
def test_a_noun_agrees_with_its_number(number: int, words: str) -> None:
    assert f"{counted(number, 'axis', 'axes')} of {counted(number, 'point')}" == words
