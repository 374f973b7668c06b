"""Docstrings: their examples run, and they say of each parameter what it is."""

import doctest
import importlib
import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Protocol

import pytest
from numpydoc.docscrape import ClassDoc
from numpydoc.validate import validate

from disinhibition.models.parameters.references import references

ROOT = Path(__file__).parents[2]
FOLDERS = ("analysis", "models", "experiments")
# Modules whose examples simulate
SIMULATING = ("experiments.calls.runs", "experiments.calls.studies")
# Modules that need a library of the extra dev, which an environment for the tests alone lacks
NEEDS = {"experiments.benchmark.detection.libraries": "biosppy"}
# A docstring, a summary that ends as a sentence, sections in their order, the parameters of the signature, what returns
CHECKS = {"GL08", "SS01", "SS03", "SS06", "GL07", "PR01", "PR02", "PR03", "RT01", "YD01"}
KEYS = references().keys()


def modules(folders: tuple[str, ...]) -> list[str]:
    """Every module below the folders, by its name inside the package."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in paths]


def imported(module: str) -> ModuleType:
    """The module; the test of one whose library is not installed is skipped, and says which."""
    if module in NEEDS:
        pytest.importorskip(NEEDS[module])
    return importlib.import_module(f"disinhibition.{module}")


def documented(module: str) -> Iterator[tuple[str, object]]:
    """Public functions and classes that a module defines, and the public methods of these classes."""
    found = imported(module)
    for name, value in vars(found).items():
        own = getattr(value, "__module__", "") == found.__name__
        if name.startswith("_") or not own or not (inspect.isfunction(inspect.unwrap(value)) or inspect.isclass(value)):
            continue
        yield f"{found.__name__}.{name}", value
        for method, function in vars(value).items() if inspect.isclass(value) else ():
            if inspect.isfunction(function) and not method.startswith("_"):
                yield f"{found.__name__}.{name}.{method}", function


def faults_of_fields(name: str, value: type) -> list[str]:
    """A dataclass describes its fields as attributes, unless each of them carries its own unit and name."""
    if all(field.metadata.get("long_name") for field in fields(value)):
        return []
    documentation = ClassDoc(value, config={"show_class_members": False})
    said = [word.strip() for entry in documentation["Attributes"] for word in entry.name.split(",")]
    there = [field.name for field in fields(value)]
    return [] if said == there else [f"{name}: attributes {said}, fields {there}"]


@pytest.mark.parametrize(
    "module",
    [pytest.param(name, marks=pytest.mark.slow) if name in SIMULATING else name for name in modules(FOLDERS)],
)
def test_examples_run_and_print_what_they_say(module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = imported(module)
    runner, words = doctest.DocTestRunner(), []
    for example in doctest.DocTestFinder(exclude_empty=True).find(found):
        runner.run(example, out=words.append)
    assert not runner.failures, "".join(words)


@pytest.mark.parametrize("module", modules(FOLDERS))
def test_sections_name_the_parameters_and_what_is_returned(module: str) -> None:
    faults = []
    for name, value in documented(module):
        data = inspect.isclass(value) and is_dataclass(value)
        named = data or (inspect.isclass(value) and (issubclass(value, Enum) or Protocol in value.__bases__))
        checks = CHECKS - {"PR01", "PR02", "PR03"} if named else CHECKS
        faults += [f"{name}: {words}" for code, words in validate(name)["errors"] if code in checks]
        if data:
            faults += faults_of_fields(name, value)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("module", modules(FOLDERS))
def test_references_are_in_the_bibliography(module: str) -> None:
    for name, value in documented(module):
        part = re.search(r"References\n-+\n(.+?)(?:\n\n|\Z)", inspect.getdoc(value) or "", flags=re.DOTALL)
        cited = re.split(r"[,\s]+", part.group(1).strip()) if part else []
        assert set(cited) <= KEYS, f"{name} cites {set(cited) - KEYS}, which references.bib lacks"


@pytest.mark.parametrize("module", modules(FOLDERS))
def test_no_example_is_skipped(module: str) -> None:
    text = inspect.getsource(imported(module))
    assert "+SKIP" not in text
