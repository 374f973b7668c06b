"""The pathway: populations, projections, receptors, drugs and the engine that runs them.

It knows no Hydra and no analysis. Of files it knows its tables, the cache of compiled models and their scratch folders,
and of processes the compiler and the compiled model (``engine``).
"""

from ..lazy import submodules

__getattr__, __dir__ = submodules(__name__, __path__)
