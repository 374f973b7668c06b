"""The command ``validate``: published number, tolerance set beforehand, measured number, verdict.

Every row says what it is worth: ``fit`` rows were fitted to (healthy gates), ``construction`` rows are what the
circuits were built to show, ``prediction`` rows are neither. The numbers come from resumable studies.
"""

import hashlib
import json
import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from ...analysis.signals.counted import counted
from ...errors import UserError
from ...models.engine.temporary import temporary_folder
from ...models.parameters.sourced import replaced_tables
from ...models.parameters.table_numbers import tables_with
from ..files import check_place
from ..gates.row import MISS, Row, check_rows_file, write_rows
from ..gates.row_text import COLUMNS, cells
from ..study.reading.open import open_study
from .ahead import FALLING, print_ahead
from .drug_sensitivity import table_words
from .given_words import check_words
from .over_ensemble import SETS
from .studies import BISECTED, SENSITIVITY, validation_rows

LOG = logging.getLogger(__name__)
RESULTS = Path("results")
RESULT = "validation.json"
REPLACING = ("numbers", "parameters")  # first words of keys that replace numbers of the tables


def validate(
    names: Collection[str],
    overrides: Sequence[str] = (),
    quick: bool = False,
    folder: Path | None = None,
    out: Path | None = None,
) -> list[Row]:
    """Compute what is missing of the studies, print the table and write it.

    Parameters
    ----------
    names, overrides, quick, folder
        As of :func:`measured_rows`.
    out : Path, optional
        The file of the table, by default results/validation.json.

    Returns
    -------
    list of Row
        Lines of the table.

    Raises
    ------
    UserError
        The folder holds no validation study, or the file cannot be written.
    """
    out = out or _place(overrides) / RESULT
    check_rows_file(out)  # hours before it is written
    rows = measured_rows(names, overrides, quick, folder)
    write_rows(out, rows)
    print_rows(rows)
    print(out)
    return rows


def measured_rows(
    names: Collection[str], overrides: Sequence[str] = (), quick: bool = False, folder: Path | None = None
) -> list[Row]:
    """Compute what is missing of the studies, and read their rows.

    Parameters
    ----------
    names : collection of str
        Studies that are computed.
    overrides : sequence of str
        Overrides of every study. With them the studies and the table have a folder of their own.
    quick : bool
        Whether one seed of each study is enough, without jitter.
    folder : Path, optional
        The folder of the studies. If it is given, nothing is computed.

    Returns
    -------
    list of Row
        Lines of the table.

    Raises
    ------
    UserError
        The folder holds no validation study.
    """
    check_words(overrides)
    place = folder or _place(overrides)
    if folder is None:
        check_place(place, "give the command in a folder that can be written")
        _compute(names, place, overrides, quick)
    there = [name for name in names if (place / _name(name, quick)).exists()]
    if not there:
        raise UserError(
            f"there is no validation study in {place}; compute one first:"
            " 'disinhibition validate' without --from (in Python dis.validate() without folder=)"
        )
    studies = {name: open_study(place / _name(name, quick)) for name in there}
    with replaced_tables(tables_with(_numbers(overrides))):
        return list(validation_rows(studies))


def print_preview(names: Collection[str], overrides: Sequence[str] = (), quick: bool = False) -> None:
    """Print what the studies have ahead of them; nothing is computed or written.

    Parameters
    ----------
    names, overrides, quick
        As of :func:`measured_rows`.
    """
    from ..study.plan import plan_study

    check_words(overrides)
    with temporary_folder("validation") as tables:
        words = _all_words(names, _place(overrides), overrides, quick, Path(tables))
        studies = {name: plan_study(own) for name, own in words.items()}
    print_ahead(studies, "" if quick else BISECTED)


def print_rows(rows: Sequence[Row]) -> None:
    """Print the table, passes and misses alike.

    Parameters
    ----------
    rows : sequence of Row
        Lines of the table.
    """
    table = Table(*COLUMNS)
    for row in rows:
        table.add_row(*cells(row))
    console = Console(width=None if Console().is_terminal else 200)
    console.print(table)
    misses = sum(row.verdict == MISS for row in rows)
    console.print(f"{sum(row.verdict == 'pass' for row in rows)} pass, {misses} miss, {counted(len(rows), 'row')}")


def _compute(names: Iterable[str], folder: Path, overrides: Sequence[str], quick: bool) -> None:
    from ..study.plan import plan_study
    from ..study.sweep import compute
    from .adaptive import bisect_onsets, falling_ladder, half_onsets

    words = _all_words(names, folder, overrides, quick, folder)
    studies = {name: plan_study(own) for name, own in words.items()}
    print_ahead(studies, "" if quick else BISECTED)
    for name, study in studies.items():
        print(f"validation study {name}", flush=True)
        if name == "seeds":
            half_onsets(words[name], open_study(folder / _name(BISECTED, quick)))
        elif name == FALLING:
            falling_ladder(words[name], study.path)
        else:
            compute(study)
        if name == BISECTED and not quick:
            bisect_onsets(words[name], study.path)


def _all_words(
    names: Iterable[str], folder: Path, overrides: Sequence[str], quick: bool, tables: Path
) -> dict[str, list[str]]:
    """Name of every study that is computed to its words."""
    wanted = [name for name in names if not (quick and name == FALLING)]
    return {name: _words(name, folder, overrides, quick, tables) for name in wanted}


def _words(name: str, folder: Path, overrides: Sequence[str], quick: bool, tables: Path) -> list[str]:
    """The words of a study; ``tables`` is where a table of its points is written, if it has one."""
    own, given = [f"experiment=validation/{name}"], list(overrides)
    if name == SENSITIVITY:  # it reads set 0 alone
        own = table_words(tables)
        given = [word for word in overrides if not word.startswith(f"study.axes.{SETS}=")]
    words = [*own, f"study.path={folder / _name(name, quick)}", *given]
    return [*words, "study.axes.seed=[1]"] if quick else words


def _numbers(overrides: Sequence[str]) -> Mapping[str, float]:
    """Numbers of the tables that the words replace: what a row takes off as input has to be that of the runs."""
    from ..config.compose import compose_config
    from ..config.schema import read_settings

    words = [word for word in overrides if word.lstrip("+").partition("=")[0].partition(".")[0] in REPLACING]
    return dict(read_settings(compose_config("run", words)).structure.numbers)


def _place(overrides: Sequence[str]) -> Path:
    """Folder of studies and table: under other words they are other studies."""
    digest = hashlib.sha256(json.dumps(sorted(overrides)).encode()).hexdigest()[:8]
    return RESULTS / f"validation_{digest}" if overrides else RESULTS


def _name(study: str, quick: bool) -> str:
    return f"validation_{study}" + ("_quick" if quick else "")
