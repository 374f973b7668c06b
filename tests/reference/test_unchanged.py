"""Runs and rows of the same settings are those of commit 9d8c105: to the last bit on the machine they were stored on.

Elsewhere another compiler or processor rounds differently, and a network this large soon fires other spikes; what must
agree there is how many. ``unchanged.json`` is stored anew only when the model is meant to change:
``python tests/reference/store_unchanged.py``.
"""

import json
from pathlib import Path

import pytest

from disinhibition.experiments import cli

STORED = json.loads(Path(__file__).with_name("unchanged.json").read_text())
NEAR = 0.05  # of the number of spikes: between compilers it differs by a percent, between seeds by two


def test_values_are_compared_to_the_last_bit(unchanged):
    nan = float("nan")
    assert unchanged.equal({"rate": [1.0, nan], "new": 2}, {"rate": [1.0, nan]})
    assert not unchanged.equal({"rate": [1.0, 1 + 2**-52]}, {"rate": [1.0, 1.0]})
    assert not unchanged.equal({"rate": [nan]}, {"rate": [0.0]})
    assert not unchanged.equal({"rate": [0.0]}, {"rate": [nan]})
    assert not unchanged.equal({}, {"rate": [1.0]})


@pytest.mark.slow
@pytest.mark.parametrize("name", STORED["runs"])
def test_run_is_what_it_was(unchanged, name):
    stored = STORED["runs"][name]
    found = unchanged.run_of(stored["overrides"])
    if unchanged.machine() == STORED["made"]["machine"]:
        different = [key for key in found if not unchanged.equal(found[key], stored[key])]
        assert not different
    assert found["spikes"] == pytest.approx(stored["spikes"], rel=NEAR)


@pytest.mark.slow
def test_rows_of_the_smoke_study_are_what_they_were(unchanged, tmp_path):
    path = tmp_path / "smoke"
    words = ["experiment=disinhibition", "profile=smoke", "study.figure=null", f"study.path={path}"]
    assert cli.main(["sweep", *words]) == 0
    found, stored = unchanged.rows_of(path), STORED["smoke"]
    assert found["coords"] == stored["coords"]
    if unchanged.machine() != STORED["made"]["machine"]:
        pytest.skip("stored on another kind of machine, where rows differ in their last bits")
    different = [
        name for name, column in stored["columns"].items() if not unchanged.equal(found["columns"][name], column)
    ]
    assert not different
