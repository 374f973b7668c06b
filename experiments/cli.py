# PYTHON_ARGCOMPLETE_OK
"""The entry point: it reads the command, runs it, and says in one line what is wrong with the words."""

import argparse
import sys
from collections.abc import Sequence
from types import ModuleType

from .. import __version__
from ..errors import OutsideError, UserError
from ..models.parameters.nearest import nearest
from .commands import (
    benchmark,
    calibrate,
    collect,
    diagnose,
    drugs,
    engine,
    examine,
    figure,
    pathway,
    run,
    search,
    status,
    sweep,
    validate,
)
from .commands import list as list_command
from .commands.parser import Parser
from .completion import complete
from .files import FULL
from .interruption import Terminated, heeding_sigterm, interrupted_text, let_go
from .log_on_stderr import log_on_stderr

# In the order in which the help lists them
COMMANDS: dict[str, ModuleType] = {
    module.__name__.rpartition(".")[2]: module
    for module in (
        run,
        sweep,
        status,
        collect,
        figure,
        pathway,
        examine,
        diagnose,
        validate,
        calibrate,
        search,
        drugs,
        list_command,
        engine,
        benchmark,
    )
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line.

    Parameters
    ----------
    argv : sequence of str, optional
        The words behind the program's name; by default those of this process.

    Returns
    -------
    int
        The exit code: 0; 1 for failed points and for what stops the work from outside; 2 for a mistake of the user (one
        line on stderr); 130 for Ctrl-C, and 143 for SIGTERM. A fault of the program is not caught: it ends with its
        traceback and code 1.
    """
    complete(COMMANDS)
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        with log_on_stderr(), heeding_sigterm():
            return _dispatch(words)
    except KeyboardInterrupt as ended:
        let_go(ended)
        return _ended(interrupted_text(words[0] if words else ""), 143 if isinstance(ended, Terminated) else 130)
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except UserError as error:
        return _ended(str(error), 2)
    except OutsideError as error:
        return _ended(str(error), 1)
    except OSError as error:
        if error.errno not in FULL:
            raise
        return _ended(f"{error.filename or 'a file'} cannot be written: the disk is full", 1)


def _ended(why: str, code: int) -> int:
    print("disinhibition:", *why.split(), file=sys.stderr)
    return code


def _dispatch(words: list[str]) -> int:
    commands = "\n".join(f"  {name:<10} {command.__doc__}" for name, command in COMMANDS.items())
    parser = Parser(
        "",
        "This is a spiking motor pathway from cortex to muscle. Turn inhibition down, examine the jerks.\n"
        "It is a research model. It is not for patient care.",
        f"commands:\n{commands}\n\n'disinhibition COMMAND --help' says more.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("command", metavar="COMMAND", help="This is one of the commands below.")
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="...", help="These words go to the command.")
    if not words:
        parser.print_help()
        return 2
    command, rest = words[0], words[1:]
    if command.startswith("-"):
        parser.parse_args([command])
    if command not in COMMANDS:
        raise UserError(
            f"there is no command '{command}'"
            + nearest(command, COMMANDS, otherwise=f"; there are {', '.join(COMMANDS)}")
        )
    return int(COMMANDS[command].main(rest))
