"""A moment long after the last dose is said; one within the regimen is not."""

import pytest

from disinhibition.experiments.config.compose import compose_config
from disinhibition.experiments.config.late_snapshot import notice_late_points, notice_late_snapshot
from disinhibition.experiments.study.plan import plan_study


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["regimen=clonazepam", "snapshot='400 d'"], ["snapshot=400 d is 386 days after the last dose"]),
        (["regimen=clonazepam"], []),
        (["regimen=clonazepam", "snapshot='15 d'"], ["snapshot=15 d is 1.33 days after the last dose"]),
        (["concentration.clonazepam=0.01"], []),
        ([], []),
    ],
)
def test_a_moment_long_after_the_last_dose_is_one_line(
    words: list[str], said: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    notice_late_snapshot(compose_config("run", words))
    assert [record.getMessage() for record in caplog.records] == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["snapshot=choice('14 d','100 d','400 d')"],
            ["the snapshot of 2 of 3 points is 86.3 to 386 days after the last dose"],
        ),
        (["snapshot='400 d'", "seed=1,2"], ["the snapshot of 2 of 2 points is 386 days after the last dose"]),
        (["snapshot=choice('400 d')"], ["the snapshot of 1 of 1 point is 386 days after the last dose"]),
        (["seed=1,2"], []),
    ],
)
def test_points_of_a_study_long_after_the_last_dose_are_one_line(
    words: list[str], said: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    study = plan_study(["regimen=clonazepam", *words])
    notice_late_points(study.late, len(study.points))
    assert [record.getMessage() for record in caplog.records] == said
