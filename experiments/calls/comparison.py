"""The model beside measurements from Python: the validation, and the calibration to the healthy gates."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, overload

from ...errors import UserError
from ...models.parameters.nearest import nearest
from ..config.given import Given, override_words, refuse_misspelt
from ..gates.row import Row, check_rows_file, write_rows
from ..run.progress import Shown, progress_shown


@overload
def validate(
    *given: Given,
    part: Literal["all", "health", "drugs"] = "all",
    quick: bool = False,
    dry_run: Literal[False] = False,
    folder: str | Path | None = None,
    out: str | Path | None = None,
    progress: Shown = True,
    **keys: Any,
) -> list[Row]: ...


@overload
def validate(
    *given: Given,
    part: Literal["all", "health", "drugs"] = "all",
    quick: bool = False,
    dry_run: Literal[True],
    folder: str | Path | None = None,
    out: str | Path | None = None,
    progress: Shown = True,
    **keys: Any,
) -> None: ...


def validate(
    *given: Given,
    part: Literal["all", "health", "drugs"] = "all",
    quick: bool = False,
    dry_run: bool = False,
    folder: str | Path | None = None,
    out: str | Path | None = None,
    progress: Shown = True,
    **keys: Any,
) -> list[Row] | None:
    """Compare the model with published measurements: compute what is missing of the studies, and read their rows.

    Parameters
    ----------
    *given : str, mapping or sequence of str
        Overrides of every study. With them the studies have a folder of their own.
    part : str
        ``"health"`` measures the healthy gates only, ``"drugs"`` what drugs do only.
    quick : bool
        One seed of each study is enough, and there is no jitter.
    dry_run : bool
        Print which studies and runs are ahead, and how long they take. Nothing is computed or written.
    folder : str or Path, optional
        The folder of the studies. If it is given nothing is computed.
    out : str or Path, optional
        A file to which the rows are written as JSON.
    progress : bool or callable
        True shows a bar in a terminal and in a notebook. A function is told (fraction done, seconds left, text).
    **keys
        Further keys by name; a mapping holds the keys below it.

    Returns
    -------
    list of Row or None
        The rows, passes and misses alike. A row says what was measured, what is allowed, and what it is worth. None for
        a dry run.

    Raises
    ------
    UserError
        In one line, for a key or a value that does not exist, for a folder without a validation study, and for a dry
        run that is given a folder or a file.
    StudyBusy, StudyStopped, OSError
        A study cannot be computed; what was computed is kept.
    """
    from ..gates.studies import HEALTH
    from ..validation.command import measured_rows, print_preview
    from ..validation.studies import DRUGS, STUDIES

    refuse_misspelt(validate, keys)
    parts = {"all": STUDIES, "health": HEALTH, "drugs": DRUGS}
    if part not in parts:
        raise UserError(f"part={part!r} is no part of the validation{nearest(part, parts)}; it has {', '.join(parts)}")
    names = parts[part]
    words = override_words(*given, **keys)
    if dry_run:
        if folder is not None or out is not None:
            raise UserError("dry_run says what would be computed, and writes nothing; leave out folder and out")
        print_preview(names, words, quick)
        return None
    if out is not None:
        check_rows_file(Path(out))
    with progress_shown(progress):
        rows = measured_rows(names, words, quick, None if folder is None else Path(folder))
    if out is not None:
        write_rows(Path(out), rows)
    return rows


def calibrate(
    stages: Sequence[str] = (),
    trials: int = 60,
    seconds: float = float("inf"),
    out: str | Path = Path("results", "calibration"),
    progress: Shown = True,
) -> dict[str, float]:
    """Fit numbers of the tables to the healthy gates; this needs Optuna (``pip install 'disinhibition[calibrate]'``).

    A table of what each stage reached is printed, and the proposal is written after each.

    Parameters
    ----------
    stages : sequence of str
        Stages of configs/calibration.yaml that are fitted; none stands for all.
    trials : int
        How many trials each stage has, earlier ones included.
    seconds : float
        No trial begins after so many seconds.
    out : str or Path
        Folder of the trials and the proposal.
    progress : bool or callable
        As of :func:`validate`.

    Returns
    -------
    dict
        The proposal, number by ``table.entry``.

    Raises
    ------
    UserError
        A stage does not exist, Optuna is not installed, or the proposal is damaged.
    """
    from ..fit.calibration.command import calibrate as calibrate_stages

    with progress_shown(progress):
        return calibrate_stages(stages, Path(out), trials, seconds)


def draw_ensemble(
    sets: int,
    most: int = 200,
    spread: float = 0.5,
    out: str | Path = Path("results", "calibration"),
    workers: int | None = None,
    progress: Shown = True,
) -> Path:
    """Make parameter sets that pass the healthy gates.

    Which gates rejected how many sets is printed.

    Parameters
    ----------
    sets : int
        How many sets are wanted.
    most : int
        At most so many are tried.
    spread : float
        Share (0 to 1) of each range over which the first sets are drawn.
    out : str or Path
        Folder of the sets.
    workers : int, optional
        How many processes compute; by default one for each core.
    progress : bool or callable
        As of :func:`validate`.

    Returns
    -------
    Path
        The file of the sets, in the form in which the package holds its own.
    """
    from ...models.parameters.ensemble import FILE
    from ..fit.calibration.command import draw_ensemble as draw

    with progress_shown(progress):
        draw(sets, most, spread, Path(out), workers)
    return Path(out) / FILE.name
