"""The values that an override gives an axis: lists, choices, ranges and globs, refused before they are spread out."""

import math
from collections.abc import Iterator
from typing import Any

from hydra.core.override_parser.types import Glob, IntervalSweep, Override, QuotedString, RangeSweep

from ....errors import UserError
from ..drug_names import regimen_called
from ..packaged import config_groups

MOST_VALUES = 100_000  # of one axis


def check_values(override: Override) -> None:
    """Refuse a range or an interval that has no values, or more than a study can hold.

    Parameters
    ----------
    override : Override
        An override that gives several values.

    Raises
    ------
    UserError
        In one line, for a step of 0, for ends that are no finite numbers, for no values and for too many.
    """
    value: Any = override.value()
    line = str(override.input_line).lstrip("+")
    if isinstance(value, RangeSweep):
        start, stop, step = (float(number or 0) for number in (value.start, value.stop, value.step))
        if not all(map(math.isfinite, (start, stop, step))):
            raise UserError(f"'{line}': a range goes from one finite number to another in finite steps")
        if step == 0:
            raise UserError(f"'{line}': the step of a range cannot be 0; its end is left out, as in range(0,1.1,0.1)")
        if (stop - start) / step <= 0:
            raise UserError(f"'{line}' has no values: steps of {step:g} do not lead from {start:g} to {stop:g}")
        if (stop - start) / step > MOST_VALUES:
            raise UserError(
                f"'{line}' has {(stop - start) / step:.3g} values; an axis has at most {MOST_VALUES}, take larger steps"
            )
    elif isinstance(value, IntervalSweep):
        check_interval(override.get_key_element().lstrip("+"), value)


def check_interval(key: str, value: IntervalSweep) -> tuple[float, float]:
    """Refuse an interval that holds no numbers.

    Parameters
    ----------
    key : str
        Its key, for messages.
    value : IntervalSweep
        The interval.

    Returns
    -------
    tuple of float
        Its lower and its upper end.

    Raises
    ------
    UserError
        In one line, for ends that are out of order, not finite, or without a logarithm where one is asked for.
    """
    low, high = float(value.start or 0), float(value.end or 0)
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise UserError(f"{key}: the range from {low:g} to {high:g} is empty; give interval(low,high)")
    if "log" in value.tags and low <= 0:
        raise UserError(f"{key}: the range from {low:g} to {high:g} has no logarithm; let it begin above 0")
    return low, high


def axis_values(override: Override) -> Iterator[Any]:
    """Give the values of an axis.

    Parameters
    ----------
    override : Override
        An override that gives several values.

    Yields
    ------
    object
        A number, a text without its quotes, or a list; of a regimen its packaged name.
    """
    value: Any = override.value()
    if isinstance(value, Glob):
        yield from value.filter(config_groups().get(override.key_or_group, []))
        return
    for item in map(_unquoted, override.sweep_iterator(transformer=lambda item: item)):
        is_regimen = override.key_or_group == "regimen"
        yield regimen_called(str(item), config_groups()["regimen"]) if is_regimen else item


def _unquoted(value: Any) -> Any:
    if isinstance(value, list):
        return [_unquoted(item) for item in value]
    return value.text if isinstance(value, QuotedString) else value
