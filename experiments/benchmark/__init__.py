"""Speed and memory as ratios: against stock Brian2, a limit in C++, and one script per point; and bursts found."""

from .command import benchmark, measure

__all__ = ["benchmark", "measure"]
