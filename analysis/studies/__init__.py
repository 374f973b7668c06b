"""What a whole study shows: dose-response, thresholds, rankings. These read tables of statistics, no recording."""

from ...lazy import submodules

__getattr__, __dir__ = submodules(__name__, __path__)
