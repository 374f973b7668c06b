"""What the command line shows beside what it computed."""

import json
from pathlib import Path

import pytest

from disinhibition.experiments.compute_and_show import show_figure
from disinhibition.experiments.gates.row import Part, Row
from disinhibition.experiments.study.disk.layout import FORMAT, SCHEMA
from disinhibition.experiments.validation import drug_ranges
from disinhibition.experiments.validation.drug_sensitivity import STUDY


def test_a_result_that_flips_sign_is_labelled_beside_its_experiment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ends = (Part("a low", -0.3), Part("b high", 0.9))
    row = Row("De-rate-range", "words", "sensitivity", "flips sign", mean=0.4, parts=ends)
    (tmp_path / STUDY).mkdir()
    monkeypatch.setattr(drug_ranges, "open_study", lambda path: path)
    monkeypatch.setattr(drug_ranges, "sensitivity_rows", lambda study: [row] if study.name == STUDY else [])
    monkeypatch.setattr("disinhibition.experiments.figures.draw_figure", lambda name, data, out: [data / "drawn.png"])
    monkeypatch.setattr("disinhibition.experiments.figures.figure_table", lambda name, data: None)
    study = tmp_path / "opioid_level"
    study.mkdir()
    origin = {"config": json.dumps({"study": {"name": "opioid_level"}})}
    (study / SCHEMA).write_text(json.dumps({"format": FORMAT, "dims": [], "columns": [], "provenance": origin}))
    show_figure("course", study)
    said = capsys.readouterr().out
    assert said.startswith(str(study / "drawn.png"))
    assert "flips sign" in said and "a low: -0.3, b high: 0.9" in said
