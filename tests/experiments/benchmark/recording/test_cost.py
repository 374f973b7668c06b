"""The whole way from a long file to its report is measured, and the file is what it says."""

import json
from pathlib import Path

import numpy as np
import pytest

from disinhibition.experiments import cli

pytest.importorskip("edfio")
pytest.importorskip("mne")
pytestmark = pytest.mark.slow


def test_the_file_holds_jerks_a_contraction_and_volleys(tmp_path: Path) -> None:
    from disinhibition.analysis.recordings.files import read_recording
    from disinhibition.analysis.summary import add_events
    from disinhibition.experiments.benchmark.recording.long_file import APART, TRIGGER, write_long_edf

    write_long_edf(tmp_path / "long.edf", 40, 2000)
    tree = read_recording(tmp_path / "long.edf", {"FDI R": "FDI R", "SCM R": "SCM R", TRIGGER: {"kind": "trigger"}},
                          {TRIGGER: "right_median_nerve"})  # fmt: skip
    assert tree.attrs["duration"] == 40 and tree["emg"]["native_rate"].values.tolist() == [2000, 2000]
    np.testing.assert_allclose(tree["stimuli"]["time"], np.arange(30.8, 40, APART), atol=0.001)
    neck = add_events(tree)["bursts"].to_dataset()
    onsets = neck["onset"].values[neck["muscle"].values == "right_scm"]
    np.testing.assert_allclose(onsets % APART, 0.008, atol=0.003)


def test_cost_is_written_with_its_verdicts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "cost.json"
    assert cli.main(["benchmark", "--recording", "--quick", "--out", str(out)]) == 0
    written = json.loads(out.read_text())
    assert written["cpu_s"] > 0 and written["peak_memory_mb"] > 50
    assert set(written["met"]) == set(written["targets"]) == {"cpu_s", "peak_memory_mb"}
    assert "target <= 600" in capsys.readouterr().out
