"""Make the recording of a patient who does not exist: patient.edf and channels.csv, for docs/recordings_of_people.md.

The left hand jerks once a second, and it answers volleys of the left median nerve after 45 ms. The recording has the
faults of real ones: mains hum, an offset, a gap of the amplifier, and an electrode that came loose.
"""

from pathlib import Path

import numpy as np

try:
    import edfio
except ModuleNotFoundError:
    raise SystemExit("this script writes EDF and needs edfio: pip install 'disinhibition[interop]'") from None

RATE = 1000  # Hz
REST, VOLLEYS = (0, 80), (80, 140)  # s
MUSCLES = ("EMG 1", "EMG 2", "EMG 3", "EMG 4", "EMG 5", "EMG 6")
CHANNELS = """channel,name,side,kind,unit
EMG 1,FDI,left,emg,uV
EMG 2,FDI,right,emg,uV
EMG 3,SCM,left,emg,uV
EMG 4,masseter,left,emg,uV
EMG 5,tibialis anterior,left,emg,uV
EMG 6,biceps,left,emg,uV
C4,C4,,eeg,uV
C3,C3,,eeg,uV
"""


def make(folder: Path) -> None:
    """Write the two files.

    Parameters
    ----------
    folder : Path
        The folder.
    """
    rng = np.random.default_rng(0)
    time = np.arange(VOLLEYS[1] * RATE) / RATE
    emg = 3.0 * rng.standard_normal((len(MUSCLES), time.size))  # uV
    eeg = 5.0 * rng.standard_normal((2, time.size))
    for jerk in np.arange(1.0, REST[1] - 1, 1.1) + rng.uniform(-0.1, 0.1, 71):
        _burst(emg[0], jerk, rng)
        eeg[0] += 30 * np.exp(-(((time - jerk + 0.020) / 0.005) ** 2))  # over the right hand area, 20 ms before it
    volleys = np.arange(VOLLEYS[0] + 1.0, VOLLEYS[1] - 1, 1.5)
    for volley in volleys:
        _burst(emg[0], volley + 0.045, rng)
    emg += 15 * np.sin(2 * np.pi * 50 * time) + 400.0  # hum of the mains, offset of the amplifier
    emg[:, 30 * RATE : 32 * RATE] = 0.0  # a gap of the amplifier
    emg[5] = 3000.0  # the electrode on the biceps is loose: the channel rests at the end of its range
    signals = [
        edfio.EdfSignal(row, RATE, label=label, physical_dimension="uV", physical_range=(-3200, 3200))
        for label, row in zip((*MUSCLES, "C4", "C3"), (*emg, *eeg), strict=True)
    ]
    notes = [edfio.EdfAnnotation(float(volley), None, "median nerve L") for volley in volleys]
    edfio.Edf(signals, annotations=notes).write(folder / "patient.edf")
    (folder / "channels.csv").write_text(CHANNELS, encoding="utf-8")


def _burst(trace: np.ndarray, onset: float, rng: np.random.Generator) -> None:
    first = round(onset * RATE)
    trace[first : first + 30] += 200.0 * rng.standard_normal(30)  # 30 ms


if __name__ == "__main__":
    make(Path())
