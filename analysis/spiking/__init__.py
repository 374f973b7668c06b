"""Measurements of spike trains of the model's cells, which no recording of a person has. They read no EMG."""

from ...lazy import submodules

__getattr__, __dir__ = submodules(__name__, __path__)
