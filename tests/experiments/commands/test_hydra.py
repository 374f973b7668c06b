"""The flags that every Hydra program has."""

import pytest

from disinhibition.experiments import cli


@pytest.mark.parametrize("command", ["run", "sweep"])
def test_the_flags_of_hydra_print_the_config(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([command, "--cfg", "job", "duration=3", "--package", "duration"]) == 0
    assert capsys.readouterr().out == "3\n"
    assert cli.main([command, "--info", "searchpath"]) == 0
    assert "disinhibition.configs" in capsys.readouterr().out
