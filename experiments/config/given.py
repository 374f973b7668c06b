"""What Python is given, written as override strings: mappings, nested mappings, keywords, arrays and strings alike.

There is one road from a user to settings, and it begins with override strings; Python only writes them.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from inspect import signature
from numbers import Real
from typing import Any, TypeAlias

import numpy as np

from ...errors import UserError
from .compose import plain_key
from .keys import nearer_than_keys

Given: TypeAlias = str | Mapping[str, Any] | Sequence[str]
# Keys whose value is itself a list, so that a list of it is a value and a list of lists is an axis
LISTS = ("drugs", "lesions", "form.lesions", "cut.lesions", "protocol.stimuli")
LIST_PARTS = ("study.", "courses.")  # what begins so holds lists of its own: study.axes, study.examples, a course
BARE = re.compile(r"[A-Za-z_][\w./:-]*")  # a text that the grammar of overrides reads as itself
WORDS = ("true", "false", "null", "nan", "inf")  # it reads these as something else than text


@dataclass(frozen=True)
class Interval:
    """A range between two numbers: of a search, or of a design that draws its points.

    Attributes
    ----------
    low, high : float
        Ends of the range.
    log : bool
        Whether a search moves along its logarithm.

    Raises
    ------
    UserError
        An end is no finite number, the ends are out of order, or an end has no logarithm where one is asked for.

    Examples
    --------
    >>> override_words({"receptors.gaba_a.cortex": Interval(0, 1)})
    ['receptors.gaba_a.cortex=interval(0,1)']
    """

    low: float
    high: float
    log: bool = False

    def __post_init__(self) -> None:
        for end in (self.low, self.high):
            if not isinstance(end, Real) or isinstance(end, bool):
                raise UserError(f"Interval({self.low!r}, {self.high!r}): {end!r} is no number")
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low < self.high):
            raise UserError(f"Interval({self.low!r}, {self.high!r}) is empty; give Interval(low, high)")
        if self.log and self.low <= 0:
            raise UserError(f"Interval({self.low!r}, {self.high!r}) has no logarithm; let it begin above 0")


def override_words(*given: Given, **keys: Any) -> list[str]:
    """Write what Python was given as override strings.

    Parameters
    ----------
    *given : str, mapping or sequence of str
        Override strings, one or several, or mappings of keys to values. Keys are dotted, or the mappings are nested.
    **keys
        Further keys by their name. A mapping holds the keys below it.

    Returns
    -------
    list of str
        The overrides, in the order in which they were given; keywords come last. Of a key that is given again only the
        last value is there.

    Raises
    ------
    UserError
        An axis has no values or more than one dimension, a value is of a kind that no key takes, such as a quantity
        with units, or what was given is no text or mapping.

    Notes
    -----
    A list, a tuple, a range or an array stands for several values of its key, which makes it an axis of a study. The
    keys ``drugs`` and ``lesions`` hold lists; of them a list of lists is an axis.

    Examples
    --------
    >>> override_words("duration=2", receptors={"gaba_a.cortex": 0.4}, protocol="median_nerve", seed=range(3))
    ['duration=2', 'receptors.gaba_a.cortex=0.4', 'protocol=median_nerve', 'seed=choice(0,1,2)']
    >>> override_words(lesions=["transection:C2"], chloride={"cortex": "-60 mV"})
    ['lesions=[transection:C2]', "chloride.cortex='-60 mV'"]
    """
    words: list[str] = []
    for part in (*given, keys):
        if isinstance(part, str):
            words.append(part)
        elif isinstance(part, Mapping):
            words += [f"{key}={_value(key, value)}" for key, value in _leaves(part)]
        elif isinstance(part, Sequence) and all(isinstance(word, str) for word in part):
            words += part
        else:
            raise UserError(f"{part!r} is neither an override string nor a mapping of keys to values")
    last = {plain_key(word): place for place, word in enumerate(words)}
    return [word for place, word in enumerate(words) if last[plain_key(word)] == place]


def refuse_misspelt(call: Callable[..., Any], keys: Iterable[str]) -> None:
    """Refuse a keyword that is no key, and that is near a parameter of the call.

    Parameters
    ----------
    call : callable
        The call, whose parameters are told from keys by their name.
    keys : iterable of str
        The keywords that it takes for keys.

    Raises
    ------
    UserError
        A keyword is a parameter that is misspelt.
    """
    own = [name for name, kind in signature(call).parameters.items() if kind.kind is kind.KEYWORD_ONLY]
    for key in keys:
        meant = nearer_than_keys(key, own)
        if meant:
            raise UserError(
                f"{call.__name__} has no parameter '{key}', and there is no such key; did you mean '{meant}'?"
            )


def _leaves(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted key and value of everything that is no mapping itself."""
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _value(key: str, value: Any) -> str:
    if isinstance(value, Interval):
        ends = f"interval({_text(key, _plain(key, value.low))},{_text(key, _plain(key, value.high))})"
        return f"tag(log,{ends})" if value.log else ends
    value = _plain(key, value)
    holds_list = key in LISTS or key.startswith(LIST_PARTS)
    several = isinstance(value, list) and (not holds_list or _is_list_of_lists(key, value))
    if not several:
        return _text(key, value)
    if not holds_list and any(isinstance(item, list) for item in value):
        raise UserError(
            f"{key} was given a list of lists or an array of several dimensions, and an axis has one; "
            "give its values as one list"
        )
    if all(item is None for item in value):
        raise UserError(f"{key}={value} has no values")
    texts = ",".join(_text(key, item) for item in value)
    return texts if None in value else f"choice({texts})"  # the grammar of a choice has no null


def _is_list_of_lists(key: str, value: list[Any]) -> bool:
    return not key.startswith("study.") and bool(value) and all(isinstance(item, list) for item in value)


def _plain(key: str, value: Any) -> Any:
    """A value as plain numbers, texts, lists and dicts."""
    if hasattr(value, "get_best_unit") or hasattr(value, "magnitude"):  # of Brian2 and of pint
        raise UserError(f"{key}: a quantity of another program is not taken; write it as a text, such as '20 mV'")
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(name): _plain(key, item) for name, item in value.items()}
    if hasattr(value, "to_numpy"):  # of xarray and pandas
        return value.to_numpy().tolist()
    if isinstance(value, Sequence | range):
        return [_plain(key, item) for item in value]
    raise UserError(f"{key}: {value!r} is no value of a key; give a number, a text or several of them")


def _text(key: str, value: Any) -> str:
    """A plain value in the grammar of overrides."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return value if BARE.fullmatch(value) and value.lower() not in WORDS else _quoted(value)
    if isinstance(value, list):
        return f"[{','.join(_text(key, item) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{','.join(f'{name}:{_text(key, item)}' for name, item in value.items())}}}"
    return repr(value)


def _quoted(text: str) -> str:
    """A text in quotes; a backslash is doubled only before a quote, as the grammar reads it."""
    escaped = re.sub(r"(\\*)'", lambda found: found[1] * 2 + r"\'", text)
    ends = re.search(r"\\*$", escaped)
    return f"'{escaped}{ends[0] if ends else ''}'"
