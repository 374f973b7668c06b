"""The gains between which jerks begin, as the README has them, are those of the stored study."""

import json
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import xarray as xr

GAINS = [0.1, 0.3, 0.5]


@pytest.fixture
def onsets(fill: ModuleType) -> ModuleType:
    import onsets  # type: ignore[import-not-found]  # beside fill.py

    module: ModuleType = onsets
    return module


def study(missing: bool = False) -> xr.Dataset:
    """Both receptors make the cortex jerk below 0.5 on one side and always on both; GABA-A alone never does."""
    rates = np.zeros((1, 2, 2, 3, 1))
    rates[0, 1, 0, :2] = 0.1
    rates[0, 1, 1] = 2.0
    if missing:
        rates[0, 0, 0, 1] = np.nan
    axes = {
        "circuit": ["cortex"],
        "beside": ["gaba_a", "glycine"],
        "sides": ["right", "both"],
        "gain": GAINS,
        "seed": [1],
    }
    return xr.Dataset({"jerk_rate": (tuple(axes), rates)}, axes)


def test_the_table_says_the_last_gain_with_jerks_and_the_next(
    onsets: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rows.json").write_text('{"freeze": "freeze 5", "rows": []}')
    monkeypatch.setattr(onsets.dis, "open_study", lambda path: study())
    content = json.loads(onsets.take_onsets(Path("results/onsets"), tmp_path).read_text(encoding="utf-8"))
    assert content["freeze"] == "freeze 5" and len(content["onsets"]) == 4
    heads, lines = onsets.onsets_table(tmp_path)
    assert heads == [
        "circuit",
        "GABA-A and glycine, one side",
        "GABA-A and glycine, both sides",
        "GABA-A alone, one side",
        "GABA-A alone, both sides",
    ]
    assert lines == [["cortex", "0.3 to 0.5", "0.5 or more", "none down to 0.1", "none down to 0.1"]]


def test_a_study_with_missing_points_is_not_taken(
    onsets: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rows.json").write_text('{"freeze": "freeze 5", "rows": []}')
    monkeypatch.setattr(onsets.dis, "open_study", lambda path: study(missing=True))
    with pytest.raises(SystemExit, match="not every point of cortex, gaba_a, right is computed"):
        onsets.take_onsets(Path("results/onsets"), tmp_path)


def test_the_freeze_of_the_onsets_is_that_of_the_rows(fill: ModuleType, onsets: ModuleType) -> None:
    stored = json.loads((onsets.VALIDATION / "onsets.json").read_text(encoding="utf-8"))
    assert stored["freeze"] == fill.number("rows.freeze"), "sweep experiment=onsets anew, then python docs/onsets.py"
