import json
import os
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from matplotlib.image import imread

from disinhibition.experiments.figures import disinhibition as figure
from disinhibition.experiments.figures import draw_figure

GAINS = [1.0, 0.2]


def study(rate: float = 2.0, duration: float = 30.0) -> xr.Dataset:
    dims = ("circuit", "gaba_a", "glycine", "serotonin", "seed")
    shape = (2, 2, 2, 2, 3)
    status = np.zeros(shape)
    status[0, 1, 1] = 1
    return xr.Dataset(
        {
            "jerk_rate": (dims, np.full(shape, rate)),
            "burst_duration": (dims, np.full(shape, duration)),
            "status": (dims, status, {"flag_values": [0, 1, 2], "flag_meanings": "ok runaway failed"}),
        },
        coords={
            "circuit": ["cortex", "spinal"],
            "gaba_a": GAINS,
            "glycine": GAINS,
            "serotonin": [0.5, 1.0],
            "seed": [1, 2, 3],
        },
    )


def write_example(folder: Path, jerks: int) -> None:
    time = np.arange(2000) / 2000
    voltage = xr.DataArray(
        1e-4 * np.sin(np.outer([1, 2, 3], time * 50)),
        dims=("muscle", "time"),
        coords={"muscle": ["left_fdi", "right_scm", "right_fdi"], "time": time},
    )
    bursts = xr.Dataset(
        {
            "onset": ("burst", [0.3] * jerks),
            "duration": ("burst", [20.0] * jerks),
            "muscle": ("burst", np.array(["right_fdi"] * jerks, dtype=str)),
        }
    )
    events = xr.Dataset({"onset": ("jerk", [0.3] * jerks), "n_muscles": ("jerk", [1] * jerks)})
    point = {"circuit": "cortex", "gaba_a": 0.2, "glycine": 1, "serotonin": 1, "seed": 1}
    groups = {
        "/": xr.Dataset(attrs={"point": json.dumps(point)}),
        "emg": xr.Dataset({"voltage": voltage}),
        "bursts": bursts,
        "jerks": events,
    }
    (folder / "examples").mkdir(exist_ok=True)
    xr.DataTree.from_dict(groups).to_netcdf(folder / "examples" / "cortex.nc", engine="h5netcdf")


@pytest.mark.mpl_image_compare(savefig_kwargs={"dpi": 60})
def test_main_figure(tmp_path, monkeypatch):
    monkeypatch.setattr(figure, "open_study", lambda path: study())
    write_example(tmp_path, 1)
    return figure.draw(tmp_path)


@pytest.mark.parametrize("suffix", [".png", ".pdf", ".svg"])
def test_the_same_study_gives_the_same_file_twice(tmp_path, monkeypatch, suffix):
    monkeypatch.setattr(figure, "open_study", lambda path: study())
    write_example(tmp_path, 1)
    first, second = tmp_path / f"first{suffix}", tmp_path / f"second{suffix}"
    draw_figure("disinhibition", tmp_path, first)
    monkeypatch.setitem(os.environ, "SOURCE_DATE_EPOCH", "1")
    draw_figure("disinhibition", tmp_path, second)
    assert first.read_bytes() == second.read_bytes()


def test_another_study_gives_another_picture(tmp_path, monkeypatch):
    pictures = []
    for rate in (2.0, 3.0):
        monkeypatch.setattr(figure, "open_study", lambda path, rate=rate: study(rate))
        draw_figure("disinhibition", tmp_path, tmp_path / "picture.png")
        pictures.append(imread(tmp_path / "picture.png"))
    assert pictures[0].shape == pictures[1].shape and not np.array_equal(*pictures)


@pytest.mark.filterwarnings("error")
def test_silent_and_unfinished_studies_are_drawn(tmp_path, monkeypatch):
    write_example(tmp_path, 0)
    for rate, duration in ((0.0, np.nan), (np.nan, np.nan)):
        monkeypatch.setattr(figure, "open_study", lambda path, r=rate, d=duration: study(r, d))
        draw_figure("disinhibition", tmp_path, tmp_path / "picture.png")
        assert (tmp_path / "picture.png").stat().st_size > 0


def test_runaway_cell_carries_a_mark():
    marked = figure.runaways(study()).any(["serotonin", "seed"])
    assert marked.sel(circuit="cortex", gaba_a=0.2, glycine=0.2) and int(marked.sum()) == 1
