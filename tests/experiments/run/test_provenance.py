"""What produced a result is written by one function, under one name each."""

from pathlib import Path

import pytest

import disinhibition
from disinhibition.experiments.run import provenance as module
from disinhibition.experiments.run.provenance import LIBRARIES, provenance
from disinhibition.models.parameters.identity import model_digest


def test_provenance_names_version_model_commit_machine_and_libraries() -> None:
    found = provenance()
    assert found["version"] == disinhibition.__version__ and found["model"] == model_digest()
    assert {"commit", "host", "version_python", *(f"version_{name}" for name in LIBRARIES)} < found.keys()


def test_everything_in_it_is_a_text_that_any_file_format_holds() -> None:
    assert all(isinstance(value, str) for value in provenance(network="abc", settings="{}").values())


def test_facts_of_one_result_do_not_reach_another() -> None:
    assert provenance(network="abc")["network"] == "abc"
    assert "network" not in provenance()


def test_a_commit_that_is_unknown_says_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "__file__", str(tmp_path / "experiments" / "run" / "provenance.py"))
    assert module._commit() == "unknown (installed package)"
    (tmp_path / "pyproject.toml").write_text("")
    assert module._commit() == "unknown (git does not say it)"
    monkeypatch.setenv("PATH", "")
    assert module._commit() == "unknown (git does not say it)"
