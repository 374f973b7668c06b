"""A study in jobs of a real Slurm of one machine, which ``slurm.sh`` starts."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from watch import attempts, contents

from disinhibition.experiments.study.disk.errors import StudyStopped
from disinhibition.experiments.study.disk.layout import read_failure
from disinhibition.experiments.study.execute import Outcome, run_points
from disinhibition.experiments.study.executors import Local, slurm
from disinhibition.experiments.study.executors.slurm import Slurm

SCRIPT = Path(__file__).parent / "slurm.sh"
MODULES = Path(__file__).parents[2] / "faults"
ABSENT = "root" if os.geteuid() else "" if shutil.which("slurmctld") and shutil.which("munged") else "slurm"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("no_process_left"),
    pytest.mark.skipif(bool(ABSENT), reason=f"no {ABSENT}: apt-get install slurm-wlm munge, and be root"),
]


@pytest.fixture(scope="module")
def slurm_of_one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("slurm")
    subprocess.run([SCRIPT, "start", folder], check=True, timeout=30)
    before = os.environ.get("SLURM_CONF")
    os.environ["SLURM_CONF"] = str(folder / "slurm.conf")
    yield
    subprocess.run([SCRIPT, "stop", folder], check=True, timeout=30)
    if before is None:
        del os.environ["SLURM_CONF"]
    else:
        os.environ["SLURM_CONF"] = before


@pytest.fixture
def workers(slurm_of_one: None, tmp_path: Path) -> Slurm:
    return Slurm(
        shards=2,
        time_limit=5,
        partition="main",
        walltime="00:05:00",
        memory="500MB",
        interface="lo",
        prologue=(f"export PYTHONPATH={MODULES}",),
        logs=str(tmp_path / "logs"),
    )


def test_a_study_in_slurm_jobs_survives_a_killed_one_and_goes_on_locally(
    workers: Slurm, made: ModuleType, work: ModuleType, tmp_path: Path, tally: Callable[..., None]
) -> None:
    store, points = made.study(tmp_path / "study"), made.points(16, tmp_path / "marks", 0.2)

    def cancel_one(fraction: float, left: float, text: str) -> None:
        if text.startswith("4 of"):
            jobs = subprocess.run(["squeue", "-h", "-t", "running", "-o", "%A"], capture_output=True, text=True)
            subprocess.run(["scancel", "--signal=KILL", "--full", jobs.stdout.split()[0]], check=True)

    assert run_points(store, points, work.fail_the_third, workers, cancel_one) == Outcome(15, 1, 0)
    tally("a Slurm job killed", tmp_path / "study", least=16)
    assert "it was told to fail" in read_failure(tmp_path / "study", "key0003")
    assert all(tries <= 2 for number, tries in attempts(tmp_path / "marks").items() if number != 3)
    assert list((tmp_path / "logs").iterdir())
    more = made.points(18, tmp_path / "marks")
    assert run_points(store, more, work.compute, Local(1), retry_failed=True) == Outcome(3, 0, 15)
    assert contents(tmp_path / "study") == made.expected(tmp_path, 18)


def test_jobs_that_all_end_stop_the_study_in_one_line(
    workers: Slurm, made: ModuleType, work: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    tally: Callable[..., None],
) -> None:  # fmt: skip
    monkeypatch.setattr(slurm, "LOOK_EVERY", 1)
    store, points = made.study(tmp_path / "study"), made.points(40, tmp_path / "marks", 0.3)

    def cancel_all(fraction: float, left: float, text: str) -> None:
        if text.startswith("3 of"):
            subprocess.run(["scancel", "--user", "root"], check=True)

    with pytest.raises(StudyStopped, match="every Slurm job of the study has ended"):
        run_points(store, points, work.compute, workers, cancel_all)
    tally("every Slurm job cancelled", tmp_path / "study", least=3)
    assert set(store.states().values()) == {"ok", "missing"}


def test_a_job_that_slurm_refuses_is_one_line(
    workers: Slurm, made: ModuleType, work: ModuleType, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=r"Slurm refuses the job .*invalid partition specified: nosuch"):
        run_points(
            made.study(tmp_path / "study"),
            made.points(1, tmp_path / "marks"),
            work.compute,
            Slurm(partition="nosuch", logs=str(tmp_path / "logs")),
        )
