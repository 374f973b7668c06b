"""Points of a study out of settings: the networks they need, built once, and the key and task of each."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ...models.circuits.circuit import Structure
from ...models.engine.engine import prepare
from ..config.settings import Settings, plain_settings, point_key
from ..run.progress import progress_report
from .disk.layout import Point

Network = tuple[Structure, str, str]  # structure, engine, precision


def network_keys(every: Iterable[Settings]) -> dict[Network, str]:
    """Build every network that some settings need, or find it, before workers ask for it.

    Parameters
    ----------
    every : iterable of Settings
        Settings of all points.

    Returns
    -------
    dict
        What a network depends on, as :func:`network_of` gives it, to its content key.
    """
    kinds = dict.fromkeys(network_of(settings) for settings in every)
    with progress_report() as report:
        return {kind: prepare(*kind, report).key for kind in kinds}


def make_point(
    coordinates: Mapping[str, Any],
    settings: Settings,
    keys: Mapping[Network, str],
    recordings: Path | None = None,
    **extra: Any,
) -> Point:
    """One point, whose settings become plain here and nowhere else.

    Parameters
    ----------
    coordinates : mapping
        Axis to value.
    settings : Settings
    keys : mapping
        As ``network_keys`` returns it.
    recordings : Path, optional
        Folder in which the recording is kept, named by the key of the point; without one it is not kept.
    **extra
        What else the work of the study is told, such as ``measure``.

    Returns
    -------
    Point
        Its task holds ``settings`` (plain), ``coordinates``, ``recording`` if it is kept, and what else was given.
    """
    plain = plain_settings(settings)
    key = point_key(plain, keys[network_of(settings)])
    task = {"settings": plain, "coordinates": dict(coordinates), **extra}
    if recordings:
        task["recording"] = str(recordings.resolve() / f"{key}.nc")
    return Point(key, coordinates, task)


def network_of(settings: Settings) -> Network:
    """What the network of a run depends on.

    Parameters
    ----------
    settings : Settings
        Settings of the run.

    Returns
    -------
    tuple
        Structure, engine and precision.
    """
    return settings.structure, settings.engine, settings.precision
