"""A figure of a study or a file that lacks what it shows is one line; it never ends in a fault of the program."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from disinhibition.errors import UserError
from disinhibition.experiments.figures import draw_figure, figure_names, figure_table
from disinhibition.experiments.figures import recording as script

STATUS = {"flag_values": [0, 1, 2, 3], "flag_meanings": "missing ok runaway failed"}


def made(axes: dict[str, list[Any]], statistics: tuple[str, ...] = ("jerk_rate", "burst_duration")) -> xr.Dataset:
    dims, shape = list(axes), [len(values) for values in axes.values()]
    data = {name: (dims, np.ones(shape), {"units": "1", "long_name": name}) for name in statistics}
    status = {"status": (dims, np.ones(shape, int), STATUS)}
    return xr.Dataset(data | status, axes, {"config": json.dumps({"duration": "20 s"})})


OTHERS = {
    "repeats": made({"seed": [1, 2]}),
    "one_point": made({}),
    "gain": made({"receptors.gaba_a.cortex": [0.2, 1.0], "seed": [1, 2]}),
    "no_jerks": made({"seed": [1, 2]}, ("contraction",)),
    "no_treatment_none": made({"regimen": ["a", "b"], "form": ["healthy", "x"]}),
    "other_circuit": made({"circuit": ["foo"], "gaba_a": [0.2, 1.0], "glycine": [0.2, 1.0]}),
    "gains_of_words": made({"circuit": ["cortex"], "gaba_a": ["low", "high"], "glycine": ["low", "high"]}),
    "other_serotonin": made({"circuit": ["cortex"], "gaba_a": [0.2], "glycine": [0.2], "serotonin": [0.5, 2.0]}),
    "no_study": xr.Dataset({"a": 1}),
}
SAYS = {
    ("course", "repeats"): r"the study has repeats alone \(seed\), which are taken together",
    ("course", "one_point"): "the study has none",
    ("dose_response", "repeats"): r"shows 1 axis of numbers; the study has repeats alone \(seed\)",
    ("disinhibition", "gain"): "no circuit, gaba_a, glycine",
    ("disinhibition", "other_circuit"): "shows the circuits cortex, brainstem, spinal; the axis circuit of .* has foo",
    ("disinhibition", "gains_of_words"): "the axis gaba_a of the study holds words",
    ("disinhibition", "other_serotonin"): "needs serotonin=1; the axis serotonin of the study has 0.5, 2.0",
    ("rank_matrix", "no_treatment_none"): "needs regimen=none; the axis regimen of the study has a, b",
    ("rank_matrix", "gain"): "no regimen, form",
    ("signatures", "gain"): "holds no recordings",
    ("recruitment", "gain"): "holds no recordings",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("others")
    for name, study in OTHERS.items():
        if name == "other_circuit" or name == "other_serotonin" or name == "gains_of_words":
            study = study.assign(burst_count=study["jerk_rate"])
        study.to_netcdf(folder / f"{name}.nc", engine="h5netcdf")
    (folder / "text.nc").write_text("no data")
    return folder


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", figure_names())
@pytest.mark.parametrize("other", [*OTHERS, "text"])
def test_a_figure_is_drawn_or_refused_in_one_line(name: str, other: str, place: Path, tmp_path: Path) -> None:
    for draw in (lambda file: draw_figure(name, file, tmp_path / "drawn.png"), lambda file: figure_table(name, file)):
        try:
            draw(place / f"{other}.nc")
        except UserError as error:
            assert "\n" not in str(error) and "HDF5" not in str(error) and "Errno" not in str(error)


@pytest.mark.parametrize(("name", "other"), SAYS)
def test_what_a_figure_needs_and_what_the_study_has_is_said(name: str, other: str, place: Path) -> None:
    with pytest.raises(UserError, match=SAYS[name, other]):
        draw_figure(name, place / f"{other}.nc")


@pytest.mark.parametrize("name", ["signatures", "recruitment"])
def test_recordings_without_a_circuit_are_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "examples").mkdir()
    tree = xr.DataTree(xr.Dataset(attrs={"point": json.dumps({"gain": 0.2})}))
    tree.to_netcdf(tmp_path / "examples" / "one.nc", engine="h5netcdf")
    with pytest.raises(UserError, match=r"needs a study with the axis circuit; .* has the axes gain"):
        draw_figure(name, tmp_path)


def test_a_recording_of_an_earlier_version_shows_what_it_lacks_as_not_recorded(tmp_path: Path, study: Path) -> None:
    with xr.open_datatree(study / "examples" / "cortex.nc", engine="h5netcdf") as stored:
        tree = stored.load()
    parts = {name: tree[name].to_dataset() for name in ("emg", "bursts", "spikes")}
    parts["stimuli"] = xr.Dataset({"time": ("stimulus", np.array([0.5]))})
    parts["statistics"] = xr.Dataset({"jerk_rate": 0.5, "status": "ok"})
    file = tmp_path / "recording.nc"
    xr.DataTree.from_dict({"/": xr.Dataset(), **parts}).to_netcdf(file, engine="h5netcdf")
    title = " ".join(script.draw(file).axes[0].get_title(loc="left").split())
    title = title[title.index("0.50") :]
    assert title.startswith("0.50 spontaneous jerks/s, response_probability and unsteady_populations")
    assert title.endswith("and responses not recorded by the version that made this file")
