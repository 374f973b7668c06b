"""Four runs and the smoke study as numbers that can be compared bit by bit with those of an earlier commit."""

import hashlib
import math
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from disinhibition import open_study, simulate
from disinhibition.models.engine.compiler import compiler

SIGNALS = {"spike_time": ("spikes", "time", "<f8"), "spike_unit": ("spikes", "unit", "<i8"),
           "emg": ("emg", "voltage", "<f8"), "eeg": ("eeg", "potential", "<f8")}  # fmt: skip


def machine() -> dict[str, str]:
    """What decides the last bit of a run: compiler with processor, and the libraries that compute with floats."""
    libraries = {name: version(name) for name in ("brian2", "numpy", "scipy")}
    return {"compiler": compiler().identity, **libraries}


def run_of(overrides: list[str]) -> dict[str, Any]:
    """Digest of the spikes, EMG and EEG of a run, how many spikes it has, and its statistics."""
    tree = simulate(overrides)
    signals = {name: _digest(tree[group][variable], kind) for name, (group, variable, kind) in SIGNALS.items()}
    statistics = {str(name): found.values.tolist() for name, found in tree["statistics"].data_vars.items()}
    return {"spikes": int(tree["spikes"].sizes["spike"]), **signals, "statistics": statistics}


def rows_of(study: Path) -> dict[str, Any]:
    """Coordinates and columns of a study as plain lists."""
    found = open_study(study).load()
    return {
        "coords": {str(name): values.values.tolist() for name, values in found.coords.items()},
        "columns": {
            str(name): {"dims": [str(dim) for dim in values.dims], "values": values.values.tolist()}
            for name, values in found.data_vars.items()
        },
    }


def equal(found: Any, stored: Any) -> bool:
    """Whether two nested lists or mappings are equal to the last bit; NaN is equal to NaN."""
    if isinstance(stored, dict):
        return all(name in found and equal(found[name], stored[name]) for name in stored)
    if isinstance(stored, list):
        return len(found) == len(stored) and all(map(equal, found, stored))
    if isinstance(stored, float) and math.isnan(stored):
        return isinstance(found, float) and math.isnan(found)
    return bool(found == stored)


def _digest(values: xr.DataArray, kind: str) -> str:
    plain = np.ascontiguousarray(values.values.astype(kind))
    return hashlib.sha256(f"{plain.dtype}{plain.shape}".encode() + plain.tobytes()).hexdigest()[:16]
