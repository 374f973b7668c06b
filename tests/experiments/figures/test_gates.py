"""The figure of the healthy gates shows the numbers of the validation table."""

import json
import math
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from disinhibition.experiments.figures import gates as figure
from disinhibition.experiments.gates.row import Row, write_rows

ROWS = (
    Row("G02", "rest: motoneuron spikes", "fit", "pass", "1/s", "silent", high=0.5, strict=True, mean=0.016, least=0.0,
        most=0.05, n=15, of=15),
    Row("G03", "pyramidal rate", "fit", "pass", "Hz", "0.5-2", 0.5, 2, mean=1.42, least=1.37, most=1.47, n=15, of=15),
    Row("G04", "PT rate at rest", "fit", "report", "Hz", "3-8 models", mean=1.1, least=1.03, most=1.25, n=15, of=15),
    Row("G01b", "rest, both sides: EMG events a run", "fit", "pass", "1", "none", 0, 0, mean=0.0, least=0.0, most=0.0,
        n=6, of=6),
    Row("G10-soleus", "rate, soleus", "fit", "miss", "Hz", "10.7 +- 2.9", 4.9, 16.5, mean=36.2, least=36.1, most=36.3),
    Row("G18", "H-reflex latency, FCR", "fit", "miss", "ms", "15.9 +- 1.3", 13.3, 18.5, n=0, of=15),
    Row("G20", "SICI, share", "fit", "miss", "1", "0.1-0.5", high=0.6, asks="rises at GABA-A 0.5", mean=0.91,
        least=0.357, most=1.7, n=9, of=9),
    Row("G23", "reciprocal inhibition", "fit", "miss", "1", "2-3 ms", 0.1, strict=True, asks="<= 1/3 left", mean=1.0),
    Row("C1", "cortex: EMG burst", "construction", "pass", "ms", "10-50", 10, 50, mean=10.6),
)  # fmt: skip


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "validation.json"
    write_rows(path, ROWS)
    return path


@pytest.mark.mpl_image_compare(savefig_kwargs={"dpi": 60})
def test_gates(table: Path) -> Figure:
    return figure.draw(table)


@pytest.mark.parametrize(
    ("bounds", "band"),
    [
        ({"low": 0.5, "high": 2}, (0.5, 2)),
        ({"high": 0.5}, (0, 0.5)),
        ({"low": 0.1, "strict": True}, (0.1, math.inf)),
        ({"low": 0, "high": 0}, (0, 0)),
        ({"low": 1e-5, "high": 1e-4}, (1e-5, 1e-4)),
        ({"asks": "above health"}, None),
        ({}, None),
    ],
)
def test_the_band_is_that_of_the_bounds_of_the_row(bounds: dict, band: tuple[float, float] | None) -> None:
    assert figure._band_of(Row("G", "", "fit", "report", **bounds)) == band


def test_rows_of_an_earlier_version_say_how_to_write_them_anew(tmp_path: Path) -> None:
    path = tmp_path / "validation.json"
    path.write_text(json.dumps([{"id": "G01", "tolerance": "0.5 to 2", "measured": "1.2"}]))
    with pytest.raises(ValueError, match="disinhibition validate --from"):
        figure.draw(path)


def test_a_row_names_its_muscle_once_and_signs_are_those_of_print(table: Path) -> None:
    ax = figure.draw(table).axes[0]
    assert "G10-soleus  rate (Hz)" in [label.get_text() for label in ax.get_yticklabels()]
    words = [text.get_text() for text in ax.texts]
    assert "10.7 ± 2.9" in words and "≤ 0.6" in words and not any("+-" in text or "<=" in text for text in words)


def test_letter_of_a_variant_stays_a_word_of_its_quantity() -> None:
    assert figure._quantity(Row("G29-p", "its p value", "fit", "report")) == "its p value"


def test_every_gate_has_a_row_and_no_other_line_of_the_table_has(table: Path) -> None:
    ax = figure.draw(table).axes[0]
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert [label.split()[0] for label in labels] == [row.id for row in ROWS if row.id.startswith("G")]


def test_pass_and_miss_differ_in_shape_and_a_value_far_outside_lies_at_the_edge(table: Path) -> None:
    ax = figure.draw(table).axes[0]
    marks = {float(line.get_ydata()[0]): line for line in ax.lines if line.get_marker() in ("o", "X", "D")}
    shapes = {place: line.get_marker() for place, line in marks.items()}
    assert shapes == {0: "o", 1: "o", 3: "o", 4: "X", 6: "X", 7: "X"}
    assert marks[1].get_xdata()[0] == pytest.approx((1.42 - 0.5) / 1.5)
    assert marks[4].get_xdata()[0] == 1 + figure.EDGE


def test_bound_at_zero_without_an_end_has_a_width() -> None:
    row = Row("G26-n", "startle, share", "fit", "pass", "1", "the neck always", 0, mean=0.25, least=0.0, most=0.6)
    axes = Figure().add_subplot()
    figure.draw_rows(axes, [row])
    assert [list(line.get_xdata()) for line in axes.lines] == [[0.0, 0.6], [0.25]]


def test_gate_without_tolerance_or_without_number_says_so(table: Path) -> None:
    words = [text for text in figure.draw(table).axes[0].texts if text.get_style() == "italic"]
    assert {text.get_position()[1]: text.get_text() for text in words} == {2: "no tolerance set", 5: "nothing"}
