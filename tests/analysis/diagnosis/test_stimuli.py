"""Stimuli of another kind than that of a step do not count in it: a sound is no volley of a nerve."""

import numpy as np
import pytest
import xarray as xr
from made_examination import BODY, record

from disinhibition.analysis.diagnosis.examination_features import measure_examination
from disinhibition.analysis.diagnosis.further_findings import further_findings


def with_sites(recording: xr.DataTree, sites: list[str]) -> xr.DataTree:
    named = recording.copy()
    stimuli = recording["stimuli"].to_dataset()
    named["stimuli"] = xr.DataTree(stimuli.assign(site=(stimuli["time"].dims, np.array(sites))))
    return named


@pytest.mark.parametrize(
    ("step", "other", "own"),
    [
        ("median_nerve", "sound", "right_median_nerve"),
        ("median_nerve", "right_tibial_nerve", "right_wrist"),
        ("startle", "right_median_nerve", "sound"),
        ("startle", "face_tap", "loudspeaker"),
    ],
)
def test_stimuli_of_another_kind_do_not_count_in_a_step_and_the_reason_counts_them(
    step: str, other: str, own: str
) -> None:
    stimuli = np.arange(1.0, 40.0, 1.2)
    answered = stimuli[::2]  # the answers are all to the step's own stimuli
    recording = record(42, {"right_fdi": answered + 0.045, "right_scm": answered + 0.045}, stimuli=stimuli)
    mixed = with_sites(recording, [own if place % 2 == 0 else other for place in range(stimuli.size)])
    found = measure_examination({step: mixed}, BODY)
    assert found.reasons[f"{step} other stimuli"].startswith(f"16 stimuli of 33 left out: {other} is no")
    if step == "median_nerve":
        assert found.features.c_reflex == pytest.approx(1, abs=0.05)
    else:
        assert float(further_findings({step: mixed}, BODY)["startle_probability"]) == 1.0


def test_a_step_with_stimuli_of_another_kind_alone_measures_no_answer() -> None:
    sounds = np.arange(1.0, 40.0, 1.2)
    recording = with_sites(record(42, {"right_fdi": sounds + 0.045}, stimuli=sounds), ["sound"] * sounds.size)
    found = measure_examination({"median_nerve": recording}, BODY)
    assert found.features.c_reflex is None and found.reasons["c_reflex"] == "no stimulus is marked in this step"
    assert found.reasons["median_nerve other stimuli"].startswith("33 stimuli of 33 left out: sound is no")
