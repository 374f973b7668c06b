"""What a single cell is: the numbers of its membrane, its receptors, and what the 5-HT level does to it.

No network and no Brian2 is here. Equations of the membrane itself stand beside the network, in ``engine/equations.py``.
"""

from ...lazy import submodules

__getattr__, __dir__ = submodules(__name__, __path__)
