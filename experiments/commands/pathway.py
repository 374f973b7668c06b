"""Write the populations and projections of the model to results/pathway.nc."""

from .parser import Parser, add_out


def parser() -> Parser:
    """Make the parser.

    Returns
    -------
    Parser
        The flags of the command.
    """
    made = Parser("pathway", __doc__)
    add_out(made)
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
    from ..catalogue.pathway_dataset import PATHWAY, write_pathway

    print(write_pathway(flags.out or PATHWAY))
    return 0
