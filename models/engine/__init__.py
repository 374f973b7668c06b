"""Turns circuits into a network that Brian2 runs, compiled or not. No other folder of the models imports Brian2.

The equations of the cells and the objects of the network are here, with what builds, compiles and runs them. The folder
``values`` gives the run-time values of one run. ``cpp`` and ``templates`` hold what is compiled beside the code that
Brian2 writes. Equations of receptors belong to ``membrane/receptors``, and who is connected to whom to ``circuits``.
"""

from ...lazy import submodules

__getattr__, __dir__ = submodules(__name__, __path__)
