"""From recordings of an examination to a differential diagnosis: features, criteria, decision. No model is known."""

from ...lazy import submodules

__getattr__, __dir__ = submodules(__name__, __path__)
