"""Record, measure and diagnose as a clinician would, and write a report to results/examinations."""

from .parser import Parser, add_out, parse_overrides
from .stated import add_stated


def parser() -> Parser:
    """Make the parser.

    Returns
    -------
    Parser
        The flags of the command.
    """
    made = Parser(
        "examine",
        "Record rest, posture, volleys, sounds and cuts; then measure, diagnose and write a report. "
        "This is a research model. It is not for patient care.",
        "Anything else is an override key=value, or @FILE, as in 'disinhibition run'. execute=... and "
        "execute.workers=... say where the recordings are computed, as in 'disinhibition sweep'. The same command "
        "goes on where it was stopped.",
    )
    add_out(made, "This is the folder of the report. Without it there is one in results/examinations.")
    add_stated(made)
    made.add_argument(
        "--no-recordings",
        action="store_true",
        help="Remove the recordings at the end. Without it they are kept for later examinations and figures.",
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
    flags, overrides = parse_overrides(parser(), words)
    from ..examine.stated_findings import stated_findings

    stated = stated_findings(flags.stated)
    from ..compute_and_show import examine_and_show

    examine_and_show(overrides, flags.out, stated, not flags.no_recordings)
    return 0
