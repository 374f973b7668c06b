"""The table of the drug studies gives the points and seconds that are computed."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from disinhibition.experiments.config.compose import config_groups
from disinhibition.experiments.study.plan import plan_study
from disinhibition.experiments.study.sweep import study_points

PAGE = Path(__file__).parents[2] / "docs" / "drug_studies.md"
TABLE = re.findall(
    r"^\| `(\w+)` \| .*? \| (\d+) \| (\d+) \| `(\w+)` \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE
)


def test_every_study_of_drugs_is_in_the_table() -> None:
    assert {f"drugs/{name}" for name, *_ in TABLE} == {
        name for name in config_groups()["experiment"] if name.startswith("drugs/")
    }


@pytest.mark.parametrize(("name", "points", "seconds", "figure"), TABLE)
def test_points_with_the_same_factors_count_once(name: str, points: str, seconds: str, figure: str) -> None:
    study = plan_study([f"experiment={name}"])
    keys = [point.key for point in study_points(study, defaultdict(str))]
    durations = {key: settings.duration for key, (_, settings) in zip(keys, study.points, strict=True)}
    assert (len(durations), sum(durations.values())) == (int(points), float(seconds))
    assert study.config["study"]["figure"] == figure
