"""Every packaged config composes into valid settings."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from disinhibition.analysis.studies.hill_curve import LEAST_DOSES
from disinhibition.experiments.config.compose import compose_config, split_axes
from disinhibition.experiments.config.design.axes import coordinates
from disinhibition.experiments.config.packaged import config_groups
from disinhibition.experiments.config.schema import read_settings
from disinhibition.experiments.study.plan import plan_study
from disinhibition.models.drugs.levels import Levels
from disinhibition.models.drugs.mechanisms import factors_of
from disinhibition.models.parameters.references import references

ROOT = Path(__file__).parents[2]
PAIRED = ("prepulse", "reciprocal_inhibition", "sici", "icf", "lici", "afferent_inhibition",
          "interhemispheric_inhibition")  # fmt: skip
CHOICES = [(group, name) for group, names in config_groups().items() for name in names]


def test_groups_of_the_design_exist() -> None:
    assert {"form", "regimen", "cut", "protocol", "engine", "profile", "execute", "experiment"} <= set(config_groups())


@pytest.mark.parametrize(("group", "name"), CHOICES)
def test_every_config_composes(group: str, name: str) -> None:
    root = "sweep" if group in ("execute", "experiment") else "run"
    config = compose_config(root, [f"{group}={name}", "sides=both"])
    settings = read_settings(config)
    assert settings.duration > 0
    if group in ("form", "protocol"):
        assert getattr(settings, group) == name


@pytest.mark.parametrize("name", config_groups()["protocol"])
def test_sites_of_a_protocol_exist_on_one_side_unless_it_needs_the_other(name: str) -> None:
    stimuli = compose_config("run", [f"protocol={name}"])["protocol"]["stimuli"]
    left = any(stimulus["site"].startswith("left_") for stimulus in stimuli)
    assert left == (name == "interhemispheric_inhibition")
    if left:
        with pytest.raises(ValueError, match="sides=both"):
            read_settings(compose_config("run", [f"protocol={name}", "sides=right"]))
    else:
        assert read_settings(compose_config("run", [f"protocol={name}", "sides=right"])).condition.stimuli is not None


@pytest.mark.parametrize("name", PAIRED)
def test_conditioning_comes_first_and_trials_of_a_pair_move_together(name: str) -> None:
    config = compose_config("run", [f"protocol={name}", "sides=both"])
    first, last = read_settings(config).condition.stimuli
    assert 0 < last.start - first.start < 0.3
    assert (first.interval, first.count, first.jitter) == (last.interval, last.count, last.jitter)


@pytest.mark.parametrize("name", config_groups()["protocol"])
def test_a_protocol_says_what_the_examiner_does_and_after_whom(name: str) -> None:
    lines = files("disinhibition.configs").joinpath("protocol", f"{name}.yaml").read_text().splitlines()
    assert lines[0].startswith("# ") and lines[1].startswith("# ")
    cited = re.findall(r"\((\w+)\)", lines[1])
    assert cited and set(cited) <= references().keys()


@pytest.mark.parametrize("experiment", config_groups()["experiment"])
def test_every_experiment_is_planned_in_the_smallest_profile(experiment: str) -> None:
    study = plan_study([f"experiment={experiment}", "profile=smoke"])
    assert study.points
    folder, _, name = experiment.partition("/")
    assert study.name == (f"validation_{name}" if folder == "validation" else name)


@pytest.mark.parametrize("profile", config_groups()["profile"])
@pytest.mark.parametrize("experiment", config_groups()["experiment"])
def test_every_experiment_has_axes_in_every_profile(experiment: str, profile: str) -> None:
    line = [f"experiment={experiment}", *([f"profile={profile}"] if profile != "quick" else [])]  # quick is the default
    points = coordinates(compose_config("sweep", line), split_axes(line))
    assert points
    for axis, names in config_groups().items():
        assert {point[axis] for point in points if axis in point} <= set(names)


@pytest.mark.parametrize("pair", ["sham_pair", "drug_pair"])
def test_a_pair_has_as_many_doses_as_its_curves_need(pair: str) -> None:
    for profile in ("quick", "paper"):
        study = compose_config("sweep", [f"experiment={pair}", f"profile={profile}"])["study"]
        doses = [study["grids"][profile][axis] for axis in study["sets"]]
        assert all(len(levels) >= LEAST_DOSES and levels[0] == 0 for levels in doses)


def test_the_sham_pair_is_one_drug_under_two_names() -> None:
    study = compose_config("sweep", ["experiment=sham_pair"])["study"]["grids"]["quick"]
    for own, other in zip(study["levetiracetam"], study["brivaracetam"], strict=True):
        both = drugged(levetiracetam=own / 2, brivaracetam=other / 2)
        same = [drugged(levetiracetam=own), drugged(brivaracetam=other), both]
        assert same[0] == same[1] == same[2]


def drugged(**levels: float) -> dict[str, float]:
    return {word: round(value, 7) for word, value in factors_of(Levels(free=levels)).items()}


@pytest.mark.parametrize("experiment", config_groups()["experiment"])
def test_first_comment_of_an_experiment_is_its_command(experiment: str) -> None:
    lines = files("disinhibition.configs").joinpath("experiment", f"{experiment}.yaml").read_text().splitlines()
    folder, _, name = experiment.partition("/")
    said = experiment if folder == "validation" else name
    assert f"# disinhibition sweep experiment={said}" in lines[:2]


@pytest.mark.parametrize("regimen", sorted({*config_groups()["regimen"]} - {"none"}))
def test_a_regimen_says_in_a_sentence_what_the_patient_takes_and_then_its_command(regimen: str) -> None:
    lines = files("disinhibition.configs").joinpath("regimen", f"{regimen}.yaml").read_text().splitlines()
    comments = [line.removeprefix("# ") for line in lines if line.startswith("# ") and "@package" not in line]
    assert comments[-2].endswith(".")
    assert comments[-1].split()[:3] == ["disinhibition", "run", f"regimen={regimen}"]
