"""Measurements on recordings and datasets: arrays in, arrays out. No module imports Brian2 or the models.

Files of other programs are read and written by ``recordings`` alone, and ``diagnosis`` reads its own tables.
"""

from ..lazy import submodules

__getattr__, __dir__ = submodules(__name__, __path__)
