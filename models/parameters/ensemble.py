"""The ensemble: parameter sets besides that of the tables which are as healthy as it. Shipped as one file of data.

``made`` says how it came about (model, spread of the draws, gates that every set passes). ``numbers`` names what the
sets replace, ``members`` has a row of values for each set, in the units of the tables.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .sourced import TABLES
from .table_numbers import check_number

FILE = Path(str(TABLES / "ensemble.json"))
HOW = "disinhibition calibrate --ensemble 20"


@dataclass(frozen=True)
class Ensemble:
    """Parameter sets ``{table.entry: value}`` over the same numbers, and how they were made."""

    made: Mapping[str, Any]
    members: tuple[Mapping[str, float], ...]

    def text(self) -> str:
        """The content of its file; one line a set."""
        names = list(self.members[0]) if self.members else []
        rows = ",\n".join(json.dumps([member[name] for name in names]) for member in self.members)
        made = json.dumps(dict(self.made), indent=1, sort_keys=True)
        return f'{{"made": {made},\n"numbers": {json.dumps(names)},\n"members": [\n{rows}\n]}}\n'


def parameter_set(number: int) -> Mapping[str, float]:
    """Numbers that a set of the shipped ensemble replaces, by ``table.entry``; set 0 is that of the tables.

    Raises ValueError, in one line, for a set that does not exist or does not fit the tables.
    """
    if number == 0:
        return {}
    members = _read(FILE).members if FILE.exists() else ()
    if not members:
        raise ValueError(f"parameters={number}: there is no ensemble yet; make one with '{HOW}' and move it to {FILE}")
    if number > len(members):
        raise ValueError(f"parameters={number}: there are sets 1 to {len(members)}, and 0, that of the tables")
    return members[number - 1]


@cache
def _read(path: Path) -> Ensemble:
    """An ensemble whose every number fits the tables."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        names = content["numbers"]
        members = tuple(dict(zip(names, map(float, row), strict=True)) for row in content["members"])
        ensemble = Ensemble(content["made"], members)
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path} is damaged; make it anew with '{HOW}'") from error
    for member in members:
        for name, value in member.items():
            try:
                check_number(name, value)
            except (KeyError, ValueError) as error:
                raise ValueError(f"{path} is of other tables ({error.args[0]}); make it anew with '{HOW}'") from error
    return ensemble
