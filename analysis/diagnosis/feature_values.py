"""The value of one feature of the differential diagnosis: read as its plain type, or refused in one line."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import Field
from typing import Any

from ...errors import UserError

NO_WORD = ("", "not measurable")
# Parts of the body, head to foot, and the levels of tables/diagnosis.yaml in them
PARTS = {"head": ("eye", "face", "palate", "bulbar"), "neck": ("xi", "neck"), "arm": ("arm",), "trunk": ("trunk",),
         "leg": ("leg",)}  # fmt: skip


def clean_value(one: Field, value: Any) -> Any:
    """Read the value of one feature as its plain Python type.

    Parameters
    ----------
    one : dataclasses.Field
        The field of ``Features``, whose metadata hold its rules.
    value : Any
        The value; of the order pairs of muscle and onset.

    Returns
    -------
    Any
        The value; None for NaN and for the words that say nothing.

    Raises
    ------
    UserError
        The feature cannot have this value.
    """
    if choices := one.metadata.get("choices"):
        if (isinstance(value, float) and math.isnan(value)) or (isinstance(value, str) and value in NO_WORD):
            return None
        if not isinstance(value, str) or value not in choices:
            raise UserError(f"{one.name} is {value!r}; it is one of {', '.join(choices)}")
        return str(value)
    if one.name == "order":
        return _sorted_order(one, value)
    if one.name == "cmc_peaks":
        if isinstance(value, str) or not _is_list(value):
            raise UserError(f"{one.name} is {value!r}; give a list of frequencies in Hz, such as [12, 20]")
        return tuple(_number(one, peak) for peak in value)
    if one.name == "unrecorded":
        return _parts(value)
    number = _number(one, value, missing=True)
    if math.isnan(number):
        return None
    if one.type != (bool | None):
        return number
    if number not in (0, 1):
        raise UserError(f"{one.name} is {value}; it is true or false")
    return bool(number)


def _is_list(value: Any) -> bool:
    """Whether a value has parts; an array of no dimension is iterable by its type alone."""
    return isinstance(value, Iterable) and getattr(value, "ndim", 1) > 0


def _parts(value: Any) -> tuple[str, ...] | None:
    """Parts of the body, head to foot; None for none, since all were recorded then."""
    if not _is_list(value):
        raise UserError(f"unrecorded is {value!r}; give a list of parts of the body: {', '.join(PARTS)}")
    named = [str(part) for part in (value.split(",") if isinstance(value, str) else value)]
    named = [part.strip() for part in named]
    for part in named:
        if part not in PARTS:
            raise UserError(f"unrecorded holds '{part}'; parts of the body are {', '.join(PARTS)}")
    return tuple(part for part in PARTS if part in named) or None


def _number(one: Field, value: Any, missing: bool = False) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        wanted = "it is true or false" if one.type == (bool | None) else "give a number"
        raise UserError(f"{one.name} is {value!r}; {wanted}") from None
    rules = one.metadata
    if (math.isinf(number) and not rules.get("endless")) or (math.isnan(number) and not missing):
        raise UserError(f"{one.name} holds {number}; leave out what was not measured")
    if number < 0 and not rules.get("signed"):
        raise UserError(f"{one.name} is {number:g}; it cannot be negative")
    if rules.get("share") and number > 1:
        raise UserError(f"{one.name} is {number:g}; it is a share of at most 1")
    return number


def _sorted_order(one: Field, value: Any) -> tuple[tuple[str, float], ...]:
    pairs: Any = value if _is_list(value) and not isinstance(value, str | Mapping) else [None]
    if not all(isinstance(pair, Sequence) and not isinstance(pair, str) and len(pair) == 2 for pair in pairs):
        raise UserError(
            f"order is {value!r}; give pairs of a muscle and its onset in ms, such as [[right_scm, 0], [right_fdi, 12]]"
        )
    order = tuple((str(muscle), _number(one, delay)) for muscle, delay in pairs)
    delays = [delay for _, delay in order]
    if delays != sorted(delays):
        raise UserError("order is not sorted by onset; put the earliest muscle first")
    if len({muscle for muscle, _ in order}) < len(order):
        raise UserError("order names a muscle twice; give each muscle its median onset")
    return order
