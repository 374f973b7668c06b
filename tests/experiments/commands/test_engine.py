"""The command ``engine``."""

import pytest

from disinhibition.experiments import cli


def test_the_place_of_compiled_models_is_named_with_its_variables(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["engine", "--help"])
    said = capsys.readouterr().out
    assert "$DISINHIBITION_CACHE" in said and "~/.cache/disinhibition" in said
