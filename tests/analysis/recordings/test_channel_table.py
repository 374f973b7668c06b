"""The table that says which channel is which muscle: from a file, a mapping, rows, and what it refuses."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from disinhibition.analysis.recordings.channel_table import (
    Row,
    guessed_rows,
    match_rows,
    read_table,
    scale_to_volts,
)
from disinhibition.errors import UserError

ROWS = [Row("EMG1", "right_fdi", "emg", "mV"), Row("E7", "left_hand", "eeg"), Row("STI", "wrist", "trigger")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_file_a_mapping_rows_and_a_frame_say_the_same(delimiter: str, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    lines = ["channel,name,side,kind,unit", "EMG1,FDI,R,emg,mV", "E7,C3,,,", "STI,wrist,,trigger,", "X,,,none,"]
    path = tmp_path / "channels.csv"
    path.write_text("\n".join(lines).replace(",", delimiter), encoding="utf-8-sig")
    rows = [
        {"channel": "EMG1", "name": "first dorsal interosseous", "side": "right", "unit": "mV"},
        {"channel": "E7", "name": "C3"},
        {"channel": "STI", "name": "wrist", "kind": "trigger"},
    ]
    mapping: dict[str, Any] = {"EMG1": {"name": "FDI R", "unit": "mV"}, "E7": "C3",
                               "STI": {"name": "wrist", "kind": "trigger"}}  # fmt: skip
    assert read_table(path)[:3] == read_table(rows) == read_table(mapping) == ROWS
    assert read_table(pandas.DataFrame(rows)) == ROWS and read_table(str(path))[3].kind == "none"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("channel,muscle\nA,B", "row 1: there is no column 'muscle'"),
        ("name\nFDI", "row 1 names no channel"),
        ("channel,kind\nA,ecg", "row 1: channel 'A' has the kind 'ecg'; kinds are emg"),
        ("channel,unit\nA,kg", "row 1: channel 'A' is in 'kg'; units are V"),
        ("channel,side\nA,up", "row 1: channel 'A' has the side 'up'"),
        ("channel,name\nA,FDI\nA,SCM", "channel 'A' stands in 2 rows"),
    ],
)
def test_a_bad_table_is_one_line_with_file_and_row(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "channels.csv").write_text(text)
    with pytest.raises(UserError, match=message) as error:
        read_table(tmp_path / "channels.csv")
    assert "channels.csv" in str(error.value) and "\n" not in str(error.value)


def test_a_table_that_is_not_there_is_named() -> None:
    with pytest.raises(UserError, match=r"there is no channel table nowhere\.csv"):
        read_table("nowhere.csv")


def test_channels_are_matched_exactly_first_and_then_without_case_and_blanks() -> None:
    rows = [Row("emg 1", "a", "emg"), Row("C3", "left_hand", "eeg"), Row("X", "x", "none")]
    assert [place for place, _ in match_rows(rows, ["EMG1", "c3", "C3"])] == [0, 2]
    with pytest.raises(UserError, match=r"^f.edf: no channel is called 'emg 1'; there are C3, A$"):
        match_rows(rows, ["C3", "A"], "f.edf: ")


def test_kinds_are_guessed_from_names() -> None:
    found = guessed_rows([("FDI re", ""), ("EEG C4-A1", ""), ("right_hand", ""), ("EMG1", ""), ("O1", "emg")])
    assert [(row.name, row.kind) for row in found] == [
        ("right_fdi", "emg"), ("right_hand", "eeg"), ("right_hand", "eeg"), ("EMG1", "emg"), ("O1", "emg")
    ]  # fmt: skip


def test_the_unit_of_the_table_goes_before_that_of_the_file() -> None:
    assert scale_to_volts(ROWS[0], "uV") == 1e-3
    assert scale_to_volts(ROWS[1], "uV") == 1e-6 and scale_to_volts(ROWS[1], "") == 1.0
    with pytest.raises(UserError, match="channel 'E7' is in 'kg', which is no voltage"):
        scale_to_volts(ROWS[1], "kg")


@pytest.mark.parametrize("table", [5, 3.5, ["FDI R"], pd.Series({"EMG 1": "FDI R"})])
def test_a_table_of_another_type_is_refused(table: object) -> None:
    with pytest.raises(UserError, match=f"the channel table is of the type {type(table).__name__}; give a CSV file"):
        read_table(table)
