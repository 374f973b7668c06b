"""Workers in jobs of a Slurm cluster, through Dask. Needs the extra ``slurm``; to be run where ``sbatch`` is."""

import logging
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ....errors import UserError
from ..disk.errors import StudyStopped
from .allowed import check_time, check_whole
from .local import Opened

LOOK_EVERY = 30.0  # s between questions to Slurm whether a job is left


@dataclass(frozen=True)
class Slurm:
    """Jobs of a Slurm cluster, started as Slurm has room; each serves the study until it ends.

    Attributes
    ----------
    workers : int
        Cores of each job.
    time_limit : float or None
        Seconds that a point may take; None for no limit.
    shards : int
        How many jobs.
    partition : str or None
        Partition of the jobs.
    walltime : str
        Time of a job.
    memory : str
        Memory of a job.
    interface : str or None
        The network card by which workers find the scheduler, which runs here.
    directives : tuple of str
        Further #SBATCH words.
    prologue : tuple of str
        Shell lines before the worker starts.
    logs : str
        Folder for the logs of the jobs.

    Raises
    ------
    UserError
        There are no workers, or no time.
    """

    workers: int = 1
    time_limit: float | None = None
    shards: int = 1
    partition: str | None = None
    walltime: str = "04:00:00"
    memory: str = "2GB"
    interface: str | None = None
    directives: tuple[str, ...] = ()
    prologue: tuple[str, ...] = ()
    logs: str = "results/slurm"

    def __post_init__(self) -> None:
        check_whole("workers", self.workers)
        check_whole("shards", self.shards)
        check_time(self.time_limit)

    @contextmanager
    def open(self, points: int) -> Iterator[Opened]:
        """Make the executor for a study.

        Parameters
        ----------
        points : int
            How many points are to be computed.

        Yields
        ------
        tuple
            The executor, and a function that says how many points it is to be given at a time.

        Raises
        ------
        UserError
            Slurm refuses the job, or Dask's jobs are not installed.
        StudyStopped
            Every job has ended before the study.
        """
        try:
            from dask_jobqueue import SLURMCluster

            from .cluster_workers import AHEAD, NO_DASHBOARD, cluster_workers
        except ImportError as error:
            raise UserError("execute=slurm needs Dask's jobs: pip install 'disinhibition[slurm]'") from error
        with SLURMCluster(
            queue=self.partition,
            cores=self.workers,
            processes=1,
            memory=self.memory,
            walltime=self.walltime,
            interface=self.interface,
            job_extra_directives=list(self.directives),
            job_script_prologue=list(self.prologue),
            local_directory="${TMPDIR:-/tmp}",
            log_directory=self.logs,
            scheduler_options=NO_DASHBOARD,
            silence_logs=logging.CRITICAL,
        ) as cluster:
            _try(cluster.job_script())
            shards = min(self.shards, -(-points // self.workers))
            cluster.scale(jobs=shards)
            jobs = _Jobs(cluster)
            with cluster_workers(cluster, self.time_limit) as (executor, _):

                def room() -> int:
                    jobs.look()
                    return AHEAD * shards * self.workers

                yield executor, room


def _try(script: str) -> None:
    """Ask Slurm whether it would take the job: later, it would be refused where nobody hears it."""
    try:
        done = subprocess.run(["sbatch", "--test-only"], input=script, text=True, capture_output=True, check=False)
    except FileNotFoundError:
        raise UserError("execute=slurm: there is no sbatch here; start the sweep where Slurm's commands are") from None
    if done.returncode:
        raise UserError(f"execute=slurm: Slurm refuses the job ({' '.join(done.stderr.split())}); mend execute.*")


class _Jobs:
    """Watches that a job of the study is waiting or running."""

    def __init__(self, cluster: Any) -> None:
        self._cluster, self._last = cluster, time.monotonic()

    def look(self) -> None:
        """Raise StudyStopped if the jobs were submitted and none is left."""
        if time.monotonic() - self._last < LOOK_EVERY:
            return
        self._last = time.monotonic()
        numbers = [str(job.job_id) for job in self._cluster.workers.values() if job.job_id]
        if not numbers:
            return
        words = ["squeue", "--noheader", "--format=%A", "--jobs", ",".join(numbers)]
        done = subprocess.run(words, text=True, capture_output=True, check=False)
        # Slurm forgets a job after a while, and is then said not to know it; any other error passes
        if not done.stdout.strip() and (done.returncode == 0 or "nvalid job id" in done.stderr):
            raise StudyStopped(
                "every Slurm job of the study has ended (by its walltime, or by a fault that execute.logs tells); "
                "the rows so far are kept, and the same command goes on"
            )
