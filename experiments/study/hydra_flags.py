"""Hydra's own command line for sweeps: ``-m``, ``--cfg`` and ``--info`` as every Hydra program has them."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from hydra.core.global_hydra import GlobalHydra
from hydra.core.plugins import Plugins
from hydra.types import RunMode

from hydra_plugins.disinhibition_study import StudyLauncher, StudySweeper

from .compose import admitted, packaged_hydra, said_in_one_line, split_axes
from .study import Study

if TYPE_CHECKING:
    from hydra._internal.hydra import Hydra


def multirun(overrides: Sequence[str], act: Callable[[Study], int]) -> int:
    """Plan the study of a multirun through Hydra's sweeper, let its launcher ``act`` on it; the exit code of ``act``.

    Raises KeyError or ValueError, in one line, as :func:`study.plan_study` does.
    """
    with _hydra() as hydra:
        jobs = hydra.multirun("sweep", act, admitted(overrides, "sweep"), with_log_configuration=False)
    return int(jobs[0].return_value)


def show_config(root: str, overrides: Sequence[str], part: str, package: str | None, resolve: bool) -> None:
    """Print the composed config without its axes; ``part``: job, hydra or all."""
    words = split_axes(overrides).fixed if root == "sweep" else overrides
    with _hydra() as hydra:
        hydra.show_cfg(root, admitted(words, root), part, package, resolve)


def show_info(root: str, overrides: Sequence[str], about: str) -> None:
    """Print what Hydra knows of its plugins, search path or defaults."""
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
    """Hydra with our plugins: it finds them in an installed package, not behind the import hook of an editable one."""
    with packaged_hydra(), said_in_one_line():
        for plugin in (StudySweeper, StudyLauncher):
            Plugins.instance().register(plugin)
        hydra = GlobalHydra.instance().hydra
        assert hydra is not None
        yield hydra
