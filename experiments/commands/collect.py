"""Write a study as one NetCDF file, and say which of its points have no values."""

from pathlib import Path

from .parser import Parser, add_out


def parser() -> Parser:
    """Make the parser.

    Returns
    -------
    Parser
        The flags of the command.
    """
    made = Parser("collect", __doc__)
    add_out(made)
    made.add_argument("path", type=Path, help="This is the folder of the study.")
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
    flags = parser().parse_args(words)
    from ..calls.studies import collect

    print(collect(flags.path, flags.out))
    return 0
