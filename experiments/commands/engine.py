"""List or clear the compiled models, or say where they lie."""

from datetime import datetime

from ...analysis.signals.counted import counted
from .parser import Parser, refuse_unknown

UNKNOWN = "unknown"


def parser() -> Parser:
    """Make the parser.

    Returns
    -------
    Parser
        The flags of the command.
    """
    made = Parser(
        "engine",
        __doc__,
        "They lie in $DISINHIBITION_CACHE if that is set, else in $XDG_CACHE_HOME/disinhibition, else in "
        "~/.cache/disinhibition. The next run compiles its model again.",
    )
    what = made.add_mutually_exclusive_group(required=True)
    what.add_argument("--where", action="store_true", help="Print the folder of the compiled models.")
    what.add_argument(
        "--list", action="store_true", help="List them with their size, the model that they are of, and their last use."
    )
    what.add_argument(
        "--clear", action="store_true", help="Remove all that no running process builds or uses, without a question."
    )
    return made


def main(words: list[str]) -> int:
    """Run the command.

    Parameters
    ----------
    words : list of str
        What stands behind the command.

    Returns
    -------
    int
        Exit code 0.
    """
    # A misspelt flag is named before a missing one
    made = parser()
    refuse_unknown(made, words)
    flags = made.parse_args(words)
    from ...models.engine.build_cache import cache_folder, clear

    if flags.where:
        print(cache_folder())
    elif flags.list:
        _print_models()
    else:
        done = clear()
        print(f"{counted(done.removed, 'compiled model')} removed, which freed {done.freed / 1e6:.1f} MB.")
        for path in done.kept:
            print(f"{path} is kept, since a running process builds or uses it.")
    return 0


def _print_models() -> None:
    from rich.console import Console
    from rich.table import Table

    from ...models.engine.build_cache import cache_folder, kept_models
    from ...models.parameters.identity import model_digest

    models = kept_models()
    if models:
        table = Table("name", "MB", "model", "cells", "precision", "step", "last use")
        for kept in models:
            model = kept.model[:8] + " (this one)" * (kept.model == model_digest()) if kept.model else UNKNOWN
            cells = UNKNOWN if kept.cells is None else str(kept.cells)
            used = datetime.fromtimestamp(kept.used).strftime("%Y-%m-%d %H:%M")
            megabytes, step = f"{kept.size / 1e6:.1f}", f"{kept.dt * 1e3:g} ms"
            table.add_row(kept.path.name, megabytes, model, cells, kept.precision, step, used)
        Console(width=None if Console().is_terminal else 140).print(table)
    size = sum(kept.size for kept in models) / 1e6
    print(f"{counted(len(models), 'compiled model')} with {size:.1f} MB in {cache_folder()}.")
