"""Parameter sets besides that of the tables."""

from pathlib import Path

import pytest

from disinhibition.models.parameters import ensemble
from disinhibition.models.parameters.ensemble import Ensemble, parameter_set
from disinhibition.models.parameters.jitter import ranged_numbers
from disinhibition.models.parameters.table_numbers import all_numbers, check_number

WEIGHT = "cortex.projections.pv_pt.weight"
SETS = ({WEIGHT: 18.0, "wiring.weight_cv": 0.2}, {WEIGHT: 25.0, "wiring.weight_cv": 0.15})


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the ensemble would be shipped; there is none yet."""
    monkeypatch.setattr(ensemble, "FILE", tmp_path / "ensemble.json")
    return tmp_path / "ensemble.json"


def test_a_set_is_what_was_written(shipped: Path) -> None:
    shipped.write_text(Ensemble({"model": "abc"}, SETS).text())
    assert (parameter_set(0), parameter_set(1), parameter_set(2)) == ({}, *SETS)


def test_a_set_takes_one_line_of_the_file() -> None:
    assert len(Ensemble({}, SETS * 5).text().splitlines()) == len(Ensemble({}, SETS).text().splitlines()) + 8


@pytest.mark.parametrize(
    ("content", "number", "message"),
    [
        (None, 1, "make one with 'disinhibition calibrate --ensemble 20'"),
        (Ensemble({}, SETS).text(), 3, "there are sets 1 to 2"),
        ("{", 1, "damaged"),
        ('{"made": {}, "numbers": ["a", "b"], "members": [[1]]}', 1, "damaged"),
        (Ensemble({}, ({WEIGHT: 99.0},)).text(), 1, "of other tables (numbers.cortex.projections.pv_pt.weight=99"),
        (Ensemble({}, ({"cortex.gone": 1.0},)).text(), 1, "of other tables (unknown number"),
    ],
)
def test_a_set_that_cannot_be_is_refused_in_one_line(
    shipped: Path, content: str | None, number: int, message: str
) -> None:
    if content:
        shipped.write_text(content)
    with pytest.raises(ValueError) as refused:
        parameter_set(number)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


def test_drawn_sets_hold_every_guess_within_its_range_and_fill_it() -> None:
    drawn = [ranged_numbers(draw, 1.0) for draw in range(20)]
    for one in drawn:
        for name, value in one.items():
            check_number(name, value)
    number, values = all_numbers()[WEIGHT], [one[WEIGHT] for one in drawn]
    assert min(values) < number.value - 0.5 * (number.value - number.low)
    assert max(values) > number.value + 0.5 * (number.high - number.value)
    assert "receptors.gaba_b.decay" not in drawn[0]


def test_spread_is_the_share_of_the_range_that_is_drawn_over() -> None:
    reference = all_numbers()[WEIGHT].value
    full, half = (ranged_numbers(3, spread)[WEIGHT] - reference for spread in (1.0, 0.5))
    assert half == pytest.approx(full / 2, abs=1e-4)
    assert ranged_numbers(3, 0.0)[WEIGHT] == reference
