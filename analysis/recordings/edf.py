"""Files of the European Data Format: rates of their channels, and recordings written as one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from ...errors import UserError
from ..signals.counted import counted
from .exchange import package, signals_of
from .names import distinct, short_name

EDF = (".edf", ".bdf")
CUT_OFF = "cut_off"  # attribute of a recording whose file is shorter than its header announces
FIXED = 256  # bytes of the header before the fields of the channels
WIDTHS = (16, 80, 8, 8, 8, 8, 8, 80)  # bytes of a channel's fields before its samples in a record


def native_rates(path: Path) -> dict[str, float]:
    """Rate of every channel of an EDF or BDF file, as its header gives it.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    dict
        Name of a channel to its rate in Hz. Names that occur more than once are counted from 0, as mne does.

    Raises
    ------
    UserError
        The header is damaged, or a channel has no samples or no rate.
    """
    header = _read_header(path)
    labels, samples, seconds = header.labels, header.samples, header.seconds
    signals = [place for place, label in enumerate(labels) if "Annotations" not in label]
    names = distinct([labels[place] for place in signals])
    if signals and not seconds > 0:
        raise UserError(f"{path}: its records last {seconds:g} s, so that no channel has a rate; write the file anew")
    for name, place in zip(names, signals, strict=True):
        if samples[place] <= 0:
            raise UserError(f"{path}: channel '{name}' has {counted(samples[place], 'sample')} a record; leave it out")
    return {name: samples[place] / seconds for name, place in zip(names, signals, strict=True)}


def cut_off(path: Path) -> str:
    """Say by how much an EDF or BDF file is shorter than its header announces.

    Parameters
    ----------
    path : pathlib.Path
        The file, whose header ``native_rates`` has read.

    Returns
    -------
    str
        What is announced and what is there; '' for a whole file, and for one whose header announces nothing.
    """
    header = _read_header(path)
    record = sum(header.samples) * (3 if path.suffix.lower() == ".bdf" else 2)
    there = path.stat().st_size - header.size
    if header.records <= 0 or record <= 0 or there >= header.records * record:
        return ""
    announced, whole = (count * header.seconds for count in (header.records, there // record))
    return f"the file is cut off: its header announces {announced:g} s, and it holds {whole:g} s"


def to_edf(tree: xr.DataTree, path: Path | str) -> None:
    """Write EMG, EEG and stimuli of a recording as an EDF+ file.

    Parameters
    ----------
    tree : xarray.DataTree
        Recording of ``simulate`` or of a person. What was not recorded is written as 0.
    path : pathlib.Path or str
        The file to be written.

    Raises
    ------
    ModuleNotFoundError
        edfio is not installed.

    Notes
    -----
    Names are those that people write, since a label has 16 letters. Channels are written in uV with 16 bits over their
    own range; the end of a record that is not full is repeated from the last sample. Stimuli become annotations with
    their site as text.

    Examples
    --------
    >>> from disinhibition.analysis.recordings.arrays import from_signals
    >>> noise = 3e-6 * np.random.default_rng(0).standard_normal((1, 2000))
    >>> to_edf(from_signals(noise, 1000.0, ["right_fdi"]), "patient.edf")
    >>> native_rates(Path("patient.edf"))
    {'FDI R': 1000.0}
    """
    edfio: Any = package("edfio")
    signals, kinds = [], {"emg": "EMG", "eeg": "EEG"}
    for group, (signal, rate, names) in signals_of(tree).items():
        frequency = round(rate)
        for name, trace in zip(names, signal.values, strict=True):
            values = np.nan_to_num(1e6 * trace.astype(float))
            whole = -(-values.size // frequency) * frequency
            values = np.pad(values, (0, whole - values.size), mode="edge")
            if not np.ptp(values):
                values[-1] += 1e-3  # edfio needs a range
            signals.append(
                edfio.EdfSignal(
                    values,
                    frequency,
                    label=short_name(name)[:16],
                    physical_dimension="uV",
                    transducer_type=kinds[group],
                )
            )
    notes = []
    if "stimuli" in tree.children:
        stimuli = tree["stimuli"].to_dataset()
        notes = [
            edfio.EdfAnnotation(float(time), None, str(site) or "stimulus")
            for time, site in zip(stimuli["time"].values, stimuli["site"].values, strict=True)
        ]
    edfio.Edf(signals, annotations=notes).write(path)


@dataclass(frozen=True)
class _Header:
    """What the header of a file says: its own bytes, records and their seconds; label and samples of each channel."""

    size: int
    records: int
    seconds: float
    labels: list[str]
    samples: list[int]


def _read_header(path: Path) -> _Header:
    with path.open("rb") as file:
        fixed = file.read(FIXED)
        try:
            seconds, count = float(fixed[244:252]), int(fixed[252:256])
            fields = file.read(count * (sum(WIDTHS) + 8))
            labels = [fields[i * 16 : (i + 1) * 16].decode("latin-1").strip() for i in range(count)]
            begin = count * sum(WIDTHS)
            samples = [int(fields[begin + i * 8 : begin + (i + 1) * 8]) for i in range(count)]
            return _Header(int(fixed[184:192]), int(fixed[236:244]), seconds, labels, samples)
        except ValueError as error:
            raise UserError(f"{path} has a damaged header ({error}); is it an EDF file?") from error
