"""A message that a call of Python can give names the parameter of Python beside the flag of the command line."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

EXPERIMENTS = Path(__file__).parents[2] / "experiments"
FLAG = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
# What only the command line reaches: its commands, its help, words that it reads
COMMAND_LINE = ("commands", "cli.py", "completion.py", "benchmark", "hydra_flags.py", "compute_and_show.py")
WORDS_OF_THE_COMMAND_LINE = ("--protocol {", "--sites {", "--high-pass {")  # of what reads them, and nothing else
A_COMMAND = re.compile(r"'?disinhibition [^']*")  # can be typed in any shell
FILES = [path for path in sorted(EXPERIMENTS.rglob("*.py")) if not set(path.parts) & set(COMMAND_LINE)]


def messages(text: str) -> Iterator[tuple[int, str]]:
    """The texts of a file with a flag in them; docstrings, and lists of words for other programs, are none."""
    tree = ast.parse(text)
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    silent |= {id(item) for node in ast.walk(tree) if isinstance(node, ast.List) for item in node.elts}
    silent |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Assign) and _is_command(node)}
    for node in ast.walk(tree):
        if id(node) in inner | silent:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            said = node.value
        elif isinstance(node, ast.JoinedStr):
            said = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        else:
            continue
        if FLAG.search(A_COMMAND.sub("", said)) and not said.startswith(WORDS_OF_THE_COMMAND_LINE):
            yield node.lineno, said


def _is_command(node: ast.Assign) -> bool:
    """Whether it is the command that makes the dataset of a figure, which can be typed in any shell."""
    return isinstance(node.targets[0], ast.Name) and node.targets[0].id == "COMMAND"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(EXPERIMENTS)))
def test_a_flag_stands_beside_its_parameter_of_python(path: Path) -> None:
    for line, said in messages(path.read_text(encoding="utf-8")):
        assert "in Python" in said, f"line {line}: {said}"


def test_a_flag_alone_is_found() -> None:
    assert list(messages("raise UserError(f'{path} is there; name another with --out')")) == [
        (1, "{} is there; name another with --out")
    ]
