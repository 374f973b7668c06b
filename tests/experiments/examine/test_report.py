"""The page of an examination shows no value raw: what is not there is a dash, and the page says what it stands for."""

import re
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from disinhibition.experiments.calls.examinations import diagnose
from disinhibition.experiments.examine.report import UNMEASURED, write_report

REPORT = xr.Dataset(
    {
        "jerk_rate": ((), np.nan, {"units": "1/s", "long_name": "jerks"}),
        "healthy_jerk_rate": ((), 0.0, {"units": "1/s"}),
        "first_muscle": ((), "", {"units": "1", "long_name": "first <muscle>"}),
        "spike_wave": ((), np.array(True), {"units": "1", "long_name": "spike-waves"}),
        "delay": ("muscle", [0.0, np.nan], {"units": "ms", "long_name": "delays"}),
        "nothing": ((), np.array(None, dtype=object), {"units": "1", "long_name": "nothing"}),
        "order": ("jerk", [], {"units": "ms", "long_name": "no jerks"}),
        "noise": ((), 3e-6, {"units": "V", "long_name": "noise"}),
    },
    {"muscle": ["right_fdi", "right_scm"]},
    {"overrides": "[]", "seconds": 10, "commit": ""},
)


@pytest.fixture
def page(tmp_path: Path) -> str:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"png")
    return write_report(tmp_path, REPORT, diagnose(xr.Dataset()), picture).read_text(encoding="utf-8")


def cells(page: str, name: str) -> list[str]:
    """What the row of a measurement shows of the patient and of the healthy model."""
    row = next(line for line in page.splitlines() if line.startswith(f"<tr><td>{name}<"))
    return re.findall(r'<td class="number">(.*?)</td>', row)


def test_the_foot_names_nothing_that_is_not_known(page: str) -> None:
    foot = page.partition("<footer>")[2]
    assert "seconds 10" in foot and "commit" not in foot


def test_what_is_not_there_is_a_dash_which_the_page_explains(page: str) -> None:
    assert cells(page, "jerks") == [UNMEASURED, "0"]
    assert cells(page, "first &lt;muscle&gt;")[0] == cells(page, "nothing")[0] == UNMEASURED
    assert f"{UNMEASURED} stands for what was not measured." in page
    assert not re.search(r">[^<]*\b(nan|None|NaT)\b", page.partition("Measurements")[2])


def test_values_are_read_in_their_words_and_units(page: str) -> None:
    assert cells(page, "spike-waves")[0] == "yes" and cells(page, "noise")[0] == "3"
    assert re.fullmatch(rf".* 0<br>.* {UNMEASURED}", cells(page, "delays")[0])
    assert cells(page, "no jerks")[0] == "none" and cells(page, "no jerks")[1] == "not compared"


def test_what_did_not_occur_is_said_in_words_and_no_dash_is_explained_that_nobody_sees(tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"png")
    rhythm = {"units": "Hz", "long_name": "rhythm", "absent": "no rhythm"}
    tremor = ("posture_muscle", [6.0, np.nan], {"units": "Hz", "long_name": "tremor", "absent": "no tremor"})
    variables = {"rhythm": ((), np.nan, rhythm), "healthy_rhythm": ((), np.nan, rhythm), "tremor": tremor}
    report = xr.Dataset(variables, {"posture_muscle": ["left_fdi", "left_scm"]}, REPORT.attrs)
    page = write_report(tmp_path, report, diagnose(xr.Dataset()), picture).read_text(encoding="utf-8")
    assert cells(page, "rhythm") == ["no rhythm", "no rhythm"]
    assert re.fullmatch(r".* 6<br>.* no tremor", cells(page, "tremor")[0])
    assert "stands for" not in page
