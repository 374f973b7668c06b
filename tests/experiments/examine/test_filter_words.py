"""Filters are read as they are written on the command line, and refused in its words."""

import pytest

from disinhibition.errors import UserError
from disinhibition.experiments.examine.filter_words import read_filters


@pytest.mark.parametrize("frequency", ["0", "-1", "500", "nan", "inf"])
@pytest.mark.parametrize("kind", ["emg", "eeg"])
def test_a_frequency_that_no_filter_has_is_refused_in_the_words_of_the_command_line(kind: str, frequency: str) -> None:
    with pytest.raises(UserError, match=f"--high-pass {kind}={frequency} cannot be: write {kind}=HZ .* or {kind}=off"):
        read_filters([f"{kind}={frequency}"], None)
