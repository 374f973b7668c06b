"""Override strings -> composed config, through Hydra and the packaged YAML files."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from itertools import product
from typing import Any

from hydra import compose, initialize_config_module
from hydra.core.global_hydra import GlobalHydra
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import Override
from hydra.errors import HydraException, MissingConfigException
from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException

from .design import rounded
from .settings import STUDY_KEYS, keys_like, nearest

CONFIGS = "disinhibition.configs"
SWEEP_ONLY = ("experiment", *STUDY_KEYS)
STIMULUS = re.compile(r"protocol\.stimuli\.\d+\.\w+")  # one word of one stimulus


def config_groups() -> dict[str, list[str]]:
    """The packaged config groups and the names of their configs."""
    root = files(CONFIGS)
    return {
        group.name: sorted(item.name.removesuffix(".yaml") for item in group.iterdir() if item.name.endswith(".yaml"))
        for group in sorted(root.iterdir(), key=lambda item: item.name)
        if group.is_dir() and not group.name.startswith("_")
    }


def compose_config(root: str, overrides: Sequence[str]) -> dict[str, Any]:
    """Compose the root config ``run`` or ``sweep`` with override strings into plain dicts.

    Keys of the vocabulary need no ``+``. Raises KeyError for a key or config that does not exist, naming the nearest
    one, and ValueError for anything else that Hydra refuses; the message is one line.
    """
    words = [_admit(override, root) for override in _parse(overrides)]
    try:
        with _hydra():
            return _plain(compose(config_name=root, overrides=words))
    except MissingConfigException as error:
        wanted = error.missing_cfg_file or ""
        options = ", ".join(error.options or ())
        group, _, name = wanted.rpartition("/")
        near = nearest(name, error.options or ())
        raise KeyError(f"there is no config '{name}' in '{group}'{near or f'; there are {options}'}") from error
    except (HydraException, OmegaConfBaseException) as error:
        raise ValueError(str(error.__cause__ or error).strip().splitlines()[0]) from error


def split_axes(overrides: Sequence[str]) -> tuple[list[str], dict[str, list[Any]]]:
    """Split override strings into plain ones and axes: ``key=a,b,c``, ``key=range(...)``, ``key=choice(...)``."""
    fixed: list[str] = []
    axes: dict[str, list[Any]] = {}
    for override in _parse(overrides):
        if override.is_sweep_override():
            _admit(override, "sweep")
            axes[override.get_key_element().lstrip("+")] = [rounded(value) for value in _values(override)]
        else:
            fixed.append(str(override.input_line))
    return fixed, axes


def compose_choices(root: str, overrides: Sequence[str], axes: dict[str, list[Any]]) -> dict[tuple[Any, ...], Any]:
    """Compose once for every combination of the axes that are config groups; keys are the choices in axis order."""
    groups = config_groups()
    chosen = [axis for axis in axes if axis in groups]
    return {
        choice: compose_config(
            root, [*overrides, *(f"{axis}={value}" for axis, value in zip(chosen, choice, strict=True))]
        )
        for choice in product(*(axes[axis] for axis in chosen))
    }


def _parse(overrides: Sequence[str]) -> list[Override]:
    parser = OverridesParser.create()
    parsed = []
    for override in overrides:
        try:
            parsed.append(parser.parse_override(override))
        except HydraException as error:
            raise ValueError(f"cannot read '{override}'; an override reads key=value") from error
    return parsed


def _admit(override: Override, root: str) -> str:
    """Return the override as Hydra takes it: keys that the base config does not hold are forced in."""
    line = str(override.input_line)
    key = override.key_or_group
    if root == "run" and key.split(".")[0] in SWEEP_ONLY:
        raise KeyError(f"'{key}' belongs to a sweep; use 'disinhibition sweep'")
    if root == "run" and override.is_sweep_override():
        raise ValueError(f"'{line}' gives several values; use 'disinhibition sweep'")
    if key.startswith("hydra.") or override.is_delete() or key in config_groups():
        return line
    known = keys_like(key)
    inside = [word for word in known if word.startswith(f"{key}.")]
    if inside and not isinstance(override.value(), dict):
        raise KeyError(f"'{key}' is not a value; did you mean '{inside[-1]}'?")
    open_ended = key.startswith(("study.axes.", "study.sets.", "protocol.drives.", "form.drives."))
    if inside or key in known or open_ended or STIMULUS.fullmatch(key):
        return "++" + line.lstrip("+")
    raise KeyError(f"unknown key '{key}'" + nearest(key, [*known, *config_groups()]))


def _values(override: Override) -> Iterator[Any]:
    return override.sweep_iterator(transformer=lambda value: value)


def _plain(config: Any) -> dict[str, Any]:
    plain = OmegaConf.to_container(config, resolve=True)
    assert isinstance(plain, dict)
    return {str(key): value for key, value in plain.items()}


@contextmanager
def _hydra() -> Iterator[None]:
    """Hydra keeps one global state; leave a caller's own untouched."""
    held = GlobalHydra.instance().hydra
    GlobalHydra.instance().clear()
    try:
        with initialize_config_module(config_module=CONFIGS, version_base="1.3"):
            yield
    finally:
        GlobalHydra.instance().hydra = held
