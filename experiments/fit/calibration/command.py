"""The command line of the calibration: stages, or the ensemble; prints what came of it and writes it down."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from ....analysis.signals.counted import counted
from ....errors import UserError
from ....models.parameters.ensemble import FILE
from ....models.parameters.identity import model_digest
from ....models.parameters.table_numbers import all_numbers, check_number
from ...files import check_place, writable_folder
from ...gates.row import PASS, Row
from ...gates.row_text import measured_text, quantity_text, tolerance_text
from ...run.progress import progress_report
from ...study.disk.folder import write_whole
from .ensemble_draws import Made, make_ensemble
from .stage_search import Found, search
from .stages import read_stages

PROPOSAL = "proposal.txt"


def draw_ensemble(wanted: int, most: int, spread: float, folder: Path, workers: int | None) -> Made:
    """Make parameter sets that pass the gates, print what came of it and write them as they are shipped.

    Parameters
    ----------
    wanted : int
        How many sets are wanted.
    most : int
        At most so many sets are tried.
    spread : float
        Share of each range over which the first sets are drawn.
    folder : Path
        Folder of the sets.
    workers : int or None
        Processes that compute; by default one for each core.

    Returns
    -------
    Made
        The sets, and which gates rejected the others.
    """
    check_place(folder)
    with progress_report() as report:
        # A set that passes the gates of another model need not pass those of this one
        drawn = folder / f"ensemble_{model_digest()[:8]}"
        made = make_ensemble(wanted, most, spread, drawn, workers, report)
    _print_ensemble(made, wanted)
    write_whole(folder / FILE.name, made.ensemble.text())
    print(folder / FILE.name)
    return made


def calibrate(names: Sequence[str], folder: Path, trials: int, seconds: float) -> dict[str, float]:
    """Fit stage after stage, each on the proposal of the others, and write the proposal after each.

    Parameters
    ----------
    names : sequence of str
        Stages that are fitted; none stands for all.
    folder : Path
        Folder of the trials and the proposal.
    trials : int
        How many trials each stage has, earlier ones included.
    seconds : float
        No trial begins after so many seconds.

    Returns
    -------
    dict
        The proposal, by ``table.entry``.

    Raises
    ------
    UserError
        A stage does not exist.
        Optuna is not installed, or the proposal is damaged.
    """
    deadline = time.monotonic() + seconds
    stages = read_stages(names)
    writable_folder(folder)
    proposal = read_proposal(folder / PROPOSAL)
    for stage in stages:
        base = {name: value for name, value in proposal.items() if name not in stage.numbers}
        found = search(stage, base, folder, trials, deadline, lambda line: print(line, flush=True))
        moved = {name: value for name, value in found.numbers.items() if value != all_numbers()[name].value}
        proposal = base | moved
        write_proposal(folder / PROPOSAL, proposal)
        _print_stage(stage.name, found)
    print(folder / PROPOSAL)
    return proposal


def read_proposal(path: Path) -> dict[str, float]:
    """Read the numbers of a proposal.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    dict
        Number by ``table.entry``, none if there is no file.

    Raises
    ------
    UserError
        A line of the file does not fit.
    """
    numbers = {}
    for line in path.read_text().splitlines() if path.exists() else ():
        name, _, value = line.removeprefix("numbers.").partition("=")
        try:
            numbers[name] = float(value)
        except ValueError:
            raise UserError(f"{path}: '{line}' is no number of a proposal; mend or remove the file") from None
        check_number(name, numbers[name])
    return numbers


def write_proposal(path: Path, numbers: Mapping[str, float]) -> None:
    """Write a proposal, one word ``numbers.<table>.<entry>=<value>`` a line, as the command line takes them.

    Parameters
    ----------
    path : Path
        The file.
    numbers : mapping
        Number by ``table.entry``.
    """
    write_whole(path, "".join(f"numbers.{name}={value!r}\n" for name, value in sorted(numbers.items())))


def _print_stage(name: str, found: Found) -> None:
    table = Table(
        "gate", "quantity", "tolerance", "before", "", "after", "", title=f"{name}, {counted(found.trials, 'trial')}"
    )
    after = {row.id: row for row in found.after}
    for row in found.before:
        now = after.get(row.id)
        then = (measured_text(now), now.verdict) if now else ("", "")
        table.add_row(row.id, quantity_text(row), tolerance_text(row), measured_text(row), row.verdict, *then)
    console = Console(width=None if Console().is_terminal else 160)
    console.print(table)
    console.print(
        f"Of {counted(len(found.after), 'row')} {_passes(found.before)} passed before, and now {_passes(found.after)}."
    )
    for number, value in found.numbers.items():
        known = all_numbers()[number]
        unit = "" if known.unit == "1" else f" {known.unit}"
        console.print(
            f"  {number}  {known.value:g} -> {value:g}{unit} ({known.low:g} to {known.high:g})", highlight=False
        )


def _print_ensemble(made: Made, wanted: int) -> None:
    kept = len(made.ensemble.members)
    print(
        f"Of {counted(made.tried, 'set')} tried {kept} are kept."
        + ("" if kept >= wanted else f" {counted(wanted, 'set')} wanted; see --most (in Python most=).")
    )
    spreads = sorted((spread for _, spread in made.ensemble.made["draws"]), reverse=True)
    for spread in dict.fromkeys(spreads):
        print(f"  {spreads.count(spread)} of them were drawn over {spread:g} of every range.")
    for gate, count in made.rejected.items():
        print(f"  {gate} rejected {count}.")


def _passes(rows: Sequence[Row]) -> int:
    return sum(row.verdict == PASS for row in rows)
