"""A study of three points for the tests of this folder."""

from pathlib import Path

import pytest
from small_study import made as small_study


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """The folder of a study of the gains 0.5, 1 and 1.5."""
    small_study(tmp_path / "study", 0.5, 1.0, 1.5)
    return tmp_path / "study"
