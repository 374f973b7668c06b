"""The flags ``--cfg`` and ``--info``, which show what Hydra composes, as every Hydra program has them."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from hydra.core.global_hydra import GlobalHydra
from hydra.types import RunMode

from ...errors import UserError
from .compose import admitted, compose_config, split_axes
from .hydra_session import packaged_hydra, said_in_one_line

if TYPE_CHECKING:
    from hydra._internal.hydra import Hydra


def show_config(root: str, overrides: Sequence[str], part: str, package: str | None, resolve: bool) -> None:
    """Print the composed config without its axes.

    Parameters
    ----------
    root : str
        ``"run"`` or ``"sweep"``.
    overrides : sequence of str
        Overrides, as for :func:`compose_config`.
    part : str
        ``"job"``, ``"hydra"`` or ``"all"``.
    package : str or None
        The package of the config that Hydra shows.
    resolve : bool
        Whether Hydra resolves interpolations.
    """
    words = split_axes(overrides).fixed if root == "sweep" else overrides
    if package and part == "job" and not _holds(compose_config(root, words), package.split(".")):
        raise UserError(f"the config has no part '{package}'; without --package it is printed whole")
    with _hydra() as hydra:
        hydra.show_cfg(root, admitted(words, root), part, package, resolve)


def show_info(root: str, overrides: Sequence[str], about: str) -> None:
    """Print what Hydra knows of its plugins, search path or defaults.

    Parameters
    ----------
    root : str
        ``"run"`` or ``"sweep"``.
    overrides : sequence of str
        Overrides, as for :func:`compose_config`.
    about : str
        What is printed, in Hydra's word.
    """
    log = logging.getLogger()
    handlers, level = log.handlers[:], log.level
    try:
        with _hydra() as hydra:
            hydra.show_info(about, root, admitted(overrides, root), RunMode.MULTIRUN)
    finally:
        # It prints by way of the root logger, at the level of debugging
        log.handlers[:] = handlers
        log.setLevel(level)


@contextmanager
def _hydra() -> Iterator["Hydra"]:
    """Hydra with the packaged configs; what it refuses is said in one line."""
    with packaged_hydra(), said_in_one_line():
        hydra = GlobalHydra.instance().hydra
        assert hydra is not None
        yield hydra


def _holds(tree: object, words: Sequence[str]) -> bool:
    """Whether nested dicts and lists have something at the end of a path."""
    for word in words:
        if isinstance(tree, Mapping) and word in tree:
            tree = tree[word]
        elif isinstance(tree, list) and word.isdecimal() and int(word) < len(tree):
            tree = tree[int(word)]
        else:
            return False
    return True
