"""List what there is to choose from: protocols, forms, drugs, runs and more."""

from .parser import Parser


def parser() -> Parser:
    """Make the parser.

    Returns
    -------
    Parser
        The flags of the command.
    """
    made = Parser("list", __doc__, "'disinhibition drugs AGENT' says more about a drug.")
    kinds = "protocols, forms, cuts, regimens, drugs, muscles, lesions, experiments, runs or figures"
    made.add_argument("kind", help=f"What is listed: {kinds}.")
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
    from ..catalogue.listing import catalogue
    from .columns import print_columns

    found = catalogue(flags.kind)
    if found:
        print_columns(found)
    else:
        print(f"There are no {flags.kind} in this folder.")
    return 0
