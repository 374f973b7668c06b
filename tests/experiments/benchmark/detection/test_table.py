"""A quick part of the table of burst detection, and what it promises over conditions that are drawn."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disinhibition.experiments import cli
from disinhibition.experiments.benchmark.detection import table
from disinhibition.experiments.benchmark.detection.detectors import OURS, ours
from disinhibition.experiments.benchmark.detection.made import SPOILT, Condition, made
from disinhibition.experiments.benchmark.detection.score import score
from disinhibition.experiments.benchmark.detection.table import QUICK_DETECTION, cleaned, measure_detection

# The begin of a rising contraction is lost in the noise, see docs/methods.md
NOT_MET = {"onset of 95 % of contractions within 3 ms"}


def test_quick_table_meets_every_target_but_one() -> None:
    found = measure_detection(QUICK_DETECTION, {OURS: ours})
    assert {words for words, met in found["met"].items() if not met} <= NOT_MET


def test_table_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "detectors", lambda: {OURS: ours})
    out = tmp_path / "detection.json"
    assert cli.main(["benchmark", "--detection", "--quick", "--out", str(out)]) == 0
    written = json.loads(out.read_text())
    assert set(written) == {"errors", "detectors", "false", "steady", "met"}
    assert written["detectors"][OURS]["missed"] == 0


CONDITIONS = st.builds(
    Condition,
    duration=st.sampled_from((0.02, 0.03, 0.06, 0.1, 0.3)),
    snr=st.floats(6, 30),
    rate=st.sampled_from((1000.0, 2000.0, 2048.0, 5000.0)),
    spoilt=st.sampled_from(SPOILT),
)


@settings(derandomize=True, max_examples=25, deadline=None)
@given(CONDITIONS, st.integers(0, 1000))
def test_bursts_of_any_condition_are_found_once_and_measured(condition: Condition, seed: int) -> None:
    recording = made(condition, 10, seed)
    found = score(ours(*cleaned(recording.emg, recording.rate)), recording.onset, recording.duration)
    assert (found.missed, found.twice, found.false) == (0, 0, 0)
    assert np.median(np.abs(found.onset)) <= 3
    assert np.median(np.abs(found.duration)) <= max(5, 50 * condition.duration)


@settings(derandomize=True, max_examples=10, deadline=None)
@given(st.sampled_from((0.2, 0.5, 1.0, 3.0)), st.floats(6, 30), st.integers(0, 1000))
def test_contractions_with_taper_are_found_once_and_measured_to_5_percent(lasts: float, snr: float, seed: int) -> None:
    recording = made(Condition(lasts, snr, 2000.0, True), 6, seed)
    found = score(ours(*cleaned(recording.emg, recording.rate)), recording.onset, recording.duration)
    assert (found.missed, found.twice, found.false) == (0, 0, 0)
    assert np.median(np.abs(found.duration)) <= max(5, 50 * lasts)
