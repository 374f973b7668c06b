"""The command line of the calibration, with rows made here instead of simulated."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from disinhibition.experiments import cli
from disinhibition.experiments.commands import run
from disinhibition.experiments.commands.parser import parse_overrides
from disinhibition.experiments.config.compose import compose_config
from disinhibition.experiments.config.schema import read_settings
from disinhibition.experiments.fit.calibration import command
from disinhibition.experiments.fit.calibration import stage_search as search
from disinhibition.experiments.fit.calibration.command import read_proposal, write_proposal
from disinhibition.experiments.fit.calibration.ensemble_draws import Made
from disinhibition.experiments.fit.calibration.stages import Stage
from disinhibition.experiments.gates.row import Row
from disinhibition.models.parameters.ensemble import Ensemble, parameter_set

VOLUNTARY = "spinal.drive.motoneuron.voluntary"
WORD = f"numbers.{VOLUNTARY}=0.5"


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Every gate passes where voluntary drive is stronger than 0.4; in an empty working folder."""

    def by_runs(stage: Stage):
        def measured(numbers: Mapping[str, float]) -> list[Row]:
            value = numbers.get(VOLUNTARY, 0.34)
            verdict = "pass" if value >= 0.4 else "miss"
            return [Row(gate, "drive", "fit", verdict, low=0.4, mean=value) for gate in stage.gates]

        return measured

    monkeypatch.setattr(search, "_by_runs", by_runs)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_stage_prints_before_and_after_and_writes_words_that_a_run_takes(
    made_up: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["calibrate", "--stage", "motor_units", "--trials", "30"]) == 0
    out = capsys.readouterr().out
    assert "Of 4 rows 0 passed before, and now 4." in out
    proposal = made_up / "results" / "calibration" / "proposal.txt"
    assert str(proposal.relative_to(made_up)) in out
    numbers = read_proposal(proposal)
    assert numbers[VOLUNTARY] >= 0.4
    _, overrides = parse_overrides(run.parser(), [f"@{proposal}", "seed=2"])
    assert overrides == [*proposal.read_text().splitlines(), "seed=2"]
    assert dict(read_settings(compose_config("run", overrides)).structure.numbers) == numbers


def test_a_stage_begins_from_the_proposal_of_the_others_and_keeps_it(made_up: Path) -> None:
    proposal = made_up / "proposal.txt"
    write_proposal(proposal, {VOLUNTARY: 0.5, "wiring.weight_cv": 0.25})
    result = command.calibrate(["startle"], made_up, 3, 100.0)
    assert result == {VOLUNTARY: 0.5, "wiring.weight_cv": 0.25}
    assert command.calibrate(["motor_units"], made_up, 1, 100.0)["wiring.weight_cv"] == 0.25


def test_a_proposal_is_read_as_it_was_written(tmp_path: Path) -> None:
    numbers = {VOLUNTARY: 0.512345, "wiring.weight_cv": 0.1}
    write_proposal(tmp_path / "p.txt", numbers)
    assert read_proposal(tmp_path / "p.txt") == numbers
    assert read_proposal(tmp_path / "none.txt") == {}


@pytest.mark.parametrize(
    ("line", "says"), [("nonsense", "is no number of a proposal"), (f"numbers.{VOLUNTARY}=7", "outside 0.15 to 0.8")]
)
def test_a_damaged_proposal_is_one_line_and_exit_code_2(
    made_up: Path, capsys: pytest.CaptureFixture[str], line: str, says: str
) -> None:
    (made_up / "proposal.txt").write_text(line)
    assert cli.main(["calibrate", "--out", str(made_up), "--stage", "motor_units"]) == 2
    err = capsys.readouterr().err
    assert says in err and err.count("\n") == 1


def test_a_misspelt_stage_is_one_line_and_exit_code_2(made_up: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["calibrate", "--stage", "cortx"]) == 2
    assert "did you mean 'cortex'?" in capsys.readouterr().err


def test_the_ensemble_is_printed_and_written_as_it_is_shipped(
    made_up: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sets = ({VOLUNTARY: 0.5}, {VOLUNTARY: 0.6})
    made = Made(Ensemble({"draws": [[1, 0.5], [4, 0.25]]}, sets), 9, ("G01", "G03"), {"G01": 0, "G03": 7})
    monkeypatch.setattr(command, "make_ensemble", lambda *_: made)
    assert cli.main(["calibrate", "--ensemble", "3", "--out", str(made_up)]) == 0
    out = capsys.readouterr().out
    assert (
        "Of 9 sets tried 2 are kept. 3 sets wanted; see --most (in Python most=)." in out and "G03 rejected 7." in out
    )
    assert "1 of them were drawn over 0.5 of every range." in out
    monkeypatch.setattr("disinhibition.models.parameters.ensemble.FILE", made_up / "ensemble.json")
    assert parameter_set(2) == sets[1]
