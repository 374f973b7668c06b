"""Print the diagnosis of an examination again."""

from pathlib import Path

from .parser import Parser
from .stated import add_stated


def parser() -> Parser:
    """Make the parser.

    Returns
    -------
    Parser
        The flags of the command.
    """
    made = Parser("diagnose", __doc__)
    made.add_argument("path", type=Path, help="This is the folder of the examination, or its examination.nc.")
    add_stated(made)
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
    from ...analysis.diagnosis.wording import diagnosis_text
    from ..examine.examination import diagnose
    from ..examine.stated_findings import stated_findings
    from ..examine.stored import read_report

    stated = stated_findings(flags.stated)
    print(diagnosis_text(diagnose(read_report(flags.path), stated)))
    return 0
