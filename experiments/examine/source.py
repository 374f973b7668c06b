"""A recording of a person as an examination is given it: its file or its tree, and how the file is read."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import xarray as xr

from ...analysis.recordings.channel_table import Table, read_table
from ...analysis.recordings.cleaning import Filters
from ...analysis.recordings.door import enter_tree
from ...analysis.recordings.files import check_file, read_recording
from ...analysis.signals.groups import emg
from ...errors import UserError
from ..given_objects import told
from .protocols import check_sites

OF_A_FILE = ("channels", "sites", "filters", "rate")


@dataclass(frozen=True)
class Source:
    """A recording and how it is read.

    Attributes
    ----------
    recording : str, Path or xarray.DataTree
        The file, or what ``read_recording`` or ``from_signals`` made of one.
    channels : path, mapping, pandas.DataFrame or sequence of mappings, optional
        The channel table of the file, see ``analysis.recordings.channel_table.read_table``.
    sites : mapping of str to str, optional
        Label of an annotation, or name of a trigger channel, to the site of its stimuli.
    filters : Filters, optional
        What is taken off the signals; None takes the defaults.
    rate : float, optional
        Samples per second of a text file without a column of times, Hz.
    """

    recording: str | Path | xr.DataTree
    channels: Table | None = None
    sites: Mapping[str, str] | None = None
    filters: Filters | None = None
    rate: float | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.recording, str | Path | xr.DataTree):
            raise UserError(
                f"{told(self.recording)} was given where a recording is wanted: give its file, or what read_recording "
                "made of it"
            )
        if not isinstance(self.filters, Filters | None):
            raise UserError(
                f"filters is {told(self.filters)}; give Filters of disinhibition.analysis.recordings.cleaning, such as "
                "Filters(emg_high_pass=10)"
            )
        check_sites(self.sites)

    def check(self) -> None:
        """Refuse what is wrong with the file as a whole, before it is read and anything else is said of it.

        Raises
        ------
        UserError
            The file does not exist, is empty or of an unknown kind; or a tree has no EMG, or is given beside what is
            said of a file.
        """
        if not isinstance(self.recording, xr.DataTree):
            check_file(Path(self.recording))
            return
        tree = self.recording
        if "emg" not in tree.children or "voltage" not in tree["emg"] or "duration" not in tree.attrs:
            raise UserError(
                "the recording in memory lacks EMG or duration; give what read_recording or from_signals made"
            )
        for name in OF_A_FILE:
            if getattr(self, name) is not None:
                raise UserError(f"{name} says how a file is read, but a recording that was read is given; leave it out")

    @property
    def name(self) -> str:
        """Name of the file without its folder; a tree has none."""
        return "" if isinstance(self.recording, xr.DataTree) else Path(self.recording).name

    def digest(self) -> str:
        """Give the SHA-256 of the recording, which tells one person's from another's.

        Returns
        -------
        str
            The hash; of a recording that is a folder that of all its files, and of a tree that of its EMG.
        """
        if isinstance(self.recording, xr.DataTree):
            return hashlib.sha256(np.ascontiguousarray(emg(self.recording).values).tobytes()).hexdigest()
        path = Path(self.recording)
        if path.is_file():
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        whole = hashlib.sha256()
        for part in sorted(part for part in path.rglob("*") if part.is_file()):
            whole.update(part.read_bytes())
        return whole.hexdigest()

    def read(self, say: Callable[[float], None] | None = None) -> xr.DataTree:
        """Read the recording.

        Parameters
        ----------
        say : callable, optional
            It is told which share of the channels is read.

        Returns
        -------
        xarray.DataTree
            As of ``read_recording``.

        Raises
        ------
        UserError
            ``check`` or ``read_recording`` refuses the file.
        """
        self.check()
        if isinstance(self.recording, xr.DataTree):
            return enter_tree(self.recording)
        return read_recording(self.recording, self.channels, self.sites, self.filters, self.rate, say)

    def key(self, digest: str) -> str:
        """Tell one examination from another in a few words.

        Parameters
        ----------
        digest : str
            As of ``digest``.

        Returns
        -------
        str
            A text that differs if the file, or the way in which it is read, differs.
        """
        rows = [] if self.channels is None else [asdict(row) for row in read_table(self.channels)]
        filters = None if self.filters is None else asdict(self.filters)
        return json.dumps([digest, rows, dict(self.sites or {}), filters, self.rate and float(self.rate)])
