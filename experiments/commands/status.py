"""Say how far a study has come."""

from pathlib import Path

from .parser import Parser


def parser() -> Parser:
    """Make the parser.

    Returns
    -------
    Parser
        The flags of the command.
    """
    made = Parser("status", __doc__)
    made.add_argument("path", type=Path, help="This is the folder of the study, or the file that collect wrote of it.")
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
    from ..study.reading.status import study_status

    print(study_status(flags.path))
    return 0
