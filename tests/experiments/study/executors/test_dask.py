"""A study on a Dask cluster: one started for it and one that was there, whose parts die under it."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import ModuleType

import pytest
from watch import alive, attempts, contents, eventually, processes, rows

from disinhibition.experiments.study.disk.errors import StudyStopped
from disinhibition.experiments.study.disk.layout import read_failure
from disinhibition.experiments.study.execute import Outcome, run_points
from disinhibition.experiments.study.executors import Local, cluster_workers
from disinhibition.experiments.study.executors.dask import Dask

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_process_left")]
DASHBOARD = 8787  # what Dask takes unless it is told otherwise, and RStudio
MODULES = Path(__file__).parents[2] / "faults"


@pytest.fixture(autouse=True)
def dashboard_port_taken() -> Iterator[None]:
    """Another program of the machine has the port of Dask's dashboard, as RStudio does."""
    with socket.socket() as taken:
        with suppress(OSError):  # it is taken already
            taken.bind(("", DASHBOARD))
            taken.listen()
        yield


def closed_port() -> int:
    """A port of this machine at which nothing answers."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return int(chosen.getsockname()[1])


class Cluster:
    """A scheduler and workers of one thread, each a process that can be killed."""

    def __init__(self, folder: Path, workers: int) -> None:
        ports = ("--port", "0", "--interface", "lo", "--no-dashboard", "--dashboard-address", "127.0.0.1:0")
        self.scheduler = self._start("scheduler", *ports, "--scheduler-file", str(folder / "scheduler"))
        written = folder / "scheduler"
        assert eventually(lambda: written.exists() and written.read_text().endswith("}"))
        self.address = json.loads(written.read_text())["address"]
        worker = ("worker", self.address, "--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
        self.workers = [self._start(*worker) for _ in range(workers)]

    def _start(self, *words: str) -> subprocess.Popen:
        command = [sys.executable, "-m", f"distributed.cli.dask_{words[0]}", *words[1:]]
        environment = {**os.environ, "PYTHONPATH": str(MODULES)}
        return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path, 2)
    yield cluster
    cluster.end()


def kill_after(number: int, process: subprocess.Popen, over: list[str]) -> Callable[[float, float, str], None]:
    """A progress report that kills a process once so many points are over."""

    def report(fraction: float, left: float, text: str) -> None:
        over.append(text)
        if text.startswith(f"{number} of"):
            process.kill()

    return report


def test_a_killed_dask_worker_costs_no_row_and_the_study_goes_on_locally(
    cluster: Cluster, made: ModuleType, work: ModuleType, tmp_path: Path, tally: Callable[..., None]
) -> None:
    store, points, said = made.study(tmp_path / "study"), made.points(16, tmp_path / "marks", 0.2), []
    report = kill_after(4, cluster.workers[0], said)
    assert run_points(store, points, work.compute, Dask(address=cluster.address), report) == Outcome(16, 0, 0)
    assert set(store.states().values()) == {"ok"}
    tally("a Dask worker killed", tmp_path / "study", least=16)
    tries = attempts(tmp_path / "marks").values()
    assert max(tries) <= 2 and sum(tries) <= 18, "only what the dead worker held was begun again"
    more = made.points(20, tmp_path / "marks")
    assert run_points(store, more, work.compute, Local(1)) == Outcome(4, 0, 16)
    assert contents(tmp_path / "study") == made.expected(tmp_path, 20)


def test_points_that_die_or_hang_or_fail_cost_no_dask_worker(
    cluster: Cluster, made: ModuleType, work: ModuleType, tmp_path: Path, tally: Callable[..., None]
) -> None:
    study = tmp_path / "study"
    store, points = made.study(study), made.points(8, tmp_path / "marks")
    workers = Dask(address=cluster.address, time_limit=5)
    assert run_points(store, points, work.misbehave, workers) == Outcome(5, 3, 0)
    tally("a point that dies, one that hangs, one that raises, with Dask", study, 3, least=8)
    for number, says in ((1, "died"), (2, "time_limit=5 s"), (3, "ZeroDivisionError: it was told to fail")):
        assert says in read_failure(study, f"key000{number}")
    assert [worker.poll() for worker in cluster.workers] == [None, None]


def test_a_lost_scheduler_stops_the_study_in_one_line_and_fails_no_point(
    cluster: Cluster, made: ModuleType, work: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    tally: Callable[..., None],
) -> None:  # fmt: skip
    monkeypatch.setattr(cluster_workers, "PATIENCE", 2)
    store, points = made.study(tmp_path / "study"), made.points(16, tmp_path / "marks", 0.2)
    with pytest.raises(StudyStopped, match="scheduler is gone"):
        run_points(store, points, work.compute, Dask(address=cluster.address), kill_after(4, cluster.scheduler, []))
    tally("the Dask scheduler killed", tmp_path / "study", least=4)
    assert set(store.states().values()) == {"ok", "missing"}
    assert run_points(store, points, work.compute, Local(2)).failed == 0


def test_no_scheduler_is_one_line(
    made: ModuleType, work: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_workers, "PATIENCE", 0.5)
    address = f"tcp://127.0.0.1:{closed_port()}"
    with pytest.raises(StudyStopped, match=f"no Dask scheduler answers at {address}"):
        run_points(
            made.study(tmp_path / "study"),
            made.points(1, tmp_path / "marks"),
            work.compute,
            Dask(address=address),
        )


def test_a_cluster_started_for_the_study_ends_with_it_however_it_ends(
    begin: Callable[..., subprocess.Popen], tmp_path: Path, tally: Callable[..., None]
) -> None:
    for how, code, words in ((signal.SIGINT, 130, "Ctrl-C"), (signal.SIGKILL, -9, "the command killed (kill -9)")):
        kept = rows(tmp_path / "study")
        parent = begin(60, 0.2, keys=("kind=dask",))
        assert eventually(lambda kept=kept: len(rows(tmp_path / "study")) >= len(kept) + 2)
        os.killpg(parent.pid, how) if how == signal.SIGINT else parent.send_signal(how)
        _, said = parent.communicate(timeout=180)
        assert parent.returncode == code
        tally(f"{words}, with Dask", tmp_path / "study", kept=kept, least=len(kept) + 2)
        # Python itself may say something of one that was killed
        assert (
            code == -9
            or said
            == "disinhibition: interrupted; the points that were computed are kept, and the same command goes on\n"
        )
        assert eventually(lambda: not any(map(alive, processes(tmp_path / "marks"))), 30)
