"""Marks and the legend that says what they mean."""

import pytest
from matplotlib.figure import Figure

from disinhibition.analysis.plotting.marks import MARKS, mark_handles, marks_legend


@pytest.mark.parametrize("mark", MARKS)
def test_every_mark_has_words(mark: str) -> None:
    [handle] = mark_handles(mark)
    assert len(str(handle.get_label()).split()) >= 1


def test_a_legend_names_the_marks_it_is_given_and_none_without() -> None:
    figure = Figure(layout="constrained")
    marks_legend(figure)
    assert not figure.legends
    marks_legend(figure, "few", "runaway")
    assert [text.get_text() for text in figure.legends[0].get_texts()] == [
        "median of fewer than 5 bursts",
        "a run ran away",
    ]
