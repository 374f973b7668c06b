"""Matrices of a grid: what they show, what they leave out, and which studies have them."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.experiments.study.reading.matrices import Matrices, matrices_of
from disinhibition.experiments.study.reading.table import print_table

NAN = float("nan")


def study(rate: np.ndarray, bursts: float = 9.0) -> xr.Dataset:
    """Jerk rates over (circuit, gaba_a, glycine, seed)."""
    rate = np.asarray(rate, float)
    jerking = rate > 0
    values = {
        "jerk_rate": rate,
        "burst_duration": np.where(jerking, 12.0, NAN),
        "burst_duration_iqr": np.where(jerking, 2.0, NAN),
        "burst_count": np.where(jerking, bursts, 0.0),
        "interval_count": np.zeros(rate.shape),
        "interjerk_cv": np.full(rate.shape, NAN),
        "muscles_involved": np.where(jerking, 2.0, 0.0),
        "first_muscle": np.where(jerking, 1.0, 0.0),
        "status": np.ones(rate.shape),
    }
    dims = ("circuit", "gaba_a", "glycine", "seed")
    coordinates = {
        "circuit": ["cortex", "spinal"][: rate.shape[0]],
        **{name: np.linspace(0.2, 1, rate.shape[axis]) for axis, name in ((1, "gaba_a"), (2, "glycine"))},
        "seed": np.arange(rate.shape[3]),
    }
    made = xr.Dataset({name: (dims, value) for name, value in values.items()}, coordinates)
    made["first_muscle"].attrs = {"flag_values": [0, 1], "flag_meanings": "none right_scm"}
    return made


def test_each_circuit_that_jerks_has_a_matrix_and_the_silent_ones_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    rate = np.zeros((2, 2, 2, 1))
    rate[0, 0, 1] = 1.5
    print_table(study(rate))
    out = capsys.readouterr().out
    assert "cortex" in out.splitlines()[0] and "gaba_a \\ glycine" in out
    assert out.count("1.50/s, 12 ms") == 1 and "2.0 muscles, first right SCM" in out
    assert "0.00" not in out and "not measurable" not in out
    assert "No jerks in spinal." in out
    assert out.count("├") == 1, "the silent row is left out"


def test_a_cell_that_was_not_computed_is_told_from_a_silent_one(capsys: pytest.CaptureFixture[str]) -> None:
    rate = np.zeros((2, 2, 2, 1))
    rate[0, 0, 1], rate[0, 1, 1], rate[1] = 1.0, NAN, NAN
    print_table(study(rate))
    out = capsys.readouterr().out
    assert out.count("?") == 2  # the cell, and the line that says what the mark means
    assert "spinal (4 of 4 points not computed)" in out


def test_a_median_of_few_bursts_keeps_its_mark(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(study(np.ones((1, 2, 2, 1)), bursts=2.0))
    assert "12* ms" in capsys.readouterr().out


def test_repeats_are_taken_together(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(study(np.broadcast_to([1.0, 2.0], (1, 2, 2, 2))))
    assert capsys.readouterr().out.count("1.50/s") == 4


def test_a_large_or_narrow_study_has_rows() -> None:
    assert matrices_of(study(np.zeros((2, 2, 9, 1)))) is None
    assert matrices_of(study(np.zeros((2, 2, 1, 1)))) is None
    assert matrices_of(study(np.zeros((2, 2, 8, 1)))) == Matrices("gaba_a", "glycine", ["circuit"])
