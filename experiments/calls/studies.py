"""Studies of many runs from Python: compute one, look how far it has come, open it, write it as one file, search."""

import logging
from pathlib import Path
from typing import Any, Literal, overload

import numpy as np
import xarray as xr

from ...analysis.signals.counted import counted
from ...errors import UserError
from ..config.given import Given, override_words, refuse_misspelt
from ..config.late_snapshot import notice_late_points
from ..given_objects import place_of
from ..run.progress import Shown, progress_shown
from ..study.disk.layout import FAILURES
from ..study.examples import notice_lost
from ..study.plan import plan_study
from ..study.reading.collect import collect as write_collected
from ..study.reading.open import open_study
from ..study.reading.status import study_status, unfinished

LOG = logging.getLogger(__name__)


@overload
def sweep(
    *given: Given,
    name: str | None = None,
    retry: Literal["failed"] | None = None,
    fork: bool = False,
    adopt: bool = False,
    dry_run: Literal[False] = False,
    progress: Shown = True,
    **keys: Any,
) -> xr.Dataset: ...


@overload
def sweep(
    *given: Given,
    name: str | None = None,
    retry: Literal["failed"] | None = None,
    fork: bool = False,
    adopt: bool = False,
    dry_run: Literal[True],
    progress: Shown = True,
    **keys: Any,
) -> None: ...


def sweep(
    *given: Given,
    name: str | None = None,
    retry: Literal["failed"] | None = None,
    fork: bool = False,
    adopt: bool = False,
    dry_run: bool = False,
    progress: Shown = True,
    **keys: Any,
) -> xr.Dataset | None:
    """Compute what is missing of a study of many runs, and open it.

    Parameters
    ----------
    *given : str, mapping or sequence of str
        The overrides of ``disinhibition sweep``. A list, a range or an array of values makes its key an axis; an
        :class:`Interval` is a range from which a design draws. ``experiment=NAME`` is a packaged study.
    name : str, optional
        Name of the study, and of its folder in ``results``; the same as ``study.name``.
    retry : str, optional
        ``"failed"`` computes the points again that failed before.
    fork : bool
        If the study was computed with another model, a new one is begun beside it.
    adopt : bool
        If the study was computed with another model, some points are computed anew, and it is taken over if they agree.
    dry_run : bool
        Print how many points there are, and what they take in time and disk space. Nothing is computed.
    progress : bool or callable
        True shows a bar in a terminal and in a notebook. A function is told (fraction done, seconds left, text).
    **keys
        Further keys by name; a mapping holds the keys below it.

    Returns
    -------
    xarray.Dataset or None
        One variable for every statistic over the axes, as :func:`open_study` gives it; None for a dry run. Points that
        failed are NaN, ``status`` says which they are, and the log says why.

    Raises
    ------
    UserError
        In one line, for a key, a value or an axis that is not allowed.
    AnotherModel, NotAdopted, StudyBusy, StudyStopped, OSError
        The study cannot be computed; what was computed is kept.

    Notes
    -----
    A call that was interrupted goes on when it is made again: what is there is not computed twice. A study that holds
    other points already keeps them, and all of them are in the Dataset. An axis that sets several keys is described by
    ``study={"sets": {"loss": ["receptors.gaba_a.cortex", "receptors.glycine.cortex"]}, "axes": {"loss": [0.5, 1]}}``.

    Examples
    --------
    >>> brief = {"engine": "numpy", "sides": "right", "scale": 0.25, "duration": "20 ms", "execute.workers": 1}
    >>> study = sweep({"receptors.gaba_a.cortex": [0.5, 1], "seed": range(2)}, brief, name="brief", progress=False)
    >>> dict(study.sizes)
    {'receptors.gaba_a.cortex': 2, 'seed': 2}
    >>> study["jerk_rate"].attrs["units"]
    '1/s'
    """
    refuse_misspelt(sweep, keys)
    if retry not in (None, "failed"):
        raise UserError(f"retry={retry!r} is nothing that can be computed again; give retry='failed', or leave it out")
    named = [] if name is None else override_words(study={"name": name})
    plan = plan_study([*override_words(*given, **keys), *named])
    notice_late_points(plan.late, len(plan.points))
    notice_lost(plan.lost, plan.axes)
    again = retry == "failed"
    if dry_run:
        from ..study.preview import print_preview

        print_preview(plan, again, fork, adopt)
        return None
    from ..study.sweep import compute

    with progress_shown(progress):
        store, points = compute(plan, again, fork, adopt)
    states = store.states()
    failed = sum(states[point.key] == "failed" for point in points)
    if failed:
        LOG.warning(
            "%d of %s failed; %s says why. Mend the cause, and compute them again with retry='failed'.",
            failed,
            counted(len(points), "point"),
            store.path / FAILURES,
        )
    return open_study(store.path)


class Lines(str):
    """Text of several lines, which a notebook and a shell of Python show as lines."""

    __slots__ = ()

    def __repr__(self) -> str:
        """The lines."""
        return str(self)


def status(path: str | Path) -> Lines:
    """Say how far a study has come.

    Parameters
    ----------
    path : str or Path
        Folder of the study, or the NetCDF file that :func:`collect` wrote of it.

    Returns
    -------
    Lines
        A str of lines, of which the first one reads ``done 3 of 12``. A shell of Python shows them as lines.

    Raises
    ------
    UserError
        The folder is no study.
    """
    return Lines(study_status(path))


def collect(path: str | Path, out: str | Path | None = None) -> Path:
    """Write a study as one NetCDF file, and say in the log which points have no values.

    Parameters
    ----------
    path : str or Path
        Folder of the study.
    out : str or Path, optional
        The file; by default it lies beside the folder and has its name.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    UserError
        The folder is no study.
    OSError
        The file cannot be written.
    """
    path = place_of(path, "the folder of a study")
    written = write_collected(path, Path(path).with_suffix(".nc") if out is None else out)
    for line in unfinished(path):
        LOG.warning("%s", line)
    return written


def search(
    *given: Given,
    target: float | None = None,
    statistic: str = "jerk_rate",
    trials: int = 50,
    name: str | None = None,
    progress: Shown = True,
    **keys: Any,
) -> xr.Dataset:
    """Move keys until a statistic comes to a target; this needs Optuna (``pip install 'disinhibition[calibrate]'``).

    Parameters
    ----------
    *given : str, mapping or sequence of str
        The overrides of ``disinhibition search``. An :class:`Interval` is a range to search, a list is a choice.
    target : float
        Value that the statistic is to have, in its unit. It has to be given, here or as ``search.target``.
    statistic : str
        Name of the statistic, a variable of a study.
    trials : int
        How many trials there are, earlier ones of the same search included.
    name : str, optional
        Name of the study that keeps the runs; the same as ``study.name``.
    progress : bool or callable
        As of :func:`sweep`.
    **keys
        Further keys by name; a mapping holds the keys below it.

    Returns
    -------
    xarray.Dataset
        Over (trial), the best first: the keys, the statistic, and its ``distance`` from the target. A runaway or a
        statistic that cannot be measured is NaN, and its distance is infinite. The attribute ``path`` is the folder of
        the study.

    Raises
    ------
    UserError
        In one line, for what cannot be searched, and without Optuna.
    StudyBusy
        Another process searches there.
    StudyStopped, OSError
        The search cannot go on; what was computed is kept.
    """
    from ..fit.search import search as search_words
    from ..fit.search_goal import read_goal

    refuse_misspelt(search, keys)
    named = [] if name is None else override_words(study={"name": name})
    aim = {} if target is None else {"target": target}
    wanted = override_words(search={"statistic": statistic, **aim, "trials": trials})
    words = [*override_words(*given, **keys), *named, *wanted]
    goal = read_goal(words)
    with progress_shown(progress):
        path, found = search_words(words, LOG.info)
    values = {key: ("trial", [trial.values[key] for trial in found], {"long_name": key}) for key in goal.ranges}
    measured = {
        statistic: ("trial", np.array([trial.found for trial in found]), {"long_name": statistic}),
        "distance": (
            "trial",
            np.array([trial.loss for trial in found]),
            {"long_name": f"distance from the target {goal.target:g}"},
        ),
    }  # fmt: skip
    return xr.Dataset(values | measured, {"trial": np.arange(len(found))}, {"path": str(path), "target": goal.target})
