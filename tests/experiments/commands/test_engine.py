"""The command ``engine`` lists what is kept, and clears it without a question."""

import re
from pathlib import Path

import pytest

from disinhibition.experiments.cli import main
from disinhibition.models.engine.build_cache import PROGRAM, find_or_build, hold
from disinhibition.models.parameters.identity import model_digest


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISINHIBITION_CACHE", str(tmp_path))


def _build(folder: Path) -> dict:
    (folder / PROGRAM).write_bytes(bytes(2_000_000))
    return {"sizes": {"units": 4618}, "precision": "float32", "dt": 1e-4}


def test_a_model_is_listed_with_size_model_and_last_use(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    find_or_build("abc", _build)
    assert main(["engine", "--list"]) == 0
    out = capsys.readouterr().out
    row = next(line for line in out.splitlines() if "abc" in line)
    assert "2.0" in row and f"{model_digest()[:8]} (this one)" in row and "4618" in row and "0.1 ms" in row
    assert re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d", row)
    assert out.splitlines()[-1] == f"1 compiled model with 2.0 MB in {tmp_path}."


def test_clearing_asks_nothing_and_says_what_was_freed_and_what_is_kept(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    find_or_build("abc", _build)
    folder, _ = find_or_build("used", _build)
    with hold(folder):
        assert main(["engine", "--clear"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "1 compiled model removed, which freed 2.0 MB.",
        f"{folder} is kept, since a running process builds or uses it.",
    ]
    assert folder.exists() and not (tmp_path / "abc").exists()


def test_one_thing_has_to_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["engine"]) == 2
    assert main(["engine", "--list", "--clear"]) == 2
    assert capsys.readouterr().err.count("\n") == 2


def test_the_place_of_compiled_models_is_named_with_its_variables(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with pytest.raises(SystemExit):
        main(["engine", "--help"])
    said = capsys.readouterr().out
    assert "$DISINHIBITION_CACHE" in said and "~/.cache/disinhibition" in said
    assert main(["engine", "--where"]) == 0
    assert capsys.readouterr().out == f"{tmp_path}\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["engine", "--lst"], "there is no flag --lst; did you mean '--list'?"),
        (["engine", "--list", "--claer"], "there is no flag --claer; did you mean '--clear'?"),
        (["engine", "foo"], "there is no flag foo; there are --help, --where, --list, --clear"),
        (["calibrate", "--stge", "x"], "there is no flag --stge; did you mean '--stage'?"),
        (["collect", "--ot", "y", "study"], "there is no flag --ot; did you mean '--out'?"),
        (["status", "a", "b"], "the word 'b' is one too many"),
    ],
)
def test_a_word_that_is_none_is_named_with_its_nearest(
    words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    said = capsys.readouterr().err
    assert says in said and said.count("\n") == 1
