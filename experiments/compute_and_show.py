"""What the command line does once its words are read: compute, print the table, draw the figure, print the ranges.

No computation knows the figures that show it; only this file joins the two. Each function imports what it needs, so
that a sweep without a figure does not wait for matplotlib.
"""

import gc
import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..analysis.signals.counted import counted
from .config.settings import Settings
from .study.plan import Study

if TYPE_CHECKING:
    from .examine.source import Source


def run_and_draw(settings: Settings, out: Path | None = None, asked: Sequence[str] = ()) -> list[Path]:
    """Run once, write the recording and draw it.

    Parameters
    ----------
    settings : Settings
        What is run.
    out : Path, optional
        The folder of the files; by default one of its own.
    asked : sequence of str
        The overrides of the run, from which folder and title say what was asked.

    Returns
    -------
    list of Path
        The files ``recording.nc`` and ``recording.png``.

    Raises
    ------
    UserError
        The folder cannot be written. It is raised before anything is simulated.
    """
    from .figures import draw_figure
    from .run.simulate import run_and_write

    recording = run_and_write(settings, out, asked)
    return [recording, *draw_figure("recording", recording, recording.with_suffix(".png"))]


def sweep_and_show(study: Study, retry_failed: bool = False, fork: bool = False, adopt: bool = False) -> int:
    """Compute what is missing of the study, print its table and draw its figure.

    Parameters
    ----------
    study : Study
        The study.
    retry_failed : bool
        Whether the points that failed before are computed, too.
    fork : bool
        Whether, if the study is another model's, one is begun beside it.
    adopt : bool
        Whether, if the study is another model's, it is taken over if some of its points come out the same.

    Returns
    -------
    int
        The exit code: 0, or 1 if a point failed.

    Raises
    ------
    NotAdopted, AnotherModel, StudyBusy, StudyStopped, UserError
        As ``study.sweep.compute``.
    """
    from .study.disk.layout import FAILURES
    from .study.reading.open import open_study
    from .study.reading.table import print_failures, print_table
    from .study.sweep import compute

    store, points = compute(study, retry_failed, fork, adopt)
    print_table(open_study(store.path))
    print(store.path)
    if study.figure:
        show_figure(study.figure, store.path)
    _print_figures(store.path, study.figure)
    states = store.states()
    failed = [point for point in points if states[point.key] == "failed"]
    if failed:
        print_failures(store.path, failed)
        print(
            f"{len(failed)} of {counted(len(points), 'point')} failed. {store.path / FAILURES} says why.",
            file=sys.stderr,
        )
        print("Mend the cause, then compute them again with --retry failed.", file=sys.stderr)
    return 1 if failed else 0


def _print_figures(path: Path, drawn: str | None) -> None:
    """Name the commands that draw the study, but for the figure that was drawn already."""
    from .study.reading.fitting_figures import fitting_figures
    from .study.reading.open import open_study

    others = [name for name in fitting_figures(open_study(path)) if name != drawn]
    if others:
        print("This study can be drawn by" if drawn is None else "This study can also be drawn by")
        for name in others:
            print(f"  disinhibition figure {name} --data {shlex.quote(str(path))}")


def show_figure(name: str, data: Path | None = None, out: Path | None = None) -> None:
    """Draw a figure; print its files, its numbers if it has a table, and what guesses do to its headlines.

    Parameters
    ----------
    name : str
        Name of the figure.
    data : Path, optional
        The stored dataset, by default the figure's own.
    out : Path, optional
        The file, by default those of ``draw_figure``.

    Raises
    ------
    UserError
        As ``draw_figure``.
    """
    from rich.console import Console

    from .figures import draw_figure, figure_table
    from .validation.drug_ranges import ranges_table

    print(*draw_figure(name, data, out), sep="\n")
    for table in (figure_table(name, data), ranges_table(data) if data else None):
        if table:
            Console(width=None if Console().is_terminal else 140).print(table)


def examine_and_show(
    overrides: Sequence[str], out: Path | None, stated: Mapping[str, Any], keep_recordings: bool = True
) -> None:
    """Examine, print the diagnosis, draw the figure of the examination and write its report.

    Parameters
    ----------
    overrides : sequence of str
        As of ``examine``.
    out : Path or None
        Folder of the report; by default one of its own in ``results/examinations``.
    stated : mapping
        Findings that no recording gives, as of ``examine``.
    keep_recordings : bool
        Whether the recordings that are made are kept.

    Raises
    ------
    UserError, NotRecorded, StudyBusy, StudyStopped
        As ``examine``.
    """
    from ..analysis.diagnosis.wording import diagnosis_text
    from .examine.examination import EXAMINATIONS, diagnose, examination_name, examine, settle_recordings
    from .examine.recordings import recordings_in
    from .examine.report import write_report
    from .figures import draw_figure

    folder = out or EXAMINATIONS / examination_name(overrides)
    before = recordings_in(folder.parent)
    report = examine(overrides, folder, stated)
    diagnosis = diagnose(report)
    print(diagnosis_text(diagnosis))
    [picture] = draw_figure("examination", folder, folder / "examination.png")
    page = write_report(folder, report, diagnosis, picture)
    settle_recordings(report, folder, before, keep_recordings)
    print(page)


def examine_person_and_show(
    source: "Source",
    protocols: Mapping[str, tuple[float, float] | None],
    out: Path | None,
    stated: Mapping[str, Any],
    healthy: Path | None = None,
    keep_recordings: bool = True,
) -> None:
    """Examine a recording of a person, print the diagnosis, draw the figure and write the report.

    Parameters
    ----------
    source, protocols, out, stated, healthy
        As of ``examine.person.examine_person``.
    keep_recordings : bool
        Whether the steps that are cut out of the recording are kept.

    Raises
    ------
    UserError
        As ``examine_person``.
    """
    from ..analysis.diagnosis.wording import diagnosis_text
    from .examine.examination import diagnose, settle_recordings
    from .examine.person import examine_person
    from .examine.report import write_report
    from .figures import draw_figure

    report, folder = examine_person(source, protocols, stated, out, healthy)
    gc.collect()  # nodes of a tree name each other, so that a long recording stays in memory until then
    diagnosis = diagnose(report)
    print(diagnosis_text(diagnosis))
    [picture] = draw_figure("examination", folder, folder / "examination.png")
    page = write_report(folder, report, diagnosis, picture)
    settle_recordings(report, folder, set(), keep_recordings)
    print(page)
