"""A command that is told to end puts away what is temporary, and says truly what it leaves."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from disinhibition.experiments import cli
from disinhibition.experiments.interruption import KEPT, Terminated, heeding_sigterm

LONG = ["engine=numpy", "sides=right", "scale=0.25", "duration=600"]


def test_only_commands_have_words_about_what_they_leave() -> None:
    assert KEPT.keys() <= cli.COMMANDS.keys()


def test_sigterm_is_heeded_inside_alone() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(Terminated), heeding_sigterm():
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "kept"), [(["run", *LONG], "the run is not kept"), (["sweep", "seed=1,2", *LONG], "goes on")]
)
def test_sigterm_leaves_no_temporary_file_and_no_half_written_one(tmp_path: Path, words: list[str], kept: str) -> None:
    temporary, here = tmp_path / "tmp", tmp_path / "here"
    temporary.mkdir()
    here.mkdir()
    command = [sys.executable, "-c", "import sys; from disinhibition.experiments.cli import main; sys.exit(main())"]
    environment = {**os.environ, "TMPDIR": str(temporary)}
    process = subprocess.Popen([*command, *words], cwd=here, env=environment, stderr=subprocess.PIPE, text=True)
    time.sleep(12)
    assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 143
    [line] = [line for line in said.splitlines() if line.startswith("disinhibition: ")]
    assert line.startswith("disinhibition: interrupted; ") and line.endswith(kept)
    left = [file for file in temporary.rglob("*") if "brian" not in file.name]
    assert not left
    assert not [file for file in here.rglob("*") if "partial" in file.name]


@pytest.mark.slow
def test_a_network_that_is_interrupted_while_it_is_built_leaves_one_line() -> None:
    script = (
        "import sys\n"
        "from disinhibition.experiments import cli\n"
        "from disinhibition.experiments.interruption import Terminated\n"
        "def build(words):\n"
        "    import brian2\n"
        "    group = brian2.NeuronGroup(2, 'x : 1')\n"
        "    monitor = brian2.SpikeMonitor(brian2.PoissonGroup(2, 1 * brian2.Hz))\n"
        "    raise Terminated\n"
        "cli._dispatch = build\n"
        "sys.exit(cli.main(['run']))\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=False)
    assert (ended.returncode, ended.stderr) == (143, "disinhibition: interrupted; the run is not kept\n")
