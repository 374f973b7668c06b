"""The flag ``--stated`` of the commands that diagnose."""

from .parser import Parser


def add_stated(parser: Parser) -> None:
    """Add the flag ``--stated NAME=VALUE``, which may be given again for each finding.

    Parameters
    ----------
    parser : Parser
        Parser of a command.
    """
    words = "State a finding that was not recorded, such as sleep_persist=true or load_shift=-0.3; once for each."
    parser.add_argument("--stated", action="append", default=[], metavar="NAME=VALUE", help=words)
