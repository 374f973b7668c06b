"""What a search looks for, read from the words of its line: the statistic, its target, and the ranges of the keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import IntervalSweep
from hydra.errors import HydraException

from ...errors import UserError
from ...models.parameters.nearest import nearest
from ..config.design.coordinate_values import refuse_repeated
from ..config.design.sweep_values import check_values
from ..config.units import read_integer, read_number

PREFIX = "search."
WORDS = ("statistic", "target", "trials")


@dataclass(frozen=True)
class Goal:
    """What is looked for.

    Attributes
    ----------
    statistic : str
        The column that is to come to the target.
    target : float
        Its target.
    trials : int
        How many trials there are.
    ranges : mapping
        Key to its range or choice.
    fixed : tuple of str
        Overrides that hold for every trial.
    """

    statistic: str
    target: float
    trials: int
    ranges: Mapping[str, Any]
    fixed: tuple[str, ...]


def read_goal(overrides: Sequence[str]) -> Goal:
    """Take the words of a search apart: its goal, its ranges, and what stays as it is.

    Parameters
    ----------
    overrides : sequence of str
        ``search.target=...`` and other words of the search; ``key=interval(0,1)`` and ``key=tag(log,interval(0.1,1))``
        are ranges, ``key=a,b,c`` is a choice; all else stays as it is.

    Returns
    -------
    Goal
        What is looked for.

    Raises
    ------
    UserError
        In one line, for words that cannot be read, or without a range or a target.
    """
    parser = OverridesParser.create()
    words: dict[str, Any] = {"statistic": "jerk_rate", "target": None, "trials": 50}
    ranges: dict[str, Any] = {}
    fixed = ["study.name=search"]
    for override in overrides:
        try:
            parsed = parser.parse_override(override)
        except HydraException as error:
            raise UserError(f"cannot read '{override}'; an override reads key=value") from error
        key = str(parsed.key_or_group)
        if key.startswith(PREFIX):
            name = key.removeprefix(PREFIX)
            if name not in WORDS:
                raise UserError(f"unknown key '{key}'" + nearest(key, [PREFIX + known for known in WORDS]))
            words[name] = parsed.value()
        elif parsed.is_sweep_override():
            value = parsed.value()
            check_values(parsed)
            ranges[key] = value if isinstance(value, IntervalSweep) else list(parsed.sweep_iterator(lambda item: item))
            if isinstance(ranges[key], list):
                refuse_repeated(key, ranges[key])
        else:
            fixed.append(override)
    if words["target"] is None:
        raise UserError(
            f"a search needs search.target=<value>, which {words['statistic']} is to have; in Python target=<value>"
        )
    if not ranges:
        raise UserError("a search needs a range, such as receptors.gaba_a.cortex='interval(0,1)'")
    target = read_number("search.target", words["target"])
    trials = read_integer("search.trials", words["trials"], low=1)
    return Goal(str(words["statistic"]), target, trials, ranges, tuple(fixed))
