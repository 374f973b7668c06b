"""Record, measure and diagnose as a clinician would, and write a report to results/examinations."""

from pathlib import Path

from ...errors import UserError
from ...models.parameters.nearest import nearest
from .parser import Parser, add_out, parse_overrides
from .stated import add_stated

ABOUT_A_PERSON = ("channels", "protocol", "sites", "healthy", "high-pass", "notch", "rate")


def parser() -> Parser:
    """Make the parser.

    Returns
    -------
    Parser
        The flags of the command.
    """
    made = Parser(
        "examine",
        "Record rest, posture, volleys, sounds and cuts; then measure, diagnose and write a report. "
        "This is a research model. It is not for patient care.",
        "Anything else is an override key=value, or @FILE, as in 'disinhibition run'. execute=... and "
        "execute.workers=... say where the recordings are computed, as in 'disinhibition sweep'. The same command "
        "goes on where it was stopped.",
    )
    add_out(made, "This is the folder of the report. Without it there is one in results/examinations.")
    add_stated(made)
    made.add_argument(
        "--no-recordings",
        action="store_true",
        help="Remove the recordings at the end. Without it they are kept for later examinations and figures. The "
        "file that --recording names always stays.",
    )
    person = made.add_argument_group("a recording of a person", "It is measured instead of the model.")
    person.add_argument("--recording", type=Path, help="This is the file: EDF, BDF, BrainVision, C3D, NWB, CSV.")
    person.add_argument("--channels", type=Path, help="This CSV file says which channel is which muscle or electrode.")
    person.add_argument(
        "--protocol",
        action="append",
        default=[],
        metavar="NAME=BEGIN:END",
        help="This stretch of the recording, in s, is the step NAME: rest, posture, median_nerve or startle. "
        "NAME alone is the whole recording.",
    )
    person.add_argument(
        "--sites",
        action="append",
        default=[],
        metavar="LABEL=SITE",
        help="These annotations, or this trigger channel, mark stimuli at SITE, such as right_median_nerve or sound.",
    )
    person.add_argument(
        "--healthy",
        type=Path,
        metavar="FOLDER",
        help="Compare with a healthy person, whose recording was examined into this folder by the same command.",
    )
    person.add_argument(
        "--high-pass",
        action="append",
        default=[],
        metavar="KIND=HZ",
        help="Take off what is slower in this KIND of channels: emg (20 Hz by default) or eeg (0.5 Hz), or off.",
    )
    person.add_argument(
        "--notch",
        choices=("detect", "50", "60", "off"),
        help="Take off hum of the mains where it is detected (the default), always at 50 or 60 Hz, or not at all.",
    )
    person.add_argument("--rate", type=float, help="Text without a column of times has so many samples per second.")
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
    flags, overrides = parse_overrides(parser(), words)
    from ..examine.stated_findings import stated_findings

    stated = stated_findings(flags.stated)
    from ..compute_and_show import examine_and_show, examine_person_and_show

    if flags.recording:
        from ..examine.filter_words import read_filters
        from ..examine.protocols import read_protocols, read_sites
        from ..examine.source import Source

        if overrides:
            meant = nearest(overrides[0].partition("=")[0], ABOUT_A_PERSON, "--")
            raise UserError(f"{overrides[0]} is an override of the model; a recording of a person has none{meant}")
        sites, filters = read_sites(flags.sites), read_filters(flags.high_pass, flags.notch)
        source = Source(flags.recording, flags.channels, sites, filters, flags.rate)
        keep = not flags.no_recordings
        examine_person_and_show(source, read_protocols(flags.protocol), flags.out, stated, flags.healthy, keep)
        return 0
    for word in ABOUT_A_PERSON:
        if getattr(flags, word.replace("-", "_")) not in (None, []):
            raise UserError(f"--{word} is about a recording of a person; name its file with --recording")
    examine_and_show(overrides, flags.out, stated, not flags.no_recordings)
    return 0
