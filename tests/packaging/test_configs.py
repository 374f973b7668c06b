"""Every packaged config composes into valid settings."""

import pytest

from disinhibition.experiments.compose import compose_config, config_groups
from disinhibition.experiments.settings import read_settings
from disinhibition.experiments.study import plan_study

CHOICES = [(group, name) for group, names in config_groups().items() for name in names]


def test_groups_of_the_design_exist() -> None:
    assert {"form", "regimen", "cut", "protocol", "engine", "profile", "execute", "experiment"} <= set(config_groups())


@pytest.mark.parametrize(("group", "name"), CHOICES)
def test_every_config_composes(group: str, name: str) -> None:
    root = "sweep" if group in ("execute", "experiment") else "run"
    config = compose_config(root, [f"{group}={name}"])
    settings = read_settings(config)
    assert settings.duration > 0
    if group in ("form", "protocol"):
        assert getattr(settings, group) == name


@pytest.mark.parametrize("profile", config_groups()["profile"])
@pytest.mark.parametrize("experiment", config_groups()["experiment"])
def test_every_experiment_has_axes_in_every_profile(experiment: str, profile: str) -> None:
    study = plan_study([f"experiment={experiment}", f"profile={profile}"])
    assert study.points
    assert study.name == experiment


@pytest.mark.parametrize("experiment", config_groups()["experiment"])
def test_first_comment_of_an_experiment_is_its_command(experiment: str) -> None:
    from importlib.resources import files

    lines = files("disinhibition.configs").joinpath("experiment", f"{experiment}.yaml").read_text().splitlines()
    assert f"# disinhibition sweep experiment={experiment}" in lines[:2]
