"""Progress where there is no terminal: few plain lines."""

import pytest

from disinhibition.experiments.run.progress import progress_report, time_left


def test_lines_are_few_and_the_end_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_report() as report:
        for step in range(101):
            report(step / 100, (100 - step) / 10, "simulating")
        report(1.0, 0.0, "simulating")
    assert capsys.readouterr().err.splitlines() == ["simulating: 0% 0:10 left", "simulating: 100% 0:00 left"]


def test_a_second_run_is_reported_anew(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_report() as report:
        for fraction in (0.0, 1.0, 0.0, 1.0):
            report(fraction, 0.0, "simulating")
    assert len(capsys.readouterr().err.splitlines()) == 4


def test_the_points_of_a_study_are_one_stage(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_report() as report:
        for point in range(1, 13):
            report(point / 12, 0.0, f"{point} of 12 points")
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_an_unknown_time_is_not_guessed() -> None:
    assert time_left(float("nan")) == time_left(float("inf")) == time_left(-1) == ""


def test_a_long_time_is_in_hours_or_days() -> None:
    assert time_left(125) == "2:05 left"
    assert time_left(3725) == "1:02:05 left"
    assert time_left(2 * 86_400 + 8 * 3600) == "2 d 8 h left"
