"""Drugs: from a dose to free concentrations, and from free concentrations to the factors of a run.

``dosing`` reads what a prescriber writes, ``kinetics`` computes concentrations over time, ``mechanisms`` turns them
into factors, ``tables`` holds the numbers of every agent. No outcome of a drug is written in here.
"""

from ...lazy import submodules

__getattr__, __dir__ = submodules(__name__, __path__)
