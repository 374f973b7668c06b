"""Move keys until a statistic comes to a target."""

from .parser import Parser, parse_overrides


def parser() -> Parser:
    """Make the parser.

    Returns
    -------
    Parser
        The flags of the command.
    """
    return Parser(
        "search",
        __doc__,
        "receptors.gaba_a.cortex='interval(0,1)' is a range, 'tag(log,interval(0.1,1))' is one of logarithms, and "
        "key=a,b is a choice. search.statistic=jerk_rate, search.target=1 and search.trials=50 say what is looked for. "
        "Everything else is an override, as for sweep. The same command lets an interrupted search go on.",
    )


def main(words: list[str]) -> int:
    """Run the command.

    Parameters
    ----------
    words : list of str
        What stands behind the command.

    Returns
    -------
    int
        Exit code of the search.
    """
    _, overrides = parse_overrides(parser(), words)
    from ..fit.search import search_and_report

    return search_and_report(overrides)
