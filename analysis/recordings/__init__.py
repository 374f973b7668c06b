"""Recordings of other programs and of people, read and written as the tree of all measurements. None measures."""

from ...lazy import submodules

__getattr__, __dir__ = submodules(__name__, __path__)
