"""Corticomuscular coherence of the contracting hand."""

import xarray as xr

from ....analysis.coherence.spectrum import coherence_in_band, corticomuscular_coherence
from ...config.schema import Settings
from ..columns import Column, number_columns

MUSCLE, ELECTRODE = "right_fdi", "left_hand"
BAND = (15.0, 30.0)  # Hz, of the healthy corticomuscular coherence
MEASURED = {
    "peak": ("1", "largest coherence from 15 to 30 Hz"),
    "peak_frequency": ("Hz", "its frequency"),
    "p_value": ("1", "chance of as large a coherence anywhere in the band"),
    "lag": ("ms", "delay of the EMG after the EEG"),
}


def columns() -> list[Column]:
    """The columns of a study."""
    return number_columns(MEASURED)


def row(tree: xr.DataTree, settings: Settings) -> dict[str, float | str]:
    """Values of every column, and the status."""
    voltage = tree["emg"].to_dataset()["voltage"].sel(muscle=[MUSCLE])
    potential = tree["eeg"].to_dataset()["potential"].sel(electrode=[ELECTRODE])
    band = coherence_in_band(corticomuscular_coherence(potential, voltage), BAND).isel(electrode=0, muscle=0)
    status = str(tree["statistics"].to_dataset()["status"].item())
    return {name: float(band[name]) for name in MEASURED} | {"status": status}
