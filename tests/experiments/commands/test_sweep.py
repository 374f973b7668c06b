"""The command ``sweep``: mistakes in its line are found before it begins."""

from pathlib import Path

import pytest

from disinhibition.experiments import cli


@pytest.mark.parametrize("flags", [[], ["-m"], ["-m", "--dry-run"]])
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["receptors.gaba_a.cotex=0,1"], "did you mean 'receptors.gaba_a.cortex'?"),
        (["protocol=rest,startl"], "did you mean 'startle'?"),
        (["seed=range(2,2)"], "has no values"),
        (["seed=1,2", "seed=3,4"], "given twice"),
        (["seed=1,2", "wiring_seed=1,2,3", "study.design=zip"], "need one number of values"),
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
