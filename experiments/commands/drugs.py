"""List the drugs, or show one with its curve, numbers and sources."""

from .parser import Parser


def parser() -> Parser:
    """Make the parser.

    Returns
    -------
    Parser
        The flags of the command.
    """
    made = Parser("drugs", __doc__)
    asked = made.add_mutually_exclusive_group()
    asked.add_argument("agent", nargs="?", help="This is the name of the drug. Without it all drugs are listed.")
    asked.add_argument(
        "--facts",
        action="store_true",
        help="List the published outcomes: which set a number, and which are kept to check.",
    )
    asked.add_argument(
        "--conflicts", action="store_true", help="List the contradictions of the literature, and how each side is run."
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
    flags = parser().parse_args(words)
    from ..catalogue.drug_conflicts import conflicts_text
    from ..catalogue.drug_facts import facts_text
    from ..catalogue.drug_sheet import drugs_text

    print(facts_text() if flags.facts else conflicts_text() if flags.conflicts else drugs_text(flags.agent))
    return 0
