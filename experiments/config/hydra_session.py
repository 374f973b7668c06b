"""Hydra itself: it is set up with the packaged configs, and what it refuses is said in one line."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import lru_cache

from hydra import compose, initialize_config_module
from hydra.core.global_hydra import GlobalHydra
from hydra.errors import HydraException, MissingConfigException
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException

from ...errors import UserError
from ...models.parameters.nearest import nearest
from .packaged import CONFIGS, config_groups

SEARCHPATH = "hydra.searchpath"  # folders of the user's own configs


@contextmanager
def said_in_one_line() -> Iterator[None]:
    """Say what Hydra refuses in one line.

    Yields
    ------
    None
        What Hydra raises in the ``with`` block becomes a UserError.

    Raises
    ------
    UserError
        A config does not exist, and the message names the nearest one; or Hydra refuses anything else.
    """
    try:
        yield
    except MissingConfigException as error:
        group, _, name = (error.missing_cfg_file or "").partition("/")
        known = config_groups().get(group, [])
        # The folder of a config may be left out, so that its last word alone is a name, too
        near = nearest(name, [*known, *(config.rpartition("/")[2] for config in known)])
        message = f"there is no config '{name}' in '{group}'{near or '; there are ' + ', '.join(known)}"
        raise UserError(message) from error
    except (HydraException, OmegaConfBaseException) as error:
        said = str(error.__cause__ or error).strip().splitlines()[0]
        if "list index out of range" in said:
            said = "the protocol has no stimulus of that number; choose one that has, or give protocol.stimuli=[...]"
        raise UserError(said) from error


@contextmanager
def packaged_hydra() -> Iterator[None]:
    """Set Hydra up with the packaged configs.

    Hydra keeps one global state, and a caller's own is left untouched.

    Yields
    ------
    None
        Hydra is set up until the end of the ``with`` block.
    """
    held = GlobalHydra.instance().hydra
    GlobalHydra.instance().clear()
    try:
        with initialize_config_module(config_module=CONFIGS, version_base="1.3"):
            yield
    finally:
        GlobalHydra.instance().hydra = held


def composed(root: str, choices: tuple[str, ...]) -> DictConfig:
    """Compose a root config with choices among the config groups.

    Hydra takes a tenth of a second, and the packaged files do not change while a program runs, so that each combination
    of choices is composed once. A folder of the user's own is read every time.

    Parameters
    ----------
    root : str
        ``"run"`` or ``"sweep"``.
    choices : tuple of str
        Overrides as Hydra takes them, such as ``form=healthy``.

    Returns
    -------
    omegaconf.DictConfig
        The config without Hydra's own part and with its interpolations, to be changed at will.

    Raises
    ------
    HydraException, OmegaConfBaseException
        Hydra refuses a choice.
    """
    own_folder = any(choice.startswith(SEARCHPATH) for choice in choices)
    return _composed(root, choices) if own_folder else deepcopy(_remembered(root, choices))


def _composed(root: str, choices: tuple[str, ...]) -> DictConfig:
    with packaged_hydra():
        config = compose(config_name=root, overrides=list(choices))
    return OmegaConf.masked_copy(config, [str(key) for key in config if key != "hydra"])


_remembered = lru_cache(maxsize=256)(_composed)
