import numpy as np
import pytest

from disinhibition.analysis.signals.event_checks import check_cells, check_onsets, checked_onsets, checked_spikes


@pytest.mark.parametrize("cell", [1, 70_000])
def test_spikes_come_cell_by_cell_and_each_in_order_of_time(cell: int) -> None:
    for time, unit in (([0.1, 0.2, 0.3], [cell, 0, cell]), ([0.3, 0.2, 0.1], [cell, 0, cell])):
        found = checked_spikes(np.array(time), np.array(unit))
        assert found[0].tolist() == [0.2, 0.1, 0.3] and found[1].tolist() == [0, cell, cell]


def test_no_spikes_are_silence() -> None:
    assert [row.size for row in checked_spikes(np.zeros(0), np.zeros(0, int), 3)] == [0, 0]


@pytest.mark.parametrize(
    ("time", "unit", "message"),
    [
        ([0.1, 0.2], [0], "2 spike times but 1 cell;"),
        ([0.1, np.nan], [0, 0], "no number for the time of 1 spike;"),
        ([0.1], [-1], "below 0"),
        ([0.1], [2], "not among 2 cells"),
        ([0.1, 0.1], [1, 1], "cell 1 fires twice at 0.1 s"),
    ],
)
def test_bad_spikes_are_one_clear_line(time: list[float], unit: list[int], message: str) -> None:
    with pytest.raises(ValueError, match=message) as error:
        checked_spikes(np.array(time), np.array(unit), 2)
    assert "\n" not in str(error.value)


def test_the_last_cell_is_a_cell_and_an_unknown_number_of_cells_has_no_end() -> None:
    check_cells(np.array([0, 1]), 2)
    check_cells(np.array([1000]), None)


def test_onsets_are_sorted_and_given_once() -> None:
    assert checked_onsets(np.array([2.0, 1.0])).tolist() == [1.0, 2.0]
    for onset, message in (([1.0, 1.0], "onset 1 s is given twice"), ([1.0, np.nan], "without NaN")):
        with pytest.raises(ValueError, match=message):
            checked_onsets(np.array(onset))
    with pytest.raises(ValueError, match="no number for the onset of 1 burst;"):
        check_onsets(np.array([1.0, np.inf]))
