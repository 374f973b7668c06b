import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from matplotlib.image import imread

from disinhibition.experiments.examine.model_body import model_body
from disinhibition.experiments.figures import disinhibition as figure
from disinhibition.experiments.figures import draw_figure
from disinhibition.experiments.run.columns import Column
from disinhibition.experiments.study.disk.layout import Point
from disinhibition.experiments.study.disk.store import StudyStore

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
            "burst_count": (dims, np.full(shape, 30.0)),
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


@pytest.mark.parametrize("suffix", ["", pytest.param(".svg", marks=pytest.mark.slow)])
def test_the_same_study_gives_the_same_files_twice(tmp_path, monkeypatch, suffix):
    """Without a name of a file these are a PNG and a PDF."""
    monkeypatch.setattr(figure, "open_study", lambda path: study())
    write_example(tmp_path, 1)
    out = tmp_path / f"picture{suffix}" if suffix else None
    first = [path.read_bytes() for path in draw_figure("disinhibition", tmp_path, out)]
    monkeypatch.setitem(os.environ, "SOURCE_DATE_EPOCH", "1")
    assert [path.read_bytes() for path in draw_figure("disinhibition", tmp_path, out)] == first


DRAW = """
import re, sys
from pathlib import Path
from disinhibition.experiments.figures import draw_figure
draw_figure("disinhibition", Path(sys.argv[1]), Path(sys.argv[1]) / sys.argv[2])
# What getrusage gives as the peak includes that of the parent, from which this process was made
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1e3)
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is read from /proc of Linux")
@pytest.mark.parametrize("suffix", [".png", ".pdf", ".svg"])
def test_thirty_muscles_of_20_s_are_drawn_within_400_mb(tmp_path, suffix):
    """A PDF with a raster of the whole page for each trace took 2 GB."""
    made_study(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", DRAW, str(tmp_path), f"figure{suffix}"], capture_output=True, text=True, check=True
    )
    assert float(done.stdout) < 400
    assert (tmp_path / f"figure{suffix}").stat().st_size < 5e6


def made_study(folder: Path) -> None:
    """A stored study of three circuits, each with a recording of 20 s and both sides."""
    axes = {"circuit": "1", "gaba_a": "1", "glycine": "1", "seed": "1"}
    columns = [Column(name, "1", name) for name in ("jerk_rate", "burst_duration", "burst_count")]
    store = StudyStore.create_or_join(folder, axes, columns, {})
    rng = np.random.default_rng(1)
    muscles = [f"{side}_{name}" for side in ("right", "left") for name in model_body().position]
    noise = 1e-5 * rng.standard_normal((len(muscles), 40_000))
    with store.lock():
        for circuit in ("cortex", "brainstem", "spinal"):
            point = Point(circuit, {"circuit": circuit, "gaba_a": 0.2, "glycine": 0.2, "seed": 1})
            store.add_points([point])
            store.write(point, {"status": "ok", "jerk_rate": 1.0, "burst_duration": 30.0, "burst_count": 20.0})
            onset = np.sort(rng.uniform(0, 19, 300))
            groups = {
                "/": xr.Dataset(attrs={"point": json.dumps(dict(point.coordinates))}),
                "emg": xr.Dataset(
                    {"voltage": (("muscle", "time"), noise)}, {"muscle": muscles, "time": np.arange(40_000) / 2000}
                ),
                "bursts": xr.Dataset(
                    {
                        "onset": ("burst", onset),
                        "duration": ("burst", np.full(300, 30.0)),
                        "muscle": ("burst", rng.choice(muscles, 300)),
                    }
                ),
                "jerks": xr.Dataset({"onset": ("jerk", onset[:1]), "n_muscles": ("jerk", [3])}),
            }
            (folder / "examples").mkdir(exist_ok=True)
            xr.DataTree.from_dict(groups).to_netcdf(folder / "examples" / f"{circuit}.nc", engine="h5netcdf")


def test_a_map_has_a_colour_bar_and_every_mark_its_words(tmp_path, monkeypatch):
    few = study()
    few["burst_count"][:] = 1.0
    monkeypatch.setattr(figure, "open_study", lambda path: few)
    drawn = figure.draw(tmp_path)
    labels = {ax.get_xlabel() for ax in drawn.axes}
    assert {"jerks per second", "burst, median (ms)"} <= labels
    assert any(text.get_text() == "30*" for ax in drawn.axes for text in ax.texts)
    words = " ".join(text.get_text() for text in drawn.legends[0].get_texts())
    assert "fewer than 5 bursts" in words and "ran away" in words and "burst" in words


@pytest.mark.slow
def test_another_study_gives_another_picture(tmp_path, monkeypatch):
    pictures = []
    for rate in (2.0, 3.0):
        monkeypatch.setattr(figure, "open_study", lambda path, rate=rate: study(rate))
        draw_figure("disinhibition", tmp_path, tmp_path / "picture.png")
        pictures.append(imread(tmp_path / "picture.png"))
    assert pictures[0].shape == pictures[1].shape and not np.array_equal(*pictures)


@pytest.mark.slow
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
