"""A planned study: which settings every point gets."""

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.studies.sensitivity import morris_effects
from disinhibition.errors import UserError
from disinhibition.experiments.config.settings import plain_settings
from disinhibition.experiments.study.plan import plan_study


def test_a_circuit_is_the_region_whose_receptors_are_set() -> None:
    study = plan_study(["experiment=disinhibition"])
    assert len(study.points) == 3 * 3 * 3 * 2
    values, settings = next(
        point for point in study.points if point[0]["circuit"] == "spinal" and point[0]["gaba_a"] == 0.2
    )
    assert settings.condition.factors == {
        "receptors.gaba_a.spinal": 0.2,
        "receptors.glycine.spinal": values["glycine"],
        "serotonin.spinal": values["serotonin"],
    }


def test_a_narrowed_gain_is_an_axis_as_any_gain() -> None:
    key = "receptors.gaba_a.left_m1_hand"
    study = plan_study([f"{key}=0,0.5", "seed=1,2"])
    assert [point.condition.factors for _, point in study.points] == [{key: gain} for gain in (0, 0, 0.5, 0.5)]
    base = plan_study([f"{key}=0.5,1", "duration=1,2", "study.design=one_at_a_time", "study.base.duration=1"])
    assert base.points[0][0] == {key: 1.0, "duration": 1}, "health is the base"


def test_a_study_has_courses_at_every_point_or_as_an_axis() -> None:
    study = plan_study(
        ["courses.gaba_a.cortex=[1,0.4]", "courses.gaba_a.left_m1_hand=[1,0],[1,0.5]", "course_step=0.5,1"]
    )
    found = [(point.condition.courses["gaba_a.left_m1_hand"], point.condition.course_step) for _, point in study.points]
    assert found == [((1, 0), 0.5), ((1, 0), 1), ((1, 0.5), 0.5), ((1, 0.5), 1)]
    assert all(point.condition.courses["gaba_a.cortex"] == (1, 0.4) for _, point in study.points)


def test_every_point_has_its_own_settings() -> None:
    study = plan_study(["experiment=disinhibition"])
    assert len({str(plain_settings(settings)) for _, settings in study.points}) == len(study.points)


def test_every_example_of_every_profile_is_a_point() -> None:
    for profile in ("smoke", "quick", "paper"):
        study = plan_study(["experiment=disinhibition", f"profile={profile}"])
        points = [values for values, _ in study.points]
        assert study.examples
        assert all(example in points for example in study.examples)


def test_an_example_that_names_no_axis_is_refused_with_the_axes() -> None:
    with pytest.raises(
        UserError, match="names the axis 'foo', which the study does not have; the axes are seed"
    ) as error:
        plan_study(["seed=1,2", "study.examples=[{foo: 1}]"])
    assert "\n" not in str(error.value)
    with pytest.raises(UserError, match="did you mean 'seed'"):
        plan_study(["seed=1,2", "study.examples=[{seeds: 1}]"])
    assert plan_study(["seed=1,2", "study.examples=[{seed: 1}]"]).examples == [{"seed": 1}]


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", [["experiment=disinhibition"], ["experiment=signatures"], ["seed=1,2", "study.name=x"]]
)
def test_profiles_of_other_settings_have_folders_of_their_own_and_smoke_is_a_corner_of_quick(words: list[str]) -> None:
    smoke, quick, paper = (plan_study([*words, f"profile={profile}"]) for profile in ("smoke", "quick", "paper"))
    assert smoke.path == quick.path and paper.path.name == f"{quick.path.name}-paper"
    every = [settings for _, settings in quick.points]
    assert all(settings in every for _, settings in smoke.points)
    assert plan_study([*words, "profile=paper", "study.path=mine"]).path == Path("mine")


def test_an_axis_is_a_key_where_nothing_else_is_said() -> None:
    study = plan_study(["receptors.glycine.spinal=0,0.5", "seed=range(1,4)", "duration=2"])
    assert [settings.seed for _, settings in study.points] == [1, 2, 3] * 2
    assert {settings.condition.factors["receptors.glycine.spinal"] for _, settings in study.points} == {0, 0.5}
    assert all(settings.duration == 2 for _, settings in study.points)


def test_a_number_of_a_table_can_be_an_axis_or_set_by_one() -> None:
    weight = "numbers.cortex.projections.pv_pt.weight"
    named = plan_study([f"{weight}=18,20"]).points
    set_by = plan_study([f"study.sets.weight=[{weight}]", "study.axes.weight=[18,20]"]).points
    for points in (named, set_by):
        assert [dict(settings.structure.numbers) for _, settings in points] == [
            {weight.removeprefix("numbers."): 18.0},
            {weight.removeprefix("numbers."): 20.0},
        ]


@pytest.mark.parametrize("words", [["protocol=rest,startle"], ["study.axes.protocol=[rest,startle]"]])
def test_a_config_group_can_be_an_axis(words: list[str]) -> None:
    study = plan_study([*words, "seed=1,2"])
    assert {(values["protocol"], settings.protocol) for values, settings in study.points} == {
        ("rest", "rest"),
        ("startle", "startle"),
    }


def test_an_axis_on_the_command_line_replaces_that_of_the_experiment() -> None:
    study = plan_study(["experiment=disinhibition", "study.axes.serotonin=[1]", "study.axes.circuit=[cortex]"])
    assert len(study.points) == 9
    assert {values["circuit"] for values, _ in study.points} == {"cortex"}


def test_one_point_does_not_leak_into_the_next() -> None:
    study = plan_study(["experiment=disinhibition", "receptors.ampa.all=0.9"])
    for values, settings in study.points:
        assert {key.rpartition(".")[2] for key in settings.condition.factors} == {"all", values["circuit"]}


@pytest.mark.parametrize(
    ("overrides", "words"),
    [
        ([], "experiment="),
        (["receptors.gaba_a.cortex=1,-1"], "outside 0 to 100"),
        (["experiment=disinhibition", "study.axes.circuit=[cortx]"], "receptors.gaba_a.cortex"),
        (["experiment=disinhibition", "study.sets.gaba_a=['receptors.gaba_a.{circut}']"], "did you mean 'circuit'"),
        (["study.axes.seed=3"], "not a list"),
        (["study.axes.sed=[3]"], "did you mean 'seed'"),
        (["study.sets.all=[seed]", "study.axes.all=[1,2]", "seed=1,2"], "the axes 'all' and 'seed' both set 'seed'"),
    ],
)
def test_a_study_that_cannot_be_is_refused_before_it_starts(overrides: list[str], words: str) -> None:
    with pytest.raises(UserError) as error:
        plan_study(overrides)
    assert words in str(error.value.args[0])


def test_axis_moves_one_word_of_one_stimulus() -> None:
    two = "protocol.stimuli=[{site: sound, strength: 0.5}, {site: sound, start: 2}]"
    study = plan_study([two, "protocol.stimuli.1.strength=0.5,1", "study.measure=responses"])
    strengths = [[stimulus.strength for stimulus in settings.condition.stimuli] for _, settings in study.points]
    assert strengths == [[0.5, 0.5], [0.5, 1.0]]
    assert study.measure == "responses"


@pytest.mark.parametrize("key", ["protocol.stimuli.2.strength", "protocol.stimuli.0.strenght"])
def test_axis_of_a_stimulus_that_does_not_exist_is_refused(key: str) -> None:
    with pytest.raises(UserError):
        plan_study(["protocol.stimuli=[{site: sound}]", f"{key}=0.5,1"])


def test_misspelt_measure_names_the_nearest() -> None:
    with pytest.raises(UserError, match="did you mean 'responses'"):
        plan_study(["seed=1,2", "study.measure=response"])


def test_points_that_fill_no_grid_have_one_dimension_and_their_axes() -> None:
    study = plan_study(["receptors.gaba_a.cortex=1,0.5", "seed=4,5", "study.design=zip"])
    assert study.axes == {"point": [0, 1], "receptors.gaba_a.cortex": [1, 0.5], "seed": [4, 5]}
    assert [settings.seed for _, settings in study.points] == [4, 5]


def test_a_sampled_value_is_what_the_run_gets() -> None:
    words = ["study.design=sobol", "study.samples=2", "study.axes.receptors.gaba_a.cortex=[0.2,1]"]
    study = plan_study([*words, "study.sets.cord=[receptors.glycine.spinal]", "study.axes.cord=[0.5,1]"])
    assert len(study.points) == 2 * 4
    for values, settings in study.points:
        assert settings.condition.factors == {
            "receptors.gaba_a.cortex": values["receptors.gaba_a.cortex"],
            "receptors.glycine.spinal": values["cord"],
        }


def test_a_planned_morris_study_is_one_that_its_analysis_reads() -> None:
    ranges = [f"study.axes.receptors.{receptor}.cortex=[0,1]" for receptor in ("gaba_a", "gaba_b", "nmda")]
    study = plan_study(["study.design=morris", "study.samples=5", *ranges])
    where = {axis: ("point", [values[axis] for values, _ in study.points]) for axis in study.axes if axis != "point"}
    gain = np.array([settings.condition.factors["receptors.gaba_a.cortex"] for _, settings in study.points])
    found = morris_effects(xr.Dataset({"jerk_rate": ("point", 3 - 2 * gain)}, where), "jerk_rate")
    assert int(found["blocks"]) == 5
    np.testing.assert_allclose(found["mean"], [-2, 0, 0], atol=1e-9)


def test_a_value_of_a_table_that_is_not_allowed_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text("receptors.gaba_a.cortex\n0.5\nhalf\n")
    with pytest.raises(ValueError, match=r"points\.csv: receptors\.gaba_a\.cortex='half' is not a number"):
        plan_study(["study.design=table", f"study.table={tmp_path / 'points.csv'}"])
