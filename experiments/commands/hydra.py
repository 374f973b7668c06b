"""The flags of every Hydra program that make sense here."""

import argparse

from ...errors import UserError
from .parser import Parser


def add_hydra(parser: Parser) -> None:
    """Add ``--cfg``, ``--info`` and what belongs to them.

    Parameters
    ----------
    parser : Parser
        Parser of a command that takes overrides.
    """
    parser.add_argument(
        "--cfg", "-c", choices=["job", "hydra", "all"], help="Print the composed config and do nothing else."
    )
    parser.add_argument("--package", "-p", help="Print this part of the config only.")
    parser.add_argument("--resolve", action="store_true", help="Print the config with its interpolations resolved.")
    about = ["all", "config", "defaults", "defaults-tree", "plugins", "searchpath"]
    parser.add_argument("--info", "-i", nargs="?", const="all", choices=about, help="Print what Hydra knows.")


def shown(root: str, flags: argparse.Namespace, overrides: list[str]) -> bool:
    """Print what these flags ask for.

    Parameters
    ----------
    root : str
        Name of the root config.
    flags : argparse.Namespace
        The flags that were given.
    overrides : list of str
        The other words.

    Returns
    -------
    bool
        Whether one of the flags was given, so that there is nothing else to do.

    Raises
    ------
    UserError
        A flag needs another one, or the config has no such part.
    """
    if not flags.cfg and (flags.package or flags.resolve):
        raise UserError("--package and --resolve say how --cfg prints the config; add --cfg job")
    from ..config.hydra_flags import show_config, show_info

    if flags.cfg:
        show_config(root, overrides, flags.cfg, flags.package, flags.resolve)
    elif flags.info:
        show_info(root, overrides, flags.info)
    return bool(flags.cfg or flags.info)
