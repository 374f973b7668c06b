"""Speed and memory of the pathway as ratios: against stock Brian2, a limit in C++, and one script per point."""

from .command import benchmark, measure

__all__ = ["benchmark", "measure"]
