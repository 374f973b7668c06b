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
        ("duration=0", "lasts 0.01 to 14400 s"),
        ("duration=0.0001", "lasts 0.01 to 14400 s"),
        ("duration=1e9", "several seeds"),
        ("dt='1 ms'", "at most 0.1 ms"),
        ("wiring_seed=-1", "not a whole number"),
        ("wiring_seed=true", "not a number"),
        ("duration=nan", "not a finite number"),
        ("concentration.clonazepam=20", "largest plausible level, 0.763 uM"),
        ("concentration.clonazepam='1 mV'", "give it in uM, or with nM, mM"),
        ("numbers.cortex.projections.pv_pt.weight='18 mV'", "give it in nS"),
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


@pytest.mark.parametrize(
    ("command", "kept"),
    [
        ("run", "the run is not kept"),
        ("sweep", "the points that were computed are kept, and the same command goes on"),
        ("figure", "nothing was written"),
    ],
)
def test_ctrl_c_is_exit_code_130_and_says_what_is_kept(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str, kept: str
) -> None:
    def interrupted(words: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.COMMANDS[command], "main", interrupted)
    assert cli.main([command]) == 130
    assert capsys.readouterr().err == f"disinhibition: interrupted; {kept}\n"


def test_a_full_disk_is_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(words: list[str]) -> int:
        raise OSError(28, "No space left on device", "results")

    monkeypatch.setattr(cli.COMMANDS["run"], "main", full)
    assert cli.main(["run"]) == 1
    assert capsys.readouterr().err == "disinhibition: results cannot be written: the disk is full\n"


@pytest.mark.parametrize(("name", "code"), [("CompilerMissing", 2), ("RunFailed", 1), ("StudyBusy", 2)])
def test_what_can_go_wrong_outside_has_its_exit_code(
    name: str, code: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from disinhibition.experiments.study.disk import errors
    from disinhibition.models.engine import engine

    def stopped(words: list[str]) -> int:
        raise getattr(errors if name == "StudyBusy" else engine, name)("what is wrong, and how to mend it")

    monkeypatch.setattr(cli.COMMANDS["run"], "main", stopped)
    assert cli.main(["run"]) == code
    assert capsys.readouterr().err == "disinhibition: what is wrong, and how to mend it\n"


@pytest.mark.parametrize(
    "fault",
    [
        TypeError("a bug"),
        KeyError("jerk rate"),
        RuntimeError("a bug"),
        ValueError("shapes differ"),
        OSError(2, "a bug", "file"),
    ],
)
def test_a_fault_of_the_program_keeps_its_traceback(fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(words: list[str]) -> int:
        raise fault

    monkeypatch.setattr(cli.COMMANDS["run"], "main", broken)
    with pytest.raises(type(fault)):
        cli.main(["run"])


@pytest.mark.parametrize("command", ["run", "sweep", "examine", "search", "validate"])
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["form=healthy", "form=near_threshold"], "'form' is given twice, by 'form=healthy' and 'form=near_threshold'"),
        (["duration=0.2", "duration=0.3"], "'duration' is given twice"),
        (["seed=1", "++seed=1"], "'seed' is given twice"),
        (["concentration.klonopin=0.01", "concentration.clonazepam=0.02"], "'concentration.clonazepam' is given twice"),
    ],
)
def test_a_key_that_is_given_twice_is_one_line(
    command: str, words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([command, *words]) == 2
    said = capsys.readouterr().err
    assert says in said and said.count("\n") == 1


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (["run", "out=here"], "unknown key 'out'; did you mean the flag --out?"),
        (["sweep", "dry_run=true", "seed=1,2"], "unknown key 'dry_run'; did you mean the flag --dry-run?"),
        (["examine", "site=sound"], "unknown key 'site'; did you mean the flag --sites?"),
        (["examine", "healthy"], "did you mean 'form=healthy'?"),
        (["examine", "side=right"], "unknown key 'side'; did you mean 'sides'?"),
        (["examine", "protocl=rest"], "unknown key 'protocl'; did you mean 'protocol'?"),
        (["examine", "--recording", "a.edf", "protocol=rest"], "a recording of a person has none; did you mean '--pro"),
        (["run", "foo=1"], "unknown key 'foo'; 'disinhibition run --cfg job' prints keys"),
    ],
)
def test_a_word_that_is_no_key_names_the_nearest_flag_or_key(
    line: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(line) == 2
    assert says in capsys.readouterr().err


def test_several_values_of_a_run_name_both_ways_to_a_study(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["run", "seed=1,2"]) == 2
    assert "use 'disinhibition sweep', in Python dis.sweep" in capsys.readouterr().err


def test_unknown_command_and_flag_are_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["rnu"], ["run", "--oot", "x"]):
        assert cli.main(words) == 2
        err = capsys.readouterr().err
        assert words[-2 if "x" in words else -1] in err and err.count("\n") == 1


@pytest.mark.parametrize("command", ["", *cli.COMMANDS])
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
