"""List what there is to choose from: protocols, forms, drugs, runs and more."""

from ...errors import UserError
from .parser import Parser

KINDS = "protocols, forms, states, cuts, regimens, drugs, muscles, places, lesions, experiments, runs or figures"


def parser() -> Parser:
    """Make the parser.

    Returns
    -------
    Parser
        The flags of the command.
    """
    made = Parser("list", __doc__, "'disinhibition drugs AGENT' says more about a drug.")
    made.add_argument("kind", nargs="?", help=f"What is listed: {KINDS}.")
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
    if flags.kind is None:
        raise UserError(f"say what is to be listed, as in 'disinhibition list protocols': {KINDS}")
    from ..catalogue.listing import catalogue
    from .columns import print_columns

    found = catalogue(flags.kind)
    if found:
        print_columns(found)
    else:
        print(f"There are no {flags.kind} in this folder.")
    return 0
