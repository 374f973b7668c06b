"""The figure of the healthy gates reads the words of the validation table."""

import json
import math
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from disinhibition.experiments.figures import gates as figure

COLUMNS = ("id", "quantity", "role", "published", "tolerance", "measured", "spread", "verdict")
ROWS = (
    ("G02", "rest: motoneuron spikes (1/s)", "fit", "silent", "< 0.5", "0.016", "0 to 0.05, n 15", "pass"),
    ("G03", "pyramidal rate (Hz)", "fit", "0.5-2", "0.5 to 2", "1.42", "1.37 to 1.47, n 15", "pass"),
    ("G04", "PT rate at rest (Hz)", "fit", "3-8 models", "", "1.1", "1.03 to 1.25, n 15", "report"),
    ("G01b", "rest, both sides: EMG events a run", "fit", "none", "none", "0", "0 to 0, n 6", "pass"),
    ("G10-soleus", "rate, soleus (Hz)", "fit", "10.7 +- 2.9", "4.9 to 16.5", "36.2", "36.1 to 36.3, n 3", "miss"),
    ("G18", "H-reflex latency, FCR (ms)", "fit", "15.9 +- 1.3", "13.3 to 18.5", "not modelled", "", "miss"),
    ("G20", "SICI, share", "fit", "0.1-0.5", "<= 0.6; rises at GABA-A 0.5", "0.91", "0.357 to 1.7, n 9", "miss"),
    ("G23", "reciprocal inhibition", "fit", "2-3 ms", "> 0.1; <= 1/3 left", "1", "", "miss"),
    ("C1", "cortex: EMG burst (ms)", "construction", "10-50", "10 to 50", "10.6", "10.1 to 11.1, n 2", "pass"),
)  # fmt: skip


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "validation.json"
    path.write_text(json.dumps([dict(zip(COLUMNS, row, strict=True)) for row in ROWS]))
    return path


@pytest.mark.mpl_image_compare(savefig_kwargs={"dpi": 60})
def test_gates(table: Path) -> Figure:
    return figure.draw(table)


@pytest.mark.parametrize(
    ("words", "band"),
    [
        ("0.5 to 2", (0.5, 2)),
        ("100 to 220, grows", (100, 220)),
        ("0.25 to 0.75; falls without GABA-B", (0.25, 0.75)),
        ("< 0.5", (0, 0.5)),
        ("<= 1 single-muscle event in 1500 s, none in >= 2 muscles (1500 s run)", (0, 1)),
        ("> 0.1; <= 1/3 left at glycine 0.2", (0.1, math.inf)),
        ("1e-05 to 1e-04", (1e-5, 1e-4)),
        ("none", (0, 0)),
        ("", None),
        ("above health", None),
    ],
)
def test_tolerance_is_read_from_its_words(words: str, band: tuple[float, float] | None) -> None:
    assert figure.band_of(words) == band


def test_what_a_tolerance_asks_besides_is_left_of_its_words() -> None:
    assert figure.condition_of("<= 0.6; rises at GABA-A 0.5") == "rises at GABA-A 0.5"
    assert figure.condition_of("100 to 220, grows") == "grows"
    assert figure.condition_of("0.5 to 2") == figure.condition_of("") == ""


def test_a_row_names_its_muscle_once_and_signs_are_those_of_print(table: Path) -> None:
    ax = figure.draw(table).axes[0]
    assert "G10-soleus  rate (Hz)" in [label.get_text() for label in ax.get_yticklabels()]
    words = [text.get_text() for text in ax.texts]
    assert "10.7 ± 2.9" in words and "≤ 0.6" in words and not any("+-" in text or "<=" in text for text in words)


def test_letter_of_a_variant_stays_a_word_of_its_quantity() -> None:
    assert figure._quantity({"id": "G29-p", "quantity": "its p value"}) == "its p value"


def test_words_are_no_numbers() -> None:
    assert figure.number("0.0278") == 0.0278 and figure.number("-2e-05") == -2e-5
    assert figure.number("not modelled") is figure.number("nothing") is figure.number("") is None
    assert figure.span("1.37 to 1.47, n 15") == (1.37, 1.47)
    assert figure.span("") is figure.span("95 % interval 0.71 to 0.92, n 60") is None


def test_every_gate_has_a_row_and_no_other_line_of_the_table_has(table: Path) -> None:
    ax = figure.draw(table).axes[0]
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert [label.split()[0] for label in labels] == [row[0] for row in ROWS if row[0].startswith("G")]


def test_pass_and_miss_differ_in_shape_and_a_value_far_outside_lies_at_the_edge(table: Path) -> None:
    ax = figure.draw(table).axes[0]
    marks = {float(line.get_ydata()[0]): line for line in ax.lines if line.get_marker() in ("o", "X", "D")}
    shapes = {place: line.get_marker() for place, line in marks.items()}
    assert shapes == {0: "o", 1: "o", 3: "o", 4: "X", 6: "X", 7: "X"}
    assert marks[1].get_xdata()[0] == pytest.approx((1.42 - 0.5) / 1.5)
    assert marks[4].get_xdata()[0] == 1 + figure.EDGE


def test_bound_at_zero_without_an_end_has_a_width() -> None:
    row = ("G26-n", "startle, share", "fit", "the neck always", ">= 0", "0.25", "0 to 0.6, n 9", "pass")
    axes = Figure().add_subplot()
    figure.draw_rows(axes, [dict(zip(COLUMNS, row, strict=True))])
    assert [list(line.get_xdata()) for line in axes.lines] == [[0.0, 0.6], [0.25]]


def test_gate_without_tolerance_or_without_number_says_so(table: Path) -> None:
    words = [text for text in figure.draw(table).axes[0].texts if text.get_style() == "italic"]
    assert {text.get_position()[1]: text.get_text() for text in words} == {2: "no tolerance set", 5: "not modelled"}
