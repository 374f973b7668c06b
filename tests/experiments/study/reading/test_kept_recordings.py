"""Of several recordings of one circuit the one with the smallest coordinates is taken, whatever its file is called."""

import json
from pathlib import Path

import pytest
import xarray as xr

from disinhibition.errors import UserError
from disinhibition.experiments.study.reading.kept_recordings import FOLDER, recording_of_each


def keep(study: Path, name: str, **point: object) -> None:
    (study / FOLDER).mkdir(exist_ok=True)
    tree = xr.DataTree(xr.Dataset(attrs={"point": json.dumps(point)}))
    tree.to_netcdf(study / FOLDER / f"{name}.nc", engine="h5netcdf")


def test_the_first_along_the_axes_is_taken_whatever_its_file_is_called(tmp_path: Path) -> None:
    for name, number in (("a", 10), ("b", 2), ("c", 3)):
        keep(tmp_path, name, circuit="cortex", gain=0.15, parameters=number)
    keep(tmp_path, "d", circuit="spinal", gain=0.15, parameters=3)
    found = recording_of_each(tmp_path, "circuit")
    assert {circuit: path.stem for circuit, path in found.items()} == {"cortex": "b", "spinal": "d"}


def test_words_and_numbers_on_one_axis_have_an_order_too(tmp_path: Path) -> None:
    for name, value in (("a", "2 s"), ("b", 1), ("c", [])):
        keep(tmp_path, name, circuit="cortex", value=value)
    assert recording_of_each(tmp_path, "circuit")["cortex"].stem in "abc"


def test_a_recording_without_the_axis_is_refused(tmp_path: Path) -> None:
    keep(tmp_path, "a", gain=0.2)
    with pytest.raises(UserError, match=r"needs a study with the axis circuit; .* has the axes gain"):
        recording_of_each(tmp_path, "circuit")
    assert recording_of_each(tmp_path / "none", "circuit") == {}
