"""Pieces of the project that give the same bytes wherever they run, each as a short digest."""

import hashlib
from pathlib import Path

import numpy as np
import xarray as xr

from disinhibition.analysis.coherence.spectrum import coherence_in_band, corticomuscular_coherence
from disinhibition.analysis.eeg.evoked_potential import evoked_potential
from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.recordings.cleaning import UNFILTERED
from disinhibition.analysis.reflexes.responses import find_responses
from disinhibition.analysis.summary import add_events
from disinhibition.models.circuits.connectome import Connectome
from disinhibition.models.engine.noise import philox2x32

RECORDING = Path(__file__).with_name("recording.npz")
SEGMENT = 0.25  # s, short enough for the thirty segments that a coherence needs
DIGITS = 6  # of a measured number that count; its last bits may differ between machines


def digests(right_side: Connectome) -> dict[str, str]:
    """Digest of every piece. ``right_side`` is the connectome of wiring seed 1."""
    words = np.concatenate(philox2x32(np.arange(4096) | 3 << 24, np.arange(64)[:, None], 12345))
    measured = {f"analysis.{name}": _text(found) for name, found in measurements().items()}
    return {
        "connectome": right_side.digest[:16],
        "noise": _short(words.astype("<u8").tobytes()),
        **{name: _short(text.encode()) for name, text in measured.items()},
    }


def measurements() -> dict[str, xr.Dataset]:
    """What the analysis finds in the stored recording: six seconds of EMG and EEG with jerks of hand and arm.

    The file says in ``made_by`` which run it was; it is not made again, whatever becomes of the model.
    """
    with np.load(RECORDING) as stored:
        emg, eeg = (stored[name] * stored["step"] for name in ("emg", "eeg"))
        muscles, electrodes = (stored[name].tolist() for name in ("muscles", "electrodes"))
        rate, stimuli = float(stored["rate"]), stored["stimuli"]
        tree = from_signals(emg, rate, muscles, eeg, electrodes, stimuli, UNFILTERED)  # the model has no drift or hum
    # As if nobody had given a stimulus: most of these jerks follow one, and would be its responses
    spontaneous = add_events(tree.filter(lambda node: node.name != "stimuli"))
    voltage, potential = tree["emg"].to_dataset()["voltage"], tree["eeg"].to_dataset()["potential"]
    times = tree["stimuli"].to_dataset()["time"].values
    times = times[times < float(tree.attrs["duration"]) - 0.2]  # s that every measurement needs after a stimulus
    evoked = evoked_potential(potential, times)
    band = coherence_in_band(corticomuscular_coherence(potential, voltage, segment=SEGMENT))
    return {
        "bursts": spontaneous["bursts"].to_dataset(),
        "jerks": spontaneous["jerks"].to_dataset(),
        "statistics": spontaneous["statistics"].to_dataset(),
        "events": add_events(tree)["responses"].to_dataset(),
        "responses": find_responses(voltage, times, (0.010, 0.060)),
        "evoked": evoked[["noise", "snr", "sweeps"]],
        "coherence": band.drop_vars(["reason", "lag_reason"]),
    }


def _text(found: xr.Dataset) -> str:
    lines = [f"{name} {' '.join(_words(found[name].values))}" for name in sorted(found.variables, key=str)]
    return "\n".join(lines)


def _words(values: np.ndarray) -> list[str]:
    numbers = values.dtype.kind in "fiub"
    # Adding 0 makes -0 a 0
    return [f"{float(value) + 0.0:.{DIGITS}g}" if numbers else str(value) for value in values.ravel()]


def _short(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
