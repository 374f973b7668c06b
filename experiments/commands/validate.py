"""Compare the model with published measurements."""

from pathlib import Path

from ...errors import UserError
from .parser import Parser, add_out, parse_overrides


def parser() -> Parser:
    """Make the parser.

    Returns
    -------
    Parser
        The flags of the command.
    """
    made = Parser(
        "validate",
        "Compute what is missing of the validation studies, print the table and write results/validation.json.",
        "Anything else is an override key=value for every study, such as parameters=3"
        " or numbers.cortex.projections.pv_pt.weight=18; its studies and table then go to a folder of their own."
        " @FILE stands for the words in a file, one on each line.",
    )
    made.add_argument("--quick", action="store_true", help="Compute one seed of each study, and no jitter.")
    made.add_argument(
        "--dry-run", action="store_true", help="Say which studies and runs are ahead, and how long they take."
    )
    made.add_argument("--from", dest="folder", type=Path, help="Take the studies in this folder and compute nothing.")
    add_out(made, "Write the table to this file as JSON.")
    part = made.add_mutually_exclusive_group()
    part.add_argument("--health", action="store_true", help="Measure the healthy gates only.")
    part.add_argument(
        "--drugs",
        action="store_true",
        help="Measure what drugs do only. study.axes.parameters=[0,1,2] does it in several parameter sets.",
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
        Exit code 0, whether rows pass or not; a miss is shown as one.
    """
    flags, overrides = parse_overrides(parser(), words)
    if flags.dry_run and (flags.folder or flags.out):
        raise UserError("--dry-run says what would be computed, and writes nothing; leave out --from and --out")
    from ..validation.given_words import check_words

    check_words(overrides)  # a misspelt word is answered before anything is planned
    from ..gates.studies import HEALTH
    from ..validation.command import print_preview, validate
    from ..validation.studies import DRUGS, STUDIES

    names = HEALTH if flags.health else DRUGS if flags.drugs else STUDIES
    if flags.dry_run:
        print_preview(names, overrides, flags.quick)
        return 0
    validate(names, overrides, quick=flags.quick, folder=flags.folder, out=flags.out)
    return 0
