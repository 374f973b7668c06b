"""A call that was given something else than it takes says what it was given, and what it takes."""

from collections.abc import Callable
from pathlib import Path

import pytest
import xarray as xr

import disinhibition as dis
from disinhibition.errors import UserError

STUDY, RECORDING = xr.Dataset(), xr.DataTree()


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: dis.plot.emg(STUDY), "a Dataset in memory was given where a recording is wanted.*dis.plot.study"),
        (lambda: dis.plot.raster(3), "3, of the type int was given where a recording is wanted"),
        (lambda: dis.plot.order(STUDY), "where a recording is wanted"),
        (lambda: dis.plot.evoked(STUDY), "where a recording is wanted"),
        (lambda: dis.plot.back_average(STUDY), "where a recording is wanted"),
        (lambda: dis.plot.coherence(STUDY), "where a recording is wanted"),
        (lambda: dis.plot.study("results/s1"), "results/s1"),
        (lambda: dis.plot.study(RECORDING), "a recording in memory .* give the folder of a study"),
        (lambda: dis.diagnose(RECORDING), "a recording in memory .* what dis.examine gives"),
        (lambda: dis.open_study(3), "3, of the type int was given .* the folder of a study"),
        (lambda: dis.status(STUDY), "a Dataset in memory .* the folder of a study"),
        (lambda: dis.collect(STUDY), "a Dataset in memory .* the folder of a study"),
        (lambda: dis.write_report(STUDY), "a Dataset in memory .* the folder of an examination"),
        (lambda: dis.figure("course", data=STUDY), "a Dataset in memory .* dis.plot draws what is in memory"),
    ],
)
def test_what_was_given_and_what_is_wanted_are_said_in_one_line(call: Callable[[], object], says: str) -> None:
    with pytest.raises(UserError, match=says) as refused:
        call()
    assert "\n" not in str(refused.value)


def test_a_study_that_is_open_is_given_back() -> None:
    assert dis.open_study(STUDY) is STUDY


def test_a_small_study_shows_its_values_and_its_status_its_lines(tmp_path: Path) -> None:
    code = {"flag_values": [0, 1], "flag_meanings": "missing ok"}
    path = tmp_path / "study.nc"
    made = xr.Dataset({"status": ("gain", [1, 1], code), "jerk_rate": ("gain", [0.5, 1.5])}, {"gain": [0.0, 1.0]})
    made.to_netcdf(path, engine="h5netcdf")
    assert "0.5 1.5" in repr(dis.open_study(path))
    assert repr(dis.status(path)).splitlines()[0] == "done 2 of 2"
