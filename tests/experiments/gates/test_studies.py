"""Which study serves which healthy gate."""

import inspect
import json
from pathlib import Path

import pytest

from disinhibition.experiments.config.packaged import config_groups
from disinhibition.experiments.fit.calibration.stages import ENSEMBLE, STAGES, Stage, read_stages
from disinhibition.experiments.gates.studies import HEALTH

ROWS = json.loads((Path(__file__).parents[3] / "docs" / "validation" / "rows.json").read_text(encoding="utf-8"))["rows"]
EVERY_STAGE = [*read_stages(part=STAGES), *read_stages(part=ENSEMBLE)]


def serves(study: str, gate: str) -> bool:
    """Whether the rows of a study have one of this gate: its id is the whole of a word, or the part before a dash."""
    source = inspect.getsource(HEALTH[study])
    return f'"{gate}"' in source or f'"{gate}-' in source


def test_every_study_of_healthy_gates_is_a_packaged_experiment() -> None:
    assert {f"validation/{name}" for name in HEALTH} <= set(config_groups()["experiment"])


@pytest.mark.parametrize("gate", sorted({row["id"].partition("-")[0] for row in ROWS if row["id"].startswith("G")}))
def test_every_gate_of_the_results_has_one_study(gate: str) -> None:
    assert len([name for name in HEALTH if serves(name, gate)]) == 1


@pytest.mark.parametrize("stage", EVERY_STAGE, ids=lambda stage: stage.name)
def test_every_gate_of_a_stage_is_measured_by_its_runs(stage: Stage) -> None:
    for gate in stage.gates:
        assert any(serves(name, gate) for name in stage.runs), gate


def test_a_gate_that_no_study_has_is_served_by_none() -> None:
    assert not any(serves(name, "G31") for name in HEALTH)
