"""Which side of the body a measurement is made on: the stimulated one, or the one that shows clearly more."""

from collections.abc import Mapping

import numpy as np
import xarray as xr

from ..body import side_of
from ..eeg.evoked_potential import WINDOW
from ..reflexes.responses import AFTER, BASELINE, find_responses
from ..signals.groups import emg
from .muscles import HAND, recorded_muscles
from .stimuli import kept_stimuli, stimulated_sides, stimulus_times

STARTLE = (0.020, 0.200)  # s after a sound; slower answers are voluntary (textbook)
VOLLEY = (0.020, 0.200)  # s after a volley of a nerve
LEAST_STIMULI = 3  # of which a side can answer clearly more than the other by more than chance
CLEARLY = 2.0  # times as much as the right side, from which the left one is taken: a convention of this project


def clearly_more(amounts: Mapping[str, float]) -> str:
    """The muscle of a pair that shows more.

    Parameters
    ----------
    amounts : mapping of str to float
        Muscle to what it shows, the one that is taken in doubt first. NaN counts as nothing.

    Returns
    -------
    str
        The first muscle, unless another shows at least twice as much; '' without muscles.

    Examples
    --------
    >>> clearly_more({"right_fdi": 0.2, "left_fdi": 0.9}), clearly_more({"right_fdi": 0.8, "left_fdi": 0.9})
    ('left_fdi', 'right_fdi')
    """
    known = {name: float(np.nan_to_num(amount)) for name, amount in amounts.items()}
    first = next(iter(known), "")
    best = max(known, key=lambda name: known[name], default="")
    return best if best and known[best] > 0 and known[best] >= CLEARLY * known[first] else first


def held_hand(voltage: xr.DataArray) -> str:
    """The hand muscle that contracts.

    Parameters
    ----------
    voltage : xarray.DataArray
        EMG (muscle, time) in V of a posture.

    Returns
    -------
    str
        The one with clearly more EMG, else the right one; '' if none was recorded.
    """
    hands = recorded_muscles(voltage, HAND)
    if len(hands) < 2:
        return hands[0] if hands else ""
    rectified = np.abs(voltage.sel(muscle=hands).transpose("muscle", "time").values)
    size = [float(np.median(row[np.isfinite(row)])) if np.isfinite(row).any() else 0.0 for row in rectified]
    return clearly_more(dict(zip(hands, size, strict=True)))


def stimulated_hands(recording: xr.DataTree) -> list[str]:
    """Hand muscles of the sides of which a nerve was stimulated.

    Parameters
    ----------
    recording : xarray.DataTree
        Recording with EMG and stimuli.

    Returns
    -------
    list of str
        Those of the sides that the sites of the stimuli name; where a site names no side, those of both sides. Muscles
        without a side are always among them.
    """
    sides = stimulated_sides(recording)
    return [name for name in recorded_muscles(emg(recording), HAND) if not sides or side_of(name) in (*sides, "")]


def stimulated_hand(recording: xr.DataTree) -> tuple[str, np.ndarray]:
    """The hand muscle whose nerve was stimulated, and the volleys that it can answer.

    Parameters
    ----------
    recording : xarray.DataTree
        Recording with EMG and stimuli.

    Returns
    -------
    hand : str
        Of several the one that clearly answers more volleys; '' if there is none.
    times : numpy.ndarray
        Times (stimulus,) in s of the volleys on its side, without those whose sweep of EEG leaves the recording.
    """
    hand = answering(recording, stimulated_hands(recording), VOLLEY)
    return hand, kept_stimuli(recording, "", -WINDOW[0], WINDOW[1], side_of(hand))[0]


def answering(recording: xr.DataTree, muscles: list[str], search: tuple[float, float]) -> str:
    """The muscle that clearly answers more stimuli.

    Parameters
    ----------
    recording : xarray.DataTree
        Recording with EMG and stimuli.
    muscles : list of str
        Muscles, the one that is taken in doubt first.
    search : tuple of float
        Begin and end of the answer in s after the stimulus.

    Returns
    -------
    str
        The muscle; '' without muscles. Of fewer than 3 stimuli it is the first.
    """
    if len(muscles) < 2:
        return muscles[0] if muscles else ""
    if stimulus_times(recording).size < LEAST_STIMULI:
        return muscles[0]
    return clearly_more({muscle: answered_share(recording, muscle, search) for muscle in muscles})


def answered_share(recording: xr.DataTree, muscle: str, search: tuple[float, float]) -> float:
    """Share of the stimuli that a muscle answers.

    Parameters
    ----------
    recording : xarray.DataTree
        Recording with EMG and stimuli.
    muscle : str
        The muscle. Stimuli of the other side do not count.
    search : tuple of float
        Begin and end of the answer in s after the stimulus.

    Returns
    -------
    float
        The share; NaN where no stimulus can be looked at.
    """
    times, _ = kept_stimuli(recording, "", BASELINE, search[1] + AFTER, side_of(muscle))
    found = find_responses(emg(recording).sel(muscle=[muscle]), times, search).isel(muscle=0)
    known = found["amplitude"].notnull().values
    return float(found["present"].values[known].mean()) if known.any() else float("nan")
