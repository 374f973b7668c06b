"""Headline results of an experiment beside its numbers: their ranges, their label, or how to compute them."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from disinhibition.experiments.gates.row import Row
from disinhibition.experiments.study.layout import FORMAT, SCHEMA
from disinhibition.experiments.study.table import print_figure_table
from disinhibition.experiments.validation import drug_ranges
from disinhibition.experiments.validation.drug_ranges import EXPERIMENTS, ranges_table
from disinhibition.experiments.validation.drug_sensitivity import HEADLINES, STUDY

CONFIGS = Path(__file__).parents[3] / "configs" / "experiment"


def experiment(place: Path, name: str) -> Path:
    """A study of that name without points."""
    folder = place / name
    folder.mkdir(parents=True)
    origin = {"config": json.dumps({"study": {"name": name}})}
    schema = {"format": FORMAT, "dims": [], "columns": [], "provenance": origin}
    (folder / SCHEMA).write_text(json.dumps(schema))
    return folder


def cells(found: Any) -> list[list[str]]:
    return [list(column.cells) for column in found.columns]


def test_every_headline_stands_beside_an_experiment_and_every_experiment_exists() -> None:
    assert {row for rows in EXPERIMENTS.values() for row in rows} == {headline.row for headline in HEADLINES}
    for name in EXPERIMENTS:
        words = yaml.safe_load((CONFIGS / f"{name}.yaml").read_text(encoding="utf-8"))
        assert words["study"]["name"] == name


def test_a_range_that_was_not_computed_says_how(tmp_path: Path) -> None:
    found = ranges_table(experiment(tmp_path, "induction"))
    assert [column[0] for column in cells(found)] == ["healthy, etomidate at its peak", "", drug_ranges.UNKNOWN, ""]


def test_a_result_that_flips_sign_is_labelled_beside_its_experiment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    row = Row("De-rate-range", "words", "sensitivity", "", "", "0.4", "-0.3 (a low) to 0.9 (b high)", "flips sign")
    (tmp_path / STUDY).mkdir()
    monkeypatch.setattr(drug_ranges, "open_study", lambda path: path)
    monkeypatch.setattr(drug_ranges, "sensitivity_rows", lambda study: [row] if study.name == STUDY else [])
    monkeypatch.setattr("disinhibition.experiments.figures.figure_table", lambda name, data: None)
    print_figure_table("course", experiment(tmp_path, "opioid_level"))
    said = capsys.readouterr().out
    assert "flips sign" in said and "-0.3 (a low) to 0.9 (b high)" in said


def test_what_has_no_headline_has_no_table(tmp_path: Path) -> None:
    assert ranges_table(experiment(tmp_path, "disinhibition")) is None
    assert ranges_table(tmp_path) is None
