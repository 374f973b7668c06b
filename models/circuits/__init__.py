"""The circuits: populations and projections of cortex, brainstem and cord, as data, and the connectome drawn from them.

No equation, no Brian2 and no run-time value is here.
"""

from ...lazy import submodules

__getattr__, __dir__ = submodules(__name__, __path__)
