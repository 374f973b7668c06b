"""Measure speed and memory as ratios, or how well bursts are found. This needs a checkout of the repository."""

from importlib import import_module
from importlib.util import find_spec

from ...errors import UserError
from .parser import Parser, add_out

PARTS = ("sweep", "dose", "detection", "recording", "exported")


def parser() -> Parser:
    """Make the parser.

    Returns
    -------
    Parser
        The flags of the command.
    """
    made = Parser("benchmark", __doc__)
    made.add_argument("--quick", action="store_true", help="Measure one pair with short runs, to see that it works.")
    part = made.add_mutually_exclusive_group()
    part.add_argument("--sweep", action="store_true", help="Measure what a sweep costs beside its simulations.")
    part.add_argument("--dose", action="store_true", help="Measure the builds and busy cores of a dose-response.")
    words = "Measure how well bursts are found in made recordings, beside NeuroKit2 and BioSPPy (extra dev)."
    part.add_argument("--detection", action="store_true", help=words)
    words = "Measure what 20 minutes of 12 channels at 10 kHz cost, from the file to the report (extra interop)."
    part.add_argument("--recording", action="store_true", help=words)
    words = "Compare the diagnoses of simulated patients with those from EDF files of them (extra interop)."
    part.add_argument("--exported", action="store_true", help=words)
    add_out(made, "Write to this file. Without it there is one in results.")
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
        Exit code 0, whether targets are met or not; a miss is shown as one.
    """
    if find_spec("..benchmark", __package__) is None:
        raise UserError(
            "the benchmark is not part of an installed package; it is in the repository, in experiments/benchmark, and"
            " `make benchmark` runs it there"
        )
    flags = parser().parse_args(words)
    part = next((name for name in PARTS if getattr(flags, name)), "")
    print(import_module("..benchmark", __package__).benchmark(part, flags.quick, flags.out))
    return 0
