"""What was inferred is written as NetCDF, or the place is told in one line."""

from pathlib import Path

import pytest
import xarray as xr

from disinhibition.errors import UserError
from disinhibition.experiments.fit.inference import write_inference


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("file/below/inference.nc", r"cannot be written \(Not a directory\)"),
        ("inference.xyz", "name a file that ends so"),
    ],
)
def test_a_file_that_cannot_be_written_is_told(name: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match=says):
        write_inference(xr.Dataset({"a": 1}), tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_the_folder_is_made_and_the_file_is_whole(tmp_path: Path) -> None:
    written = write_inference(xr.Dataset({"a": 1}), tmp_path / "new" / "inference.nc")
    assert int(xr.open_dataset(written, engine="h5netcdf")["a"]) == 1
    assert [path.name for path in written.parent.iterdir()] == ["inference.nc"]
