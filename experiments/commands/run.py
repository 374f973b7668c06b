"""Simulate once, and write the recording and a picture to results/runs."""

from ...errors import UserError
from .hydra import add_hydra, shown
from .parser import OVERRIDES, Parser, add_out, parse_overrides


def parser() -> Parser:
    """Make the parser.

    Returns
    -------
    Parser
        The flags of the command.
    """
    made = Parser("run", __doc__, OVERRIDES)
    add_out(made)
    add_hydra(made)
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
    if {"-m", "--multirun"} & set(words):
        raise UserError("a run is one point; several are a sweep: use 'disinhibition sweep'")
    flags, overrides = parse_overrides(parser(), words)
    if shown("run", flags, overrides):
        return 0
    from ..config.compose import compose_config
    from ..config.late_snapshot import notice_late_snapshot
    from ..config.schema import read_settings

    config = compose_config("run", overrides)
    settings = read_settings(config)
    notice_late_snapshot(config)
    # Only now the simulator: a mistake above is answered at once
    from ..compute_and_show import run_and_draw

    print(*run_and_draw(settings, flags.out, overrides), sep="\n")
    return 0
