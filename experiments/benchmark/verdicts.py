"""Figures beside their targets, as printed; and the machine they were measured on."""

import os
import platform
from collections.abc import Mapping
from pathlib import Path

from .measure import Ratio

Targets = Mapping[str, tuple[str, float]]  # what a figure should be: at least, or at most


def met(name: str, value: float, targets: Targets) -> bool:
    """Whether a figure reaches its target.

    Parameters
    ----------
    name : str
        Name of the figure.
    value : float
        Its value.
    targets : mapping
        Name to what the figure should be: at least (``">="``) or at most (``"<="``) a bound.

    Returns
    -------
    bool
        True if it does.

    Examples
    --------
    >>> met("peak_memory_gb", 1.2, {"peak_memory_gb": ("<=", 1.5)})
    True
    """
    sign, bound = targets[name]
    return value >= bound if sign == ">=" else value <= bound


def verdict(name: str, value: float | Ratio, targets: Targets) -> None:
    """Print a figure beside its target.

    Parameters
    ----------
    name : str
        Name of the figure.
    value : float or Ratio
        Its value; of a ratio the median counts.
    targets : mapping
        As of :func:`met`.
    """
    number = value.median if isinstance(value, Ratio) else value
    text = str(value) if isinstance(value, Ratio) else f"{value:.2f}"
    sign, bound = targets[name]
    say(f"{name:<24}{text:<22}target {sign} {bound:g}: {'met' if met(name, number, targets) else 'missed'}")


def say(line: str) -> None:
    """Print at once: the whole takes a quarter of an hour.

    Parameters
    ----------
    line : str
        What is printed.
    """
    print(line, flush=True)


def machine() -> dict[str, str]:
    """The class of machine, without its name.

    Returns
    -------
    dict
        ``processor``, ``cores`` and ``simd``, the widest instructions it has.
    """
    models = [line.partition(":")[2].strip() for line in _cpuinfo() if line.startswith("model name")]
    flags = next((line for line in _cpuinfo() if line.startswith("flags")), "")
    widest = next((name for name in ("avx512f", "avx2", "avx") if f" {name} " in f"{flags} "), "none")
    return {"processor": models[0] if models else platform.machine(), "cores": str(os.cpu_count()), "simd": widest}


def _cpuinfo() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text().splitlines() if path.exists() else []
