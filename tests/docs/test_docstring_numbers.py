"""A number with a unit in a docstring of models or analysis is one of the code, or is listed here with its origin.

A docstring that repeats a constant says something false from the day on which the constant changes. Here each number
with a unit is looked for among the literals and constants of its file, and the constants of the files it imports. This
does not tell two constants of one value apart; it finds a number that stands nowhere.
"""

import ast
import importlib
import math
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

import disinhibition

ROOT = Path(__file__).parents[2]
ROOMS = ("models", "analysis")
SCALES = {"ms": (1e-3, 1), "s": (1, 1e3), "Hz": (1,), "uV": (1e-6, 1), "V": (1,), "%": (1e-2, 1), "kg": (1,),
          "mV": (1e-3, 1), "mM": (1,), "m/s": (1,)}  # fmt: skip
UNIT = "|".join(sorted(map(re.escape, SCALES), key=len, reverse=True))
ONE = r"\d+(?:\.\d+)?"
NUMBERS = re.compile(rf"(?<![\w.^/]){ONE}(?: (?:to|and|or) {ONE})*\s?(?:{UNIT})(?![\w^])")
# What no code of ours sets: what was published, what was measured of the model or of a method, and sums of constants
ELSEWHERE = {
    "analysis.diagnosis.held_posture": ["15 to 30 Hz"],  # published: vanrootselaar2006
    "analysis.eeg.back_average": ["500 Hz a lead", "10 ms is known"],  # measured: how well a lead is known
    "analysis.eeg.desynchronisation": ["38 Hz"],  # published
    "analysis.emg.contraction": ["200 s"],  # measured of the healthy model
    "analysis.emg.pauses": ["25 to 50 ms"],  # half of the shortest pause to the pause
    "analysis.emg.silent_period": ["0.55 s", "10 ms too short"],  # longest silence and its end; measured
    "analysis.emg.spread_velocity": ["1.2 ms", "94 to 95 %", "92 %", "82 %"],  # measured: how often its interval covers
    "analysis.emg.unit_trains": ["4 Hz"],  # published
    "analysis.recordings.cleaning": ["0 and 250 Hz"],  # half of the least rate
    "analysis.recordings.door": ["4000 Hz"],  # twice the rate to which signals are decimated
    "analysis.recordings.drift": ["20 Hz", "30 ms", "50 ms"],  # an example of what a linear filter does
    "analysis.reflexes.c_reflex": ["0.65 s", "0.45 s"],  # the window of a response and what lies around it
    "analysis.reflexes.recruitment_curve": ["200 uV"],  # published
    "analysis.signals.intervals": ["84 %"],  # measured: how often Wilson's interval covers
    "analysis.spiking.firing_statistics": ["50 Hz"],  # of the formula: far below it the rate plays no part
    "analysis.spiking.steadiness": ["2.25 s"],  # measured of the healthy model
    "analysis.studies.bootstrap": ["84 %", "90 %", "94 %"],  # measured: how often it covers
}
INTERVAL = "95 %"  # the convention of every interval


def modules() -> Iterator[str]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def said(tree: ast.Module) -> Iterator[str]:
    """Texts of the docstrings, each in one line, without their examples."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield " ".join(re.split(r"\nExamples\n-+\n", ast.get_docstring(node) or "")[0].split())


def values_of(value: object) -> Iterator[float]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield float(value)
    elif isinstance(value, tuple | list | frozenset | set):
        for item in value:
            yield from values_of(item)
    elif isinstance(value, dict):
        yield from values_of(list(value.values()))


@cache
def constants(module: ModuleType) -> frozenset[float]:
    return frozenset(number for name, value in vars(module).items() if name.isupper() for number in values_of(value))


def known(name: str, tree: ast.Module) -> tuple[frozenset[float], frozenset[float]]:
    """Literals and constants of a file, in any unit, and the constants of the files that it imports, in SI units."""
    module = importlib.import_module(f"disinhibition.{name}")
    literals = {n for node in ast.walk(tree) if isinstance(node, ast.Constant) for n in values_of(node.value)}
    origins = {getattr(value, "__module__", None) for value in vars(module).values()}
    near = [importlib.import_module(one) for one in origins if str(one).startswith("disinhibition.")]
    return constants(module) | literals | {0.0}, frozenset().union(*map(constants, near))


def strange(name: str, text: str, own: frozenset[float], near: frozenset[float] = frozenset()) -> list[str]:
    """The numbers of a text that stand nowhere."""
    found = []
    for match in NUMBERS.finditer(text):
        unit = next(unit for unit in sorted(SCALES, key=len, reverse=True) if match[0].endswith(unit))
        places = [*re.findall(ONE, match[0])]
        told = any(text.startswith(listed, match.start()) for listed in ELSEWHERE.get(name, []))
        if told or match[0] == INTERVAL:
            continue
        if not all(_stands(float(number), SCALES[unit], own, near) for number in places):
            found.append(match[0])
    return found


def _stands(number: float, scales: tuple[float, ...], own: frozenset[float], near: frozenset[float]) -> bool:
    here = any(math.isclose(number * scale, one) for scale in scales for one in own)
    return here or any(math.isclose(number * scales[0], one) for one in near)


@pytest.mark.parametrize("name", modules())
def test_a_number_in_a_docstring_is_one_of_the_code(name: str) -> None:
    tree = ast.parse(Path(str(importlib.import_module(f"disinhibition.{name}").__file__)).read_text(encoding="utf-8"))
    numbers = known(name, tree)
    assert [one for text in said(tree) for one in strange(name, text, *numbers)] == []


def test_a_number_that_stands_nowhere_is_found() -> None:
    assert strange("models.x", "It lasts 30 to 40 ms, in 95 % 30 ms.", frozenset({0.03})) == ["30 to 40 ms"]
    assert strange("models.x", "It lasts 30 ms; exp(-v / 16 mV).", frozenset({30.0})) == ["16 mV"]


def test_what_is_listed_is_still_said() -> None:
    for name, phrases in ELSEWHERE.items():
        module = importlib.import_module(f"{disinhibition.__name__}.{name}")
        texts = list(said(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))))
        assert all(any(phrase in text for text in texts) for phrase in phrases), name
