"""What is being computed, seen by the locks that its process holds."""

import subprocess
import sys
from pathlib import Path

import pytest

from disinhibition.experiments.study.disk.claims import CLAIMS, rows_running

HOLD = "import fcntl, sys; f = open(sys.argv[1], 'r+'); [fcntl.lockf(f, fcntl.LOCK_EX, 1, b) for b in (2, 4)]; "


def test_a_study_that_nobody_joined_has_nothing_running(tmp_path: Path) -> None:
    assert rows_running(tmp_path, range(5)) == 0


def test_where_the_system_does_not_tell_nothing_is_guessed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert rows_running(tmp_path, range(5)) is None


def test_a_row_runs_while_its_process_lives(tmp_path: Path) -> None:
    claims = tmp_path / CLAIMS
    claims.touch()
    script = HOLD + "print('held', flush=True); sys.stdin.read()"
    words = [sys.executable, "-c", script, str(claims)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        holder.stdout.readline()
        # Byte n + 1 is row n
        assert rows_running(tmp_path, range(5)) == 2
        assert rows_running(tmp_path, [1]) == 1
        assert rows_running(tmp_path, [0, 2, 4]) == 0
    assert rows_running(tmp_path, range(5)) == 0
