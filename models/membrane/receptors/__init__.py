"""The receptors of the model, one file each, with the channels (kinds of synapses) that open them.

Whatever receptor or channel a file of this folder defines is part of the model; no list names it. The equations of the
network, the run-time values, the courses and the vocabulary of a condition follow from ``RECEPTORS`` and ``CHANNELS``.
What a receptor is stands in ``membrane/receptor.py``, its numbers in the table ``receptors``. Who is connected to whom
belongs to ``circuits``, what the 5-HT level does to ``membrane/serotonin.py``.
"""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import TypeVar

from ....errors import UserError
from ...parameters.sourced import shipped_table
from ..channel import Channel
from ..receptor import Receptor

Kind = TypeVar("Kind", Receptor, Channel)


def _defined(kind: type[Kind]) -> list[Kind]:
    """All objects of a kind that the files of this folder define; a file that imports one does not repeat it."""
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    objects = [thing for module in modules for thing in vars(module).values() if isinstance(thing, kind)]
    return list({id(thing): thing for thing in objects}.values())


def _position(receptor: Receptor) -> int:
    """Place of a receptor's entry in the table ``receptors``."""
    entries = list(shipped_table("receptors"))
    if receptor.entry not in entries:
        raise UserError(f"receptor {receptor.name}: models/tables/receptors.yaml has no entry '{receptor.entry}'")
    return entries.index(receptor.entry)


RECEPTORS: tuple[Receptor, ...] = tuple(sorted(_defined(Receptor), key=_position))
# Channels of fast receptors come first: the digest of a connectome and the files of a pathway have this order
CHANNELS: Mapping[str, Channel] = MappingProxyType(
    {
        channel.name: channel
        for channel in sorted(_defined(Channel), key=lambda found: (not found.opens.fast, _position(found.opens)))
    }
)
