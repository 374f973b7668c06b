"""The one entry point. Each command takes its own flags and passes the rest on; nothing heavy is imported before it."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from .. import __version__

if TYPE_CHECKING:
    from .study.plan import Study

Command = Callable[[list[str]], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line.

    Parameters
    ----------
    argv : sequence of str, optional
        The words behind the program's name; by default those of this process.

    Returns
    -------
    int
        The exit code: 0, 1 for failed points, 2 for a mistake of the user (one line on stderr), 130 for Ctrl-C.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        return _dispatch(words)
    except KeyboardInterrupt:
        kept = "what was computed is kept" if words and words[0] in STUDIES else "what was not finished is not kept"
        print(f"disinhibition: interrupted; {kept}", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:
        code = _exit_code(error)
        if code is None:
            raise
        print(f"disinhibition: {_one_line(error)}", file=sys.stderr)
        return code


def run(words: list[str]) -> int:
    """Simulate once, and write the recording and a picture to results/runs."""
    parser = _with_hydra(_parser("run", run, _OVERRIDES, "--out"))
    flags, overrides = _parse(parser, words)
    if flags.cfg or flags.info:
        return _show("run", flags, overrides)
    from .config.compose import compose_config
    from .config.schema import read_settings

    settings = read_settings(compose_config("run", overrides))
    # Only now the simulator: a mistake above is answered at once
    from .compute_and_show import run_and_draw

    print(*run_and_draw(settings, flags.out), sep="\n")
    return 0


def sweep(words: list[str]) -> int:
    """Compute a study of many runs, which can be resumed, with its table and figure."""
    parser = _with_hydra(_parser("sweep", sweep, _OVERRIDES))
    parser.add_argument(
        "-m",
        "--multirun",
        action="store_true",
        help="This flag is accepted, as in every Hydra program, and changes nothing.",
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="Say how many points there are, and what they take in time and disk space. Compute nothing.",
    )
    parser.add_argument(
        "--retry", choices=["failed"], help="Compute failed points again. The word retry=failed does the same."
    )
    other = parser.add_mutually_exclusive_group()
    other.add_argument(
        "--fork", action="store_true", help="If the study was computed with another model, begin a new one beside it."
    )
    other.add_argument(
        "--adopt",
        action="store_true",
        help="If the study was computed with another model, compute some points anew, and adopt it if they agree.",
    )
    flags, overrides = _parse(parser, ["--retry=failed" if word == "retry=failed" else word for word in words])
    if flags.cfg or flags.info:
        return _show("sweep", flags, overrides)

    def act(study: "Study") -> int:
        if flags.dry_run:
            from .study.preview import print_preview

            print_preview(study, flags.retry == "failed", flags.fork, flags.adopt)
            return 0
        from .compute_and_show import sweep_and_show

        return sweep_and_show(study, flags.retry == "failed", flags.fork, flags.adopt)

    from .study.plan import plan_study

    return act(plan_study(overrides))


def status(words: list[str]) -> int:
    """Say how far a study has come."""
    parser = _parser("status", status)
    parser.add_argument("path", type=Path, help="This is the folder of the study.")
    flags = parser.parse_args(words)
    from .study.reading.open import study_status

    print(study_status(flags.path))
    return 0


def collect(words: list[str]) -> int:
    """Write a study as one NetCDF file."""
    parser = _parser("collect", collect, "", "--out")
    parser.add_argument("path", type=Path, help="This is the folder of the study.")
    flags = parser.parse_args(words)
    from .study.reading.open import collect as collect_study

    out = flags.out or flags.path.with_suffix(".nc")
    collect_study(flags.path, out)
    print(out)
    return 0


def figure(words: list[str]) -> int:
    """Draw a figure from a stored study or dataset, and print its table."""
    parser = _parser("figure", figure, "", "--out")
    parser.add_argument("name", nargs="?", help="This is the name of the figure. Without it the figures are listed.")
    parser.add_argument(
        "--data",
        type=Path,
        help="This is the dataset that is drawn. Without it the figure takes its own one in results.",
    )
    flags = parser.parse_args(words)
    if flags.name is None:
        from .figures import figure_names

        print("\n".join(figure_names()))
    else:
        from .compute_and_show import show_figure

        show_figure(flags.name, flags.data, flags.out)
    return 0


def pathway(words: list[str]) -> int:
    """Write the populations and projections of the model to results/pathway.nc."""
    flags = _parser("pathway", pathway, "", "--out").parse_args(words)
    from .catalogue.pathway_dataset import PATHWAY, write_pathway

    print(write_pathway(flags.out or PATHWAY))
    return 0


def engine(words: list[str]) -> int:
    """Say where the compiled models lie."""
    parser = _parser(
        "engine",
        engine,
        "It is $DISINHIBITION_CACHE if that is set, else $XDG_CACHE_HOME/disinhibition, else ~/.cache/disinhibition. "
        "It may be deleted; the next run compiles its model again.",
    )
    parser.add_argument("--where", action="store_true", required=True, help="Print the folder of the compiled models.")
    parser.parse_args(words)
    from ..models.engine.build_cache import cache_folder

    print(cache_folder())
    return 0


def examine(words: list[str]) -> int:
    """Record, measure and diagnose as a clinician would, and write a report to results/examinations."""
    from .examine.command import read_command

    overrides, out, stated = read_command(words)
    from .compute_and_show import examine_and_show

    examine_and_show(overrides, out, stated)
    return 0


def diagnose(words: list[str]) -> int:
    """Print the diagnosis of an examination again."""
    parser = _parser("diagnose", diagnose)
    parser.add_argument("path", type=Path, help="This is the folder of the examination, or its examination.nc.")
    from .examine.examination import REPORT
    from .examine.examination import diagnose as diagnose_report
    from .examine.stated_findings import add_stated, stated_findings

    add_stated(parser)
    flags = parser.parse_args(words)
    path = flags.path
    import xarray

    from ..analysis.diagnosis.decision import diagnosis_text

    with xarray.open_dataset(path / REPORT if path.is_dir() else path, engine="h5netcdf") as report:
        print(diagnosis_text(diagnose_report(report, stated_findings(flags.stated))))
    return 0


def validate(words: list[str]) -> int:
    """Compare the model with published measurements."""
    return int(import_module(".validation.command", __package__).main(words))


def calibrate(words: list[str]) -> int:
    """Fit numbers of the tables to the healthy gates, or make an ensemble of parameter sets."""
    return int(import_module(".fit.calibration", __package__).main(words))


def search(words: list[str]) -> int:
    """Move keys until a statistic comes to a target."""
    epilog = (
        "receptors.gaba_a.cortex='interval(0,1)' is a range, 'tag(log,interval(0.1,1))' is one of logarithms, and "
        "key=a,b is a choice. search.statistic=jerk_rate, search.target=1 and search.trials=50 say what is looked for. "
        "Everything else is an override, as for sweep. The same command lets an interrupted search go on."
    )
    _, overrides = _parse(_parser("search", search, epilog), words)
    from .fit.search import search_and_report

    return search_and_report(overrides)


def drugs(words: list[str]) -> int:
    """List the drugs, or show one with its curve, numbers and sources."""
    parser = _parser("drugs", drugs)
    asked = parser.add_mutually_exclusive_group()
    asked.add_argument("agent", nargs="?", help="This is the name of the drug. Without it all drugs are listed.")
    asked.add_argument(
        "--facts",
        action="store_true",
        help="List the published outcomes: which set a number, and which are kept to check.",
    )
    asked.add_argument(
        "--conflicts", action="store_true", help="List the contradictions of the literature, and how each side is run."
    )
    flags = parser.parse_args(words)
    from .catalogue.drug_conflicts import conflicts_text
    from .catalogue.drug_facts import facts_text
    from .catalogue.drug_sheet import drugs_text

    print(facts_text() if flags.facts else conflicts_text() if flags.conflicts else drugs_text(flags.agent))
    return 0


def benchmark(words: list[str]) -> int:
    """Measure speed and memory as ratios. This needs a checkout of the repository."""
    if find_spec(".benchmark", __package__) is None:
        print(
            "disinhibition: the benchmark is not part of an installed package; it is in the repository, in"
            " experiments/benchmark, and `make benchmark` runs it there",
            file=sys.stderr,
        )
        return 2
    return int(import_module(".benchmark", __package__).main(words))


COMMANDS: dict[str, Command] = {
    command.__name__: command
    for command in (
        run,
        sweep,
        status,
        collect,
        figure,
        pathway,
        examine,
        diagnose,
        validate,
        calibrate,
        search,
        drugs,
        benchmark,
        engine,
    )
}
# Their points are kept one by one
STUDIES = ("sweep", "examine", "validate", "calibrate", "search")
_OVERRIDES = (
    "Anything else is an override key=value, such as receptors.gaba_a.cortex=0.5, form=healthy, protocol=startle, "
    "lesions=['transection:C2'], duration=20, seed=3. In a sweep, key=a,b,c and key=range(5) are axes, and "
    "study.design=zip, one_at_a_time, latin_hypercube, sobol, morris or table spreads the points otherwise. "
    "@FILE stands for the words in a file, one on each line."
)


def _dispatch(words: list[str]) -> int:
    commands = "\n".join(f"  {name:<10} {command.__doc__}" for name, command in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="disinhibition",
        description="This is a spiking motor pathway from cortex to muscle. Turn inhibition down, examine the jerks.\n"
        "It is a research model. It is not for patient care.",
        epilog=f"commands:\n{commands}\n\n'disinhibition COMMAND --help' says more.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND", help="This is one of the commands below.")
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="...", help="These words go to the command.")
    if not words:
        parser.print_help()
        return 2
    flags = parser.parse_args(words)
    return COMMANDS[flags.command](flags.words)


def _parser(name: str, command: Command, epilog: str = "", *flags: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"disinhibition {name}", description=command.__doc__, epilog=epilog, fromfile_prefix_chars="@"
    )
    for flag in flags:
        parser.add_argument(flag, type=Path, help="This is the place to write to, instead of the default one.")
    return parser


def _with_hydra(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """The flags of every Hydra program that make sense here."""
    parser.add_argument(
        "--cfg", "-c", choices=["job", "hydra", "all"], help="Print the composed config and do nothing else."
    )
    parser.add_argument("--package", "-p", help="Print this part of the config only.")
    parser.add_argument("--resolve", action="store_true", help="Print the config with its interpolations resolved.")
    about = ["all", "config", "defaults", "defaults-tree", "plugins", "searchpath"]
    parser.add_argument("--info", "-i", nargs="?", const="all", choices=about, help="Print what Hydra knows.")
    return parser


def _show(root: str, flags: argparse.Namespace, overrides: list[str]) -> int:
    from .config.hydra_flags import show_config, show_info

    if flags.cfg:
        show_config(root, overrides, flags.cfg, flags.package, flags.resolve)
    else:
        show_info(root, overrides, flags.info)
    return 0


def _parse(parser: argparse.ArgumentParser, words: list[str]) -> tuple[argparse.Namespace, list[str]]:
    flags, overrides = parser.parse_known_args(words)
    for word in overrides:
        if word.startswith("-"):
            parser.error(f"there is no flag {word}; --help lists those that there are")
    return flags, overrides


def _exit_code(error: Exception) -> int | None:
    if isinstance(error, KeyError) and " " not in str(error.args[0] if error.args else ""):
        # A bare key is a fault of the program; what a user is told is a sentence
        return None
    if isinstance(error, ValueError | KeyError | OSError):
        return 2
    if isinstance(error, RuntimeError):
        from ..models.engine.engine import CompilerMissing, RunFailed
        from .examine.recordings import NotRecorded
        from .study.disk.errors import StudyBusy, StudyStopped

        codes = {CompilerMissing: 2, StudyBusy: 2, RunFailed: 1, StudyStopped: 1, NotRecorded: 1}
        return next((code for kind, code in codes.items() if isinstance(error, kind)), None)
    return None


def _one_line(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    # str() of a KeyError is the repr of its text
    text = str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
    return " ".join(text.split())
