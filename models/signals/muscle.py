"""Surface EMG and twitch force of every muscle, from the spikes of its motoneurons."""

from dataclasses import dataclass

import numpy as np
import xarray as xr
from scipy.signal import lfilter

from ..parameters.random_streams import instrument_generator
from ..parameters.sourced import load_table
from .efferent import efferent_time
from .recording import SIGNAL_RATE, Recording, sample_times

GOLDEN = 0.6180339887498949  # steps of a fixed low-discrepancy sequence: evenly spread, the same in every run
PLASTIC = 0.7548776662466927  # the same for a second, independent property
BATCH = 20_000  # potentials drawn at a time, which bounds memory
REACH = 4.0  # a potential is drawn this many sigmas to either side of its middle


@dataclass(frozen=True)
class Discharges:
    """Motor-unit discharges at the time at which they reach the muscle, sorted by time.

    Attributes
    ----------
    time : numpy.ndarray
        Start of the motor-unit potential (discharge,) in s.
    muscle : numpy.ndarray
        Index into ``muscles`` (discharge,).
    rank : numpy.ndarray
        Rank of the motor unit in its pool (discharge,); the smallest is 0.
    muscles : tuple[str, ...]
        Names of the muscles with side.
    size : numpy.ndarray
        Number of motor units of each pool (muscle,).
    transmission : numpy.ndarray
        Share of muscle fibres that answer their nerve (muscle,), 0 to 1.
    """

    time: np.ndarray
    muscle: np.ndarray
    rank: np.ndarray
    muscles: tuple[str, ...]
    size: np.ndarray
    transmission: np.ndarray

    @property
    def relative_rank(self) -> np.ndarray:
        """Rank of the unit in its pool (discharge,), from 0 (smallest) to 1 (largest)."""
        return self.rank / np.maximum(self.size[self.muscle] - 1, 1)


def discharges(recording: Recording) -> Discharges:
    """Find when the spikes of motoneurons reach their muscles.

    Parameters
    ----------
    recording : Recording
        The recording of a run.

    Returns
    -------
    Discharges
        The discharges, sorted by time. A muscle with transmission 0 has none, and potentials that begin after the end
        of the recording are left out.

    Notes
    -----
    The delay is that of :func:`~.efferent.efferent_time`. Larger units have faster axons: velocity is linear in rank,
    with the published spread (table ``muscle``)."""
    slowest = load_table("muscle")["slowest_axon"].si
    muscles = tuple(recording.motoneurons)
    owner = np.full(sum(recording.size), -1)
    rank = np.zeros(owner.size, dtype=np.int64)
    delay = np.zeros(owner.size)
    for index, muscle in enumerate(muscles):
        units = recording.motoneurons[muscle]
        relative_rank = np.arange(len(units)) / max(len(units) - 1, 1)
        owner[units], rank[units] = index, np.arange(len(units))
        delay[units] = efferent_time(muscle.partition("_")[2], slowest + (1 - slowest) * relative_rank)
    transmission = np.array([recording.neuromuscular.get(muscle, 1.0) for muscle in muscles])
    owner[owner >= 0] = np.where(transmission[owner[owner >= 0]] > 0, owner[owner >= 0], -1)
    fired = np.flatnonzero((owner >= 0)[recording.spike_unit])
    unit = recording.spike_unit[fired]
    time = recording.spike_time[fired] + delay[unit]
    order = np.argsort(time, kind="stable")
    order = order[: np.searchsorted(time[order], recording.duration)]
    time, unit = time[order], unit[order]
    sizes = np.array([len(recording.motoneurons[muscle]) for muscle in muscles], dtype=np.int64)
    return Discharges(time, owner[unit], rank[unit], muscles, sizes, transmission)


def motor_units(found: Discharges) -> xr.Dataset:
    """Give discharges as a labelled Dataset.

    Parameters
    ----------
    found : Discharges
        The discharges of a run.

    Returns
    -------
    xarray.Dataset
        Over (discharge): ``time`` (s), ``muscle_index`` and ``motor_unit``; and the coordinate ``muscle``.
    """
    return xr.Dataset(
        {
            "time": ("discharge", found.time, {"units": "s", "long_name": "start of the motor-unit potential"}),
            "muscle_index": ("discharge", found.muscle.astype(np.int16), {"units": "1", "long_name": "its muscle"}),
            "motor_unit": ("discharge", found.rank.astype(np.int32), {"units": "1", "long_name": "rank, smallest 0"}),
        },
        coords={"muscle": np.array(found.muscles, dtype=str)},
    )


def emg(recording: Recording, seed: int, found: Discharges | None = None) -> xr.DataArray:
    """Compute the surface EMG of every muscle: motor-unit potentials added up, plus instrument noise.

    Parameters
    ----------
    recording : Recording
        The recording of a run.
    seed : int
        Seed of the instrument noise. The noise of a muscle depends on the seed and on the name of the muscle only, and
        is independent of the noise of the others.
    found : Discharges, optional
        The discharges of the recording, where they are known already.

    Returns
    -------
    xarray.DataArray
        Voltage (muscle, time) in V, float32, at ``SIGNAL_RATE``. The attribute ``instrument_noise`` is the RMS of the
        noise in V.

    Notes
    -----
    Each potential is the first derivative of a Gaussian that begins when the discharge reaches the muscle, drawn at its
    exact time between the samples. Its amplitude grows exponentially with rank; duration and polarity vary a little
    from unit to unit, always the same way. Partial neuromuscular block scales the amplitude: it blocks some of the
    hundreds of fibres of a unit, so that the potential shrinks rather than fails as a whole. Numbers: table ``muscle``.
    """
    table = load_table("muscle")
    found = found or discharges(recording)
    shape, noise = table["potential"], table["instrument_noise"].si
    smallest, largest = shape["smallest"].si, shape["largest"].si
    relative_rank = found.relative_rank
    width = shape["duration"].si / 6 * (1 + shape["duration_spread"].si * (2 * (found.rank * GOLDEN % 1) - 1))
    polarity = np.where((found.rank + 1) * PLASTIC % 1 < shape["inverted_share"].si, -1.0, 1.0)
    height = polarity * smallest * (largest / smallest) ** relative_rank * found.transmission[found.muscle]
    voltage = _draw(found, height, width, samples_of(recording))
    for index, muscle in enumerate(found.muscles):
        rng = instrument_generator(seed, muscle)
        voltage[index] += np.float32(noise) * rng.standard_normal(voltage.shape[1], dtype=np.float32)
    attrs = {"units": "V", "long_name": "surface EMG", "instrument_noise": noise}
    return _labelled(voltage, found.muscles, attrs, "voltage")


def force(recording: Recording) -> xr.DataArray:
    """Compute the twitch force of every muscle.

    Parameters
    ----------
    recording : Recording
        The recording of a run.

    Returns
    -------
    xarray.DataArray
        Force (muscle, time) in N at ``SIGNAL_RATE``.

    Notes
    -----
    Each unit is a critically damped second-order system. After a discharge::

        f(t) = g P (t / T) exp(1 - t / T)

    The twitch force P is exponential in rank, the contraction time is T = T_slowest P^(-1/exponent) with P relative to
    the smallest, and the gain g falls when twitches fuse. Neuromuscular block scales P. Numbers: table ``muscle``.

    References
    ----------
    fuglevand1993
    """
    table = load_table("muscle")["twitch"]
    found = discharges(recording)
    result = np.zeros((len(found.muscles), samples_of(recording)))
    relative = table["force_range"].si ** found.relative_rank
    contraction = table["slowest_contraction"].si * relative ** (-1 / table["contraction_exponent"].si)
    sample = np.rint(found.time * SIGNAL_RATE).astype(np.int64)
    key = found.muscle * (found.rank.max(initial=0) + 1) + found.rank
    order = np.argsort(key, kind="stable")
    for unit in np.split(order, np.flatnonzero(np.diff(key[order])) + 1) if order.size else []:
        muscle, time_constant = found.muscle[unit[0]], contraction[unit[0]]
        peak = table["smallest"].si * relative[unit[0]] * found.transmission[muscle]
        interval = np.diff(found.time[unit], prepend=-np.inf)
        gain = _twitch_gain(time_constant / interval, table["gain_knee"].si)
        train = np.bincount(sample[unit], weights=gain, minlength=result.shape[1])[: result.shape[1]]
        decay = np.exp(-1 / (SIGNAL_RATE * time_constant))
        scale = peak * np.e / (SIGNAL_RATE * time_constant)
        result[muscle] += lfilter([0, scale * decay], [1, -2 * decay, decay**2], train)
    return _labelled(result, found.muscles, {"units": "N", "long_name": "twitch force"}, "force")


def samples_of(recording: Recording) -> int:
    """Count the samples of a signal at ``SIGNAL_RATE`` that covers a recording.

    Parameters
    ----------
    recording : Recording
        The recording of a run.

    Returns
    -------
    int
        Number of samples.
    """
    return round(recording.duration * SIGNAL_RATE)


def _draw(found: Discharges, height: np.ndarray, width: np.ndarray, samples: int) -> np.ndarray:
    """Sum of the potentials, (muscle, sample) float32; ``width`` is the sigma in s, ``height`` the peak in V."""
    reach = int(np.ceil(2 * REACH * width.max(initial=0) * SIGNAL_RATE)) + 1
    margin = reach + 1
    signal = np.zeros((len(found.muscles), samples + 2 * margin), dtype=np.float32)
    middle = found.time + load_table("muscle")["potential"]["foot"].si * width
    first = np.ceil((middle - REACH * width) * SIGNAL_RATE).astype(np.int64)
    for start in range(0, found.time.size, BATCH):
        part = slice(start, start + BATCH)
        sample = first[part, None] + np.arange(reach)
        phase = (sample / SIGNAL_RATE - middle[part, None]) / width[part, None]
        wave = -height[part, None] * phase * np.exp(0.5 - 0.5 * phase**2)
        wave[phase > REACH] = 0.0
        index = found.muscle[part, None] * signal.shape[1] + np.clip(sample, -margin, samples + margin - 1) + margin
        np.add.at(signal.reshape(-1), index.ravel(), wave.astype(np.float32).ravel())
    return signal[:, margin : margin + samples].copy()


def _twitch_gain(rate: np.ndarray, knee: float) -> np.ndarray:
    """Force gain at a contraction time / interval ``rate``: 1 up to the knee, then (1 - exp(-2 r^3)) / r."""
    above = np.maximum(rate, knee)

    def sigmoid(r: np.ndarray | float) -> np.ndarray | float:
        return (1 - np.exp(-2 * r**3)) / r

    return np.asarray(sigmoid(above) / sigmoid(knee))


def _labelled(values: np.ndarray, muscles: tuple[str, ...], attrs: dict[str, object], name: str) -> xr.DataArray:
    time = ("time", sample_times(values.shape[1]), {"units": "s", "long_name": "time"})
    coords = {"muscle": np.array(muscles, dtype=str), "time": time}
    return xr.DataArray(values, dims=("muscle", "time"), coords=coords, attrs=attrs, name=name)
