"""Other names of drugs in overrides: ``concentration.klonopin=0.02`` is ``concentration.clonazepam=0.02``."""

import re
from collections.abc import Collection

from ...errors import UserError
from ...models.drugs.drug_tables import kinetics_of
from ...models.drugs.synonyms import agent_called

LEVEL = re.compile(
    r"(?P<before>\+{0,2}(?:study\.(?:axes|base)\.)?concentration\.)(?P<name>[^={}]+)(?P<after>(?:=.*)?)", re.S
)
NUMBER = re.compile(
    r"(?P<before>\+{0,2}(?:study\.(?:axes|base)\.)?drug_numbers\.(?:kinetics|mechanisms)\.)"
    r"(?P<name>[^.={}]+)(?P<after>\..*)",
    re.S,
)


def with_agents(override: str) -> str:
    """Write an override or a key with the name that its agent has in the tables.

    Parameters
    ----------
    override : str
        Override as a user writes it, or its key alone.

    Returns
    -------
    str
        The same with the name of the tables. What names no agent in its key is returned as it is.

    Raises
    ------
    UserError
        No agent is called so, or several are.

    Examples
    --------
    >>> with_agents("concentration.5-HTP='10 uM'")
    "concentration.oxitriptan='10 uM'"
    """
    level = LEVEL.fullmatch(override)
    found = level or NUMBER.fullmatch(override)
    if not found:
        return override
    try:
        agent = agent_called(found["name"])
        if level:
            kinetics_of(agent)  # what has no kinetics has no level
    except UserError as error:
        raise UserError(f"{found['before'].lstrip('+')}{found['name']}: {error.args[0]}") from None
    return f"{found['before']}{agent}{found['after']}"


def regimen_called(name: str, regimens: Collection[str]) -> str:
    """Give the packaged regimen that a name of a drug means.

    Parameters
    ----------
    name : str
        Name of a regimen, or of the one agent that it gives.
    regimens : collection of str
        Names of the packaged regimens.

    Returns
    -------
    str
        Name of the regimen, or the name as it is if no regimen is meant.

    Examples
    --------
    >>> regimen_called("Keppra", ["levetiracetam", "none"])
    'levetiracetam'
    """
    if name in regimens:
        return name
    try:
        agent = agent_called(name)
    except UserError:
        return name
    return agent if agent in regimens else name
