"""Rows of a study that are read from disk when a value of theirs is asked for, each once."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from xarray.backends import BackendArray
from xarray.core import indexing


class Rows:
    """Rows of a study by number, read with ``read(numbers)``; what was read stays.

    So a row is read once, and all its columns are of one moment.
    """

    def __init__(self, read: Callable[[list[int]], np.ndarray], numbers: Sequence[int], columns: int) -> None:
        size = max(numbers, default=-1) + 1
        self._read, self._known, self._values = read, np.zeros(size, bool), np.full((size, columns), np.nan)

    def column(self, numbers: np.ndarray, column: int) -> np.ndarray:
        """One column of the rows of these numbers; a number below 0 is a place without a point, and NaN."""
        there = numbers >= 0
        wanted = numbers[there]
        new = np.unique(wanted[~self._known[wanted]])
        if new.size:
            self._values[new] = self._read(new.tolist())
            self._known[new] = True
        found = np.full(numbers.shape, np.nan)
        found[there] = self._values[wanted, column]
        return found


class LazyColumn(BackendArray):
    """One column over the dimensions of a study. ``places``: number of the row at every place, -1 for none."""

    def __init__(self, rows: Rows, places: np.ndarray, column: int, dtype: str) -> None:
        self._rows, self._places, self._column = rows, places, column
        self.shape, self.dtype = places.shape, np.dtype(dtype)

    def data(self) -> indexing.LazilyIndexedArray:
        """The data of a variable: it can be selected from without being read."""
        return indexing.LazilyIndexedArray(self)

    def __getitem__(self, key: indexing.ExplicitIndexer) -> Any:
        return indexing.explicit_indexing_adapter(key, self.shape, indexing.IndexingSupport.BASIC, self._read)

    def _read(self, key: tuple[Any, ...]) -> np.ndarray:
        values = self._rows.column(np.asarray(self._places[key]), self._column)
        return values if self.dtype.kind == "f" else np.nan_to_num(values).astype(self.dtype)
