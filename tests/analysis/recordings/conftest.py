"""Recordings of ten seconds that the tests of every format read and write."""

from collections.abc import Callable

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.summary import add_events
from disinhibition.models.signals.recording import Recording, to_tree

RATE = 2000.0
SAMPLES = 20_000
MUSCLES = ["right_scm", "right_fdi"]
ONSETS = np.arange(0.5, 9.5, 1.0)


def _patient(noise: float = 3e-6) -> np.ndarray:
    """(muscle, time) V: 10 s of noise with nine bursts of 30 ms, the second muscle 12 ms after the first."""
    rng = np.random.default_rng(0)
    emg = noise * rng.standard_normal((2, SAMPLES))
    for i, delay in enumerate((0.0, 0.012)):
        for onset in ONSETS + delay:
            part = slice(round(onset * RATE), round((onset + 0.03) * RATE))
            emg[i, part] += 200e-6 * rng.standard_normal(part.stop - part.start)
    return emg


def _scalp() -> np.ndarray:
    return 10e-6 * np.random.default_rng(1).standard_normal((3, SAMPLES))


def _simulated(spikes: int = 300) -> xr.DataTree:
    """A tree as ``simulate`` gives it: populations of 3 and 4 cells, the second of motoneurons; cell 0 is silent."""
    rng = np.random.default_rng(2)
    recording = Recording(
        duration=10.0,
        spike_time=np.sort(rng.uniform(0, 10, spikes)),
        spike_unit=rng.integers(1, 7, spikes).astype(np.int32),
        population=("right_m1_hand_pt", "right_fdi_mn"),
        region=("cortex", "spinal"),
        cell_class=("pt", "motoneuron"),
        side=("right", "right"),
        size=(3, 4),
        motoneurons={"right_fdi": np.arange(3, 7)},
        stimulus_time=np.array([1.0, 1.0, 3.0]),
        stimulus_site=("median_right", "median_left", "median_right"),
        field_current=np.zeros((1, 2, SAMPLES)),
        electrodes=("c3",),
        neuromuscular={},
        runaway=False,
        provenance={"version": "1"},
    )
    tree = to_tree(recording)
    person = from_signals(_patient(), RATE, MUSCLES, _scalp(), ["c3", "cz", "c4"])
    for name in ("emg", "eeg"):
        tree[name] = person[name]
    return add_events(tree)


@pytest.fixture(scope="session")
def simulated() -> Callable[..., xr.DataTree]:
    """Makes a tree as a run of the model gives it."""
    return _simulated


@pytest.fixture(scope="session")
def patient() -> np.ndarray:
    """EMG of a person, (muscle, time) V."""
    return _patient()


@pytest.fixture(scope="session")
def scalp() -> np.ndarray:
    """EEG of a person, (electrode, time) V."""
    return _scalp()
