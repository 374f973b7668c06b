"""Corticomuscular coherence of the contracting hand."""

from ....analysis.coherence.spectrum import coherence_in_band, corticomuscular_coherence
from ..columns import Column, number_columns
from ..outcome import Outcome

MUSCLE, ELECTRODE = "right_fdi", "left_hand"
BAND = (15.0, 30.0)  # Hz, of the healthy corticomuscular coherence
MEASURED = {
    "peak": ("1", "largest coherence from 15 to 30 Hz"),
    "peak_frequency": ("Hz", "its frequency"),
    "p_value": ("1", "chance of as large a coherence anywhere in the band"),
    "lag": ("ms", "delay of the EMG after the EEG"),
}


def columns() -> list[Column]:
    """The columns of a study.

    Returns
    -------
    list of Column
        One for every number of a row, without ``status``.
    """
    return number_columns(MEASURED)


def row(outcome: Outcome) -> dict[str, float | str]:
    """The row of the corticomuscular coherence in one run.

    Parameters
    ----------
    outcome : Outcome
        The run.

    Returns
    -------
    dict
        Value of every column, and ``status``.
    """
    voltage = outcome.voltage.sel(muscle=[MUSCLE])
    potential = outcome.potential.sel(electrode=[ELECTRODE])
    band = coherence_in_band(corticomuscular_coherence(potential, voltage), BAND).isel(electrode=0, muscle=0)
    return {name: float(band[name]) for name in MEASURED} | {"status": outcome.status}
