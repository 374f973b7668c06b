"""Where the points of a study are computed: one file a kind of executor, each a ``concurrent.futures.Executor``."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import fields
from typing import Any, Protocol

from ....errors import UserError
from ....models.parameters.nearest import nearest
from .dask import Dask
from .local import Local, Opened
from .slurm import Slurm

__all__ = ["Local", "Workers", "read_workers"]
KINDS = {"local": Local, "dask": Dask, "slurm": Slurm}


class Workers(Protocol):
    """Workers that compute the points of a study: on this machine, on a Dask cluster, in jobs of Slurm."""

    def open(self, points: int) -> AbstractContextManager[Opened]:
        """Make the executor for a study.

        Parameters
        ----------
        points : int
            How many points are to be computed.

        Returns
        -------
        context manager
            Gives the executor, and a function that says how many points the executor is to be given at a time.
        """


def read_workers(config: Mapping[str, Any]) -> Workers:
    """The workers that the config group ``execute`` asks for.

    Parameters
    ----------
    config : mapping
        The group, with ``kind`` and the words of that kind.

    Returns
    -------
    Workers
        The workers.

    Raises
    ------
    UserError
        In one line, for a kind or a word that does not exist, or a value that is not allowed.
    """
    kind, given = config.get("kind"), {name: value for name, value in config.items() if name != "kind"}
    if kind not in KINDS:
        raise UserError(f"execute={kind} does not exist; choose {', '.join(KINDS)}")
    known = [field.name for field in fields(KINDS[kind])]
    for name in given:
        if name not in known:
            raise UserError(
                f"execute={kind} knows no '{name}'{nearest(name, known) or '; it knows ' + ', '.join(known)}"
            )
    return KINDS[kind](**given)
