"""How two signals go together by frequency, and which of them leads. Jerks and stimuli play no part."""

from ...lazy import submodules

__getattr__, __dir__ = submodules(__name__, __path__)
