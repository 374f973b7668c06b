"""Compute a study of many runs, which can be resumed, with its table and figure."""

from .hydra import add_hydra, shown
from .parser import OVERRIDES, Parser, parse_overrides


def parser() -> Parser:
    """Make the parser.

    Returns
    -------
    Parser
        The flags of the command.
    """
    made = Parser("sweep", __doc__, OVERRIDES)
    add_hydra(made)
    made.add_argument(
        "-m",
        "--multirun",
        action="store_true",
        help="This flag is accepted, as in every Hydra program, and changes nothing.",
    )
    made.add_argument(
        "--dry-run",
        action="store_true",
        help="Say how many points there are, and what they take in time and disk space. Compute nothing.",
    )
    made.add_argument(
        "--retry", choices=["failed"], help="Compute failed points again. The word retry=failed does the same."
    )
    other = made.add_mutually_exclusive_group()
    other.add_argument(
        "--fork", action="store_true", help="If the study was computed with another model, begin a new one beside it."
    )
    other.add_argument(
        "--adopt",
        action="store_true",
        help="If the study was computed with another model, compute some points anew, and adopt it if they agree.",
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
        Exit code 0, or 1 if a point failed.
    """
    words = ["--retry=failed" if word == "retry=failed" else word for word in words]
    flags, overrides = parse_overrides(parser(), words)
    if shown("sweep", flags, overrides):
        return 0
    from ..config.late_snapshot import notice_late_points
    from ..study.examples import notice_lost
    from ..study.plan import plan_study

    study = plan_study(overrides)
    notice_late_points(study.late, len(study.points))
    notice_lost(study.lost, study.axes)
    if study.figure:
        from ..figures import check_figure

        check_figure(study.figure)  # found out before hours of computing
    if flags.dry_run:
        from ..study.preview import print_preview

        print_preview(study, flags.retry == "failed", flags.fork, flags.adopt)
        return 0
    from ..compute_and_show import sweep_and_show

    return sweep_and_show(study, flags.retry == "failed", flags.fork, flags.adopt)
