"""Hydra's own command line for sweeps: ``-m``, ``--cfg`` and ``--info`` as every Hydra program has them."""

from collections.abc import Callable, Sequence

from hydra.core.global_hydra import GlobalHydra
from hydra.core.plugins import Plugins
from hydra.types import RunMode

from hydra_plugins.disinhibition_study import StudyLauncher, StudySweeper

from .compose import admitted, packaged_hydra, said_in_one_line, split_axes
from .study import Study


def multirun(overrides: Sequence[str], act: Callable[[Study], int]) -> int:
    """Plan the study of a multirun through Hydra's sweeper, let its launcher ``act`` on it; the exit code of ``act``.

    Raises KeyError or ValueError, in one line, as :func:`study.plan_study` does.
    """
    with packaged_hydra(), said_in_one_line():
        _register()
        hydra = GlobalHydra.instance().hydra
        assert hydra is not None
        jobs = hydra.multirun("sweep", act, admitted(overrides, "sweep"), with_log_configuration=False)
    return int(jobs[0].return_value)


def show_config(root: str, overrides: Sequence[str], part: str, package: str | None, resolve: bool) -> None:
    """Print the composed config without its axes; ``part``: job, hydra or all."""
    words = split_axes(overrides).fixed if root == "sweep" else overrides
    with packaged_hydra(), said_in_one_line():
        _register()
        hydra = GlobalHydra.instance().hydra
        assert hydra is not None
        hydra.show_cfg(root, admitted(words, root), part, package, resolve)


def show_info(root: str, overrides: Sequence[str], about: str) -> None:
    """Print what Hydra knows of its plugins, search path or defaults."""
    with packaged_hydra(), said_in_one_line():
        _register()
        hydra = GlobalHydra.instance().hydra
        assert hydra is not None
        hydra.show_info(about, root, admitted(overrides, root), RunMode.MULTIRUN)


def _register() -> None:
    """Hydra finds them in an installed package, not behind the import hook of an editable one."""
    for plugin in (StudySweeper, StudyLauncher):
        Plugins.instance().register(plugin)
