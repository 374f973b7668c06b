"""Hydra's multirun as one study: a sweeper that plans all its jobs at once and a launcher that takes them together.

Hydra finds a plugin by its place, below ``hydra_plugins``, and imports it whichever program runs: nothing heavy here.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from hydra.core.plugins import Plugins
from hydra.core.utils import JobReturn, JobStatus
from hydra.plugins.launcher import Launcher
from hydra.plugins.sweeper import Sweeper
from hydra.types import HydraContext, TaskFunction
from omegaconf import DictConfig


class StudySweeper(Sweeper):
    """Plans the study of a multirun. The task function takes a Study and returns an exit code."""

    def setup(self, *, hydra_context: HydraContext, task_function: TaskFunction, config: DictConfig) -> None:
        self.hydra_context, self.task, self.config = hydra_context, task_function, config

    def sweep(self, arguments: list[str]) -> Any:
        """Plan the study that the arguments describe and hand all its jobs to the launcher in one batch."""
        from disinhibition.experiments.compose import plain
        from disinhibition.experiments.study import plan_study

        assert self.hydra_context is not None and self.config is not None
        # A choice of a group is composed under Hydra's own overrides too, such as a search path
        study = plan_study([*self.config.hydra.overrides.hydra, *arguments], plain(self.config))
        jobs = [[f"{axis}={value}" for axis, value in values.items()] for values, _ in study.points]
        launcher = Plugins.instance().instantiate_launcher(self.hydra_context, partial(self.task, study), self.config)
        return launcher.launch(jobs, 0)


class StudyLauncher(Launcher):
    """Computes all jobs of a multirun in one call of the task; no folder and no process a job."""

    def setup(self, *, hydra_context: HydraContext, task_function: TaskFunction, config: DictConfig) -> None:
        self.task = task_function

    def launch(self, job_overrides: Sequence[Sequence[str]], initial_job_idx: int) -> Sequence[JobReturn]:
        """Every job returns what the study returned."""
        code = self.task()  # type: ignore[call-arg]  # the sweeper has given it the study
        return [JobReturn(overrides=job, status=JobStatus.COMPLETED, _return_value=code) for job in job_overrides]
