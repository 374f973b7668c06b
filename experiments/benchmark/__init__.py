"""Speed and memory of the pathway as ratios: against stock Brian2, a limit in C++, and one script per point."""

from .command import main, measure

__all__ = ["main", "measure"]
