"""What is said of the channels of a person: what was taken off them, what of them was not recorded, who is measured."""

import logging
from collections.abc import Collection, Mapping

import numpy as np
import xarray as xr

from ...analysis.body import Body, without_side
from ...analysis.recordings.edf import CUT_OFF
from ...analysis.recordings.names import channel_words
from ...analysis.recordings.stimuli import OUTSIDE
from ...analysis.signals.counted import counted, few
from ...analysis.signals.groups import emg
from ...errors import UserError

LOG = logging.getLogger(__name__)


def check_muscles(tree: xr.DataTree, body: Body, where: str = "") -> None:
    """Say which muscles of a recording are not measured, and refuse one of which none is.

    Parameters
    ----------
    tree : xarray.DataTree
        As of ``door.enter``.
    body : Body
        The anatomy.
    where : str, optional
        Name of the file, for messages.

    Raises
    ------
    UserError
        There are muscles, and the body has none of them.
    """
    muscles = emg(tree)["muscle"].values.astype(str).tolist()
    unknown = [name for name in muscles if without_side(name) not in body.position]
    if not unknown:
        return
    said = f"{where}the body of the examination has no {few(unknown)}; it has {', '.join(body.position)}"
    if len(unknown) == len(muscles):
        raise UserError(f"{said}; say which channel is one of these (--channels, in Python channels=)")
    LOG.warning("%s", said)


def not_measured(tree: xr.DataTree) -> dict[str, str]:
    """What was not recorded of each channel, by its times, and what of the file was not used.

    Parameters
    ----------
    tree : xarray.DataTree
        As of ``door.enter``.

    Returns
    -------
    dict
        ``part of <channel>`` to the stretches; ``end of the file`` and ``stimuli outside of the recording`` where a
        file is cut off or marks stimuli that it does not hold.
    """
    said: dict[str, list[str]] = {}
    for channel, kind, begin, end, reason in _rows(tree, "missing", ("channel", "kind", "begin", "end", "reason")):
        said.setdefault(channel_words(channel, kind), []).append(f"{begin:.4g} to {end:.4g} s ({reason})")
    found = {f"part of {channel}": few(stretches) for channel, stretches in said.items()}
    if CUT_OFF in tree.attrs:
        found["end of the file"] = str(tree.attrs[CUT_OFF])
    outside = tree["stimuli"].attrs.get(OUTSIDE, "") if "stimuli" in tree.children else ""
    return found | ({"stimuli outside of the recording": outside} if outside else {})


def with_electrodes(reasons: Mapping[str, str], tree: xr.DataTree) -> dict[str, str]:
    """Reasons whose electrodes are named so that nobody takes them for muscles.

    Parameters
    ----------
    reasons : mapping of str to str
        Name of a measurement or a channel to a reason.
    tree : xarray.DataTree
        As of ``door.enter``.

    Returns
    -------
    dict
        The same reasons.
    """
    words = {name: channel_words(name, kind) for name, kind in _rows(tree, "left_out", ("channel", "kind"))}
    return {words.get(name, name): reason for name, reason in reasons.items()}


def channels_said(tree: xr.DataTree) -> dict[str, str]:
    """What was taken off each channel.

    Parameters
    ----------
    tree : xarray.DataTree
        As of ``door.enter``.

    Returns
    -------
    dict
        Name of a muscle or an electrode to a few words; nothing for a recording that tells nothing of it.
    """
    said = {}
    for group, dim in (("emg", "muscle"), ("eeg", "electrode")):
        signal = tree[group].to_dataset() if group in tree.children else xr.Dataset()
        if "native_rate" in signal.coords:
            for row in range(signal.sizes[dim]):
                one = {name: signal[name].values[row] for name in ("native_rate", "high_pass", "mains", "offset")}
                mains = "" if np.isnan(one["mains"]) else f", hum of {one['mains']:g} Hz taken off"
                said[channel_words(str(signal[dim].values[row]), group)] = (
                    f"recorded at {one['native_rate']:g} Hz, offset of {1e6 * one['offset']:.3g} µV taken off, "
                    f"high-pass filter {one['high_pass']:g} Hz{mains}"
                )
    return said


def stimuli_said(tree: xr.DataTree, sites: Mapping[str, str]) -> dict[str, str]:
    """How many stimuli of each site the recording holds, and what marks them.

    Parameters
    ----------
    tree : xarray.DataTree
        As of ``door.enter``.
    sites : mapping of str to str
        Label of an annotation, or name of a trigger channel, to site, as it was given.

    Returns
    -------
    dict
        ``stimuli of <site>`` to a few words; nothing without stimuli.
    """
    table = _rows(tree, "stimuli", ("time", "site"))
    said = {}
    for site in dict.fromkeys(site for _, site in table):
        times = [time for time, where in table if where == site]
        marks = [label for label, where in sites.items() if where == site]
        span = f"{counted(len(times), 'stimulus', 'stimuli')} from {min(times):.4g} to {max(times):.4g} s"
        said[f"stimuli of {site}" if site else "stimuli"] = span + (f", marked by {few(marks)}" if marks else "")
    return said


def _rows(tree: xr.DataTree, table: str, columns: Collection[str]) -> list[tuple]:
    """The rows of a table beside the signals; none where there is no such table."""
    if table not in tree.children:
        return []
    data = tree[table].to_dataset()
    return list(zip(*(data[name].values.tolist() for name in columns), strict=True))
