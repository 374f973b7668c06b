"""The line about a dose-response of a drug can be measured: how many builds, how busy the cores."""

import json
from pathlib import Path

import pytest

from disinhibition.experiments import cli
from disinhibition.experiments.benchmark import dose


@pytest.mark.parametrize(("built", "ours", "fit"), [(0, 0.95, [True, True]), (1, 0.8, [False, False])])
def test_builds_and_busy_cores_stand_beside_their_targets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: int, ours: float, fit: list[bool]
) -> None:
    asked = []

    def busy_share(points: int, place: Path, first: list[str], whole: list[str]) -> dict[str, float]:
        asked.append((points, whole))
        return {"ours": ours, "idle": 0.0, "wall_s": 60.0, "built": built}

    monkeypatch.setattr(dose, "busy_share", busy_share)
    assert cli.main(["benchmark", "--dose", "--out", str(tmp_path / "dose.json")]) == 0
    figures = json.loads((tmp_path / "dose.json").read_text())
    assert [figures["met"][name] for name in ("builds", "busy_share")] == fit
    [(points, whole)] = asked
    assert points == 60 and "duration=20.0" in whole
