"""Points out of a table: each line is one."""

from pathlib import Path

import pytest

from disinhibition.experiments.config.design.point_table import read_table


def test_a_table_is_its_lines(tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text("\ufeffgain, protocol,seed\n0.15000000000000002,rest,1\n\n1,'tap',2\n")
    assert read_table(tmp_path / "points.csv") == [
        {"gain": 0.15, "protocol": "rest", "seed": 1},
        {"gain": 1, "protocol": "'tap'", "seed": 2},
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "has no points"),
        ("gain,seed\n", "has no points"),
        ("gain,gain\n1,2\n", "'gain' twice"),
        ("gain,seed\n1,2\n1\n", "line 3: 1 value for 2 columns"),
    ],
)
def test_a_file_that_is_no_table_says_where(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "points.csv").write_text(text)
    with pytest.raises(ValueError, match=says):
        read_table(tmp_path / "points.csv")
