"""Rows are read when they are asked for, each once."""

import numpy as np
import xarray as xr

from disinhibition.experiments.study.lazy import LazyColumn, Rows


class Disk:
    """Rows (number, ten times the number), and which were read."""

    def __init__(self) -> None:
        self.read: list[int] = []

    def __call__(self, numbers: list[int]) -> np.ndarray:
        self.read += numbers
        return np.array([[number, 10.0 * number] for number in numbers])


def dataset(disk: Disk) -> xr.Dataset:
    """Rows 0 to 4 on a grid of six places; the last has none."""
    places = np.array([[0, 1, 2], [3, 4, -1]])
    rows = Rows(disk, range(5), 2)
    columns = {"status": LazyColumn(rows, places, 0, "int16"), "rate": LazyColumn(rows, places, 1, "float64")}
    return xr.Dataset({name: (("circuit", "gain"), column.data()) for name, column in columns.items()})


def test_nothing_is_read_before_a_value_is_asked_for() -> None:
    disk = Disk()
    study = dataset(disk)
    repr(study)
    chosen = study.isel(circuit=1, gain=slice(0, 2))
    assert not disk.read
    assert chosen["rate"].values.tolist() == [30, 40]
    assert disk.read == [3, 4]


def test_a_row_is_read_once_for_all_its_columns() -> None:
    disk = Disk()
    study = dataset(disk)
    study["status"].values  # noqa: B018  # reads
    study.load()
    assert sorted(disk.read) == [0, 1, 2, 3, 4]


def test_a_place_without_a_point_is_missing() -> None:
    study = dataset(Disk())
    assert study["status"].values.tolist() == [[0, 1, 2], [3, 4, 0]]
    assert np.isnan(study["rate"].values[1, 2])
    assert study["status"].dtype == np.int16


def test_any_way_to_select_selects_the_same() -> None:
    whole = dataset(Disk()).load()
    for key in (
        {"gain": [2, 0]},
        {"circuit": 0, "gain": 1},
        {"gain": -1},
        {"gain": xr.DataArray([0, 2], dims="circuit")},
    ):
        xr.testing.assert_identical(dataset(Disk()).isel(key).load(), whole.isel(key))


def test_a_study_without_rows_has_no_values() -> None:
    column = LazyColumn(Rows(Disk(), [], 2), np.empty((0,), int), 1, "float64")
    assert xr.Variable("gain", column.data()).values.shape == (0,)
