"""A moment long after the last dose is said; one within the regimen is not."""

import pytest

from disinhibition.experiments.config.compose import compose_config
from disinhibition.experiments.config.late_snapshot import notice_late_snapshot


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
