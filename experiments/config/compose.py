"""Override strings -> composed config, through Hydra and the packaged YAML files."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import IntervalSweep, Override
from hydra.errors import HydraException
from omegaconf import OmegaConf

from ...errors import UserError
from ...models.parameters.nearest import nearest
from .design.coordinate_values import rounded
from .design.sweep_values import axis_values, check_interval, check_values
from .drug_names import regimen_called, with_agents
from .hydra_session import SEARCHPATH, composed, said_in_one_line
from .keys import keys_like, near_place
from .packaged import config_groups, root_keys

SWEEP_ONLY = ("experiment", "study", "execute")
SWEEP = "'disinhibition sweep', in Python dis.sweep"
LISTS = ("drugs", "lesions")  # keys that hold lists
# As other programs write it. A time of a scheduler, 08:00:00, is no range
RANGE = re.compile(r"(?!\d+:\d\d:\d\d$)-?[\d.]+(:-?[\d.]+){1,2}")
EMPTY = re.compile(r"=(choice|range|interval)\(\s*\)$")  # which the grammar does not take
ENDINGS = "study.endings"  # of the folder by profile; its path is composed of them before anything else is read
STIMULUS = re.compile(r"protocol\.stimuli\.\d+\.\w+")  # one word of one stimulus
# What stands behind these is read later: axes by the plan, drives by the names of muscles
OPEN_ENDED = ("study.axes.", "study.sets.", "study.base.", "protocol.drives.", "form.drives.")
ALL_KEYS = "; 'disinhibition run --cfg job' prints keys, and others set a gain, as receptors.gaba_a.cortex=0.5 does"
# What Hydra has for one folder a job; a study has one folder
FOLDERS = ("hydra.sweep.", "hydra.run.", "hydra.job.chdir", "hydra.output_subdir")


@dataclass(frozen=True)
class Line:
    """A sweep line taken apart.

    Attributes
    ----------
    fixed : list of str
        Plain overrides.
    axes : dict
        Axis to its values.
    ranges : dict
        Axis to its range (low, high).
    """

    fixed: list[str] = field(default_factory=list)
    axes: dict[str, list[Any]] = field(default_factory=dict)
    ranges: dict[str, tuple[float, float]] = field(default_factory=dict)


def compose_config(root: str, overrides: Sequence[str]) -> dict[str, Any]:
    """Compose a root config with override strings into plain dicts.

    Parameters
    ----------
    root : str
        ``"run"`` or ``"sweep"``.
    overrides : sequence of str
        Overrides; keys of the vocabulary need no ``+``.

    Returns
    -------
    dict
        The composed config, without Hydra's own part.

    Raises
    ------
    UserError
        A key or a config does not exist; the message, of one line, names the nearest one.
        Hydra refuses anything else; the message is one line.
    """
    choices: list[str] = []
    values: list[Override] = []
    for override in _parse(overrides):
        line = _admit(override, root)
        if _is_value(override):
            values.append(override)
        else:
            choices.append(line)
    with said_in_one_line():
        config = composed(root, tuple(choices))
        for override in values:
            # As Hydra does it
            OmegaConf.update(config, override.key_or_group, override.value(), merge=True, force_add=True)
        container = OmegaConf.to_container(config, resolve=True)
    assert isinstance(container, dict)
    return {str(key): value for key, value in container.items()}


def admitted(overrides: Sequence[str], root: str) -> list[str]:
    """Write overrides as Hydra takes them: keys that the base config does not hold are forced in.

    Parameters
    ----------
    overrides : sequence of str
        Overrides as a user writes them.
    root : str
        ``"run"`` or ``"sweep"``.

    Returns
    -------
    list of str
        The overrides for Hydra.

    Raises
    ------
    UserError
        As :func:`compose_config`.
    """
    return [_admit(override, root) for override in _parse(overrides)]


def split_axes(overrides: Sequence[str]) -> Line:
    """Take override strings apart.

    Parameters
    ----------
    overrides : sequence of str
        Axes are ``key=a,b,c``, ``key=range(...)``, ``key=choice(...)`` and ``key=glob(*)``; ``key=interval(0,1)`` is a
        range; all else is a plain override.

    Returns
    -------
    Line
        Plain overrides, axes and ranges.

    Raises
    ------
    UserError
        An axis cannot be: it is unknown, empty, or given twice.

    Examples
    --------
    >>> split_axes(["duration=2", "seed=range(3)"])
    Line(fixed=['duration=2'], axes={'seed': [0, 1, 2]}, ranges={})
    """
    line = Line()
    given: list[str] = []
    for override in _parse(overrides):
        axis = override.get_key_element().lstrip("+").removeprefix("study.axes.")
        given.append(axis)
        if not override.is_sweep_override():
            line.fixed.append(str(override.input_line))
            continue
        _admit(override, "sweep")
        check_values(override)
        interval: Any = override.value()
        if isinstance(interval, IntervalSweep):
            line.ranges[axis] = check_interval(axis, interval)
        else:
            line.axes[axis] = [*map(rounded, axis_values(override))]
            if not line.axes[axis]:
                raise UserError(f"'{str(override.input_line).lstrip('+')}' has no values")
    twice = [axis for axis in (*line.axes, *line.ranges) if given.count(axis) > 1]
    if twice:
        raise UserError(f"the axis '{twice[0]}' is given twice; give all its values at once")
    return line


def check_key(key: str, tree: bool = False) -> None:
    """Refuse a key that nothing answers to.

    Parameters
    ----------
    key : str
        Dotted key.
    tree : bool
        Whether its value holds other keys.

    Raises
    ------
    UserError
        The key does not exist; the message names the nearest one.
    """
    known = keys_like(key)
    inside = any(name.startswith(f"{key}.") for name in known)
    profiles = config_groups()["profile"]
    open_ended = key.startswith((*OPEN_ENDED, *(f"study.grids.{name}." for name in profiles)))
    open_ended |= key in [f"{tree}.{name}" for tree in (ENDINGS, "study.grids") for name in profiles]
    if (inside and tree) or key in config_groups() or key in known or open_ended or STIMULUS.fullmatch(key):
        return
    what = f"'{key}' is not a value" if inside else f"unknown key '{key}'"
    raise UserError(what + (near_place(key) or nearest(key, [*known, *config_groups()], otherwise=ALL_KEYS)))


def refuse_twice(overrides: Sequence[str]) -> None:
    """Refuse a line that gives one key twice, of which only one value could count.

    Parameters
    ----------
    overrides : sequence of str
        Overrides as a user writes them.

    Raises
    ------
    UserError
        A key is given twice; the message has both.
    """
    given: dict[str, str] = {}
    for override in overrides:
        key = plain_key(override)
        if key in given:
            raise UserError(f"'{key}' is given twice, by '{given[key]}' and '{override}'; leave out one of them")
        given[key] = override


def plain_key(override: str) -> str:
    """The key of an override by which two overrides are told to set the same.

    Parameters
    ----------
    override : str
        Override as a user writes it.

    Returns
    -------
    str
        The key, without what may stand before it; an agent has the name of the tables.

    Examples
    --------
    >>> plain_key("++concentration.klonopin=1"), plain_key("study.axes.seed=[1,2]")
    ('concentration.clonazepam', 'seed')
    """
    return with_agents(override).partition("=")[0].lstrip("+").removeprefix("study.axes.")


def _parse(overrides: Sequence[str]) -> list[Override]:
    parser = OverridesParser.create()
    parsed = []
    for override in overrides:
        try:
            parsed.append(parser.parse_override(with_agents(override)))
        except HydraException as error:
            if EMPTY.search(override):
                raise UserError(f"'{override}' has no values; give some, as in choice(0,1) or range(3)") from error
            raise UserError(f"cannot read '{override}'; an override reads key=value{_for_word(override)}") from error
    return parsed


def _admit(override: Override, root: str) -> str:
    """Return the override as Hydra takes it: keys that the root config does not hold are forced in."""
    line = str(override.input_line)
    key = override.key_or_group
    if not key:
        raise UserError(f"cannot read '{line}'; an override reads key=value")
    if override.is_delete():
        raise UserError(f"'{line}': a key cannot be taken out; give it another value")
    if RANGE.fullmatch(line.partition("=")[2].strip("'\"")):
        raise UserError(f"'{line}' is no range; write {key}=range(0,1.1,0.1), whose end is left out, or {key}=0,0.5,1")
    if root == "run" and key.split(".")[0] in SWEEP_ONLY:
        raise UserError(f"'{key}' belongs to a study; use {SWEEP}")
    if root == "run" and override.is_sweep_override():
        if key not in config_groups():
            check_key(with_agents(key))  # a group of keys is no axis either
        raise UserError(f"'{key}' has several values, which are a study; use {SWEEP}")
    if key.startswith(FOLDERS):
        raise UserError(f"'{key}': a study has one folder, study.path=..., and none a job")
    if key in ("hydra/sweeper", "hydra/launcher"):
        raise UserError(f"'{line}': the jobs of a sweep are one study; where it is computed says execute=...")
    if key in LISTS and isinstance(override.value(), dict):
        raise UserError(f"'{line}': {key} is a list; write {key}=[{{...}}]")
    if key == SEARCHPATH:
        return line
    if key.startswith(("hydra.", "hydra/")):
        raise UserError(f"'{line}': of Hydra's own settings only {SEARCHPATH} has a use here; leave it out")
    if key in config_groups():
        if not (isinstance(override.value(), str) or override.is_sweep_override()):
            raise UserError(f"'{line}' names no config; there are {', '.join(config_groups()[key])}")
        return _with_folder(key, line.lstrip("+"))
    value: Any = override.value()
    names_others = isinstance(value, dict)
    for inner, own in _leaves(value, key):
        check_key(with_agents(inner), names_others and isinstance(own, dict))
        if inner == ENDINGS and not isinstance(own, dict):
            raise UserError(f"'{line}' has to name profiles, such as {ENDINGS}={{paper: '-paper'}}; or give study.path")
    # A chosen config may lack what another one of its group has; only the keys of the root are always there
    return line.lstrip("+") if _is_of_root(key, root) and not names_others else "++" + line.lstrip("+")


def _leaves(value: Any, key: str) -> Iterator[tuple[str, Any]]:
    """The dotted keys that an override sets, with their values; an empty mapping is a value."""
    if not isinstance(value, dict) or not value:
        yield key, value
        return
    for name, inner in value.items():
        yield from _leaves(inner, f"{key}.{name}")


def _is_value(override: Override) -> bool:
    """Whether an override that was admitted sets one value; all else is a choice, or Hydra is to refuse it."""
    key = override.key_or_group
    chosen = key in config_groups() or key.startswith(("hydra.", "hydra/"))
    return not chosen and override.package is None and not override.is_sweep_override()


def _for_word(word: str) -> str:
    """The end of a message about a word without a value: the group that has a config of that name, or the key."""
    if "=" in word:
        return ""
    if word in (*keys_like(word), *config_groups()):
        return f"; give it a value, {word}=..."
    groups = [group for group, names in config_groups().items() if word in names]
    return f"; did you mean '{groups[0]}={word}'?" if groups else nearest(word, keys_like(word)) if word else ""


def _is_of_root(key: str, root: str) -> bool:
    first, _, rest = key.partition(".")
    held = {**root_keys("run"), **(root_keys("sweep") if root == "sweep" else {})}
    return first in held and (not rest or rest in held[first])


def _with_folder(group: str, line: str) -> str:
    """The folder of a config is added where its name is enough: experiment=signatures is experiment=main/signatures."""
    word, _, name = line.partition("=")
    if group == "regimen":
        return f"{word}={regimen_called(name, config_groups()[group])}"
    in_folders = [known for known in config_groups()[group] if known.endswith(f"/{name}")]
    return f"{word}={in_folders[0]}" if len(in_folders) == 1 and name not in config_groups()[group] else line
