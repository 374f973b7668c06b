"""The command line: light to start, one line for a mistake, exit codes."""

import subprocess
import sys
from pathlib import Path

import pytest

from disinhibition.experiments import cli


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("form=helthy", "did you mean 'healthy'?"),
        ("receptors.gaba_a.cotex=0.5", "did you mean 'receptors.gaba_a.cortex'?"),
        ("duration='20 mV'", "wrong unit"),
        ("receptors.gaba_a.cortex=-1", "outside 0 to 100"),
        ("lesions=['transection:C9']", "there is no lesion"),
        ("duration=0", "longer than 0 s"),
    ],
)
@pytest.mark.parametrize("command", ["run", "sweep"])
def test_a_mistake_is_one_line_and_exit_code_2(
    command: str,
    word: str,
    says: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    words = [command, word, *(["seed=1,2"] if command == "sweep" else [])]
    assert cli.main(words) == 2
    out, err = capsys.readouterr()
    assert says in err
    assert err.count("\n") == 1
    assert not out
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("flags", [[], ["-m"], ["-m", "--dry-run"]])
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["receptors.gaba_a.cotex=0,1"], "did you mean 'receptors.gaba_a.cortex'?"),
        (["protocol=rest,startl"], "did you mean 'startle'?"),
        (["seed=range(2,2)"], "has no values"),
        (["seed=1,2", "seed=3,4"], "given twice"),
        (["seed=1,2", "wiring_seed=1,2,3", "study.design=zip"], "need one length"),
        (["seed=1,2", "study.design=sobl"], "did you mean 'sobol'?"),
        (
            ["study.design=table", "study.table=cotex.csv"],
            "cotex.csv: unknown key 'receptors.gaba_a.cotex'; did you",
        ),
        (["study.design=table", "study.table=word.csv"], "word.csv: seed='x' is not a number"),
        (["study.design=table", "study.table=none.csv"], "none.csv: No such file"),
        (["hydra/launcher=basic", "seed=1,2"], "execute="),
    ],
)
def test_a_mistake_in_a_sweep_line_is_one_line_and_exit_code_2(
    flags: list[str],
    words: list[str],
    says: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "cotex.csv").write_text("receptors.gaba_a.cotex\n1\n")
    (tmp_path / "word.csv").write_text("seed\n1\nx\n")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["sweep", *flags, *words]) == 2
    out, err = capsys.readouterr()
    assert says in err
    assert err.count("\n") == 1
    assert not out
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("command", ["run", "sweep"])
def test_the_flags_of_hydra_print_the_config(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([command, "--cfg", "job", "duration=3", "--package", "duration"]) == 0
    assert capsys.readouterr().out == "3\n"
    assert cli.main([command, "--info", "searchpath"]) == 0
    assert "disinhibition.configs" in capsys.readouterr().out


def test_an_axis_value_out_of_range_stops_the_sweep_before_it_starts(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["sweep", "-m", "receptors.gaba_a.cortex=1,0.5,-1"]) == 2
    assert "receptors.gaba_a.cortex=-1 is outside 0 to 100" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_sweep_without_axes_says_what_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["sweep"]) == 2
    assert "experiment=" in capsys.readouterr().err


def test_an_unknown_experiment_names_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["sweep", "experiment=disinhibiton"]) == 2
    assert "did you mean 'disinhibition'?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "kept"), [("run", "what was not finished is not kept"), ("sweep", "what was computed is kept")]
)
def test_ctrl_c_is_exit_code_130_and_says_what_is_kept(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str, kept: str
) -> None:
    def interrupted(words: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(cli.COMMANDS, command, interrupted)
    assert cli.main([command]) == 130
    assert capsys.readouterr().err == f"disinhibition: interrupted; {kept}\n"


def test_the_place_of_compiled_models_is_named_with_its_variables(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["engine", "--help"])
    said = capsys.readouterr().out
    assert "$DISINHIBITION_CACHE" in said and "~/.cache/disinhibition" in said


def test_a_full_disk_is_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(words: list[str]) -> int:
        raise OSError(28, "No space left on device", "results")

    monkeypatch.setitem(cli.COMMANDS, "run", full)
    assert cli.main(["run"]) == 2
    assert capsys.readouterr().err == "disinhibition: results: No space left on device\n"


@pytest.mark.parametrize(("name", "code"), [("CompilerMissing", 2), ("RunFailed", 1), ("StudyBusy", 2)])
def test_what_can_go_wrong_outside_has_its_exit_code(
    name: str, code: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from disinhibition.experiments.study.disk import errors
    from disinhibition.models.engine import engine

    def stopped(words: list[str]) -> int:
        raise getattr(errors if name == "StudyBusy" else engine, name)("what is wrong, and how to mend it")

    monkeypatch.setitem(cli.COMMANDS, "run", stopped)
    assert cli.main(["run"]) == code
    assert capsys.readouterr().err == "disinhibition: what is wrong, and how to mend it\n"


@pytest.mark.parametrize("fault", [TypeError("a bug"), KeyError("jerk_rate"), RuntimeError("a bug")])
def test_a_fault_of_the_program_keeps_its_traceback(fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(words: list[str]) -> int:
        raise fault

    monkeypatch.setitem(cli.COMMANDS, "run", broken)
    with pytest.raises(type(fault)):
        cli.main(["run"])


def test_unknown_command_and_flag_are_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["rnu"], ["run", "--oot", "x"]):
        with pytest.raises(SystemExit) as error:
            cli.main(words)
        assert error.value.code == 2
    assert "--oot" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["", *(name for name in cli.COMMANDS if name not in ("validate", "benchmark"))])
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main([command, "--help"] if command else ["--help"])
    assert not end.value.code
    assert "disinhibition" in capsys.readouterr().out


def test_help_and_mistakes_do_not_load_the_simulator() -> None:
    script = (
        "import sys\n"
        "from disinhibition.experiments import cli\n"
        "assert cli.main(['run', 'receptors.gaba_a.cotex=0.5']) == 2\n"
        "try: cli.main(['run', '--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'brian2', 'matplotlib', 'xarray'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_package_imports_its_public_names_late() -> None:
    script = "import sys, disinhibition; assert 'brian2' not in sys.modules and 'xarray' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], check=True)
