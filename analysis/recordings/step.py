"""One step of a long recording, on the clock of the whole."""

import numpy as np
import xarray as xr


def cut_step(tree: xr.DataTree, begin: float, end: float) -> xr.DataTree:
    """Cut one step out of a recording.

    Parameters
    ----------
    tree : xarray.DataTree
        As of ``door.enter``, so that no filter begins at the cut.
    begin, end : float
        Its ends in s after the first sample of the recording; the sample at ``end`` does not belong to it.

    Returns
    -------
    xarray.DataTree
        The same groups. EMG, EEG and stimuli are those of the step, with the times that they have in the recording.
        ``missing`` lists what is missing inside it. ``left_out`` is that of the recording. The attribute duration is
        that of the step, s.

    Examples
    --------
    >>> from disinhibition.analysis.recordings.arrays import from_signals
    >>> noise = 3e-6 * np.random.default_rng(0).standard_normal((1, 4000))
    >>> step = cut_step(from_signals(noise, 1000.0, ["right_fdi"], stimuli=[0.5, 2.5]), 2.0, 3.0)
    >>> float(step["emg"]["time"][0]), step["stimuli"]["time"].values.tolist(), step.attrs["duration"]
    (2.0, [2.5], 1.0)
    """
    groups = {"/": tree.to_dataset().assign_attrs(duration=float(end - begin))}
    for name in ("emg", "eeg"):
        if name in tree.children:
            signal = tree[name].to_dataset()
            # Half a nanosecond, since times of samples are rounded
            first, last = np.searchsorted(signal["time"].values, (begin - 5e-10, end - 5e-10))
            groups[name] = signal.isel(time=slice(int(first), int(last)))
    if "stimuli" in tree.children:
        stimuli = tree["stimuli"].to_dataset()
        groups["stimuli"] = stimuli.isel(event=((stimuli["time"] >= begin) & (stimuli["time"] < end)).values)
    if "missing" in tree.children:
        missing = tree["missing"].to_dataset()
        missing = missing.isel(stretch=((missing["end"] > begin) & (missing["begin"] < end)).values)
        edges = {edge: missing[edge].clip(begin, end, keep_attrs=True) for edge in ("begin", "end")}
        groups["missing"] = missing.assign(edges)
    if "left_out" in tree.children:
        groups["left_out"] = tree["left_out"].to_dataset()
    return xr.DataTree.from_dict(groups)
