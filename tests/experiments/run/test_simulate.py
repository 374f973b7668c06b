"""One run behind the command line and ``simulate``, with a recording in the engine's place."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

import disinhibition
from disinhibition.experiments import cli
from disinhibition.experiments.config.compose import compose_config
from disinhibition.experiments.config.schema import read_settings
from disinhibition.experiments.config.settings import plain_settings
from disinhibition.experiments.run import simulate as run
from disinhibition.experiments.run.measures import measure
from disinhibition.experiments.run.provenance import provenance
from disinhibition.models.condition.condition import Condition
from disinhibition.models.parameters.identity import model_digest
from disinhibition.models.parameters.table_numbers import tables_with
from disinhibition.models.signals.recording import Recording

POOL = 30
DURATION = 2.0


def recording(jerks: tuple[float, ...] = (0.5, 1.2)) -> Recording:
    """Cortical cells that fire now and then, and two pools that fire together at every jerk."""
    rng = np.random.default_rng(1)
    times, units = [rng.uniform(0, DURATION, 40)], [rng.integers(0, 20, 40)]
    for onset in jerks:
        for first in (20, 20 + POOL):
            times.append(onset + rng.uniform(0, 0.03, 60))
            units.append(first + rng.integers(0, POOL, 60))
    time, unit = np.concatenate(times), np.concatenate(units)
    order = np.argsort(time)
    return Recording(
        duration=DURATION,
        spike_time=time[order],
        spike_unit=unit[order].astype(np.int32),
        population=("left_m1_hand_l23", "right_scm_motoneurons", "right_fdi_motoneurons", "left_m1_foot_l23"),
        region=("cortex", "spinal", "spinal", "cortex"),
        cell_class=("l23", "motoneuron", "motoneuron", "l23"),
        side=("left", "right", "right", "left"),
        size=(20, POOL, POOL, 60),
        motoneurons={"right_scm": np.arange(20, 20 + POOL), "right_fdi": np.arange(20 + POOL, 20 + 2 * POOL)},
        stimulus_time=np.array([0.5]),
        stimulus_site=("sound",),
        field_current=np.zeros((1, 2, round(DURATION * 2000)), np.float32),
        electrodes=("c3",),
        neuromuscular={"right_scm": 1.0, "right_fdi": 1.0},
        runaway=False,
        provenance=provenance(network="stand-in", settings="{}"),
    )


@dataclass
class StandIn:
    """An engine that hands out a recording and remembers what it was asked."""

    result: Recording
    asked: list[tuple[Condition, float, int]]
    key: str = "stand-in"
    tables: Mapping[str, Mapping] = field(default_factory=dict)

    def run(self, condition: Condition, duration: float, seed: int, progress: object = None) -> Recording:
        self.asked.append((condition, duration, seed))
        return self.result


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> StandIn:
    stand_in = StandIn(recording(), [])
    monkeypatch.setattr(run, "prepare", lambda *args, **kwargs: stand_in)
    run._kept_engine.cache_clear()
    monkeypatch.chdir(tmp_path)
    return stand_in


def point(**extra: object) -> dict[str, object]:
    settings = plain_settings(read_settings(compose_config("run", ["duration=2"])))
    return {"settings": settings, "measure": "jerks", **extra}


def test_numbers_of_the_muscle_reach_the_emg(engine: StandIn) -> None:
    engine.tables = tables_with({"muscle.instrument_noise": 5.0})
    assert disinhibition.simulate(["duration=2"])["emg"]["voltage"].attrs["instrument_noise"] == pytest.approx(5e-6)


def test_simulate_is_public_and_asks_for_what_was_said(engine: StandIn) -> None:
    disinhibition.simulate(["receptors.gaba_a.cortex=0.3", "duration=2", "seed=7"])
    ((condition, duration, seed),) = engine.asked
    assert condition.factors == {"receptors.gaba_a.cortex": 0.3}
    assert (duration, seed) == (2.0, 7)


def test_the_tree_has_its_fixed_names(engine: StandIn) -> None:
    tree = disinhibition.simulate(["duration=2"])
    assert tree["emg"]["voltage"].dims == ("muscle", "time")
    assert tree["eeg"]["potential"].dims == ("electrode", "time")
    assert {"time", "unit", "population", "region", "side"} <= set(tree["spikes"].data_vars)
    assert {"onset", "duration", "first_muscle", "n_muscles"} <= set(tree["jerks"].data_vars)
    assert {"onset", "duration", "amplitude", "muscle", "jerk"} <= set(tree["bursts"].data_vars)
    assert tree["jerks"].sizes["jerk"] == 2


def test_every_variable_of_the_tree_has_units_and_a_long_name(engine: StandIn) -> None:
    for node in disinhibition.simulate(["duration=2"]).subtree:
        for name, variable in node.data_vars.items():
            assert {"units", "long_name"} <= set(variable.attrs), f"{node.path}/{name}"


def test_the_tree_says_what_produced_it(engine: StandIn) -> None:
    attributes = disinhibition.simulate(["duration=2", "seed=5"]).attrs
    assert json.loads(attributes["settings"])["seed"] == 5
    assert attributes["version"] == disinhibition.__version__
    assert attributes["version_brian2"]
    assert attributes["network"] == "stand-in" and attributes["model"] == model_digest()


def test_a_row_has_every_column_of_a_study(engine: StandIn) -> None:
    row = run.point_statistics(point())
    assert {column.name for column in measure("jerks").columns()} <= set(row)
    # One of the two jerks follows the sound within half a second, and leaves the other 1.5 s
    assert row["jerk_rate"] == pytest.approx(1 / 1.5) and row["stimulus_jerk_rate"] == pytest.approx(1 / 0.3)
    assert row["first_muscle"] == "right_scm"
    assert row["rate_l23"] == pytest.approx(40 / (20 + 60) / DURATION)
    assert np.isnan(row["rate_pv"])


def test_silence_makes_a_row_of_defined_values(engine: StandIn) -> None:
    quiet = replace(recording(()), spike_time=np.zeros(0), spike_unit=np.zeros(0, np.int32))
    engine.result = quiet
    row = run.point_statistics(point())
    assert (row["jerk_rate"], row["burst_count"], row["first_muscle"], row["status"]) == (0, 0, "none", "ok")
    assert np.isnan(row["burst_duration"])


def test_a_recording_is_kept_only_where_asked(engine: StandIn, tmp_path: Path) -> None:
    run.point_statistics(point())
    assert not list(tmp_path.iterdir())
    run.point_statistics(point(recording=str(tmp_path / "kept" / "a.nc"), coordinates={"circuit": "cortex"}))
    with xr.open_datatree(tmp_path / "kept" / "a.nc") as tree:
        assert json.loads(tree.attrs["point"]) == {"circuit": "cortex"}
        assert tree["emg"]["voltage"].dims == ("muscle", "time")


def test_run_writes_a_recording_and_a_plot(engine: StandIn, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["run", "duration=2"]) == 0
    written = [Path(line) for line in capsys.readouterr().out.split()]
    assert [path.name for path in written] == ["recording.nc", "recording.png"]
    assert all((tmp_path / path).stat().st_size > 1000 for path in written)
    assert written[0].parent.parent == Path("results", "runs")


@pytest.mark.slow
def test_other_settings_go_to_another_folder(engine: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["run", "duration=2"])
    cli.main(["run", "duration=2", "receptors.gaba_a.cortex=0.3"])
    cli.main(["run", "duration=2"])
    first, other, again = capsys.readouterr().out.split()[::2]
    assert first == again != other


def test_a_folder_that_cannot_be_made_is_said_before_the_run(
    engine: StandIn, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert cli.main(["run", "duration=2", "--out", str(tmp_path / "file" / "x")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not engine.asked


@pytest.mark.parametrize("step", ["xarray.DataTree.to_netcdf", "shutil.copyfile"])
def test_a_broken_write_leaves_no_partial_file(
    engine: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    tree = disinhibition.simulate(["duration=2"])

    def broken(_: object, path: Path, **options: object) -> None:
        path.write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, broken)
    with pytest.raises(OSError, match="No space"):
        run.write_tree(tree, tmp_path / "x" / "a.nc")
    assert not list((tmp_path / "x").iterdir())


def test_a_recording_is_written_in_the_temporary_folder_and_arrives_whole(
    engine: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places: list[Path] = []
    write = xr.DataTree.to_netcdf

    def watched(self: xr.DataTree, path: Path, **options: Any) -> None:
        places.append(path.parent.parent)
        write(self, path, **options)
        assert not (tmp_path / "far").exists() or not list((tmp_path / "far").iterdir())

    (tmp_path / "near").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "near"))
    monkeypatch.setattr(xr.DataTree, "to_netcdf", watched)
    run.write_tree(disinhibition.simulate(["duration=2"]), tmp_path / "far" / "a.nc")
    assert places == [tmp_path / "near"]
    assert xr.open_datatree(tmp_path / "far" / "a.nc").attrs["settings"]
    assert not list((tmp_path / "near").iterdir())


@pytest.mark.slow
def test_the_same_recording_gives_the_same_picture(engine: StandIn, tmp_path: Path) -> None:
    from disinhibition.experiments.figures import draw_figure

    run.write_tree(disinhibition.simulate(["duration=2"]), tmp_path / "a.nc")
    [one], [other] = (draw_figure("recording", tmp_path / "a.nc", tmp_path / f"{name}.png") for name in "ab")
    assert one.read_bytes() == other.read_bytes()
