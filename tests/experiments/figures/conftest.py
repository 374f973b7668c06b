"""Small made-up datasets, so that an image changes with its figure and never with the model."""

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure

from disinhibition.analysis.body import Body
from disinhibition.analysis.plotting.plots import project_style
from disinhibition.analysis.studies.circuit_signatures import CIRCUITS
from disinhibition.experiments.figures import recruitment, signatures

MUSCLES = ("masseter", "scm", "biceps", "fdi", "rectus_abdominis", "soleus")
RATE, DURATION, PERIOD = 500.0, 17.0, 0.3  # Hz, s, s between jerks
LENGTH = {"cortex": 0.02, "brainstem": 0.04, "spinal": 0.2}  # s, of a burst


@pytest.fixture
def body() -> Body:
    """Six muscles of one side."""
    position = dict(zip(MUSCLES, (-0.045, 0.03, 0.085, 0.115, 0.28, 0.425), strict=True))
    efferent = dict(zip(MUSCLES, (0.003, 0.003, 0.006, 0.013, 0.005, 0.017), strict=True))
    zone = dict(zip(MUSCLES, ("face", "trunk", "hand", "hand", "trunk", "foot"), strict=True))
    return Body(position, efferent, dict.fromkeys(MUSCLES, ()), zone, dict.fromkeys(MUSCLES, ""), ())


@pytest.fixture
def six_muscles(monkeypatch: pytest.MonkeyPatch, body: Body) -> None:
    """Figures of recordings show these muscles."""
    for script in (recruitment, signatures):
        monkeypatch.setattr(script, "model_body", lambda: body)


@pytest.fixture(scope="session")
def drawn_from() -> Callable[..., Figure]:
    """Draws a figure from a made-up study; constants of its script may be set."""

    def draw(script: ModuleType, study: xr.Dataset, **constants: object) -> Figure:
        with pytest.MonkeyPatch.context() as patch, project_style():
            for name, value in {"open_study": lambda path: study, **constants}.items():
                patch.setattr(script, name, value)
            return script.draw(Path())

    return draw


def made_up(circuit: str, jerks: bool = True) -> xr.DataTree:
    """A recording in which a jerk goes down the muscles every PERIOD s, 4 ms a muscle, with an EEG wave before it."""
    rng = np.random.default_rng(1)
    time = np.arange(round(DURATION * RATE)) / RATE
    start = np.arange(0.5, DURATION - 1, PERIOD) if jerks else np.zeros(0)
    names = [f"right_{name}" for name in MUSCLES]
    onset = start[:, None] + 0.004 * np.arange(len(MUSCLES))
    length = LENGTH[circuit]
    voltage = 2e-6 * rng.standard_normal((len(MUSCLES), time.size))
    eeg = 5e-6 * rng.standard_normal((4, time.size))
    for times in onset:
        for row, begin in enumerate(times):
            inside = slice(round(begin * RATE), round((begin + length) * RATE))
            voltage[row, inside] = 1e-4 * rng.standard_normal(inside.stop - inside.start)
        before = round((times[0] - 0.03) * RATE)
        eeg[:, before : before + 10] += 2e-5 * np.hanning(10)
    cell_class = np.repeat(["pt", "reticular", "motoneuron"], 10)
    spike = np.sort(rng.uniform(0, DURATION, 1500))
    coordinates = {"muscle": names, "time": time}
    groups = {
        "/": xr.Dataset(attrs={"point": json.dumps({"circuit": circuit, "gain": 0.15, "seed": 1})}),
        "emg": xr.Dataset({"voltage": (("muscle", "time"), voltage)}, coordinates),
        "eeg": xr.Dataset(
            {"potential": (("electrode", "time"), eeg)},
            {"electrode": [f"left_{zone}" for zone in ("face", "hand", "trunk", "foot")], "time": time},
        ),
        "bursts": xr.Dataset(
            {
                "onset": ("burst", onset.ravel()),
                "duration": ("burst", np.full(onset.size, 1e3 * length)),
                "muscle": ("burst", np.array(names * start.size, str)),
                "jerk": ("burst", np.repeat(np.arange(start.size), len(MUSCLES))),
            }
        ),
        "spikes": xr.Dataset(
            {
                "time": ("spike", spike),
                "unit": ("spike", rng.integers(0, cell_class.size, spike.size)),
                "cell_class": ("cell", cell_class),
                "region": ("cell", np.repeat(["cortex", "brainstem", "spinal"], 10)),
            }
        ),
        "stimuli": xr.Dataset({"time": ("event", np.zeros(0))}),
        "statistics": xr.Dataset({"jerk_rate": start.size / DURATION, "status": "ok"}),
    }
    return xr.DataTree.from_dict(groups)


@pytest.fixture(scope="session")
def made_recording() -> Callable[..., xr.DataTree]:
    return made_up


@pytest.fixture(scope="session")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a study with a recording of each circuit."""
    folder = tmp_path_factory.mktemp("signatures")
    (folder / "examples").mkdir()
    for circuit in CIRCUITS:
        made_up(circuit).to_netcdf(folder / "examples" / f"{circuit}.nc", engine="h5netcdf")
    return folder
