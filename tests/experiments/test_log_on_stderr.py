"""The command line prints what the package logs, and leaves the log of a program as it was."""

import logging

import pytest

from disinhibition.experiments.log_on_stderr import log_on_stderr
from disinhibition.experiments.run.progress import progress_report


def test_progress_is_printed_as_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with log_on_stderr(), progress_report() as report:
        report(0.0, 5.0, "simulating")
        report(1.0, 0.0, "simulating")
    out, err = capsys.readouterr()
    assert err.splitlines() == ["simulating: 0% 0:05 left", "simulating: 100% 0:00 left"]
    assert not out


def test_the_log_of_a_program_is_left_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    logger = logging.getLogger("disinhibition")
    before = (logger.level, logger.propagate, list(logger.handlers))
    with log_on_stderr():
        pass
    assert (logger.level, logger.propagate, list(logger.handlers)) == before
    logger.info("not seen")
    assert capsys.readouterr().err == ""
