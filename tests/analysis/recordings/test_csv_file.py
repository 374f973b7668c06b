"""Recordings in text: with and without a column of times, with gaps, and what is refused with its line."""

from pathlib import Path

import numpy as np
import pytest

from disinhibition.analysis.recordings.cleaning import UNFILTERED
from disinhibition.analysis.recordings.csv_file import from_csv
from disinhibition.errors import UserError

RATE, SAMPLES = 1000, 5000
SIGNAL = 3e-6 * np.random.default_rng(0).standard_normal(SAMPLES)


def write(path: Path, columns: dict[str, np.ndarray], digits: int = 9, skip: slice | None = None) -> Path:
    lines = [",".join(columns)]
    for row in zip(*columns.values(), strict=True):
        lines.append(",".join("" if np.isnan(value) else f"{value:.{digits}f}" for value in row))
    if skip is not None:
        del lines[1:][skip], lines[1 + skip.start : 1 + skip.stop]
    path.write_text("\n".join(lines))
    return path


def test_a_column_of_times_gives_the_rate(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", {"time": np.arange(SAMPLES) / 1024, "FDI R": SIGNAL, "C3": SIGNAL * 2}, 12)
    tree = from_csv(path, filters=UNFILTERED)
    assert tree["emg"]["native_rate"].item() == pytest.approx(1024, rel=1e-6)
    np.testing.assert_allclose(tree["emg"]["voltage"][0], SIGNAL, atol=1e-12)
    assert tree["eeg"]["electrode"].values.tolist() == ["left_hand"]


def test_times_in_milliseconds_digits_are_good_enough(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    rows = [f"{i / 1024:.3f},{value:.12f}" for i, value in enumerate(SIGNAL)]
    path.write_text("\n".join(["time,FDI", *rows]))
    tree = from_csv(path)
    assert tree["emg"]["native_rate"].item() == pytest.approx(1024, rel=1e-3) and tree["emg"].sizes["time"] == SAMPLES


def test_lines_that_are_missing_are_a_gap_and_an_empty_field_was_not_recorded(tmp_path: Path) -> None:
    signal = SIGNAL.copy()
    signal[3000:3200] = np.nan
    rows = [f"{i / RATE:.3f},{'' if np.isnan(v) else format(v, '.12f')}" for i, v in enumerate(signal)]
    del rows[1000:1500]
    (tmp_path / "p.csv").write_text("\n".join(["time,FDI R", *rows]))
    tree = from_csv(tmp_path / "p.csv")
    assert tree.attrs["duration"] == pytest.approx(5.0)
    missing = tree["missing"].to_dataset()
    np.testing.assert_allclose(missing["begin"], [1.0, 3.0], atol=1e-9)
    np.testing.assert_allclose(missing["end"], [1.5, 3.2], atol=1e-9)


def test_units_come_from_the_table_and_triggers_from_a_column(tmp_path: Path) -> None:
    pulses = np.zeros(SAMPLES)
    pulses[[500, 501, 2500]] = 5
    path = write(tmp_path / "p.csv", {"a": SIGNAL * 1e6, "t": pulses})
    table = {"a": {"name": "FDI R", "unit": "uV"}, "t": {"name": "shock", "kind": "trigger"}}
    tree = from_csv(path, table, RATE, {"shock": "wrist"}, UNFILTERED)
    np.testing.assert_allclose(tree["emg"]["voltage"][0], SIGNAL, atol=1e-14)
    assert tree["stimuli"]["time"].values.tolist() == [0.5, 2.5]


@pytest.mark.parametrize(
    ("text", "rate", "message"),
    [
        ("", None, "is empty"),
        ("FDI R\n", 1000, "has 0 lines of numbers"),
        ("FDI R\n1\n2", None, "no column is called 'time'"),
        ("FDI R\n1\n2", 0, "the rate is 0 Hz"),
        ("FDI R,SCM R\n1,2\nx,4\n5,6", 1000, "line 3, column 'FDI R': 'x' is no number"),
        ("FDI R,SCM R\n1,2\n3\n5,6", 1000, "Line #3 .got 1 columns instead of 2."),
        ("time,FDI R\n0,1\n0.001,1\n0.0005,2", None, "the time goes from 0.001 to 0.0005 s in line 4"),
        ("time,FDI R\n" + "\n".join(f"{0.001 * i if i < 50 else 0.05 + 0.0014 * (i - 50)},1" for i in range(99)),
         None, "not evenly spaced near"),
    ],
)  # fmt: skip
def test_bad_text_is_one_line_with_file_and_place(text: str, rate: float, message: str, tmp_path: Path) -> None:
    (tmp_path / "patient.csv").write_text(text)
    with pytest.raises(UserError, match=message) as error:
        from_csv(tmp_path / "patient.csv", rate=rate)
    assert "patient.csv" in str(error.value) and "\n" not in str(error.value)
