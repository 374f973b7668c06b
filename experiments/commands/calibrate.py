"""Fit numbers of the tables to the healthy gates, or make an ensemble of parameter sets."""

import argparse
from pathlib import Path

from .parser import Parser


def parser() -> Parser:
    """Make the parser.

    Returns
    -------
    Parser
        The flags of the command.
    """
    made = Parser(
        "calibrate",
        "Fit numbers of the tables to the healthy gates. The stages stand in configs/calibration.yaml.",
        "'disinhibition validate --health @results/calibration/proposal.txt' measures a proposal in full.",
    )
    made.add_argument(
        "--stage", action="append", default=[], help="Fit this stage only. The flag may be given several times."
    )
    made.add_argument(
        "--trials", type=_positive, default=60, help="Each stage has so many trials, earlier ones included."
    )
    made.add_argument("--seconds", type=_seconds, default=float("inf"), help="Begin no trial after so many seconds.")
    folder = Path("results", "calibration")
    made.add_argument("--out", type=Path, default=folder, help="This is the folder of the trials and the proposal.")
    made.add_argument("--ensemble", type=_positive, metavar="N", help="Make N parameter sets that pass the gates.")
    made.add_argument("--most", type=_positive, default=200, help="Try at most so many sets for the ensemble.")
    made.add_argument(
        "--spread", type=_share, default=0.5, help="Draw over this share (0 to 1) of each range at first."
    )
    made.add_argument(
        "--workers",
        type=_positive,
        help="Make the ensemble with so many processes. Without it there is one for each core.",
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
        Exit code 0, whether gates pass or not; a miss is shown as one.
    """
    flags = parser().parse_args(words)
    from ..fit.calibration.command import calibrate, draw_ensemble

    if flags.ensemble:
        draw_ensemble(flags.ensemble, flags.most, flags.spread, flags.out, flags.workers)
    else:
        calibrate(flags.stage, flags.out, flags.trials, flags.seconds)
    return 0


def _positive(word: str) -> int:
    number = int(word) if word.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{word} has to be a whole number from 1")
    return number


def _number(word: str) -> float:
    try:
        return float(word)
    except ValueError:
        return float("nan")


def _seconds(word: str) -> float:
    number = _number(word)
    if not number >= 0:
        raise argparse.ArgumentTypeError(f"{word} has to be a number of seconds")
    return number


def _share(word: str) -> float:
    number = _number(word)
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{word} has to be a share from 0 to 1")
    return number
