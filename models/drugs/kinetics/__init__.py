"""Pharmacokinetics: from single doses to free concentrations and slow states over time. No effect of a drug is here."""

from ....lazy import submodules

__getattr__, __dir__ = submodules(__name__, __path__)
