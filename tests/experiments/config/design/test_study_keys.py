"""Keys below ``study`` that hold another kind of value are refused in one line before anything reads them."""

from typing import Any

import pytest

from disinhibition.errors import UserError
from disinhibition.experiments.config.design.study_keys import checked_study

STUDY = {"name": "gains", "path": "results/gains", "design": "grid", "measure": "jerks"}


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        *((key, [1], f"study.{key}=\\[1\\] has to name its keys") for key in ("axes", "grids", "base", "sets")),
        ("grids", {"quick": [1]}, "study.grids.quick=\\[1\\] has to name axes"),
        ("sets", {"level": "seed"}, "study.sets.level='seed' is not a list of keys"),
        ("sets", {"level": 3}, "study.sets.level=3 is not a list of keys"),
        ("sets", {"level": [1]}, "is not a list of keys"),
        ("sets", {"level": [None]}, "is not a list of keys"),
        ("examples", {"seed": 1}, "is not a list of points"),
        ("examples", [1], "is not a list of points"),
        ("examples", "seed", "is not a list of points"),
        *((key, 3, f"study.{key}=3 has to be a text") for key in ("name", "path", "design", "measure")),
        ("name", " ", "has to be a text that is not empty"),
        ("table", 3, "study.table=3 has to be a name"),
        ("figure", [1], "study.figure=\\[1\\] has to be a name"),
    ],
)
def test_a_key_that_holds_another_kind_is_one_line(key: str, value: Any, says: str) -> None:
    with pytest.raises(UserError, match=says) as error:
        checked_study({**STUDY, key: value})
    assert "\n" not in str(error.value)


def test_a_name_with_a_slash_needs_a_path_of_its_own() -> None:
    with pytest.raises(UserError, match="leave out '/'"):
        checked_study({**STUDY, "name": "a/b", "path": "results/a/b"})
    assert checked_study({**STUDY, "name": "a/b", "path": "elsewhere"})["name"] == "a/b"
