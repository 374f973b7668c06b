"""The run-time values of one run, one file for each part of the network: what a condition, table or seed can change.

A compiled model holds sizes and equations only; each file here gives the arrays that one part of the equations takes.
Values of receptors stand in the receptors' own files, equations in ``engine/equations.py``. No Brian2.
"""

from ....lazy import submodules

__getattr__, __dir__ = submodules(__name__, __path__)
