"""The flags that commands share, and how a command reads its words."""

import argparse
from pathlib import Path
from typing import Any, NoReturn

from ...errors import UserError

OVERRIDES = (
    "Anything else is an override key=value, such as receptors.gaba_a.cortex=0.5, form=healthy, protocol=startle, "
    "lesions=['transection:C2'], duration=20, seed=3. In a sweep, key=a,b,c and key=range(5) are axes, and "
    "study.design=zip, one_at_a_time, latin_hypercube, sobol, morris or table spreads the points otherwise. "
    "@FILE stands for the words in a file, one on each line."
)


class Parser(argparse.ArgumentParser):
    """Flags of a command. Its mistakes are one line like all others, without the usage before it.

    Parameters
    ----------
    command : str
        Name of the command, nothing for the program itself.
    summary : str, optional
        What the command does: the docstring of its file.
    epilog : str
        What stands at the end of its help.
    **options : Any
        Further arguments of ``argparse.ArgumentParser``. By default ``@FILE`` stands for the words in a file.
    """

    def __init__(self, command: str, summary: str | None, epilog: str = "", **options: Any) -> None:
        options = {"fromfile_prefix_chars": "@", **options}
        super().__init__(prog=f"disinhibition {command}".strip(), description=summary, epilog=epilog, **options)

    def error(self, message: str) -> NoReturn:
        """Refuse the words.

        Parameters
        ----------
        message : str
            What is wrong.

        Raises
        ------
        UserError
            Always.
        """
        raise UserError(f"{message}; see '{self.prog} --help'")


def add_out(parser: Parser, what: str = "This is the place to write to, instead of the default one.") -> None:
    """Add the flag ``--out``.

    Parameters
    ----------
    parser : Parser
        Parser of a command.
    what : str
        Help of the flag.
    """
    parser.add_argument("--out", type=Path, help=what)


def parse_overrides(parser: Parser, words: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """Tell flags from overrides.

    Parameters
    ----------
    parser : Parser
        Parser of a command.
    words : list of str
        What stands behind the command.

    Returns
    -------
    argparse.Namespace
        The flags.
    list of str
        Everything else.

    Raises
    ------
    UserError
        A flag does not exist, or its value does not fit.
    """
    flags, overrides = parser.parse_known_args(words)
    for word in overrides:
        if word.startswith("-"):
            parser.error(f"there is no flag {word}")
    return flags, overrides
