"""Checks, stretches and labels that every measurement shares. Nothing is measured, no other folder imported."""

from ...lazy import submodules

__getattr__, __dir__ = submodules(__name__, __path__)
