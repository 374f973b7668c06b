"""How factors are made and joined: one factor for several keys, the factor of GIRK, products of factors."""

from collections.abc import Iterable, Mapping

from ....errors import UserError
from ...parameters.sourced import load_table


def spread(kind: str, scopes: Iterable[str], value: float) -> dict[str, float]:
    """Give the same factor to several keys of one kind.

    Parameters
    ----------
    kind : str
        Beginning of the factor keys, such as ``release``.
    scopes : Iterable[str]
        Ends of the factor keys: cell classes or regions.
    value : float
        The factor.

    Returns
    -------
    dict[str, float]
        The factor by factor key.

    Examples
    --------
    >>> spread("release", ("pv", "som"), 0.9)
    {'release.pv': 0.9, 'release.som': 0.9}
    """
    return {f"{kind}.{scope}": value for scope in scopes}


def girk_factor(share: float) -> float:
    """Give the factor of GIRK that opens a share of the leak beside what is open at rest.

    Parameters
    ----------
    share : float
        Conductance that the drug opens, as a share of the leak.

    Returns
    -------
    float
        1 + share / resting share of the parameter set.

    Raises
    ------
    UserError
        No GIRK channel is open at rest in this parameter set, so that none can be multiplied.

    Examples
    --------
    >>> girk_factor(0.0)
    1.0
    """
    resting = float(load_table("receptors")["girk"]["share"].value)
    if resting <= 0:
        raise UserError("numbers.receptors.girk.share=0: drugs that open GIRK multiply it; give it a value above 0")
    return 1 + share / resting


def combined(*parts: Mapping[str, float]) -> dict[str, float]:
    """Join the factors of several mechanisms: factors of one key multiply, those of GIRK add up.

    Parameters
    ----------
    *parts : Mapping[str, float]
        Factors of each mechanism by factor key.

    Returns
    -------
    dict[str, float]
        Factors of all mechanisms by factor key.

    Notes
    -----
    GIRK is a sum of channels, each opened by its own receptor, and its factor is relative to the few that are open at
    rest.

    Examples
    --------
    >>> combined({"nicotinic": 0.5}, {"nicotinic": 0.5, "afferent.ia": 0.9})
    {'nicotinic': 0.25, 'afferent.ia': 0.9}
    >>> combined({"girk.pv": 3.0}, {"girk.pv": 2.0})
    {'girk.pv': 4.0}
    """
    product: dict[str, float] = {}
    for part in parts:
        for key, value in part.items():
            known = product.get(key, 1.0)
            product[key] = known + value - 1 if key.startswith("girk.") else known * value
    return product
