"""Each ability of the command line has its call of Python, and each ability of a call has its word on the command line.

A command or a call that gets another flag or parameter fails here until a line says what its counterpart is.
"""

import argparse
import inspect
from collections.abc import Iterator

import pytest

import disinhibition as dis
from disinhibition.experiments.cli import COMMANDS

# Command -> flag -> where Python has it: a call, perhaps with its parameter. A text with a space says why it has none
OVERRIDES = "..."  # words key=value
FLAGS: dict[str, dict[str, str]] = {
    "run": {
        OVERRIDES: "simulate.given",
        "--out": "xarray writes the tree: tree.to_netcdf(path)",
        "--cfg": "config",
        "--package": "a part of the dict that config gives",
        "--resolve": "config resolves everything",
        "--info": "what Hydra knows of itself, for those who write configs",
    },
    "sweep": {
        OVERRIDES: "sweep.given",
        "--multirun": "it changes nothing",
        "--dry-run": "sweep.dry_run",
        "--retry": "sweep.retry",
        "--fork": "sweep.fork",
        "--adopt": "sweep.adopt",
        "--cfg": "config.sweep",
        "--package": "a part of the dict that config gives",
        "--resolve": "config resolves everything",
        "--info": "what Hydra knows of itself, for those who write configs",
    },
    "status": {"path": "status.path"},
    "collect": {"path": "collect.path", "--out": "collect.out"},
    "figure": {"name": "figure.name", "--data": "figure.data", "--out": "figure.out"},
    "pathway": {"--out": "pathway.out"},
    "examine": {
        OVERRIDES: "examine.given",
        "--out": "examine.out",
        "--stated": "examine.stated",
        "--no-recordings": "examine.keep_recordings",
        "--recording": "examine.recording",
        "--channels": "examine.channels",
        "--protocol": "examine.protocols",
        "--sites": "examine.sites",
        "--healthy": "examine.healthy",
        "--high-pass": "examine.filters",
        "--notch": "examine.filters",
        "--rate": "examine.rate",
    },
    "diagnose": {"path": "diagnose.report", "--stated": "diagnose.stated"},
    "validate": {
        OVERRIDES: "validate.given",
        "--quick": "validate.quick",
        "--dry-run": "validate.dry_run",
        "--from": "validate.folder",
        "--out": "validate.out",
        "--health": "validate.part",
        "--drugs": "validate.part",
    },
    "calibrate": {
        "--stage": "calibrate.stages",
        "--trials": "calibrate.trials",
        "--seconds": "calibrate.seconds",
        "--out": "calibrate.out",
        "--ensemble": "draw_ensemble.sets",
        "--most": "draw_ensemble.most",
        "--spread": "draw_ensemble.spread",
        "--workers": "draw_ensemble.workers",
    },
    "search": {OVERRIDES: "search.given"},
    "drugs": {"agent": "drugs.agent", "--facts": "drugs.about", "--conflicts": "drugs.about"},
    "list": {"kind": "catalogue.kind"},
    "engine": {"--where": "compiled_folder", "--list": "compiled_models", "--clear": "clear_compiled"},
    "benchmark": {},  # it needs a checkout of the repository, and measures this machine and not the model
}
# Call -> parameter -> the word or the command that says the same
SHOWN = "a bar on a terminal; 2>/dev/null hides it"
PARAMETERS: dict[str, dict[str, str]] = {
    "simulate": {"given": "run", "keys": "run", "progress": SHOWN},
    "config": {"given": "run --cfg", "keys": "run --cfg", "sweep": "sweep --cfg"},
    "sweep": {
        "given": "sweep",
        "keys": "sweep",
        "name": "study.name=",
        "retry": "sweep --retry",
        "fork": "sweep --fork",
        "adopt": "sweep --adopt",
        "dry_run": "sweep --dry-run",
        "progress": SHOWN,
    },
    "open_study": {"path": "collect, which writes what it opens"},
    "status": {"path": "status"},
    "collect": {"path": "collect", "out": "collect --out"},
    "search": {
        "given": "search",
        "keys": "search",
        "target": "search.target=",
        "statistic": "search.statistic=",
        "trials": "search.trials=",
        "name": "study.name=",
        "progress": SHOWN,
    },
    "examine": {
        "given": "examine",
        "keys": "examine",
        "stated": "examine --stated",
        "keep_recordings": "examine --no-recordings",
        "out": "examine --out",
        "progress": SHOWN,
        "recording": "examine --recording",
        "channels": "examine --channels",
        "protocols": "examine --protocol",
        "sites": "examine --sites",
        "filters": "examine --high-pass",
        "rate": "examine --rate",
        "healthy": "examine --healthy",
    },
    "diagnose": {"report": "diagnose", "stated": "diagnose --stated"},
    "write_report": {"folder": "examine, which always writes it", "stated": "examine --stated"},
    "validate": {
        "given": "validate",
        "keys": "validate",
        "part": "validate --health",
        "quick": "validate --quick",
        "dry_run": "validate --dry-run",
        "folder": "validate --from",
        "out": "validate --out",
        "progress": SHOWN,
    },
    "calibrate": {
        "stages": "calibrate --stage",
        "trials": "calibrate --trials",
        "seconds": "calibrate --seconds",
        "out": "calibrate --out",
        "progress": SHOWN,
    },
    "draw_ensemble": {
        "sets": "calibrate --ensemble",
        "most": "calibrate --most",
        "spread": "calibrate --spread",
        "out": "calibrate --out",
        "workers": "calibrate --workers",
        "progress": SHOWN,
    },
    "catalogue": {"kind": "list"},
    "drugs": {"agent": "drugs", "about": "drugs --facts"},
    "pathway": {"out": "pathway --out"},
    "figure": {"name": "figure", "data": "figure --data", "out": "figure --out"},
    "summary": {"data": "run and sweep, which print the table and the picture"},
    "compiled_models": {},
    "compiled_folder": {},
    "clear_compiled": {},
}
WITHOUT_CALL = ("Interval", "__version__", "analysis", "models", "plot")  # values and folders of modules


def flags_of(command: str) -> set[str]:
    """The longest word of every flag of a command, and the names of its places."""
    if command == "benchmark":
        return set()
    actions = COMMANDS[command].parser()._actions
    shown = {max(action.option_strings, key=len) if action.option_strings else action.dest for action in actions}
    return shown - {"--help"}


def targets() -> Iterator[tuple[str, str, str]]:
    for command, flags in FLAGS.items():
        for flag, target in flags.items():
            if " " not in target:
                yield command, flag, target


@pytest.mark.parametrize("command", COMMANDS)
def test_every_flag_of_a_command_has_its_place_in_python(command: str) -> None:
    assert flags_of(command) == set(FLAGS[command]) - {OVERRIDES}


@pytest.mark.parametrize(("command", "flag", "target"), list(targets()))
def test_what_python_has_for_a_flag_exists(command: str, flag: str, target: str) -> None:
    name, _, parameter = target.partition(".")
    assert name in dis.__all__
    assert not parameter or parameter in inspect.signature(getattr(dis, name)).parameters


def test_every_public_call_is_in_the_table() -> None:
    assert set(PARAMETERS) == set(dis.__all__) - set(WITHOUT_CALL)


@pytest.mark.parametrize("call", PARAMETERS)
def test_every_parameter_of_a_call_has_its_word_on_the_command_line(call: str) -> None:
    assert set(inspect.signature(getattr(dis, call)).parameters) == set(PARAMETERS[call])
    for word in PARAMETERS[call].values():
        command, _, flag = word.partition(" ")
        if flag.startswith("--"):
            assert flag in flags_of(command), word


def test_a_command_reads_every_kind_of_words_that_its_parser_knows() -> None:
    assert all(isinstance(COMMANDS[command].parser(), argparse.ArgumentParser) for command in FLAGS if FLAGS[command])


def test_courses_are_keys_as_all_else_is() -> None:
    from disinhibition.experiments.config.schema import read_settings

    said = dis.config("courses.gaba_a.cortex=[1,0.4]", "course_step=500 ms")
    given = dis.config(courses={"gaba_a.cortex": [1, 0.4]}, course_step="500 ms")
    assert said == given
    condition = read_settings(given).condition
    assert condition.courses == {"gaba_a.cortex": (1.0, 0.4)} and condition.course_step == 0.5
