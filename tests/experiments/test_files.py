"""Files that a user names: one line in the words of the system, never in those of a library."""

import errno
import os
from pathlib import Path

import h5py
import pytest

from disinhibition.errors import DiskFull, UserError
from disinhibition.experiments.files import check_netcdf, check_place, read_text, writable_folder, writing


def test_a_place_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match=r"file/below cannot be written \(Not a directory\); choose another place"):
        writable_folder(tmp_path / "file" / "below")


def test_a_place_is_checked_and_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in (tmp_path / "a" / "b", Path("a", "b")):
        assert check_place(folder) == folder
    assert not list(tmp_path.iterdir())
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match=r"file/below cannot be written \(Not a directory\)"):
        check_place(Path("file", "below"))


def test_a_folder_without_rights_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # the tests may run as root, who may write everywhere
    with pytest.raises(UserError, match=r"cannot be written \(Permission denied\); name another"):
        writable_folder(tmp_path, "name another")


def test_a_full_disk_is_no_mistake_of_the_user(tmp_path: Path) -> None:
    with pytest.raises(DiskFull, match="the disk is full"), writing(tmp_path):
        raise OSError(errno.ENOSPC, "anything")


def test_what_is_no_error_of_writing_passes(tmp_path: Path) -> None:
    with pytest.raises(KeyError), writing(tmp_path):
        raise KeyError("a bug")


def test_a_file_of_another_kind_is_refused_in_words_of_ours(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"none\.nc does not exist; name a recording"):
        check_netcdf(tmp_path / "none.nc", "a recording")
    (tmp_path / "text.nc").write_text("no data")
    for path in (tmp_path / "text.nc", tmp_path):
        with pytest.raises(UserError, match="is no NetCDF file or is damaged; name a recording") as refused:
            check_netcdf(path, "a recording")
        assert "HDF5" not in str(refused.value) and "signature" not in str(refused.value)


def test_a_file_without_the_groups_is_refused(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "some.nc", "w") as file:
        file.create_group("emg")
    check_netcdf(tmp_path / "some.nc", "a recording", ["emg"])
    with pytest.raises(UserError, match=r"some\.nc has no bursts; name a recording"):
        check_netcdf(tmp_path / "some.nc", "a recording", ["emg", "bursts"])


def test_a_text_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "some").write_bytes(b"\xff\xfe\x00\xd8")
    with pytest.raises(UserError, match="some is no text; give a list"):
        read_text(tmp_path / "some", "give a list")
    with pytest.raises(UserError, match="none: No such file or directory; give a list"):
        read_text(tmp_path / "none", "give a list")
