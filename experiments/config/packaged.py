"""The packaged config files: where they are, which groups they form, and which keys they hold."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

CONFIGS = "disinhibition.configs"


def read_config(name: str) -> dict[str, Any]:
    """Read one packaged file as it stands; nothing is composed.

    Parameters
    ----------
    name : str
        Name of the file, such as ``examination`` or ``execute/local``.

    Returns
    -------
    dict
        Its content.
    """
    content = yaml.safe_load((files(CONFIGS) / f"{name}.yaml").read_text(encoding="utf-8"))
    return {str(key): value for key, value in (content or {}).items()}


@cache
def config_groups() -> dict[str, list[str]]:
    """The packaged config groups and the names of their configs.

    Returns
    -------
    dict
        Group to the names of its configs, sorted.
    """
    root = files(CONFIGS)
    return {
        group.name: sorted(_names_in(group))
        for group in sorted(root.iterdir(), key=lambda item: item.name)
        if group.is_dir() and not group.name.startswith("_")
    }


@cache
def root_keys(root: str) -> Mapping[str, tuple[str, ...]]:
    """The keys that ``run.yaml`` or ``sweep.yaml`` itself holds, each with those right below it.

    Parameters
    ----------
    root : str
        ``"run"`` or ``"sweep"``.

    Returns
    -------
    dict
        Key to the keys right below it.
    """
    return {
        key: tuple(value) if isinstance(value, Mapping) else ()
        for key, value in read_config(root).items()
        if key != "defaults"
    }


@cache
def group_keys(group: str) -> tuple[str, ...]:
    """The keys that any config of a group holds.

    Parameters
    ----------
    group : str
        Name of the group.

    Returns
    -------
    tuple of str
        The keys, in the order in which they first occur.
    """
    return tuple(dict.fromkeys(key for name in config_groups()[group] for key in read_config(f"{group}/{name}")))


def _names_in(group: Traversable, folder: str = "") -> Iterator[str]:
    """Names of the configs of a group; one in a folder of its own carries the folder, as 'drugs/opioid_level'."""
    for item in group.iterdir():
        if item.is_dir():
            yield from _names_in(item, f"{folder}{item.name}/")
        elif item.name.endswith(".yaml"):
            yield folder + item.name.removesuffix(".yaml")
