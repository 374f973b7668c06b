"""The printed table: what is pooled, marked and withheld."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.experiments.study.reading import table as report
from disinhibition.experiments.study.reading.table import print_table, study_rows

NAN = float("nan")


def study(**values: list[float]) -> xr.Dataset:
    """Two gains with two seeds each; lists are (gain 1 seed 1, gain 1 seed 2, gain 0 seed 1, gain 0 seed 2)."""
    silent = {"jerk_rate": 0.0, "burst_count": 0.0, "interval_count": 0.0, "muscles_involved": 0.0, "first_muscle": 0.0}
    names = (*silent, "burst_duration", "burst_duration_iqr", "interjerk_cv", "status")
    data = {
        name: (("gain", "seed"), np.reshape(values.get(name, [silent.get(name, NAN)] * 4), (2, 2))) for name in names
    }
    result = xr.Dataset(data, coords={"gain": [1.0, 0.2], "seed": [1, 2]})
    result["first_muscle"].attrs = {"flag_values": [0, 1, 2], "flag_meanings": "none right_scm right_fdi"}
    return result


def test_silence_is_rate_zero_and_nothing_else() -> None:
    assert study_rows(study(), ["gain"])[0] == ["1", "0.00", "-", "-", "-", "-", "not measurable"]


def test_repeats_are_pooled() -> None:
    jerking = study(
        jerk_rate=[0, 0, 1, 2],
        burst_duration=[NAN, NAN, 20, 40],
        burst_count=[0, 0, 10, 10],
        muscles_involved=[0, 0, 2, 4],
        first_muscle=[0, 0, 1, 1],
    )
    assert study_rows(jerking, ["gain"])[1][:6] == ["0.2", "1.50", "30", "-", "3.0", "right_scm"]


def test_a_silent_repeat_does_not_name_a_first_muscle() -> None:
    half = study(jerk_rate=[0, 0, 0, 2], first_muscle=[0, 0, 0, 2], muscles_involved=[0, 0, 0, 5])
    assert study_rows(half, ["gain"])[1][4:6] == ["5.0", "right_fdi"]


@pytest.mark.parametrize(("bursts", "mark"), [(4, "30*"), (5, "30")])
def test_a_median_of_few_bursts_is_marked(bursts: int, mark: str) -> None:
    few = study(jerk_rate=[0, 0, 1, NAN], burst_duration=[NAN, NAN, 30, NAN], burst_count=[0, 0, bursts, NAN])
    assert study_rows(few, ["gain"])[1][2] == mark


@pytest.mark.parametrize(("intervals", "cv"), [(29, "not measurable"), (30, "0.40")])
def test_a_rhythm_of_few_intervals_is_withheld(intervals: int, cv: str) -> None:
    rhythm = study(jerk_rate=[0, 0, 1, 1], interjerk_cv=[NAN, NAN, 0.3, 0.5], interval_count=[0, 0, intervals - 9, 9])
    assert study_rows(rhythm, ["gain"])[1][6] == cv


def test_a_point_that_is_missing_is_a_row_of_dashes() -> None:
    assert study_rows(study(jerk_rate=[NAN] * 4), ["gain"])[0][1:] == ["-"] * 6


def test_points_that_jerk_have_a_row_and_the_others_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(study(jerk_rate=[0, 0, 1, 2], burst_duration=[NAN, NAN, 30, 30], burst_count=[0, 0, 9, 9]))
    out = capsys.readouterr().out
    assert "0.2" in out and "1.50" in out and "0.00" not in out
    assert "No jerks in 1 of 2 points, repeats taken together." in out and "Nothing" not in out


def test_a_column_in_which_nothing_could_be_measured_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(study(jerk_rate=[0, 0, 1, 2], burst_duration=[NAN, NAN, 30, 30], burst_count=[0, 0, 9, 9]))
    out = capsys.readouterr().out
    assert "burst ms" in out and "CV" not in out and "not measurable" not in out


def test_a_study_without_jerks_has_no_table(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(study(jerk_rate=[0, 0, NAN, NAN]))
    pooled = "1 of 2 points, repeats taken together."
    assert capsys.readouterr().out == f"No jerks in {pooled}\nNothing computed in {pooled}\n"


def test_a_study_in_which_no_point_jerks_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(study())
    assert capsys.readouterr().out == "No jerks in any of 2 points, repeats taken together.\n"


def test_of_a_long_study_the_first_rows_are_shown_and_the_rest_counted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "LONGEST", 1)
    print_table(study(jerk_rate=[1, 1, 2, 2]))
    out = capsys.readouterr().out
    assert "1.00" in out and "2.00" not in out
    assert "1 further point not shown" in out


def test_a_point_of_a_design_is_a_row_with_its_axes(capsys: pytest.CaptureFixture[str]) -> None:
    grid = study(jerk_rate=[0, 1, 2, 3])
    points = grid.stack(point=("gain", "seed"), create_index=False).assign_coords(point=range(4))
    print_table(points)
    out = capsys.readouterr().out
    assert "gain" in out and "seed" in out and "point ┃" not in out
    assert [f"{rate}.00" in out for rate in range(1, 4)] == [True] * 3
    assert "No jerks in 1 of 4 points." in out
