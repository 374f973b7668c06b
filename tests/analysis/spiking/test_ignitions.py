"""Ignitions: a large share of a population fires within a window."""

import numpy as np
import pytest

from disinhibition.analysis.spiking.ignitions import count_ignitions


def volley(at: float, cells: int) -> tuple[np.ndarray, np.ndarray]:
    return at + 1e-4 * np.arange(cells), np.arange(cells)


def test_a_volley_of_enough_cells_is_one_ignition_and_of_fewer_is_none() -> None:
    assert count_ignitions(*volley(0.501, 30), size=100, share=0.3, window=0.01) == 1
    assert count_ignitions(*volley(0.501, 29), size=100, share=0.3, window=0.01) == 0


def test_a_cell_that_fires_often_counts_once() -> None:
    time = 0.5 + 1e-4 * np.arange(60)
    assert count_ignitions(time, np.zeros(60, int), size=100, share=0.3, window=0.01) == 0


def test_volleys_60_ms_apart_are_one_event_and_further_apart_two() -> None:
    def two(apart: float) -> int:
        first, second = volley(0.501, 40), volley(0.501 + apart, 40)
        time, unit = (np.concatenate(parts) for parts in zip(first, second, strict=True))
        return count_ignitions(time, unit, size=100, share=0.3, window=0.01)

    assert (two(0.05), two(0.06), two(0.08)) == (1, 1, 2)


def test_silence_has_no_ignition() -> None:
    assert count_ignitions(np.zeros(0), np.zeros(0, int), size=10, share=0.3, window=0.01) == 0


def test_a_cell_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="cell 12 is not among 10 cells"):
        count_ignitions(np.array([0.1]), np.array([12]), size=10, share=0.3, window=0.01)
