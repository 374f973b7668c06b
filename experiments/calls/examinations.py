"""The clinical examination from Python, and the diagnosis of one."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xarray as xr

from ...analysis.diagnosis.decision import Diagnosis
from ...analysis.recordings.channel_table import Table
from ...errors import UserError
from ...models.parameters.nearest import nearest
from ..config.given import Given, override_words, refuse_misspelt
from ..examine.protocols import Protocols
from ..given_objects import place_of
from ..run.progress import Shown, progress_shown

if TYPE_CHECKING:
    from ...analysis.recordings.cleaning import Filters

ABOUT_A_PERSON = ("channels", "protocols", "sites", "filters", "rate", "healthy")  # parameters of an examination


def examine(
    *given: Given,
    stated: Mapping[str, Any] | None = None,
    out: str | Path | None = None,
    keep_recordings: bool = True,
    progress: Shown = True,
    recording: str | Path | xr.DataTree | None = None,
    channels: Table | None = None,
    protocols: Protocols | None = None,
    sites: Mapping[str, str] | None = None,
    filters: "Filters | None" = None,
    rate: float | None = None,
    healthy: str | Path | None = None,
    **keys: Any,
) -> xr.Dataset:
    """Examine one condition as a clinician would: record rest, posture, volleys, sounds and cuts, and measure them.

    Parameters
    ----------
    *given : str, mapping or sequence of str
        The overrides of ``disinhibition examine``: those of a run, and ``execute=...`` for where it is computed. Both
        sides are recorded unless they say otherwise.
    stated : mapping, optional
        Findings that no recording of the model gives, such as ``{"sleep_persist": True}``; the report says so.
    out : str or Path, optional
        Folder for ``examination.nc``; by default one of its own in ``results/examinations``. Recordings are kept
        beside it and not computed twice, also those of an examination that was interrupted.
    keep_recordings : bool
        Whether the recordings are kept. Those that were there before stay in any case. The log says where they lie and
        what they take.
    progress : bool or callable
        True shows a bar in a terminal and in a notebook. A function is told (fraction done, seconds left, text).
    recording : str, Path or xarray.DataTree, optional
        A recording of a person, which is examined instead of the model: its file, or what
        ``analysis.recordings.files.read_recording`` made of it.
    channels : path, mapping, pandas.DataFrame or sequence of mappings, optional
        The channel table of that file: channel to muscle or electrode, such as ``{"EMG 1": "FDI R", "E2": "C3"}``.
    protocols : mapping, optional
        Which stretch of the recording is which step: ``rest``, ``posture``, ``median_nerve`` or ``startle`` to its
        begin and end in s, such as ``{"rest": (0, 120)}``, or to None for the whole recording.
    sites : mapping of str to str, optional
        Label of an annotation, or name of a trigger channel, to the site of its stimuli, such as
        ``{"S 1": "right_median_nerve"}``.
    filters : Filters, optional
        What is taken off the signals of that file, as ``analysis.recordings.cleaning.Filters``; None takes the
        defaults.
    rate : float, optional
        Samples per second of a text file without a column of times, Hz.
    healthy : str or Path, optional
        Folder of the examination of a healthy person, as :func:`examine` was given it as ``out``. Without one nothing
        is said that needs a comparison.
    **keys
        Further keys by name; a mapping holds the keys below it.

    Returns
    -------
    xarray.Dataset
        What ``diagnosis.features`` and ``diagnosis.further_findings`` measure, as scalars with units and long_name,
        with ``healthy_<name>`` beside; attributes say what was recorded. Of a person ``reason`` over (unmeasured) says
        why something was not measured, and healthy values are there only beside ``healthy``.

    Raises
    ------
    UserError
        In one line, for a key, a value or a finding that does not exist.
    NotRecorded
        A step could not be computed; the others are kept.
    StudyBusy, StudyStopped, OSError
        The examination cannot go on; what was recorded is kept.

    See Also
    --------
    diagnose : The differential diagnosis of what was measured.
    """
    from ..examine.examination import EXAMINATIONS, examination_name, settle_recordings
    from ..examine.examination import examine as examine_words
    from ..examine.recordings import recordings_in

    refuse_misspelt(examine, keys)
    if not isinstance(keep_recordings, bool):
        raise UserError(f"keep_recordings={keep_recordings!r} is neither True nor False")
    words = override_words(*given, **keys)
    place = None if out is None else place_of(out, "a folder for the examination, such as out='results/patient'")
    if recording is not None:
        from ..examine.person import examine_person
        from ..examine.source import Source

        if words:
            meant = nearest(words[0].partition("=")[0].partition(".")[0], ABOUT_A_PERSON)
            raise UserError(f"{words[0]} is an override of the model; a recording of a person has none{meant}")
        source = Source(recording, channels, sites, filters, rate)
        normal = None if healthy is None else place_of(healthy, "the folder of the examination of a healthy person")
        with progress_shown(progress):
            report, folder = examine_person(source, {} if protocols is None else protocols, stated, place, normal)
        settle_recordings(report, folder, set(), keep_recordings)
        return report
    for name, value in zip(ABOUT_A_PERSON, (channels, protocols, sites, filters, rate, healthy), strict=True):
        if value is not None:
            raise UserError(f"{name} is about a recording of a person; name its file with recording=")
    folder = place or EXAMINATIONS / examination_name(words)
    before = recordings_in(folder.parent)
    with progress_shown(progress):
        report = examine_words(words, folder, stated)
    settle_recordings(report, folder, before, keep_recordings)
    return report


def diagnose(report: xr.Dataset | str | Path, stated: Mapping[str, Any] | None = None) -> Diagnosis:
    """Give the differential diagnosis of an examination.

    Parameters
    ----------
    report : xarray.Dataset, str or Path
        As :func:`examine` returns it, or any Dataset with variables of ``analysis.diagnosis.features``; or the folder
        of an examination, or its file.
    stated : mapping, optional
        Findings beside it, as of :func:`examine`.

    Returns
    -------
    Diagnosis
        The diagnosis. Printed, it says the origin, what speaks for and against it, and what is unknown.

    Raises
    ------
    UserError
        A stated finding was measured or does not exist, or there is no such report.

    Examples
    --------
    >>> import xarray as xr
    >>> diagnose(xr.Dataset()).certainty
    'uncertain'
    """
    from ..examine.examination import diagnose as diagnose_report
    from ..examine.stored import read_report

    wanted = "the folder of an examination, or what dis.examine gives"
    found = report if isinstance(report, xr.Dataset) else read_report(place_of(report, wanted))
    return diagnose_report(found, stated)


def write_report(folder: str | Path, stated: Mapping[str, Any] | None = None) -> Path:
    """Write the report of an examination as one HTML file, with its diagnosis and its figure.

    Parameters
    ----------
    folder : str or Path
        Folder of the examination, as :func:`examine` was given it as ``out``.
    stated : mapping, optional
        Findings beside it, as of :func:`examine`.

    Returns
    -------
    Path
        The file ``report.html`` in the folder. This is what the command ``examine`` writes as well.

    Raises
    ------
    UserError
        A stated finding was measured or does not exist, or there is no examination in the folder.
    OSError
        The folder cannot be written.
    """
    from ..examine.report import write_report as write
    from ..examine.stored import read_report
    from ..figures import draw_figure

    folder = place_of(folder, "the folder of an examination")
    report = read_report(folder)
    [picture] = draw_figure("examination", folder, folder / "examination.png")
    return write(folder, report, diagnose(report, stated), picture)
