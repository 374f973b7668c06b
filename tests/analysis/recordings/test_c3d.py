"""EMG is read from the analogue channels of a C3D file, and what is no voltage is not taken for one."""

from pathlib import Path

import numpy as np
import pytest

from disinhibition.analysis.recordings.c3d import from_c3d
from disinhibition.errors import UserError

ezc3d = pytest.importorskip("ezc3d")
RATE = 2000.0


def gait(path: Path, channels: dict[str, tuple[str, np.ndarray]]) -> Path:
    """A C3D file with analogue channels of some units."""
    file = ezc3d.c3d()
    samples = len(next(iter(channels.values()))[1])
    file["parameters"]["POINT"]["RATE"]["value"] = [200]
    file["parameters"]["POINT"]["LABELS"]["value"] = ["knee"]
    file["data"]["points"] = np.zeros((4, 1, samples // 10))
    file["parameters"]["ANALOG"]["RATE"]["value"] = [RATE]
    file["parameters"]["ANALOG"]["LABELS"]["value"] = list(channels)
    file["parameters"]["ANALOG"]["UNITS"]["value"] = [unit for unit, _ in channels.values()]
    file["data"]["analogs"] = np.array([values for _, values in channels.values()])[None]
    file.write(str(path))
    return path


@pytest.fixture
def file(tmp_path: Path, patient: np.ndarray) -> Path:
    pulse = np.zeros(patient.shape[1])
    pulse[[4000, 10_000]] = 5.0
    force = np.ones(patient.shape[1])
    return gait(
        tmp_path / "gait.c3d",
        {"FDI R": ("mV", 1e3 * patient[0]), "Fz": ("N", force), "Stim": ("V", pulse), "EMG 2": ("V", patient[1])},
    )


def test_voltages_alone_are_taken_without_a_table(tmp_path: Path, patient: np.ndarray) -> None:
    path = gait(tmp_path / "g.c3d", {"FDI R": ("mV", 1e3 * patient[0]), "Fz": ("N", np.ones(patient.shape[1]))})
    emg = from_c3d(path)["emg"].to_dataset()
    assert emg["muscle"].values.tolist() == ["right_fdi"]
    assert float(emg["native_rate"].item()) == RATE
    assert float(np.std(emg["voltage"])) == pytest.approx(float(np.std(patient[0])), rel=0.02)


def test_a_table_names_muscles_and_a_trigger(file: Path, patient: np.ndarray) -> None:
    table = [
        {"channel": "FDI R", "name": "right_fdi"},
        {"channel": "EMG 2", "name": "SCM", "side": "right"},
        {"channel": "Stim", "kind": "trigger", "name": "pulse"},
    ]
    tree = from_c3d(file, table, sites={"pulse": "right_median_nerve"})
    assert tree["emg"]["muscle"].values.tolist() == ["right_fdi", "right_scm"]
    assert tree["stimuli"]["time"].values.tolist() == [2.0, 5.0]
    assert set(tree["stimuli"]["site"].values) == {"right_median_nerve"}
    assert tree.attrs["duration"] == patient.shape[1] / RATE


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"Fz": "right_fdi"}, "channel 'Fz' is in 'N', which is no voltage"),
        ({"EMG 9": "right_fdi"}, "no channel is called 'EMG 9'; there are FDI R, Fz, Stim, EMG 2"),
        ({"FDI R": "right_fdi", "EMG 2": "FDI R"}, "occurs twice"),
    ],
)
def test_a_mistake_is_one_line_with_file_and_channel(file: Path, table: dict, message: str) -> None:
    with pytest.raises(UserError, match=message) as refused:
        from_c3d(file, table)
    assert str(file) in str(refused.value) and "\n" not in str(refused.value)


def test_a_missing_and_a_damaged_file_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"there is no file .*none\.c3d"):
        from_c3d(tmp_path / "none.c3d")
    (tmp_path / "noise.c3d").write_bytes(b"\x00\x01" * 500)
    with pytest.raises(UserError, match=r"noise\.c3d (cannot be read as C3D|.*no analogue channel)"):
        from_c3d(tmp_path / "noise.c3d")
