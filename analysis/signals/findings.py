"""A finding: yes, no, or the reason why nothing can be said. An unknown is never a no."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import xarray as xr

from .labels import labelled

Truth = bool | None


@dataclass(frozen=True)
class Finding:
    """What was found, or why nothing was: one of both and never both.

    Attributes
    ----------
    value : bool or None
        The answer; None where nothing can be said.
    reason : str
        Why nothing can be said; empty beside an answer.

    Raises
    ------
    ValueError
        There is an answer beside a reason, or neither.

    Examples
    --------
    >>> Finding(True), Finding(None, "3 jerks, 10 needed").value
    (Finding(value=True, reason=''), None)
    """

    value: Truth
    reason: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) != bool(self.reason):
            raise ValueError(f"a finding has an answer or a reason, got {self.value} and '{self.reason}'")


def finding_variables(
    name: str, long_name: str, found: Finding | Sequence[Finding], dims: str | tuple[()] = ()
) -> dict[str, tuple[Any, ...]]:
    """A finding as two variables of a Dataset.

    Parameters
    ----------
    name : str
        Name of the finding.
    long_name : str
        What it says where it is 1.
    found : Finding or sequence of Finding
        The finding, or one for each label of the dimension.
    dims : str, optional
        The dimension.

    Returns
    -------
    dict
        ``name``, which is 1, 0, or NaN where nothing can be said, and ``reason``, which says why, and is empty
        elsewhere.

    Examples
    --------
    >>> found = xr.Dataset(finding_variables("rhythmic", "jerks are rhythmic", Finding(None, "no jerks")))
    >>> float(found["rhythmic"]), found["reason"].item()
    (nan, 'no jerks')
    """
    many = [found] if isinstance(found, Finding) else list(found)
    values = np.array([np.nan if one.value is None else float(one.value) for one in many])
    reasons = np.array([one.reason for one in many], dtype=str)
    if isinstance(found, Finding):
        values, reasons = values[0], reasons[0]
    return {
        name: labelled(dims, values, "1", f"1: {long_name}; 0: not so; NaN: see reason"),
        "reason": labelled(dims, reasons, "1", "why it could not be measured"),
    }


def read_finding(dataset: xr.Dataset, name: str) -> Finding:
    """Read a finding of a Dataset.

    Parameters
    ----------
    dataset : xarray.Dataset
        With the two variables of ``finding_variables``, both scalars.
    name : str
        Name of the finding.

    Returns
    -------
    Finding
        The finding.

    Raises
    ------
    ValueError
        The two variables contradict each other.

    Examples
    --------
    >>> read_finding(xr.Dataset(finding_variables("rhythmic", "jerks are rhythmic", Finding(False))), "rhythmic").value
    False
    """
    value = float(dataset[name].item())
    return Finding(None if np.isnan(value) else bool(value), str(dataset["reason"].item()))
