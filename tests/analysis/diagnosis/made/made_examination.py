"""Recordings with known bursts of six muscles of the right side, and the body they belong to."""

from functools import cache, partial

import numpy as np
import xarray as xr

from disinhibition.analysis.body import Body
from disinhibition.analysis.recordings import arrays
from disinhibition.analysis.recordings.cleaning import Filters
from disinhibition.analysis.summary import add_events

RATE = 2000.0
# What is made here has neither hum nor drift of the electrodes to be taken off
from_signals = partial(arrays.from_signals, filters=Filters(emg_high_pass=None, notch=None))
MUSCLES = ("right_masseter", "right_scm", "right_triceps", "right_wrist_extensor", "right_fdi", "right_soleus")
BODY = Body(
    position={"masseter": -0.045, "scm": 0.03, "triceps": 0.105, "wrist_extensor": 0.105, "fdi": 0.115, "soleus": 0.4},
    efferent={
        "masseter": 0.003, "scm": 0.003, "triceps": 0.007, "wrist_extensor": 0.008, "fdi": 0.014, "soleus": 0.017
    },
    segments={
        "masseter": (), "scm": ("C2", "C3"), "triceps": ("C7",), "wrist_extensor": ("C6", "C7"), "fdi": ("C8", "T1"),
        "soleus": ("S1",),
    },
    zone={"masseter": "face", "scm": "trunk", "triceps": "hand", "wrist_extensor": "hand", "fdi": "hand",
          "soleus": "foot"},
    limb={"masseter": "", "scm": "", "triceps": "arm", "wrist_extensor": "arm", "fdi": "arm", "soleus": "leg"},
    antagonists=(("triceps", "wrist_extensor"),),
)  # fmt: skip


def record(
    duration: float,
    bursts: dict[str, np.ndarray] | None = None,
    length: float = 0.03,
    stimuli: np.ndarray | None = None,
    tonic: str = "",
) -> xr.DataTree:
    """Noise of 2 uV with bursts of 200 uV of ``length`` s at the given onsets (s) of some muscles."""
    onsets = tuple((name, tuple(times)) for name, times in (bursts or {}).items())
    return recorded(duration, onsets, length, None if stimuli is None else tuple(stimuli), tonic)


@cache
def recorded(
    duration: float,
    bursts: tuple[tuple[str, tuple[float, ...]], ...],
    length: float,
    stimuli: tuple[float, ...] | None,
    tonic: str,
) -> xr.DataTree:
    """The same recording for every test that asks for it; no test changes it."""
    rng = np.random.default_rng(7)
    emg = 2e-6 * rng.standard_normal((len(MUSCLES), round(duration * RATE)))
    for name, onsets in bursts:
        for onset in onsets:
            first = round(onset * RATE)
            size = round(length * RATE)
            emg[MUSCLES.index(name), first : first + size] = 2e-4 * rng.standard_normal(size)
    if tonic:
        emg[MUSCLES.index(tonic)] = 1e-4 * rng.standard_normal(emg.shape[1])
    return add_events(from_signals(emg, RATE, MUSCLES, stimuli=stimuli), contracting=[tonic] if tonic else [])


JERKS = np.arange(1.0, 45.0, 1.1)


def one_channel(muscle: str, recording: xr.DataTree) -> xr.DataTree:
    """The recording as if only one muscle had an electrode."""
    voltage = recording["emg"].to_dataset()["voltage"].sel(muscle=[muscle])
    stimuli = recording["stimuli"].to_dataset()["time"].values
    return add_events(from_signals(voltage.values, RATE, [muscle], stimuli=stimuli))


def with_eeg(recording: xr.DataTree, electrodes: list[str], stimuli: np.ndarray | None = None) -> xr.DataTree:
    """The recording with noise at some electrodes."""
    emg = recording["emg"]["voltage"].values
    eeg = 1e-5 * np.random.default_rng(9).standard_normal((len(electrodes), emg.shape[1]))
    return add_events(from_signals(emg, RATE, MUSCLES, eeg, electrodes, stimuli))
