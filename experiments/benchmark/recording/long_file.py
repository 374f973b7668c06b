"""A long recording as an EDF file, written record by record: jerks, volleys, hum and offset on many channels."""

from pathlib import Path

import edfio
import numpy as np

MUSCLES = ("FDI R", "FDI L", "SCM R", "BIC R", "TRI R", "TA R", "SOL R", "MASS R")
ELECTRODES = ("C3", "C4", "Cz", "Fz")
TRIGGER = "STI"
RANGE = 3200.0  # uV, of the converter
JERK = 0.030  # s
APART = 1.1  # s between jerks, and between volleys
DELAYS = np.arange(len(MUSCLES)) * 0.004  # s by which each muscle follows the first
RECORDS_FIELD = slice(236, 244)  # bytes of the header that hold the number of records


def write_long_edf(path: Path, seconds: int, rate: int, seed: int = 0) -> None:
    """Write a recording of 8 muscles, 4 electrodes and a trigger channel.

    Parameters
    ----------
    path : Path
        The file.
    seconds : int
        Its duration, s.
    rate : int
        Samples per second of every channel, Hz.
    seed : int, optional
        Seed of its noise.

    Notes
    -----
    One second is in memory at a time. The muscles jerk together every 1.1 s; from half of the recording on the first of
    them contracts; in the last quarter a trigger marks volleys.
    """
    rng = np.random.default_rng(seed)
    labels = (*MUSCLES, *ELECTRODES, TRIGGER)
    blank = [
        edfio.EdfSignal(np.zeros(rate), rate, label=label, physical_dimension="uV", physical_range=(-RANGE, RANGE))
        for label in labels
    ]
    edfio.Edf(blank).write(path)
    header = bytearray(path.read_bytes()[: 256 * (len(labels) + 1)])
    header[RECORDS_FIELD] = f"{seconds:<8}".encode()
    with path.open("wb") as file:
        file.write(header)
        for second in range(seconds):
            values = _second(second, seconds, rate, rng)
            digital = np.clip(np.round(values / RANGE * 32_767.5 - 0.5), -32_768, 32_767)
            file.write(digital.astype("<i2").tobytes())


def _second(second: int, of: int, rate: int, rng: np.random.Generator) -> np.ndarray:
    """One second (channel, time) in uV."""
    time = second + np.arange(rate) / rate
    values = 4.0 * rng.standard_normal((len(MUSCLES) + len(ELECTRODES) + 1, rate))
    values += 400.0 + 10.0 * np.sin(2 * np.pi * 50 * time)
    if second >= of // 2 and second < 3 * of // 4:
        values[0] += 60.0 * rng.standard_normal(rate)
    last = np.floor(time / APART) * APART  # the last jerk, or the last volley
    for row, delay in enumerate(DELAYS):
        inside = (time - last >= delay) & (time - last < delay + JERK)
        values[row, inside] += 200.0 * rng.standard_normal(int(inside.sum()))
    values[-1] = np.where((second >= 3 * of // 4) & (time - last < 0.005), 1000.0, 0.0)
    return values
