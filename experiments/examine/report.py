"""The report of an examination as one HTML file: diagnosis, figure, values beside healthy ones."""

import base64
import json
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import xarray as xr

from ...analysis.diagnosis.decision import Diagnosis
from ...analysis.diagnosis.features import FEATURES
from ...analysis.diagnosis.further_findings import ABSENT
from ...analysis.diagnosis.wording import NOT_FOR_CARE, diagnosis_sentence, diagnosis_text
from ...analysis.plotting.readable_names import muscle_label
from ..files import whole_file
from .person import REASONS
from .stored import is_of_a_person

ELSEWHERE = ("recordings", "channels")  # attributes that the foot of the page does not repeat
UNMEASURED = "–"
UNITS = {"1": "", "V": "µV"}  # as they are read

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 15px/1.45 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #111; }}
table {{ border-collapse: collapse; }} td, th {{ padding: .15em .9em .15em 0; text-align: left; }}
th {{ border-bottom: 1px solid #888; }} .number {{ text-align: right; font-variant-numeric: tabular-nums; }}
pre {{ white-space: pre-wrap; font: inherit; }} img {{ width: 100%; }} footer {{ color: #666; font-size: 85%; }}
</style></head><body>
<h1>{title}</h1>
{body}
<footer><p>{warning}</p><p>{origin}</p></footer></body></html>
"""


MODEL = """<h2>Diagnosis</h2><pre>{diagnosis}</pre>
<h2>Recordings</h2><img alt="EMG and spikes at rest, order of muscles, back-average, evoked potential" src="data:image/png;base64,{image}">
<h2>Measurements</h2>
<table><tr><th>measurement</th><th class="number">patient</th><th class="number">healthy model</th><th>unit</th></tr>
{rows}
</table>
<p>{absent}</p>"""  # noqa: E501
PERSON = """<p>{warning}</p>
<h2>Recordings</h2><img alt="EMG of every step with marked bursts, back-average, evoked potential" src="data:image/png;base64,{image}">
<h2>Measurements</h2>
<table><tr><th>measurement</th><th class="number">patient</th>{healthy}<th>unit</th></tr>
{rows}
</table>
<p>{absent}</p>
<h2>Not measurable, and why</h2>
<table><tr><th>measurement or channel</th><th>reason</th></tr>
{reasons}
</table>
<h2>Channels and stimuli</h2>
<table>
{channels}
</table>
<h2>Diagnosis</h2><p>{sentence}</p><pre>{diagnosis}</pre>"""  # noqa: E501


def write_report(folder: Path, report: xr.Dataset, diagnosis: Diagnosis, picture: Path) -> Path:
    """Write the report of an examination as HTML.

    Parameters
    ----------
    folder : Path
        The file goes there.
    report : xarray.Dataset
        As ``examine`` returns it.
    diagnosis : Diagnosis
        As ``diagnose`` returns it.
    picture : Path
        The drawn figure of the examination, which goes into the file.

    Returns
    -------
    Path
        The file ``report.html``.
    """
    person, compared = is_of_a_person(report), "healthy_recording" in report.attrs
    asked = report.attrs["recording"] or "a recording" if person else " ".join(json.loads(report.attrs["overrides"]))
    rows = "\n".join(_rows(report, beside_healthy=compared or not person))
    body = (PERSON if person else MODEL).format(
        diagnosis=escape(diagnosis_text(diagnosis)),
        sentence=escape(diagnosis_sentence(diagnosis)),
        image=base64.b64encode(picture.read_bytes()).decode(),
        rows=rows,
        healthy='<th class="number">healthy person</th>' if compared else "",
        reasons="\n".join(_reasons(report)) if person else "",
        channels="\n".join(_pairs(json.loads(report.attrs["channels"]))) if person else "",
        warning=escape(NOT_FOR_CARE),
        absent=f"{UNMEASURED} stands for what was not measured." if re.search(rf"[> ]{UNMEASURED}<", rows) else "",
    )
    page = PAGE.format(
        title=escape("Examination: " + (asked or "healthy")),
        body=body,
        warning=escape(NOT_FOR_CARE),
        origin=escape(
            ", ".join(
                f"{name} {value}" for name, value in report.attrs.items() if name not in ELSEWHERE and value != ""
            )
        ),
    )
    path = folder / "report.html"
    with whole_file(path) as partial:
        partial.write_text(page, encoding="utf-8")
    return path


def _reasons(report: xr.Dataset) -> list[str]:
    """One row for everything that was not measured."""
    names, reasons = report["unmeasured"].values.tolist(), report[REASONS].values.tolist()
    said = [FEATURES[name].metadata["long_name"] if name in FEATURES else str(name) for name in names]
    return _pairs(dict(zip(said, reasons, strict=True)))


def _pairs(said: Mapping[str, str]) -> list[str]:
    return [f"<tr><td>{escape(name)}</td><td>{escape(str(words))}</td></tr>" for name, words in said.items()]


def _rows(report: xr.Dataset, beside_healthy: bool) -> list[str]:
    """One row a measurement; what a healthy subject alone shows is left to his own report."""
    rows = []
    for name, value in report.data_vars.items():
        if str(name).startswith("healthy_") or name == REASONS:
            continue
        other = report.get(f"healthy_{name}")
        unit = value.attrs.get("units", "")
        cells = [
            escape(value.attrs.get("long_name", str(name))),
            _text(value),
            "not compared" if other is None and value.ndim else _text(other),
            UNITS.get(unit, unit),
        ]
        classes = ["", ' class="number"', ' class="number"', ""]
        if not beside_healthy:
            del cells[2], classes[2]
        rows.append("<tr>" + "".join(f"<td{c}>{cell}</td>" for c, cell in zip(classes, cells, strict=True)) + "</tr>")
    return rows


def _text(value: xr.DataArray | None) -> str:
    """A value as the page shows it, never as nan, None or an empty cell."""
    if value is None:
        return UNMEASURED
    none = value.attrs.get(ABSENT, UNMEASURED)
    scale = 1e6 if value.attrs.get("units") == "V" else 1.0
    if value.ndim:
        names = value[value.dims[0]].values if value.dims[0] in value.coords else [""] * value.size
        lines = [
            f"{escape(muscle_label(str(name)))} {_word(item, scale, none)}".strip()
            for name, item in zip(names, value.values.tolist(), strict=True)
        ]
        return "<br>".join(lines) or "none"
    return _word(value.item(), scale, none)


def _word(item: Any, scale: float, none: str) -> str:
    if item is None or item == "" or item != item:
        return escape(none)
    if isinstance(item, bool):
        return "yes" if item else "no"
    return escape(item) if isinstance(item, str) else f"{scale * item:.3g}"
