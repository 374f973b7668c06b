"""The flags that commands share, and how a command reads its words."""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from ...errors import UserError
from ...models.parameters.nearest import nearest
from ..files import read_text

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
        Further arguments of ``argparse.ArgumentParser``.

    Notes
    -----
    ``@FILE`` stands for the words in a file, one on each line, which may name files in turn.
    """

    def __init__(self, command: str, summary: str | None, epilog: str = "", **options: Any) -> None:
        super().__init__(prog=f"disinhibition {command}".strip(), description=summary, epilog=epilog, **options)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Read the words, those of files among them.

        Parameters
        ----------
        args : sequence of str
            The words.
        namespace : argparse.Namespace, optional
            Where the flags are put.

        Returns
        -------
        tuple
            The flags, and the words that are none.
        """
        return super().parse_known_args(list(_expanded(args)), namespace)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Read the words, all of which are flags or places of the command.

        Parameters
        ----------
        args : sequence of str
            The words.
        namespace : argparse.Namespace, optional
            Where the flags are put.

        Returns
        -------
        argparse.Namespace
            The flags.
        """
        flags, unknown = self.parse_known_args(args, namespace)
        for word in unknown:
            if word.startswith("-"):
                raise UserError(f"there is no flag {word}{_meant(self, word)}")
            self.error(f"the word '{word}' is one too many")
        return flags

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
        A flag does not exist, or its value does not fit; or a key is given twice.
    """
    flags, overrides = parser.parse_known_args(words)
    for word in overrides:
        if word.startswith("-"):
            raise UserError(f"there is no flag {word}{_meant(parser, word)}")
    from ..config.compose import refuse_twice
    from ..config.keys import nearer_than_keys

    for word in overrides:
        name, equals, _ = word.lstrip("+").partition("=")
        meant = nearer_than_keys(name.replace("_", "-"), [flag[2:] for flag in _flags(parser) if flag[:2] == "--"])
        if meant and equals:
            raise UserError(f"unknown key '{name}'; did you mean the flag --{meant}?")
    refuse_twice(overrides)
    return flags, overrides


def refuse_unknown(parser: Parser, words: Iterable[str]) -> None:
    """Refuse a word that is no flag of a command whose words are all flags.

    Parameters
    ----------
    parser : Parser
        Parser of the command.
    words : iterable of str
        What stands behind the command.

    Raises
    ------
    UserError
        A word is no flag and begins none; the message names the nearest.
    """
    flags = _flags(parser)
    for word in words:
        if not any(flag.startswith(word) for flag in flags):
            raise UserError(f"there is no flag {word}{_meant(parser, word)}")


def _flags(parser: Parser) -> list[str]:
    return [flag for action in parser._actions for flag in action.option_strings]


def _expanded(words: Iterable[str], inside: tuple[Path, ...] = ()) -> Iterator[str]:
    for word in words:
        if not word.startswith("@"):
            yield word
            continue
        path = Path(word[1:])
        if path.resolve() in inside:
            raise UserError(f"{word}: the file names itself")
        lines = read_text(path, "@FILE stands for the words in a file, one on each line").splitlines()
        yield from _expanded(filter(None, map(str.strip, lines)), (*inside, path.resolve()))


def _meant(parser: Parser, word: str) -> str:
    """The end of a message about an unknown flag: the key of that name, or the nearest flag."""
    from ..config.keys import valid_keys
    from ..config.packaged import config_groups

    name = word.partition("=")[0]
    if name.strip("-") in (*valid_keys(), *config_groups()):
        return f"; did you mean the override {name.strip('-')}=...?"
    flags = _flags(parser)
    # The dashes are alike in all of them and make nothing near
    near = nearest(name.strip("-"), [flag.strip("-") for flag in flags if flag.startswith("--")], "--")
    return near or nearest(
        name, flags, otherwise=f"; there are {', '.join(flag for flag in flags if flag.startswith('--'))}"
    )
