"""Each mistake in a recording, its table or its steps is one line of the command that names file, channel and time."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from disinhibition.experiments import cli

edfio = pytest.importorskip("edfio")
pytest.importorskip("mne")
RATE, SAMPLES = 1000, 5000
TIME = np.arange(SAMPLES) / RATE
NOISE = 3e-6 * np.random.default_rng(0).standard_normal((2, SAMPLES))
HEADER = 256  # bytes of an EDF file before the fields of its channels


def text(*columns: tuple[str, object]) -> Callable[[Path], None]:
    """Writes a text file of named columns."""

    def write(path: Path) -> None:
        lines = [",".join(name for name, _ in columns)]
        lines += [",".join(str(value) for value in row) for row in zip(*(values for _, values in columns), strict=True)]
        path.write_text("\n".join(lines), encoding="utf-8")

    return write


def edf(place: int = 0, word: bytes = b"", stimulus: float | None = None) -> Callable[[Path], None]:
    """Writes an EDF file of one channel; a field of its header is another word, or a stimulus is marked at a time."""

    def write(path: Path) -> None:
        signal = edfio.EdfSignal(1e6 * NOISE[0], RATE, label="FDI R", physical_dimension="uV")
        notes = None if stimulus is None else [edfio.EdfAnnotation(stimulus, None, "S1")]
        edfio.Edf([signal], annotations=notes).write(path)
        content = bytearray(path.read_bytes())
        content[place : place + len(word)] = word
        path.write_bytes(content)

    return write


def changed(values: np.ndarray, place: int, value: object) -> list[object]:
    found: list[object] = values.tolist()
    found[place] = value
    return found


FINE = text(("time", TIME), ("EMG 1", NOISE[0]), ("EMG 2", NOISE[1]))
BACK = np.where(np.arange(SAMPLES) < 2000, TIME, TIME - 0.5)
STRETCHED = np.where(np.arange(SAMPLES) < 2000, TIME, 2 + 1.7 * (TIME - 2))
SAMPLES_FIELD = HEADER + 16 + 80 + 5 * 8 + 80


@pytest.mark.parametrize(
    ("name", "write", "words", "message"),
    [
        ("a.edf", None, [], "there is no file a.edf"),
        ("a.edf", lambda path: path.write_bytes(b""), [], "a.edf is empty"),
        ("a.csv", text(("time", []), ("FDI R", [])), [], "a.csv has 0 lines of numbers"),
        ("a.csv", text(("FDI R", NOISE[0])), ["--rate=0"], "a.csv: the rate is 0 Hz"),
        ("a.csv", text(("FDI R", NOISE[0])), [],
         "a.csv: no column is called 'time'; say how many samples there are in a second (--rate, in Python rate=)"),
        ("a.csv", text(("time", TIME), ("FDI R", NOISE[0])), ["--rate=2000"],
         "a.csv: the rate is given as 2000 Hz, but the times of the file are those of 1000 Hz; correct one of them"),
        ("a.csv", text(("time", TIME), ("FDI R", NOISE[0])), ["--rate=1001"], "the rate is given as 1001 Hz, but"),
        ("a.csv", lambda path: path.write_text("time;FDI R\n0,000;1,5\n0,001;-1,5\n"), [],
         "a.csv, line 2, column 'time': '0,000' is no number; if these are decimal commas, write the numbers with a"),
        ("a.csv", lambda path: path.write_text("time,FDI R\n0,000,1,5\n0,001,-1,5\n"), [],
         "a.csv names 2 columns but has 4; if these are decimal commas"),
        ("a.csv", text(("time", TIME), ("gluteus R", NOISE[0]), ("APB L", NOISE[1])), [],
         "a.csv: the body of the examination has no right_gluteus, left_apb; it has orbicularis_oculi, masseter,"),
        ("a.edf", edf(244, b"0       "), [], "a.edf: its records last 0 s"),
        ("a.edf", edf(SAMPLES_FIELD, b"0       "), [], "a.edf: channel 'FDI R' has 0 samples a record"),
        ("a.docx", lambda path: path.write_bytes(b"PK"), [], "a.docx is no recording that is known here"),
        ("a.edf", lambda path: path.write_bytes(b"\x89PNG" * 900), [], "a.edf has a damaged header"),
        ("a.csv", text(("time", TIME), ("FDI R", changed(NOISE[0], 1234, "abc"))), [],
         "a.csv, line 1236, column 'FDI R': 'abc' is no number"),
        ("a.csv", lambda path: path.write_text("time,FDI R,SCM R\n0,1,1\n0.001,2\n"), [], "a.csv: Line #3"),
        ("a.csv", text(("time", BACK), ("FDI R", NOISE[0])), [],
         "a.csv: the time goes from 1.999 to 1.5 s in line 2002"),
        ("a.csv", text(("time", STRETCHED), ("FDI R", NOISE[0])), [], "a.csv: the times are not evenly spaced near"),
        ("a.csv", text(("time", TIME), ("FDI R", 1e15 * NOISE[0])), [],
         "a.csv: EMG of 'right_fdi' (channel 'FDI R') spans 2.15e+10 V"),
        ("a.csv", text(("time", TIME), ("FDI R", NOISE[0]), ("R FDI", NOISE[1])), [],
         "a.csv: EMG of 'right_fdi' (channel 'FDI R') occurs twice (channels FDI R, R FDI)"),
        ("a.csv", text(("time", TIME), ("FDI R", NOISE[0]), ("FDI R", NOISE[1])), [], "occurs twice (channels FDI R-0"),
        ("a.csv", FINE, ["table: channel,name\nEMG 9,FDI R"],
         "a.csv: no channel is called 'EMG 9'; there are EMG 1, EMG 2"),
        ("a.csv", FINE, ["table: channel,name\nEMG 1,FDI R\nEMG 2,FDI R"], "a.csv: EMG of 'right_fdi' (channel "),
        ("a.csv", FINE, ["table: channel,name\nEMG 1,FDI R\nEMG 1,SCM R"], "channel 'EMG 1' stands in 2 rows"),
        ("a.csv", FINE, ["table: channel,name,unit\nEMG 1,FDI R,kg"], "table.csv, row 1: channel 'EMG 1' is in 'kg'"),
        ("a.csv", FINE, ["table: "], "table.csv is empty"),
        ("a.edf", edf(stimulus=99.0), ["--sites=S1=right_median_nerve"],
         "a.edf: every event 'S1' lies outside of the recording, which lasts 5 s ('S1' at 99 s)"),
        ("a.edf", edf(stimulus=1.0), ["--sites=S1=Reiz"], "there is no stimulus site 'Reiz', which 'S1' is to mark; "),
        ("a.edf", edf(stimulus=1.0), ["--sites=S1=sond"], "to mark; did you mean 'sound'?"),
        ("a.edf", edf(stimulus=1.0), ["--sites=S1=rigth_median_nerve"], "did you mean 'right_median_nerve'?"),
        ("a.edf", edf(stimulus=1.0), ["--sites=S9=sound"], "a.edf: no event is called 'S9'; there are S1"),
        ("a.edf", edf(), ["--protocol=posture=0:99"], "a.edf: the step 'posture' goes from 0 to 99 s, but"),
        ("a.edf", edf(), ["--protocol=rest=3:0"], "goes from 3 to 0 s; give a begin of 0 s or more and an end"),
        ("a.edf", edf(), ["--protocol=rest", "--protocol=posture=0:2"], "the steps 'rest' and 'posture' overlap"),
        ("a.edf", edf(), ["--protocl=rest"], "there is no flag --protocl"),
        ("a.edf", edf(), ["protocol=rest"], "a recording of a person has none; did you mean '--protocol'?"),
        ("a.edf", edf(), ["seed=1"], "seed=1 is an override of the model; a recording of a person has none"),
        ("a.edf", edf(), ["--high-pass=emg=500"], "--high-pass emg=500 cannot be: write emg=HZ"),
        ("a.edf", edf(), ["--protocol=rset"], "a.edf: there is no step 'rset'"),
        ("a.edf", edf(), ["--rate=5"], "a.edf: a rate is given to text alone"),
        ("a.edf", edf(), ["--high-pass=emg=fast"], "--high-pass emg=fast is no frequency"),
        ("a.edf", edf(), ["--notch=55"], "--notch"),
        ("a.edf", edf(), ["--healthy=nowhere"], "nowhere"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line(
    name: str, write: Callable[[Path], None] | None, words: list[str], message: str,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    if write is not None:
        write(Path(name))
    flags = ["--recording", name, "--out=out"]
    flags += [] if any(word.startswith("--protoco") for word in words) else ["--protocol=rest"]
    for word in words:
        if word.startswith("table: "):
            Path("table.csv").write_text(word.removeprefix("table: "), encoding="utf-8")
            flags.append("--channels=table.csv")
        else:
            flags.append(word)
    assert cli.main(["examine", *flags]) == 2
    said = [line for line in capsys.readouterr().err.splitlines() if not line.startswith("recording is read")]
    assert len(said) == 1 and message in said[0]
    assert not Path("out").exists()


def test_one_sample_that_no_body_makes_is_left_out_by_its_time(tmp_path: Path) -> None:
    text(("time", TIME), ("FDI R", changed(NOISE[0], 1500, 1e9)))(tmp_path / "a.csv")
    assert cli.main(["examine", f"--recording={tmp_path / 'a.csv'}", "--protocol=rest", f"--out={tmp_path}"]) == 0
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<td>part of right_fdi</td><td>1.5 to 1.501 s (implausible amplitude)</td>" in page
