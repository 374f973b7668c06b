"""The words of a row say what its numbers say."""

import pytest

from disinhibition.experiments.gates.row import HALF_SILENT, Part, Row
from disinhibition.experiments.gates.row_text import (
    COLUMNS,
    cells,
    measured_text,
    quantity_text,
    silence_text,
    spread_text,
    tolerance_text,
)


def row(**known: object) -> Row:
    return Row("G", "rate", "fit", "pass", **known)


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ({"low": 0.5, "high": 2}, "0.5 to 2"),
        ({"low": 0, "high": 0}, "0"),
        ({"low": 0, "high": 0, "every": True}, "0 in every run"),
        ({"high": 0.6, "asks": "rises"}, "<= 0.6; rises"),
        ({"high": 0.5, "strict": True}, "< 0.5"),
        ({"low": 0.1, "strict": True}, "> 0.1"),
        ({"low": 0.5}, ">= 0.5"),
        ({"asks": "any"}, "any"),
        ({}, ""),
    ],
)
def test_a_tolerance_is_told_from_its_bounds(bounds: dict, words: str) -> None:
    assert tolerance_text(row(**bounds)) == words


def test_the_rule_for_silence_is_told_where_there_is_a_verdict() -> None:
    assert silence_text(row(low=1)) == "none"
    assert silence_text(row(low=1, silent=HALF_SILENT)) == "up to 50 %"
    assert silence_text(row()) == ""


def test_a_spread_tells_how_many_of_how_many_runs() -> None:
    assert spread_text(row(least=1.0, most=2.0, n=14, of=15)) == "1 to 2, n 14 of 15"
    assert spread_text(row(n=14)) == "n 14"
    assert spread_text(row(interval=(0.126, 0.984), n=3, of=3)) == "95 % interval 0.13 to 0.98, n 3 of 3"
    assert spread_text(row(parts=(Part("a", 0.5), Part("b", -1.25, 0.04)))) == "a: 0.5, b: -1.25 (p 0.04)"


def test_what_was_not_measured_is_said() -> None:
    assert measured_text(row(mean=0.01234)) == "0.0123"
    assert measured_text(row(note="no jerks")) == "no jerks"
    assert measured_text(row()) == "nothing"


def test_a_unit_stands_behind_its_quantity_and_every_column_has_words() -> None:
    assert quantity_text(row(unit="Hz")) == "rate (Hz)" and quantity_text(row()) == "rate"
    assert len(cells(row())) == len(COLUMNS)
