"""The table that says which channel of a file is which muscle or electrode."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...errors import UserError
from ..signals.counted import counted
from .names import SIDES, electrode_name, muscle_name, scalp_site, written_name

COLUMNS = ("channel", "name", "side", "kind", "unit")
KINDS = ("emg", "eeg", "trigger", "none")
VOLTS = {"V": 1.0, "mV": 1e-3, "uV": 1e-6, "µV": 1e-6, "μV": 1e-6, "nV": 1e-9}
ZONES = ("hand", "foot", "face", "trunk")

Table = str | Path | Mapping[str, Any] | Sequence[Mapping[str, Any]] | Any


@dataclass(frozen=True)
class Row:
    """One row of a channel table.

    Attributes
    ----------
    channel : str
        Name of the channel in the file.
    name : str
        Muscle or electrode as the tree names it; of a trigger, the site of its stimuli.
    kind : str
        'emg', 'eeg', 'trigger', or 'none' for a channel that is left aside.
    unit : str
        Unit of the numbers of the file, '' if the file says it.
    """

    channel: str
    name: str
    kind: str
    unit: str = ""


def read_table(table: Table) -> list[Row]:
    """Read a channel table.

    Parameters
    ----------
    table : path, mapping, pandas.DataFrame or sequence of mappings
        A CSV file or a DataFrame with the columns channel, name, side, kind and unit, of which only the first is
        needed; or rows as mappings; or a mapping of channel to name, or of channel to such a row.

    Returns
    -------
    list of Row
        The rows. Kinds that are not given are 'eeg' for a site of the 10-20 system or a zone of the cortex, else 'emg'.

    Raises
    ------
    UserError
        The file cannot be read; a column, kind, side or unit does not exist; or a channel is missing or occurs twice.

    Examples
    --------
    >>> [(row.name, row.kind) for row in read_table({"EMG 1": "FDI R", "E2": "C3"})]
    [('right_fdi', 'emg'), ('left_hand', 'eeg')]
    """
    where, rows = "channel table", []
    found: list[Mapping[str, Any]]
    if isinstance(table, str | Path):
        where, found = f"channel table {table}", [*_read_csv(Path(table))]
    elif isinstance(table, Mapping):
        found = [
            {"channel": channel, **(said if isinstance(said, Mapping) else {"name": said})}
            for channel, said in table.items()
        ]
    else:
        given: Any = table
        given = given.to_dict("records") if hasattr(given, "columns") else given
        if not isinstance(given, Sequence) or not all(isinstance(entry, Mapping) for entry in given):
            raise UserError(
                f"the channel table is of the type {type(table).__name__}; give a CSV file, a DataFrame, or channels "
                "and their names, such as {'EMG 1': 'FDI R'}"
            )
        found = list(given)
    for number, entry in enumerate(found, start=1):
        rows.append(_row({str(key).strip().lower(): value for key, value in entry.items()}, f"{where}, row {number}"))
    channels = [row.channel for row in rows]
    for channel in channels:
        if channels.count(channel) > 1:
            raise UserError(
                f"{where}: channel '{channel}' stands in {counted(channels.count(channel), 'row')}; keep one"
            )
    return rows


def guessed_rows(labels: Iterable[tuple[str, str]]) -> list[Row]:
    """Rows for a file without a table, from the names and kinds that it gives itself.

    Parameters
    ----------
    labels : iterable of tuple
        Name of a channel, and its kind or ''.

    Returns
    -------
    list of Row
        A row for every channel.

    Examples
    --------
    >>> [row.name for row in guessed_rows([("FDI re", "emg"), ("Cz", ""), ("STI", "trigger")])]
    ['right_fdi', 'cz', 'STI']
    """
    given = list(labels)
    every = [label for label, _ in given]
    return [
        _row({"channel": label, "name": written_name(label, every), "kind": kind}, f"channel '{label}'")
        for label, kind in given
    ]


def match_rows(rows: Sequence[Row], labels: Sequence[str], where: str = "") -> list[tuple[int, Row]]:
    """Find the channels of a file that the rows of a table speak of.

    Parameters
    ----------
    rows : sequence of Row
        The table.
    labels : sequence of str
        Names of the channels of the file, all different.
    where : str, optional
        Name of the file, for messages.

    Returns
    -------
    list of tuple
        Place of a channel in the file, and its row, without those of kind 'none'.

    Raises
    ------
    UserError
        A channel does not exist in the file.

    Notes
    -----
    Names are compared as they are, or else without regard to case and blanks.

    Examples
    --------
    >>> [place for place, _ in match_rows([Row("emg1", "right_fdi", "emg")], ["EEG C3", "EMG 1"])]
    [1]
    """
    plain = ["".join(label.lower().split()) for label in labels]
    found = []
    for row in rows:
        if row.kind == "none":
            continue
        wanted = "".join(row.channel.lower().split())
        places = [place for place, label in enumerate(labels) if label == row.channel]
        places = places or [place for place, label in enumerate(plain) if label == wanted]
        if len(places) != 1:
            raise UserError(f"{where}no channel is called '{row.channel}'; there are {', '.join(labels) or 'none'}")
        found.append((places[0], row))
    return found


def scale_to_volts(row: Row, unit: str, where: str = "") -> float:
    """Factor that makes V of the numbers of a channel.

    Parameters
    ----------
    row : Row
        Its row of the table, whose unit counts where it is given.
    unit : str
        Unit that the file says, '' where it says none: the numbers are then taken for V.
    where : str, optional
        Name of the file, for messages.

    Returns
    -------
    float
        The factor.

    Raises
    ------
    UserError
        The unit is no voltage.

    Examples
    --------
    >>> scale_to_volts(Row("EMG 1", "right_fdi", "emg", "mV"), "uV")
    0.001
    """
    said = row.unit or unit or "V"
    if said not in VOLTS:
        raise UserError(
            f"{where}channel '{row.channel}' is in '{said}', which is no voltage; units are {', '.join(VOLTS)}"
        )
    return VOLTS[said]


def _read_csv(path: Path) -> list[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UserError(f"there is no channel table {path}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"channel table {path} cannot be read: {error}") from error
    lines = text.splitlines()
    if not lines:
        raise UserError(f"channel table {path} is empty; its first line names the columns {', '.join(COLUMNS)}")
    delimiter = max(",;\t", key=lines[0].count)
    return [dict(entry) for entry in csv.DictReader(lines, delimiter=delimiter)]


def _row(entry: Mapping[str, Any], where: str) -> Row:
    said = {name: "" if value is None or value != value else str(value).strip() for name, value in entry.items()}
    unknown = [name for name in said if name not in COLUMNS]
    if unknown:
        raise UserError(f"{where}: there is no column '{unknown[0]}'; columns are {', '.join(COLUMNS)}")
    channel, name, side = (said.get(column, "") for column in COLUMNS[:3])
    kind, unit = said.get("kind", "").lower(), said.get("unit", "")
    if not channel:
        raise UserError(f"{where} names no channel; the column 'channel' holds its name in the file")
    name = name or channel
    if kind and kind not in KINDS:
        raise UserError(f"{where}: channel '{channel}' has the kind '{kind}'; kinds are {', '.join(KINDS)}")
    if unit and unit not in VOLTS and kind not in ("trigger", "none"):
        raise UserError(f"{where}: channel '{channel}' is in '{unit}'; units are {', '.join(VOLTS)}")
    kind = kind or ("eeg" if scalp_site(name) or name.partition("_")[2] in ZONES else "emg")
    if side and side.lower() not in (word for words in SIDES.values() for word in words):
        raise UserError(f"{where}: channel '{channel}' has the side '{side}'; write left or right")
    named = {"emg": muscle_name, "eeg": electrode_name}.get(kind, str)
    return Row(channel, named(f"{side} {name}".strip() if kind == "emg" else name), kind, unit)
