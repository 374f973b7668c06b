"""Say where the compiled models lie."""

from .parser import Parser


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
        "It is $DISINHIBITION_CACHE if that is set, else $XDG_CACHE_HOME/disinhibition, else ~/.cache/disinhibition. "
        "It may be deleted; the next run compiles its model again.",
    )
    made.add_argument("--where", action="store_true", required=True, help="Print the folder of the compiled models.")
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
    parser().parse_args(words)
    from ...models.engine.build_cache import cache_folder

    print(cache_folder())
    return 0
