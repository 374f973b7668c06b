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
from ...analysis.recordings.files import read_recording
from ...analysis.signals.groups import emg
from ...errors import UserError

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

    @property
    def name(self) -> str:
        """Name of the file without its folder; a tree has none."""
        return "" if isinstance(self.recording, xr.DataTree) else Path(self.recording).name

    def digest(self) -> str:
        """Give the SHA-256 of the file.

        Returns
        -------
        str
            The hash; '' for a tree, and for a file that its reader has still to refuse.
        """
        if isinstance(self.recording, xr.DataTree) or not Path(self.recording).is_file():
            return ""
        with Path(self.recording).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def read(self, told: Callable[[float], None] | None = None) -> xr.DataTree:
        """Read the recording.

        Parameters
        ----------
        told : callable, optional
            It is told which share of the channels is read.

        Returns
        -------
        xarray.DataTree
            As of ``read_recording``.

        Raises
        ------
        UserError
            ``read_recording`` refuses the file; or a tree is given beside what is said of a file.
        """
        if not isinstance(self.recording, xr.DataTree):
            return read_recording(self.recording, self.channels, self.sites, self.filters, self.rate, told)
        for name in OF_A_FILE:
            if getattr(self, name) is not None:
                raise UserError(f"{name} says how a file is read, but a recording that was read is given; leave it out")
        return self.recording

    def key(self, tree: xr.DataTree, digest: str) -> str:
        """Tell one examination from another in a few words.

        Parameters
        ----------
        tree : xarray.DataTree
            What was read.
        digest : str
            As of ``digest``.

        Returns
        -------
        str
            A text that differs if the file, or the way in which it is read, differs.
        """
        if not digest:
            digest = hashlib.sha256(np.ascontiguousarray(emg(tree).values).tobytes()).hexdigest()
        rows = [] if self.channels is None else [asdict(row) for row in read_table(self.channels)]
        filters = None if self.filters is None else asdict(self.filters)
        return json.dumps([digest, rows, dict(self.sites or {}), filters, self.rate])
