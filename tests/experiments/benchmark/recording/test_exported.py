"""A patient of the model is diagnosed from a file of an amplifier as from the simulation itself."""

import json
from pathlib import Path

import pytest

from disinhibition.experiments import cli

pytest.importorskip("edfio")
pytest.importorskip("mne")
pytestmark = pytest.mark.slow


def test_a_cortical_patient_has_the_same_diagnosis_from_edf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "exported.json"
    assert cli.main(["benchmark", "--exported", "--quick", "--out", str(out)]) == 0
    written = json.loads(out.read_text())
    [row] = written["rows"]
    assert row["same"] and row["simulation"]["diagnosis"] == row["edf"]["diagnosis"] == "cortical"
    assert (row["circuit"], row["seed"], written["same"]) == ("cortex", 1, 1)
    assert "1 of 1 have the same diagnosis on both sides" in capsys.readouterr().out
