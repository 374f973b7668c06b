"""The command ``list`` prints a name and a sentence a line."""

from pathlib import Path

import pytest

import disinhibition as dis
from disinhibition.experiments.catalogue.listing import KINDS
from disinhibition.experiments.cli import main


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"runs"}))
def test_a_name_and_its_sentence_have_one_line_in_a_pipe(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", kind]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0].strip() for line in lines] == list(dis.catalogue(kind))


def test_nothing_to_list_is_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["list", "runs"]) == 0
    assert capsys.readouterr().out == "There are no runs in this folder.\n"


def test_an_unknown_list_is_one_line_that_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "muscels"]) == 2
    assert capsys.readouterr().err == "disinhibition: there is no list of 'muscels'; did you mean 'muscles'?\n"


def test_without_a_word_it_names_what_can_be_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("disinhibition: say what is to be listed") and all(kind in said for kind in KINDS)


def test_the_help_names_all_that_can_be_listed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["list", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert all(kind in said for kind in KINDS)
