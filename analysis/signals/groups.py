"""The signals of a recording, which lie in its groups."""

import xarray as xr


def emg(tree: xr.DataTree) -> xr.DataArray:
    """EMG of a recording.

    Parameters
    ----------
    tree : xarray.DataTree
        Recording with a group ``emg``.

    Returns
    -------
    xarray.DataArray
        Voltage (muscle, time), V.

    Examples
    --------
    >>> voltage = xr.DataArray([[0.0, 1e-6]], {"muscle": ["right_fdi"]}, ("muscle", "time"))
    >>> emg(xr.DataTree.from_dict({"/emg": xr.Dataset({"voltage": voltage})})).dims
    ('muscle', 'time')
    """
    return tree["emg"].to_dataset()["voltage"]


def eeg(tree: xr.DataTree) -> xr.DataArray:
    """EEG of a recording.

    Parameters
    ----------
    tree : xarray.DataTree
        Recording with a group ``eeg``.

    Returns
    -------
    xarray.DataArray
        Potential (electrode, time), V.

    Examples
    --------
    >>> potential = xr.DataArray([[0.0, 1e-6]], {"electrode": ["cz"]}, ("electrode", "time"))
    >>> eeg(xr.DataTree.from_dict({"/eeg": xr.Dataset({"potential": potential})})).dims
    ('electrode', 'time')
    """
    return tree["eeg"].to_dataset()["potential"]
