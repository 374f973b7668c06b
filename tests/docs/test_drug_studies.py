"""The table of the drug studies has every study, with the figure that shows it; ``make docs`` fills in its numbers."""

import re
from pathlib import Path
from types import ModuleType

import pytest

from disinhibition.experiments.config.compose import compose_config, config_groups
from disinhibition.experiments.study.plan import plan_study

PAGE = Path(__file__).parents[2] / "docs" / "drug_studies.md"
TABLE = re.findall(r"^\| `(\w+)` \| .*? \| `(\w+)` \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_study_of_drugs_is_in_the_table() -> None:
    assert {f"drugs/{name}" for name, _ in TABLE} == {
        name for name in config_groups()["experiment"] if name.startswith("drugs/")
    }


@pytest.mark.parametrize(("name", "figure"), TABLE)
def test_the_figure_is_that_of_the_study(name: str, figure: str) -> None:
    assert compose_config("sweep", [f"experiment={name}"])["study"]["figure"] == figure


def test_points_with_the_same_factors_count_once(fill: ModuleType) -> None:
    points, seconds = (float(fill.number(f"studies.culprit_stopped.{what}")) for what in ("points", "seconds"))
    study = plan_study(["experiment=culprit_stopped"])
    assert points < len(study.points) and seconds == points * study.points[0][1].duration
