"""Any file that holds a recording, by the ending of its name."""

from collections.abc import Callable, Mapping
from pathlib import Path

import xarray as xr

from ...errors import UserError
from .c3d import from_c3d
from .channel_table import Table
from .cleaning import Filters
from .csv_file import from_csv
from .door import enter_tree, is_clean
from .mne import from_mne
from .nwb import from_nwb

TEXT = (".csv", ".tsv", ".txt")
TREES = (".nc", ".netcdf")
MNE = (".edf", ".bdf", ".gdf", ".vhdr", ".fif", ".cnt", ".set", ".eeg", ".nxe", ".mff")
FOLDERS = (".mff",)  # recordings that are folders
ENDINGS = (*MNE, ".c3d", ".nwb", *TEXT, *TREES)


def read_recording(
    path: Path | str,
    channels: Table | None = None,
    sites: Mapping[str, str] | None = None,
    filters: Filters | None = None,
    rate: float | None = None,
    told: Callable[[float], None] | None = None,
) -> xr.DataTree:
    """Read a recording of a person, or of the model, from a file.

    Parameters
    ----------
    path : pathlib.Path or str
        The file: EDF, BDF, BrainVision and others that mne reads, C3D, NWB, text, or a ``recording.nc`` of this
        package.
    channels : path, mapping, pandas.DataFrame or sequence of mappings, optional
        The channel table, see ``read_table``.
    sites : mapping of str to str, optional
        Label of an event, or name of a trigger channel, to stimulus site.
    filters : Filters, optional
        What is taken off the signals of a person; None takes the defaults.
    rate : float, optional
        Samples per second of a text file without a column of times, Hz.
    told : callable, optional
        It is told after each channel which share of them is read.

    Returns
    -------
    xarray.DataTree
        As of ``door.enter``. A recording of the model comes back as it is.

    Raises
    ------
    UserError
        The file does not exist or is of an unknown kind, its reader refuses it, or it has no use for the rate or the
        filters.
    ModuleNotFoundError
        The package that reads such files is not installed; the message says how to install it.
    """
    path = Path(path)
    ending = path.suffix.lower()
    check_file(path)
    if ending in TEXT:
        return from_csv(path, channels, rate, sites, filters, told)
    if rate is not None:
        raise UserError(f"{path}: a rate is given to text alone; files of this kind say their own")
    if ending == ".nwb":
        return from_nwb(path, channels, sites, filters, told)
    if ending == ".c3d":
        return from_c3d(path, channels, sites, filters, told)
    if ending in TREES:
        return _entered(_open_tree(path), path, filters)
    if ending in MNE:
        return from_mne(path, channels, sites, filters, told)
    raise AssertionError(f"'{ending}' is among ENDINGS but has no reader")


def check_file(path: Path) -> None:
    """Refuse a file that cannot be a recording, before anything else is said of it.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Raises
    ------
    UserError
        It does not exist, is empty, or its name ends with no ending that is known.
    """
    if not path.exists():
        raise UserError(f"there is no file {path}")
    if path.is_file() and not path.stat().st_size:
        raise UserError(f"{path} is empty")
    if path.is_dir() and path.suffix.lower() in set(ENDINGS) - set(FOLDERS):
        raise UserError(f"{path} is a folder; name the file in it")
    if path.suffix.lower() not in ENDINGS:
        raise UserError(f"{path} is no recording that is known here; its name ends with one of {', '.join(ENDINGS)}")


def _entered(tree: xr.DataTree, path: Path, filters: Filters | None) -> xr.DataTree:
    if filters is not None and is_clean(tree):
        raise UserError(f"{path} holds a recording that was cleaned already or is the model's; leave out the filters")
    return enter_tree(tree, filters)


def _open_tree(path: Path) -> xr.DataTree:
    try:
        with xr.open_datatree(path, engine="h5netcdf") as opened:
            tree = opened.load()
    except (OSError, ValueError, KeyError) as error:
        raise UserError(f"{path} cannot be read: {str(error).splitlines()[0]}") from error
    if "emg" not in tree.children:
        raise UserError(f"{path} is no recording; it has no group 'emg'")
    return tree
