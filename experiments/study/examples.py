"""The examples of a study: points whose recording is kept beside it."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from ...errors import UserError
from ...models.parameters.nearest import nearest
from ..config.design.coordinate_values import rounded

LOG = logging.getLogger(__name__)
SHOWN = 12  # values of an axis that a message names
Example = Mapping[str, Any]  # some axes to their values; an axis that it leaves out may have any value


def read_examples(asked: Sequence[Example], axes: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Take the examples, if what they name are axes of the study.

    Parameters
    ----------
    asked : sequence of mapping
        What ``study.examples`` holds.
    axes : mapping
        The axes of the study.

    Returns
    -------
    list of dict
        The examples, with values as coordinates have them.

    Raises
    ------
    UserError
        An example names an axis that the study does not have.
    """
    for example in asked:
        for name in example:
            if name not in axes:
                known = nearest(name, axes, otherwise=f"; the axes are {', '.join(axes)}")
                raise UserError(f"study.examples names the axis '{name}', which the study does not have{known}")
    return [{name: rounded(value) for name, value in example.items()} for example in asked]


def is_at(example: Example, values: Mapping[str, Any]) -> bool:
    """Whether a point is one that an example names.

    Parameters
    ----------
    example : mapping
        The example.
    values : mapping
        Coordinates of the point.

    Returns
    -------
    bool
        Whether the point has all values of the example.

    Examples
    --------
    >>> is_at({"seed": 1}, {"gain": 0.5, "seed": 1}), is_at({"seed": 1}, {"gain": 0.5, "seed": 2})
    (True, False)
    """
    return all(values[name] == value for name, value in example.items())


def told(example: Example, axes: Mapping[str, Sequence[Any]]) -> str:
    """Say of an example that it is no point of the study, and why.

    Parameters
    ----------
    example : mapping
        The example.
    axes : mapping
        Axis of the study to its values.

    Returns
    -------
    str
        A few words.
    """
    named = ", ".join(f"{name}={value}" for name, value in example.items())
    for name, value in example.items():
        if value not in axes[name]:
            there = ", ".join(map(str, axes[name][:SHOWN])) + ", ..." * (len(axes[name]) > SHOWN)
            return f"{named} is no point of the study, whose axis '{name}' has {there}"
    return f"{named} is no point of the study, which has these values in other points"


def notice_lost(lost: Sequence[Example], axes: Mapping[str, Sequence[Any]]) -> None:
    """Say in the log of which examples no recording is kept.

    Parameters
    ----------
    lost : sequence of mapping
        The examples that are no points.
    axes : mapping
        Axis of the study to its values.
    """
    for example in lost:
        LOG.warning("the example %s; it has no recording, and study.examples=[...] names others", told(example, axes))
