"""Answers of muscles and motor units to stimuli, from latency to recruitment. All need the times of stimuli."""

from ...lazy import submodules

__getattr__, __dir__ = submodules(__name__, __path__)
