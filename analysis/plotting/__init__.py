"""Drawing on Axes, the selection of what is shown, and the style of all figures. No file is read or written."""

from ...lazy import submodules

__getattr__, __dir__ = submodules(__name__, __path__)
