"""Local workers on every machine of a Dask cluster. Imports Dask, so it is imported only where Dask is used.

Dask brings a point to a machine; there it is computed as on this one. Each Dask worker has local workers of its own
(``local.py``), one for each of its threads. So a point that dies, hangs or fails costs no Dask worker, and what is said
of local processes holds on every machine. A Dask worker that is lost has its points given to another by Dask.
"""

import logging
import multiprocessing
import pickle
import signal
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from typing import Any

from distributed import Client, get_worker
from distributed.diagnostics.plugin import WorkerPlugin

from ..disk.errors import StudyStopped, cluster_gone
from ..worker import Failure, unpacked
from .local import LocalExecutor, Opened

AHEAD = 2  # points given for each thread of the cluster, so that none waits for the way there and back
PATIENCE = 20  # s for the scheduler to answer
# Options of a scheduler started here. It serves HTTP in any case, without an address at port 8787, where another study
# or RStudio may be
NO_DASHBOARD = {"dashboard": False, "dashboard_address": "127.0.0.1:0"}


@contextmanager
def cluster_workers(cluster: Any, time_limit: float | None) -> Iterator[Opened]:
    """Local workers on every machine of a cluster, now and later.

    Parameters
    ----------
    cluster : str or distributed cluster
        Address of the scheduler, or Dask's object.
    time_limit : float or None
        Seconds that a point may take.

    Yields
    ------
    tuple
        The executor, and a function that says how many points it is to be given at a time.

    Raises
    ------
    StudyStopped
        No scheduler answers.
    """
    try:
        client = Client(cluster, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise StudyStopped(f"no Dask scheduler answers at {cluster}; start it or mend execute.address") from error
    with _quiet("distributed", "distributed.client", "asyncio"), client:
        name = f"disinhibition-{uuid.uuid4().hex}"  # another study may use the same cluster
        client.register_plugin(WorkersOfMachine(time_limit), name)
        try:
            yield ClusterExecutor(client, name), _Room(client).size
        finally:
            # A cluster that is gone has no plugin left
            with suppress(Exception):
                client.unregister_worker_plugin(name)


class _Room:
    """How many points a cluster is to be given at a time: it may grow and shrink."""

    def __init__(self, client: Client) -> None:
        self._client, self._threads = client, 1

    def size(self) -> int:
        """Twice its threads; as it was last where the scheduler does not answer, which the futures will tell."""
        with suppress(OSError):
            self._threads = max(1, sum(self._client.nthreads().values()))
        return AHEAD * self._threads


@contextmanager
def _quiet(*loggers: str) -> Iterator[None]:
    """What goes wrong is told in one line at the end; Dask tells it at length meanwhile."""
    before = {name: logging.getLogger(name).level for name in loggers}
    for name in loggers:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)


class ClusterExecutor(Executor):
    """Dask's executor, which brings every call to the local workers of the machine that Dask chose.

    Parameters
    ----------
    client : distributed.Client
        The client of the cluster.
    plugin : str
        Name under which the local workers are registered with Dask.
    """

    def __init__(self, client: Client, plugin: str) -> None:
        self._inner, self._plugin = client.get_executor(pure=False), plugin

    def submit(self, function: Callable, /, *arguments: Any, **named: Any) -> Future:
        """Call a function somewhere in the cluster.

        Parameters
        ----------
        function : callable
            What is called.
        *arguments, **named
            What it is called with.

        Returns
        -------
        Future
            Its result may be a Failure, because Dask prints at length what is raised.

        Raises
        ------
        StudyStopped
            The cluster no longer answers.
        """
        # Packed, so that what a point needs is imported where it is computed and not by Dask as well
        call = pickle.dumps((function, arguments, named))
        try:
            future: Future = self._inner.submit(_in_workers, self._plugin, call)
        except Exception as error:  # of many kinds, by version; what is submitted is always the same
            raise cluster_gone() from error
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Give up what was submitted, or wait for it.

        Parameters
        ----------
        wait : bool
            Whether to wait.
        cancel_futures : bool
            Part of the interface; it changes nothing here.
        """
        self._inner.shutdown(wait=wait)


def _in_workers(plugin: str, call: bytes) -> Any:
    """Call in the local workers of this machine."""
    workers: Any = get_worker().plugins[plugin]
    try:
        return workers.executor.submit(unpacked, call).result()
    except Failure as failure:
        return failure


class WorkersOfMachine(WorkerPlugin):
    """The local workers of one Dask worker: they begin and end with it.

    Parameters
    ----------
    time_limit : float or None
        Seconds that a point may take.
    """

    def __init__(self, time_limit: float | None) -> None:
        self._time_limit = time_limit

    def setup(self, worker: Any) -> None:
        """Begin the local workers; Dask calls this on its worker.

        Parameters
        ----------
        worker : distributed.Worker
            The worker of Dask.
        """
        process = multiprocessing.current_process()
        if process.daemon:
            # So Dask's nanny starts it. A daemon may have no children; ours end by themselves when it dies. And what
            # answers a terminal's Ctrl-C is the nanny
            process.daemon = False
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        self.executor = LocalExecutor(worker.state.nthreads, self._time_limit)

    def teardown(self, worker: Any) -> None:
        """End the local workers; Dask calls this on its worker.

        Parameters
        ----------
        worker : distributed.Worker
            The worker of Dask.
        """
        self.executor.shutdown()
