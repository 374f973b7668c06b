"""Progress where there is no terminal: few lines of the log, and none if nobody wants them."""

import logging
from typing import Any

import pytest

from disinhibition.errors import UserError
from disinhibition.experiments.run import progress
from disinhibition.experiments.run.progress import progress_report, progress_shown, time_left


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """What is logged, as by a user who asks for it."""
    caplog.set_level(logging.INFO, "disinhibition")
    return caplog


def test_lines_are_few_and_the_end_is_said_once(logged: pytest.LogCaptureFixture) -> None:
    with progress_report() as report:
        for step in range(101):
            report(step / 100, (100 - step) / 10, "simulating")
        report(1.0, 0.0, "simulating")
    assert logged.messages == ["simulating: 0% 0:10 left", "simulating: 100% 0:00 left"]


def test_a_second_run_is_reported_anew(logged: pytest.LogCaptureFixture) -> None:
    with progress_report() as report:
        for fraction in (0.0, 1.0, 0.0, 1.0):
            report(fraction, 0.0, "simulating")
    assert len(logged.messages) == 4


def test_the_points_of_a_study_are_one_stage(logged: pytest.LogCaptureFixture) -> None:
    with progress_report() as report:
        for point in range(1, 13):
            report(point / 12, 0.0, f"{point} of 12 points")
    assert len(logged.messages) == 2


def test_python_keeps_silent_outside_a_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with progress_report() as report:
        report(0.5, 1.0, "simulating")
    assert capfd.readouterr() == ("", "")


def test_progress_can_be_switched_off(logged: pytest.LogCaptureFixture) -> None:
    with progress_shown(False), progress_report() as report:
        report(0.5, 1.0, "simulating")
    assert not logged.messages
    with progress_report() as report:
        report(0.5, 1.0, "simulating")
    assert len(logged.messages) == 1


def test_progress_goes_to_a_function_that_asks_for_it() -> None:
    told: list[tuple[float, float, str]] = []
    with progress_shown(lambda *words: told.append(words)), progress_report() as report:
        report(0.5, 1.0, "simulating")
    assert told == [(0.5, 1.0, "simulating")]


@pytest.mark.parametrize("shown", ["no", None, 0])
def test_what_is_neither_a_choice_nor_a_function_is_refused(shown: Any) -> None:
    with pytest.raises(UserError, match=f"progress={shown!r} is neither True nor False"), progress_shown(shown):
        pass


def test_a_terminal_has_a_bar(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(progress.sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    with progress_report() as report:
        report(0.5, 65.0, "compiling the model")
    assert "compiling the model" in capsys.readouterr().err


def test_a_notebook_without_widgets_has_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Notebook(progress.Console):
        def __init__(self, **words: object) -> None:
            super().__init__(force_jupyter=False)
            self.is_jupyter = True

    monkeypatch.setattr(progress, "Console", Notebook)
    monkeypatch.setattr(progress, "find_spec", lambda name: None)
    with progress_report() as report:
        report(0.5, 65.0, "compiling the model")
    assert capsys.readouterr().out == "compiling the model: 50% 1:05 left\n"


def test_an_unknown_time_is_not_guessed() -> None:
    assert time_left(float("nan")) == time_left(float("inf")) == time_left(-1) == ""


def test_a_long_time_is_in_hours_or_days() -> None:
    assert time_left(125) == "2:05 left"
    assert time_left(3725) == "1:02:05 left"
    assert time_left(2 * 86_400 + 8 * 3600) == "2 d 8 h left"
