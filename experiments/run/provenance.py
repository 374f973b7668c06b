"""What produced a result: version, commit, libraries, kind of machine."""

import platform
import subprocess
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

from ...models.parameters.identity import model_digest

LIBRARIES = ("brian2", "numpy", "scipy", "xarray", "zarr")


@cache
def provenance() -> dict[str, str]:
    """Plain words that say what produced a result; no name of a person or a machine among them."""
    libraries = {f"version_{library}": version(library) for library in LIBRARIES}
    return {
        "version": version("disinhibition"),
        "model": model_digest(),
        "commit": _commit(),
        "host": f"{platform.system()} {platform.machine()}",
        "version_python": ".".join(str(part) for part in sys.version_info[:3]),
        **libraries,
    }


def _commit() -> str:
    """The commit of a checkout, marked where files differ from it; empty for an installed package."""
    folder = Path(__file__).parents[2]
    if not (folder / "pyproject.toml").exists():
        return ""
    command = ["git", "-C", str(folder), "describe", "--always", "--dirty", "--abbrev=12", "--exclude", "*"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()
