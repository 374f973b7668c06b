"""Write a study as one NetCDF file."""

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
    from ..study.reading.open import collect

    out = flags.out or flags.path.with_suffix(".nc")
    collect(flags.path, out)
    print(out)
    return 0
