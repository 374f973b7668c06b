"""A place that cannot be written is one line before anything is computed, wherever a command writes."""

from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pytest
import xarray as xr

from disinhibition.experiments import cli

OUT = "choose another place with --out"
STUDY = "choose another folder with study.path=..."
# What writes, with the place as {}, and what its message advises
WRITING = {
    "run": (["run", "--out", "{}"], OUT),
    "sweep": (["sweep", "seed=1,2", "study.path={}"], STUDY),
    "search": (["search", "receptors.gaba_a.cortex=interval(0,1)", "search.target=1", "study.path={}"], STUDY),
    "examine": (["examine", "--out", "{}"], OUT),
    "validate": (["validate", "--health", "--out", "{}/rows.json"], OUT),
    "calibrate": (["calibrate", "--stage", "motor_units", "--out", "{}"], OUT),
    "ensemble": (["calibrate", "--ensemble", "1", "--out", "{}"], OUT),
    "pathway": (["pathway", "--out", "{}/pathway.nc"], OUT),
    "figure": (["figure", "pathway", "--data", "pathway.nc", "--out", "{}/pathway.png"], OUT),
    "benchmark": (["benchmark", "--detection", "--out", "{}/table.json"], OUT),
}
COMPUTING = (
    "run.simulate.simulate_settings", "study.sweep.network_keys",
    "examine.examination.record_steps", "validation.command.measured_rows", "fit.calibration.command.search",
    "fit.calibration.command.make_ensemble", "figures.pathway.draw", "benchmark.detection.table.measure_detection",
)  # fmt: skip
KERNEL = Path("/proc")  # its rights let root write, and it refuses every new file all the same


def _computed(*_: Any, **__: Any) -> NoReturn:
    raise AssertionError("it is computed")


@pytest.mark.parametrize(
    "place",
    ["file/below", pytest.param(f"{KERNEL}/below", marks=pytest.mark.skipif(not KERNEL.is_dir(), reason="no /proc"))],
)
@pytest.mark.parametrize("command", WRITING)
def test_a_place_that_cannot_be_written_is_refused_before_anything_is_computed(
    command: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("")
    source = ("projection", np.array(["a"]))
    xr.Dataset({"population_region": ("population", ["cortex"]), "source": source}).to_netcdf(
        "pathway.nc", engine="h5netcdf"
    )
    for name in COMPUTING:
        monkeypatch.setattr(f"disinhibition.experiments.{name}", _computed)
    words, advice = WRITING[command]
    assert cli.main([word.format(place) for word in words]) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert f"{place.partition('/below')[0]}" in said and "cannot be written (" in said and advice in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "pathway.nc"]


@pytest.mark.parametrize(
    "words",
    [["pathway", "--out", "p.xyz"], ["validate", "--health", "--out", "p.xyz"], ["collect", "study", "--out", "p.xyz"],
     ["figure", "pathway", "--data", "study", "--out", "p.xyz"]],
)  # fmt: skip
def test_a_file_whose_name_says_another_format_is_refused(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from disinhibition.experiments.study.disk.store import StudyStore

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("disinhibition.experiments.validation.command.measured_rows", _computed)
    StudyStore.create_or_join(Path("study"), {"seed": "1"}, [], {"version": "1", "model": "a"})
    assert cli.main(words) == 2
    assert "p.xyz: " in (said := capsys.readouterr().err) and "name a file that ends so" in said
    assert [path.name for path in tmp_path.iterdir()] == ["study"]
