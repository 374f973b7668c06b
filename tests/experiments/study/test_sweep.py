"""A sweep from the command line to its dataset, with the rows made here instead of simulated."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import disinhibition
from disinhibition.experiments import cli
from disinhibition.experiments.run.measures import measure
from disinhibition.experiments.run.provenance import provenance
from disinhibition.experiments.study import points, sweep
from disinhibition.experiments.study.disk.store import Point, StudyStore
from disinhibition.models.engine.compiler import CompilerMissing

Rows = list[Point]


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Rows:
    """Points computed so far; a point with GABA-A 0 fails. Nothing is built and no process is started."""
    rows: Rows = []

    def run_points(
        store: StudyStore,
        asked: Sequence[Point],
        work: Callable,
        workers: object,
        progress: object,
        retry_failed: bool,
    ) -> None:
        store.add_points(asked)
        for point in asked:
            if store.states()[point.key] not in (("missing", "failed") if retry_failed else ("missing",)):
                continue
            rows.append(point)
            gain = point.task["settings"]["condition"]["factors"].get("receptors.gaba_a.cortex", 1.0)
            if gain == 0:
                store.fail(point, "RunFailed: it was told to")
            else:
                store.write(point, row(gain))

    monkeypatch.setattr(
        points, "prepare", lambda structure, engine, precision, report: SimpleNamespace(key=f"{structure}")
    )
    monkeypatch.setattr(sweep, "run_points", run_points)
    monkeypatch.chdir(tmp_path)
    return rows


def row(gain: float) -> Mapping[str, float | str]:
    numbers = {column.name: 0.0 for column in measure("jerks").columns() if column.kind == "float"}
    return {**numbers, "jerk_rate": 1 / gain, "burst_count": 9.0, "first_muscle": "right_scm", "status": "ok"}


def test_a_sweep_fills_its_axes_and_prints_its_table(computed: Rows, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["sweep", "receptors.gaba_a.cortex=1,0.5", "seed=range(1,3)", "study.name=gaba"]) == 0
    study = disinhibition.open_study("results/gaba")
    assert dict(study.sizes) == {"receptors.gaba_a.cortex": 2, "seed": 2}
    assert study["jerk_rate"].sel({"receptors.gaba_a.cortex": 0.5}).values.tolist() == [2, 2]
    out = capsys.readouterr().out
    assert "right_scm" in out
    assert "2.00" in out


def test_a_multirun_is_one_study_without_a_file_per_job(computed: Rows, tmp_path: Path) -> None:
    line = ["receptors.gaba_a.cortex=range(0.05,1.05,0.05)", "receptors.glycine.brainstem=0.2,1", "seed=range(2)"]
    assert cli.main(["sweep", "-m", *line]) == 0
    assert len(computed) == 80
    study = disinhibition.open_study("results/sweep")
    assert study["jerk_rate"].sel({"receptors.gaba_a.cortex": 0.15}).values.ravel() == pytest.approx([1 / 0.15] * 4)
    files = [file for file in tmp_path.rglob("*") if file.is_file() and file.parent.name != "row"]
    assert sorted(file.name for file in files) == ["points.jsonl", "schema.json", "study.lock"]
    assert len(list((tmp_path / "results" / "sweep" / "row").glob("c.*"))) == 80
    cli.main(["sweep", *line])
    assert len(computed) == 80


@pytest.mark.parametrize("multirun", [[], ["--multirun"]])
def test_a_dry_run_computes_and_writes_nothing(
    computed: Rows, multirun: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert cli.main(["sweep", *multirun, "receptors.gaba_a.cortex=1,0.5", "--dry-run"]) == 0
    assert capsys.readouterr().out.startswith("The study has 2 points: none there already, 2 to be computed.\n")
    assert not computed
    assert not list(tmp_path.iterdir())


def test_a_design_is_computed_extended_and_printed_by_its_axes(
    computed: Rows, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["sweep", "study.design=zip", "study.name=pairs"]
    assert cli.main([*words, "receptors.gaba_a.cortex=1,0.5", "seed=1,2"]) == 0
    assert cli.main([*words, "receptors.gaba_a.cortex=0.25,1,0.5", "seed=3,1,2"]) == 0
    assert len(computed) == 3
    study = disinhibition.open_study("results/pairs")
    assert study["seed"].values.tolist() == [1, 2, 3]
    assert study["jerk_rate"].values.tolist() == [1, 2, 4]
    table = capsys.readouterr().out
    assert "receptors.gaba_a.cortex" in table
    assert "4.00" in table


def test_a_grid_does_not_go_where_a_design_is(computed: Rows, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["sweep", "study.design=zip", "seed=1,2"])
    assert cli.main(["sweep", "seed=1,2"]) == 2
    assert "it is swept over point, seed" in capsys.readouterr().err


def test_the_same_command_computes_nothing_twice(computed: Rows) -> None:
    for _ in range(2):
        cli.main(["sweep", "receptors.gaba_a.cortex=1,0.5"])
    assert len(computed) == 2


def test_a_wider_axis_computes_only_what_is_new(computed: Rows) -> None:
    cli.main(["sweep", "receptors.gaba_a.cortex=1,0.5"])
    cli.main(["sweep", "receptors.gaba_a.cortex=1,0.75,0.5"])
    assert len(computed) == 3
    study = disinhibition.open_study("results/sweep")
    assert study["receptors.gaba_a.cortex"].values.tolist() == [0.5, 0.75, 1]


def test_a_failed_point_is_exit_code_1_also_when_it_failed_before(
    computed: Rows, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert cli.main(["sweep", "receptors.gaba_a.cortex=1,0"]) == 1
        said = capsys.readouterr().err
        assert "1 of 2 points failed" in said
        assert "RunFailed: it was told to" in said
    assert np.isnan(disinhibition.open_study("results/sweep")["jerk_rate"].values).sum() == 1


@pytest.mark.parametrize("retry", [["--retry", "failed"], ["retry=failed"]])
def test_failed_points_are_computed_again_with_retry_failed(computed: Rows, retry: list[str]) -> None:
    for flags in ([], [], retry):
        cli.main(["sweep", *flags, "receptors.gaba_a.cortex=1,0"])
    assert [point.coordinates["receptors.gaba_a.cortex"] for point in computed] == [1, 0, 0]


def test_labels_do_not_change_the_key_but_wiring_and_gains_do(computed: Rows) -> None:
    cli.main(["sweep", "seed=1,2", "protocol.name=other", "study.name=a"])
    cli.main(["sweep", "seed=1,2", "study.name=b"])
    cli.main(["sweep", "seed=1,2", "wiring_seed=2", "study.name=c"])
    cli.main(["sweep", "seed=1,2", "receptors.ampa.all=0.9", "study.name=d"])
    keys = [point.key for point in computed]
    assert keys[:2] == keys[2:4]
    assert len(set(keys)) == 6


def test_the_same_coordinates_under_other_settings_are_refused(
    computed: Rows, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["sweep", "seed=1,2", "duration=3"]) == 0
    assert cli.main(["sweep", "seed=1,2", "duration=4"]) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert "under other settings (duration 3 -> 4); remove it or choose another study.path" in said
    assert len(computed) == 2


def test_smoke_is_a_corner_of_quick(computed: Rows) -> None:
    for profile in ("smoke", "quick"):
        assert cli.main(["sweep", "experiment=disinhibition", f"profile={profile}", "study.figure=null"]) == 0
    assert len(computed) == 54


def test_only_examples_keep_their_recording(computed: Rows) -> None:
    cli.main(["sweep", "experiment=disinhibition", "profile=smoke", "study.figure=null"])
    kept = [point for point in computed if "recording" in point.task]
    assert [point.coordinates["circuit"] for point in kept] == ["cortex", "brainstem", "spinal"]
    assert all(
        Path(point.task["recording"]).parent == Path("results/disinhibition/examples").resolve() for point in kept
    )


def test_the_dataset_says_how_it_was_made(computed: Rows) -> None:
    cli.main(["sweep", "seed=1,2", "duration=3"])
    attributes = disinhibition.open_study("results/sweep").attrs
    assert json.loads(attributes["config"])["duration"] == 3
    assert attributes["version"] == disinhibition.__version__
    assert attributes["model"]


def test_a_study_of_another_model_is_refused(
    computed: Rows, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.main(["sweep", "seed=1,2"])
    monkeypatch.setattr(sweep, "provenance", lambda **facts: {**provenance(**facts), "model": "another"})
    assert cli.main(["sweep", "seed=1,2"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert len(computed) == 2


def test_fork_begins_a_study_beside_that_of_another_model_and_goes_on_in_it(
    computed: Rows, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli.main(["sweep", "--fork", "seed=1,2"]) == 0
    assert len(disinhibition.open_study("results/sweep")["seed"]) == 2, "there is nothing to fork from"
    monkeypatch.setattr(sweep, "provenance", lambda **facts: {**provenance(**facts), "model": "another0model"})
    for _ in range(2):
        assert cli.main(["sweep", "--fork", "seed=1,2,3"]) == 0
    fork = f"results/sweep-{disinhibition.__version__}-another0"
    assert fork in capsys.readouterr().out
    assert len(computed) == 2 + 3
    assert dict(disinhibition.open_study(fork).sizes) == {"seed": 3}
    assert dict(disinhibition.open_study("results/sweep").sizes) == {"seed": 2}
    assert cli.main(["sweep", "--fork", "seed=1,2", "wiring_seed=1,2"]) == 2, "other axes are another study"


def test_a_build_that_fails_leaves_no_study(
    computed: Rows, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def no_compiler(*_: object) -> None:
        raise CompilerMissing("no C++ compiler found")

    monkeypatch.setattr(points, "prepare", no_compiler)
    assert cli.main(["sweep", "seed=1,2"]) == 2
    assert not (tmp_path / "results").exists()


def test_a_folder_of_other_files_is_refused_and_stays_as_it_was(
    computed: Rows, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("")
    assert cli.main(["sweep", "seed=1,2", "study.path=mine"]) == 2
    assert "holds other files" in capsys.readouterr().err
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_collect_says_which_points_have_no_values(
    computed: Rows, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    cli.main(["sweep", "receptors.gaba_a.cortex=1,0.5,0"])
    capsys.readouterr()
    assert cli.main(["collect", "results/sweep", "--out", "all.nc"]) == 0
    err = capsys.readouterr().err
    assert "2 of 3 points with values; 0 missing and 1 failed:" in err
    assert "receptors.gaba_a.cortex=0 failed: RunFailed: it was told to" in err
    assert cli.main(["status", "all.nc"]) == 0
    assert capsys.readouterr().out.startswith("done 2 of 3\n")


def test_status_and_collect_read_the_study(computed: Rows, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    cli.main(["sweep", "receptors.gaba_a.cortex=1,0.5,0"])
    capsys.readouterr()
    assert cli.main(["status", "results/sweep"]) == 0
    assert capsys.readouterr().out.startswith("done 2 of 3\n")
    assert cli.main(["collect", "results/sweep", "--out", "all.nc"]) == 0
    assert (tmp_path / "all.nc").stat().st_size > 0


def test_a_folder_that_is_no_study_is_one_line(
    computed: Rows, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert cli.main(["status", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
