"""What is counted is in the singular where it is one, wherever a message counts."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from disinhibition.analysis.signals.counted import counted

ROOT = Path(__file__).parents[3]
# The benchmark counts thousands; models cannot import the analysis, and count what is refused for being many
FOLDERS = [ROOT / name for name in ("analysis", "experiments") if name != "benchmark"]
NOUN = re.compile(r" (?:([a-z]+) )?([a-z]+s)\b")
# What may stand there and is no plural of what is counted: verbs, units, words that end in an s
OTHERS = [
    "is",
    "was",
    "has",
    "does",
    "needs",
    "its",
    "this",
    "as",
    "holds",
    "names",
    "lies",
    "ends",
    "acts",
    "begins",
    "means",
    "gives",
    "takes",
    "says",
    "knows",
    "decides",
    "computes",
    "spans",
    "occurs",
    "fires",
    "twice",
    "times",
    "spontaneous",
    "different",
    "loss",
    "miss",
    "pass",
    "ms",
    "seconds",
]


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 axes of 0 points"), (1, "1 axis of 1 point"), (12345678, "12345678 axes of 12345678 points")],
)
def test_a_noun_agrees_with_its_number(number: int, words: str) -> None:
    assert f"{counted(number, 'axis', 'axes')} of {counted(number, 'point')}" == words


def fixed_plurals(text: str) -> Iterator[str]:
    """Values of f-strings that a noun in the plural follows, but constants and numbers with decimals."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.JoinedStr):
            continue
        for value, behind in zip(node.values, node.values[1:], strict=False):
            if not isinstance(value, ast.FormattedValue) or not isinstance(behind, ast.Constant):
                continue
            noun, what = NOUN.match(str(behind.value)), ast.unparse(value.value)
            # A mean number of muscles has its decimals in the table already
            known = what.isupper() or what.startswith("counted(") or what == "cell['muscles']" or value.format_spec
            if noun and not known and not {noun[1], noun[2]} & set(OTHERS):
                yield f"{node.lineno}: {{{what}}}{noun[0]}"


def test_no_message_counts_in_a_fixed_plural() -> None:
    found = {
        str(path.relative_to(ROOT)): plurals
        for folder in FOLDERS
        for path in sorted(folder.rglob("*.py"))
        if "benchmark" not in path.parts and (plurals := list(fixed_plurals(path.read_text(encoding="utf-8"))))
    }
    assert not found, "write the number and its noun by counted()"


def test_a_fixed_plural_is_found() -> None:
    assert list(fixed_plurals("f'{len(x)} failed points of {y} jerks'")) == [
        "1: {len(x)} failed points",
        "1: {y} jerks",
    ]
