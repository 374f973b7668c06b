"""Draw a figure from a stored study or dataset, and print its table."""

from pathlib import Path

from .parser import Parser, add_out


def parser() -> Parser:
    """Make the parser.

    Returns
    -------
    Parser
        The flags of the command.
    """
    made = Parser("figure", __doc__)
    add_out(made)
    made.add_argument("name", nargs="?", help="This is the name of the figure. Without it the figures are listed.")
    made.add_argument(
        "--data",
        type=Path,
        help="This is the dataset that is drawn. Without it the figure takes its own one in results.",
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
    if flags.name is None:
        from ..catalogue.listing import catalogue
        from .columns import print_columns

        print_columns(catalogue("figures"))
    else:
        from ..compute_and_show import show_figure

        show_figure(flags.name, flags.data, flags.out)
    return 0
