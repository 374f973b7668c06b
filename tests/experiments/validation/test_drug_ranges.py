"""Headline results of an experiment beside its numbers: their ranges, their label, or how to compute them."""

import json
from pathlib import Path
from typing import Any

import xarray as xr
import yaml

from disinhibition.experiments.study.disk.layout import FORMAT, SCHEMA
from disinhibition.experiments.validation import drug_ranges
from disinhibition.experiments.validation.drug_ranges import EXPERIMENTS, ranges_table
from disinhibition.experiments.validation.drug_sensitivity import HEADLINES

CONFIGS = Path(__file__).parents[3] / "configs" / "experiment" / "drugs"


def experiment(tmp_path: Path, name: str) -> Path:
    """A study of that name without points."""
    folder = tmp_path / name
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


def test_what_has_no_headline_has_no_table(tmp_path: Path) -> None:
    assert ranges_table(experiment(tmp_path, "disinhibition")) is None
    assert ranges_table(tmp_path) is None


def test_the_file_of_a_study_has_the_headlines_of_its_folder(tmp_path: Path) -> None:
    folder, file = experiment(tmp_path, "induction"), tmp_path / "induction.nc"
    made = xr.Dataset({"status": ("seed", [1])}, attrs={"config": json.dumps({"study": {"name": "induction"}})})
    made.to_netcdf(file, engine="h5netcdf")
    found, same = ranges_table(file), ranges_table(folder)
    assert found is not None and same is not None and found.row_count == same.row_count
    made.assign_attrs(config="{}").to_netcdf(tmp_path / "other.nc", engine="h5netcdf")
    assert ranges_table(tmp_path / "other.nc") is None
