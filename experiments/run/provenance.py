"""What produced a result. Every recording, study and report takes its provenance from here, so that names agree."""

import platform
import subprocess
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

from ...models.parameters.identity import model_digest

NO_ANSWER = "unknown (git does not say it)"
LIBRARIES = ("brian2", "numpy", "scipy", "xarray", "zarr")


def provenance(**facts: str) -> dict[str, str]:
    """Say what produced a result, in texts that any file format can hold; no person and no machine is named.

    Parameters
    ----------
    **facts : str
        What is known of this result alone: ``network``, the content key of the built network; ``settings`` of a run,
        ``config`` of a study or ``overrides`` of an examination, as JSON.

    Returns
    -------
    dict of str
        ``version`` of this package; ``model``, the digest of its equations and tables; ``commit`` of a checkout, or
        why it is unknown; ``host``, the kind of machine; ``version_python`` and ``version_<library>``; and the
        facts given.

    Examples
    --------
    >>> sorted(provenance(network="3fa9c2d1e5b7"))[:4]
    ['commit', 'host', 'model', 'network']
    """
    return {**_of_this_process(), **facts}


@cache
def _of_this_process() -> dict[str, str]:
    return {
        "version": version("disinhibition"),
        "model": model_digest(),
        "commit": _commit(),
        "host": f"{platform.system()} {platform.machine()}",
        "version_python": ".".join(str(part) for part in sys.version_info[:3]),
        **{f"version_{library}": version(library) for library in LIBRARIES},
    }


def _commit() -> str:
    """The commit of a checkout, marked where files differ from it, or why it is unknown."""
    folder = Path(__file__).parents[2]
    if not (folder / "pyproject.toml").exists():
        return "unknown (installed package)"
    command = ["git", "-C", str(folder), "describe", "--always", "--dirty", "--abbrev=12", "--exclude", "*"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return NO_ANSWER
    return done.stdout.strip() or NO_ANSWER
