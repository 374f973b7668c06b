"""A study read back: labelled, whole where it is whole, as fast as it is asked for."""

import json
import os
import shutil
import time
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
import zarr

from disinhibition.errors import UserError
from disinhibition.experiments.run.columns import Column
from disinhibition.experiments.study.disk.layout import SCHEMA, Point, chunk, read_rows
from disinhibition.experiments.study.disk.pace import note_begin, note_row
from disinhibition.experiments.study.disk.store import StudyStore
from disinhibition.experiments.study.reading import status as status_module
from disinhibition.experiments.study.reading.collect import collect
from disinhibition.experiments.study.reading.open import LazyColumn, Rows, open_study
from disinhibition.experiments.study.reading.status import study_status, unfinished

COLUMNS = (Column("rate", "Hz", "mean rate"), Column("muscle", "1", "first muscle", "code", ("none", "right_scm")))
ORIGIN = {"version": "1", "model": "abc", "libraries": {"numpy": "2"}}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Four points of which one is missing and one has failed."""
    path = tmp_path / "study"
    store = StudyStore.create_or_join(path, {"circuit": "1", "gain": "1"}, COLUMNS, ORIGIN)
    points = [
        Point(f"{circuit}{gain}", {"circuit": circuit, "gain": gain})
        for circuit in ("spinal", "cortex")
        for gain in (1, 0.5)
    ]
    with store.lock():
        store.add_points(points)
        store.write(points[0], {"status": "ok", "rate": 0.0, "muscle": "right_scm"})
        store.write(points[1], {"status": "runaway", "rate": 200.0, "muscle": "none"})
        store.fail(points[2], "why")
    return path


def test_missing_and_failed_points_are_seen(study: Path) -> None:
    opened = open_study(study)
    assert opened["status"].attrs["flag_meanings"].split() == ["missing", "ok", "runaway", "failed"]
    words = np.array(opened["status"].attrs["flag_meanings"].split())[opened["status"].values]
    assert dict(zip(opened["circuit"].values, words.tolist(), strict=True)) == {
        "spinal": ["runaway", "ok"],
        "cortex": ["missing", "failed"],
    }
    assert opened["rate"].sel(circuit="spinal").values.tolist() == [200, 0]
    assert np.isnan(opened["rate"].sel(circuit="cortex")).all()


def test_numbers_are_in_order_of_size_and_words_as_they_came(study: Path) -> None:
    opened = open_study(study)
    assert opened["gain"].values.tolist() == [0.5, 1]
    assert opened["circuit"].values.tolist() == ["spinal", "cortex"]


def test_everything_has_units_and_a_name_and_says_where_it_is_from(study: Path) -> None:
    opened = open_study(study)
    for variable in opened.variables.values():
        assert variable.attrs["units"]
        assert variable.attrs["long_name"]
    assert opened["rate"].attrs == {"units": "Hz", "long_name": "mean rate"}
    assert opened["muscle"].attrs["flag_values"].tolist() == [0, 1]
    assert opened.attrs["model"] == "abc"
    assert opened.attrs["libraries"] == '{"numpy": "2"}'


def test_rows_read_directly_are_those_that_zarr_reads(study: Path) -> None:
    array = zarr.open_array(study / "row", mode="r")
    assert array.shape == (4, 3)
    assert np.array_equal(read_rows(study, range(4), 3), array[:], equal_nan=True)


def test_an_axis_of_lists_is_an_axis_of_words(tmp_path: Path) -> None:
    store = StudyStore.create_or_join(tmp_path / "study", {"lesions": "1"}, COLUMNS, ORIGIN)
    points = [Point("a", {"lesions": []}), Point("b", {"lesions": ["transection:C2"]}), Point("c", {"lesions": None})]
    with store.lock():
        store.add_points(points)
        store.write(points[1], {"status": "ok", "rate": 4.0, "muscle": "none"})
    assert open_study(tmp_path / "study")["rate"].sel(lesions='["transection:C2"]').item() == 4
    collect(tmp_path / "study", tmp_path / "all.nc")


def test_one_file_holds_the_same_dataset(study: Path, tmp_path: Path) -> None:
    written = collect(study, tmp_path / "below" / "all.nc")
    with xr.open_dataset(written) as read:
        xr.testing.assert_equal(read.load(), open_study(study))


def test_a_whole_number_and_the_same_number_with_a_point_are_one_point(tmp_path: Path) -> None:
    store = StudyStore.create_or_join(tmp_path / "study", {"gain": "1"}, COLUMNS, ORIGIN)
    with store.lock():
        store.add_points([Point("a", {"gain": 1})])
        store.write(Point("a", {"gain": 1}), {"status": "ok", "rate": 4.0, "muscle": "none"})
        store.add_points([Point("a", {"gain": 1.0})])
        with pytest.raises(ValueError, match="under other settings"):
            store.add_points([Point("longer", {"gain": 1.0})])
    assert study_status(tmp_path / "study").startswith("done 1 of 1\n")
    assert open_study(tmp_path / "study")["rate"].sel(gain=1).item() == 4


def test_an_axis_has_the_unit_that_was_written_when_the_study_began(tmp_path: Path) -> None:
    StudyStore.create_or_join(tmp_path / "study", {"chloride.cortex": "mV"}, COLUMNS, ORIGIN)
    assert open_study(tmp_path / "study")["chloride.cortex"].attrs["units"] == "mV"


def test_a_study_begun_before_units_were_written_says_nothing_of_them(study: Path) -> None:
    schema = json.loads((study / SCHEMA).read_text())
    del schema["units"]
    (study / SCHEMA).write_text(json.dumps(schema))
    assert "units" not in open_study(study)["gain"].attrs


def test_a_file_that_cannot_be_written_is_named_and_the_old_one_stays(study: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")
    with pytest.raises(UserError, match=r"file/all\.nc cannot be written \(.+\); choose another file with --out"):
        collect(study, tmp_path / "file" / "all.nc")
    with pytest.raises(UserError, match="cannot be written"):
        collect(study, "/proc/all.nc")
    with pytest.raises(ValueError, match="is no study"):
        collect(tmp_path, tmp_path / "file")
    assert (tmp_path / "file").read_text() == "old"


def test_status_begins_with_what_is_done(study: Path) -> None:
    assert study_status(study).splitlines() == ["done 2 of 4", "failed 1", "running 0", "left 1"]
    note_begin(study, 2)
    note_row(study, 0)
    lines = study_status(study).splitlines()
    assert lines[4].startswith("rate ")
    assert lines[5].startswith("time left ")


def test_the_rate_of_a_copied_study_is_that_of_its_notes_and_not_of_the_dates_of_files(
    study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter((100.0, 130.0, 160.0))
    monkeypatch.setattr("time.time", lambda: next(clock))
    note_begin(study, 1)
    note_row(study, 0)
    note_row(study, 1)
    copy = shutil.copytree(study, tmp_path / "copy")
    for number, file in enumerate((copy / "row").glob("c.*")):
        os.utime(file, (number, number))
    assert study_status(copy) == study_status(study)
    assert "rate 2.0 points/min when it was computed last" in study_status(copy)


def test_a_collected_file_opens_and_has_a_status_like_its_study(study: Path, tmp_path: Path) -> None:
    file = collect(study, tmp_path / "all.nc")
    xr.testing.assert_equal(open_study(file).load(), open_study(study).load())
    assert study_status(file).splitlines()[:3] == ["done 2 of 4", "failed 1", "missing 1"]


def test_a_file_that_is_no_study_says_what_is_taken(tmp_path: Path) -> None:
    words, other = tmp_path / "words.nc", tmp_path / "other.nc"
    words.write_text("no")
    xr.Dataset({"x": 1}).to_netcdf(other, engine="h5netcdf")
    for file in (words, other):
        with pytest.raises(UserError, match=r"name the folder of a study, or the file that .*collect"):
            open_study(file)


def test_a_file_is_not_collected_again(study: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is a file already"):
        collect(collect(study, tmp_path / "all.nc"), tmp_path / "again.nc")


def test_points_without_values_are_counted_and_named(study: Path) -> None:
    first, *rest = unfinished(study)
    assert first == "2 of 4 points with values; 1 missing and 1 failed:"
    assert any("missing" in line for line in rest) and any("failed: " in line for line in rest)


def test_a_design_opens_along_its_points_with_its_axes_beside_them(tmp_path: Path) -> None:
    dims = {"point": "1", "gain": "1", "circuit": "1"}
    store = StudyStore.create_or_join(tmp_path / "study", dims, COLUMNS, ORIGIN)
    points = [Point(f"{i}", {"gain": gain, "circuit": "spinal"}) for i, gain in enumerate((0.7, 0.1, 0.4))]
    with store.lock():
        store.add_points(points[:2])
        for point in points[:2]:
            store.write(point, {"status": "ok", "rate": 10 * point.coordinates["gain"], "muscle": "none"})
    before = (tmp_path / "study" / "row" / "c.0.0").stat().st_mtime_ns
    with store.lock():
        store.add_points([points[2], points[0]])
    opened = open_study(tmp_path / "study")
    assert dict(opened.sizes) == {"point": 3}
    assert opened["gain"].values.tolist() == [0.7, 0.1, 0.4]
    assert opened["rate"].values.tolist()[:2] == [7, 1]
    assert opened["status"].values.tolist() == [1, 1, 0]
    assert (tmp_path / "study" / "row" / "c.0.0").stat().st_mtime_ns == before
    assert all(variable.attrs["units"] and variable.attrs["long_name"] for variable in opened.variables.values())
    assert opened.where(opened["gain"] < 0.5, drop=True).sizes == {"point": 2}
    with xr.open_dataset(collect(tmp_path / "study", tmp_path / "all.nc")) as read:
        xr.testing.assert_equal(read.load(), opened)


def test_nothing_but_the_rows_asked_for_is_read_of_a_large_study(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("disinhibition.experiments.study.reading.open.SMALL", 3)
    opened = open_study(study)
    chunk(study, 1).unlink()
    assert opened["rate"].sel(circuit="spinal", gain=1).item() == 0
    assert opened["status"].sel(circuit="spinal").values.tolist() == [0, 1]


def test_status_counts_what_others_compute(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status_module, "rows_running", lambda path, rows: len(rows))
    assert study_status(study).splitlines()[:4] == ["done 2 of 4", "failed 1", "running 1", "left 0"]


def test_a_study_without_points_opens_empty(tmp_path: Path) -> None:
    StudyStore.create_or_join(tmp_path / "study", {"gain": "1"}, COLUMNS, ORIGIN)
    assert open_study(tmp_path / "study").sizes == {"gain": 0}
    assert study_status(tmp_path / "study").startswith("done 0 of 0")


def test_a_folder_that_is_no_study_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is no study"):
        open_study(tmp_path)


def test_a_folder_that_is_not_there_is_told_with_the_study_of_the_nearest_name(
    study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for call in (open_study, study_status):
        with pytest.raises(UserError, match=r"nowhere does not exist; name the folder of a study$"):
            call("nowhere")
    Path("results").mkdir()
    study.rename("results/cortex")
    with pytest.raises(UserError, match=r"cortx does not exist; .*; did you mean 'results/cortex'\?"):
        study_status("cortx")


@pytest.mark.slow  # it measures time
def test_ten_thousand_rows_open_in_two_seconds(tmp_path: Path) -> None:
    path, columns = tmp_path / "study", tuple(Column(f"c{i}", "1", "a number") for i in range(40))
    store = StudyStore.create_or_join(path, {"gain": "1", "seed": "1"}, columns, ORIGIN)
    points = [Point(f"{i}", {"gain": i // 100 / 7, "seed": i % 100}) for i in range(10_000)]
    with store.lock():
        store.add_points(points)
        store.write(points[0], {"status": "ok", **{column.name: 1.0 for column in columns}})
        row = chunk(path, 0).read_bytes()
        for i in range(1, 10_000):
            chunk(path, i).write_bytes(row)
    before = time.process_time()
    opened = open_study(path)
    assert opened["c7"].sum() == 10_000
    assert time.process_time() - before < 2


class Disk:
    """Rows (number, ten times the number), and which were read."""

    def __init__(self) -> None:
        self.read: list[int] = []

    def __call__(self, numbers: list[int]) -> np.ndarray:
        self.read += numbers
        return np.array([[number, 10.0 * number] for number in numbers])


def lazy(disk: Disk) -> xr.Dataset:
    """Rows 0 to 4 on a grid of six coordinates; the last has no point."""
    numbers = np.array([[0, 1, 2], [3, 4, -1]])
    rows = Rows(disk, range(5), 2)
    columns = {"status": LazyColumn(rows, numbers, 0, "int16"), "rate": LazyColumn(rows, numbers, 1, "float64")}
    return xr.Dataset({name: (("circuit", "gain"), column.data()) for name, column in columns.items()})


def test_nothing_is_read_before_a_value_is_asked_for() -> None:
    disk = Disk()
    study = lazy(disk)
    repr(study)
    chosen = study.isel(circuit=1, gain=slice(0, 2))
    assert not disk.read
    assert chosen["rate"].values.tolist() == [30, 40]
    assert disk.read == [3, 4]


def test_a_row_is_read_once_for_all_its_columns() -> None:
    disk = Disk()
    study = lazy(disk)
    study["status"].values  # noqa: B018  # reads
    study.load()
    assert sorted(disk.read) == [0, 1, 2, 3, 4]


def test_coordinates_without_a_point_are_missing() -> None:
    study = lazy(Disk())
    assert study["status"].values.tolist() == [[0, 1, 2], [3, 4, 0]]
    assert np.isnan(study["rate"].values[1, 2])
    assert study["status"].dtype == np.int16


def test_any_way_to_select_selects_the_same() -> None:
    whole = lazy(Disk()).load()
    for key in (
        {"gain": [2, 0]},
        {"circuit": 0, "gain": 1},
        {"gain": -1},
        {"gain": xr.DataArray([0, 2], dims="circuit")},
    ):
        xr.testing.assert_identical(lazy(Disk()).isel(key).load(), whole.isel(key))


def test_a_study_without_rows_has_no_values() -> None:
    column = LazyColumn(Rows(Disk(), [], 2), np.empty((0,), int), 1, "float64")
    assert xr.Variable("gain", column.data()).values.shape == (0,)
