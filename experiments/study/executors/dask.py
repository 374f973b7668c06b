"""Workers of a Dask cluster: one that is there, or one started here for the study. Needs the extra ``dask``."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from ....errors import UserError
from .allowed import check_time, check_whole
from .inherited import single_threaded
from .local import Opened, cores


@dataclass(frozen=True)
class Dask:
    """A Dask cluster: one that is there, or one of workers on this machine.

    Attributes
    ----------
    workers : int or None
        Dask workers that are started on this machine if no address is given; None for one a core.
    time_limit : float or None
        Seconds that a point may take; None for no limit.
    address : str or None
        Address of the scheduler of a cluster that is there.

    Raises
    ------
    UserError
        There are no workers, or no time.
    """

    workers: int | None = None
    time_limit: float | None = None
    address: str | None = None

    def __post_init__(self) -> None:
        check_whole("workers", self.workers, "or null for one a core")
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
            Dask is not installed.
        StudyStopped
            No scheduler answers.
        """
        try:
            from distributed import LocalCluster

            from .cluster_workers import NO_DASHBOARD, cluster_workers
        except ImportError as error:
            raise UserError("execute=dask needs Dask: pip install 'disinhibition[dask]'") from error
        with ExitStack() as stack:
            cluster: Any = self.address
            if not cluster:
                # The cluster's own thread begins in here, so that no worker it ever starts has an ear for Ctrl-C
                with single_threaded():
                    cluster = stack.enter_context(
                        LocalCluster(
                            n_workers=min(self.workers or cores(), points),
                            threads_per_worker=1,
                            memory_limit=0,
                            dashboard_address=NO_DASHBOARD["dashboard_address"],
                            scheduler_kwargs=NO_DASHBOARD,
                            silence_logs=logging.CRITICAL,
                        )
                    )
            yield stack.enter_context(cluster_workers(cluster, self.time_limit))
