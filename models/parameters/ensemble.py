"""The ensemble: parameter sets beside that of the tables that are as healthy as it is, shipped as one file of data.

In the file ``made`` says how the sets came about (model, spread of the draws, gates that every set passes), ``numbers``
names the table numbers that they replace, and ``members`` has a row of values for each set, in the units of the tables.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ...errors import UserError
from .sourced import TABLES
from .table_numbers import check_number

FILE = Path(str(TABLES / "ensemble.json"))
HOW = "disinhibition calibrate --ensemble 20"


@dataclass(frozen=True)
class Ensemble:
    """Parameter sets over the same table numbers, and how they were made.

    Attributes
    ----------
    made : Mapping[str, Any]
        Model, spread of the draws and gates that every set passes.
    members : tuple[Mapping[str, float], ...]
        For each set, values by ``table.entry`` in the units of the tables.

    Examples
    --------
    >>> Ensemble({"gates": "all"}, ({"receptors.ampa.decay": 2.4},)).members[0]["receptors.ampa.decay"]
    2.4
    """

    made: Mapping[str, Any]
    members: tuple[Mapping[str, float], ...]

    def text(self) -> str:
        """Write the content of its file, one line a set.

        Returns
        -------
        str
            JSON.
        """
        names = list(self.members[0]) if self.members else []
        rows = ",\n".join(json.dumps([member[name] for name in names]) for member in self.members)
        made = json.dumps(dict(self.made), indent=1, sort_keys=True)
        return f'{{"made": {made},\n"numbers": {json.dumps(names)},\n"members": [\n{rows}\n]}}\n'


def parameter_set(number: int) -> Mapping[str, float]:
    """Give the table numbers that a set of the shipped ensemble replaces.

    Parameters
    ----------
    number : int
        Number of the set; 0 is that of the tables.

    Returns
    -------
    Mapping[str, float]
        Values by ``table.entry`` in the units of the tables; empty for set 0.

    Raises
    ------
    UserError
        The set does not exist or does not fit the tables; the message is one line.

    Examples
    --------
    >>> parameter_set(0)
    {}
    """
    if number == 0:
        return {}
    members = _read(FILE).members if FILE.exists() else ()
    if not members:
        raise UserError(f"parameters={number}: there is no ensemble yet; make one with '{HOW}' and move it to {FILE}")
    if number > len(members):
        raise UserError(f"parameters={number}: there are sets 1 to {len(members)}, and 0, that of the tables")
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
        raise UserError(f"{path} is damaged; make it anew with '{HOW}'") from error
    for member in members:
        for name, value in member.items():
            try:
                check_number(name, value)
            except UserError as error:
                raise UserError(f"{path} is of other tables ({error.args[0]}); make it anew with '{HOW}'") from error
    return ensemble
