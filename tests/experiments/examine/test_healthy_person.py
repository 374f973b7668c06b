"""A patient is compared with a healthy person, who is another one, was filtered alike, and does not jerk."""

import json
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

import disinhibition as dis
from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.recordings.cleaning import Filters
from disinhibition.errors import UserError
from disinhibition.experiments.examine.healthy_person import Healthy, read_healthy
from disinhibition.experiments.examine.stored import write_examination

NOISE = 3e-6 * np.random.default_rng(0).standard_normal((1, 4000))
HEALTHY = {"recording": "anna.edf", "recording_sha256": "aa"}


def tree(hand: str = "FDI R", site: str = "C3", filters: Filters | None = None) -> xr.DataTree:
    return from_signals(NOISE, 1000.0, [hand], NOISE, [site], filters=filters)


def stored(folder: Path) -> Path:
    """The examination of a healthy person with one step that is compared."""
    tree().to_netcdf(folder / "median_nerve.nc", engine="h5netcdf")
    paths = {"patient": {"median_nerve": "median_nerve.nc"}}
    write_examination(xr.Dataset(attrs={**HEALTHY, "recordings": json.dumps(paths)}), folder)
    return folder


def test_the_patient_is_not_compared_with_himself(tmp_path: Path) -> None:
    assert list(read_healthy(stored(tmp_path), "bb").steps) == ["median_nerve"]
    with pytest.raises(UserError, match="is the examination of the patient's own recording; name that of a healthy"):
        read_healthy(tmp_path, "aa")


def test_signals_that_were_filtered_otherwise_are_not_compared() -> None:
    healthy = Healthy({"posture": tree("FDI L", "C4")}, xr.Dataset(attrs=HEALTHY))
    healthy.refuse_other_filters(tree())  # the other hand, filtered alike
    slow = Filters(eeg_high_pass=None)
    with pytest.raises(
        UserError, match=r"p: the high-pass filter of EEG hand is off, but that of the healthy person 0.5"
    ):
        healthy.refuse_other_filters(tree(filters=slow), "p: ")
    with pytest.raises(
        UserError, match="filter of EMG fdi is 10 Hz, but that of the healthy person 20 Hz; examine both"
    ):
        healthy.refuse_other_filters(tree(filters=Filters(emg_high_pass=10.0)))
    healthy.refuse_other_filters(tree("SCM R", "Cz", slow))  # nothing of it is compared


@pytest.mark.parametrize(
    ("measured", "words"),
    [
        ({"jerk_rate": 0.9}, "0.9 jerks/s at rest"),
        ({"jerk_rate": 0.0, "c_reflex": 0.9, "c_reflex_latency": 45.0}, "there is a C-reflex at rest"),
        ({"spike_wave": 1.0, "jerk_rate": 2.0}, "2 jerks/s at rest; a bilateral frontal wave leads or"),
    ],
)
def test_a_person_who_jerks_is_doubted(measured: dict[str, float], words: str) -> None:
    doubt = Healthy({}, xr.Dataset(measured, attrs=HEALTHY)).doubt()
    assert doubt.startswith(f"anna.edf is hardly that of a healthy person: {words}")


@pytest.mark.parametrize("measured", [{}, {"jerk_rate": 0.0, "c_reflex": 0.0}, {"jerk_rate": np.nan}])
def test_a_person_who_does_not_jerk_or_of_whom_nothing_is_known_is_not_doubted(measured: dict[str, float]) -> None:
    assert Healthy({}, xr.Dataset(measured, attrs=HEALTHY)).doubt() == ""
    assert Healthy().doubt() == ""


def jerking(seed: int, filters: Filters | None = None) -> xr.DataTree:
    """20 s of a hand that jerks once a second."""
    rng = np.random.default_rng(seed)
    emg = 3e-6 * rng.standard_normal((1, 20_000))
    for first in range(500, 19_500, 1000):
        emg[0, first : first + 30] += 2e-4 * rng.standard_normal(30)
    return from_signals(emg, 1000.0, ["FDI R"], filters=filters)


def test_an_examination_beside_a_healthy_person_refuses_other_filters_and_says_its_doubt(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    given = {"protocols": {"rest": (0, 15), "posture": (15, 20)}, "progress": False}
    dis.examine(recording=jerking(0), out=tmp_path / "healthy", **given)
    beside = {**given, "healthy": tmp_path / "healthy", "out": tmp_path / "patient"}
    with pytest.raises(
        UserError, match="the high-pass filter of EMG fdi is 10 Hz, but that of the healthy person 20 Hz"
    ):
        dis.examine(recording=jerking(1, Filters(emg_high_pass=10.0)), **beside)
    assert not (tmp_path / "patient").exists()
    found = dis.examine(recording=jerking(1), **beside)
    reasons = dict(zip(found["unmeasured"].values, found["reason"].values, strict=True))
    doubt = "the recording is hardly that of a healthy person: 1 jerks/s at rest"
    assert reasons["comparison with the healthy person"] == doubt and doubt in caplog.messages
