"""What a structure draws: its tables, its connectome, and the key by which its network is known before it is built."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ..circuits.circuit import Structure
from ..circuits.connectome import Connectome, draw
from ..circuits.pathway import build_pathway
from ..parameters.identity import model_digest
from ..parameters.jitter import jitter_numbers
from ..parameters.sourced import replaced_tables
from ..parameters.table_numbers import tables_with
from .build_cache import content_key


def network_key(structure: Structure, connectome: Connectome, kind: str, precision: str) -> str:
    """Give the content key of a network, which need not be built for it.

    Parameters
    ----------
    structure : Structure
        Which network.
    connectome : Connectome
        Its drawn pathway.
    kind : str
        ``standalone`` or ``numpy``.
    precision : str
        ``float32`` or ``float64``.

    Returns
    -------
    str
        24 hexadecimal digits.
    """
    return content_key(
        {
            "model": model_digest(),
            "connectome": connectome.digest,
            "structure": asdict(structure),
            "precision": precision,
            "kind": kind,
        }
    )


def drawn_connectome(structure: Structure) -> Connectome:
    """Draw the connectome of a structure.

    Parameters
    ----------
    structure : Structure
        Which network.

    Returns
    -------
    Connectome
        Its drawn pathway, with the numbers of the structure.
    """
    with replaced_tables(tables_of(structure)):
        return draw(build_pathway(structure), structure.wiring_seed)


def tables_of(structure: Structure) -> Mapping[str, Mapping[str, Any]]:
    """Give the tables of a structure that are not the shipped ones.

    Parameters
    ----------
    structure : Structure
        Its ``jitter`` draws the guessed table numbers, then its own ``numbers`` replace theirs.

    Returns
    -------
    Mapping[str, Mapping[str, Any]]
        The tables that change, by name.

    Examples
    --------
    >>> tables_of(Structure(numbers=(("receptors.ampa.decay", 2.6),)))["receptors"]["ampa"]["decay"].value
    2.6
    """
    drawn = jitter_numbers(structure.jitter) if structure.jitter else {}
    return tables_with({**drawn, **dict(structure.numbers)})
