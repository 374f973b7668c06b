"""Pictures of what is averaged or measured over a recording: back-average, evoked potential, coherence."""

import xarray as xr
from matplotlib.axes import Axes

from ....analysis.body import contralateral_electrode
from ....analysis.coherence.spectrum import corticomuscular_coherence
from ....analysis.diagnosis.jerks_at_rest import busiest_limb_muscle
from ....analysis.eeg.back_average import WINDOW
from ....analysis.eeg.back_average import back_average as measured_back_average
from ....analysis.eeg.evoked_potential import evoked_potential
from ....analysis.emg.jerks import first_onsets
from ....analysis.plotting.averages import back_average_curve, coherence_curve, evoked_curves
from ....analysis.plotting.plots import project_style
from ....errors import UserError
from ...examine.model_body import model_body
from .parts import HAND, needed, new_axes, signal_of, stimuli_of


def back_average(tree: xr.DataTree, muscle: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the EEG averaged on the onsets of the jerks, over the cortex of their muscle.

    Parameters
    ----------
    tree : xarray.DataTree
        A recording with the groups ``eeg`` and ``bursts``.
    muscle : str, optional
        The muscle whose onsets count; by default the muscle of a limb that jerks most.
    ax : matplotlib.axes.Axes, optional
        As of :func:`emg`.

    Returns
    -------
    matplotlib.axes.Axes
        The axes. Where there are too few jerks they say so.

    Raises
    ------
    UserError
        The recording has no EEG, or its bursts were not measured.
    """
    bursts, body = needed(tree, "bursts"), model_body()
    chosen = muscle or busiest_limb_muscle(bursts, body) or HAND
    electrode = contralateral_electrode(chosen, body)
    potential = signal_of(tree, "eeg", "potential", "electrode", None, None)
    average = measured_back_average(potential, first_onsets(chosen, bursts), contralateral=electrode)
    with project_style():
        return back_average_curve(ax or new_axes(2.2), average, electrode, chosen, WINDOW)


def evoked(tree: xr.DataTree, electrode: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the EEG averaged on the stimuli.

    Parameters
    ----------
    tree : xarray.DataTree
        A recording with the groups ``eeg`` and ``stimuli``.
    electrode : str, optional
        The electrode; by default the one over the cortex of the right hand.
    ax : matplotlib.axes.Axes, optional
        As of :func:`emg`.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    UserError
        The recording has no EEG, or no stimulus was given.
    """
    times = stimuli_of(tree, None)
    if times is None or not times.size:
        raise UserError("the recording has no stimuli to average on")
    potential = signal_of(tree, "eeg", "potential", "electrode", None, None)
    chosen = electrode or contralateral_electrode(HAND, model_body())
    average = evoked_potential(potential, times)["average"].sel(electrode=chosen)
    with project_style():
        return evoked_curves(ax or new_axes(2.2), {chosen: average})


def coherence(tree: xr.DataTree, electrode: str | None = None, muscle: str = HAND, ax: Axes | None = None) -> Axes:
    """Draw the coherence of EEG and EMG over frequency, with the limit of chance.

    Parameters
    ----------
    tree : xarray.DataTree
        A recording with the groups ``eeg`` and ``emg``.
    electrode : str, optional
        The electrode; by default the one over the cortex of the muscle.
    muscle : str
        The muscle.
    ax : matplotlib.axes.Axes, optional
        As of :func:`emg`.

    Returns
    -------
    matplotlib.axes.Axes
        The axes. Where the recording is too short they say so.

    Raises
    ------
    UserError
        The recording has no EEG or no EMG.
    """
    chosen = electrode or contralateral_electrode(muscle, model_body())
    potential = signal_of(tree, "eeg", "potential", "electrode", [chosen], None)
    voltage = signal_of(tree, "emg", "voltage", "muscle", [muscle], None)
    found = corticomuscular_coherence(potential, voltage).isel(electrode=0, muscle=0)
    with project_style():
        return coherence_curve(ax or new_axes(2.2), found)
