"""Docstrings: their examples run, and they say of each parameter what it is."""

import doctest
import importlib
import inspect
import re
from collections.abc import Iterable, Iterator
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


def packages() -> list[str]:
    """Every folder with modules, by its path in the repository, and after them the modules that need a library."""
    folders = {str(path.parent.relative_to(ROOT)) for top in FOLDERS for path in (ROOT / top).rglob("*.py")}
    return [*sorted(folders), *NEEDS]


def modules(folder: str) -> list[str]:
    """Every module right in a folder, by its name inside the package."""
    if folder in NEEDS:
        return [folder]
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in sorted((ROOT / folder).glob("*.py"))]
    return [name.removesuffix(".__init__") for name in names if name not in NEEDS]


def imported(module: str) -> ModuleType:
    """The module; the test of one whose library is not installed is skipped, and says which."""
    if module in NEEDS:
        pytest.importorskip(NEEDS[module])
    return importlib.import_module(f"disinhibition.{module}")


def documented(folder: str) -> Iterator[tuple[str, object]]:
    """Public functions and classes that the modules of a folder define, and the public methods of these classes."""
    for found in map(imported, modules(folder)):
        for name, value in vars(found).items():
            own = getattr(value, "__module__", "") == found.__name__
            shown = inspect.isfunction(inspect.unwrap(value)) or inspect.isclass(value)
            if name.startswith("_") or not own or not shown:
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


@pytest.mark.parametrize("folder", packages())
def test_examples_run_and_print_what_they_say(folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    examples_run([name for name in modules(folder) if name not in SIMULATING], tmp_path, monkeypatch)


@pytest.mark.slow
def test_examples_that_simulate_run_and_print_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    examples_run(SIMULATING, tmp_path, monkeypatch)


def examples_run(names: Iterable[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the examples of modules, those of each in an empty folder of its own."""
    words: list[str] = []
    for name in names:
        (folder / name).mkdir()
        monkeypatch.chdir(folder / name)
        runner = doctest.DocTestRunner()
        for example in doctest.DocTestFinder(exclude_empty=True).find(imported(name)):
            runner.run(example, out=words.append)
    assert not words, "".join(words)


@pytest.mark.parametrize("folder", packages())
def test_sections_name_the_parameters_and_what_is_returned(folder: str) -> None:
    faults = []
    for name, value in documented(folder):
        data = inspect.isclass(value) and is_dataclass(value)
        named = data or (inspect.isclass(value) and (issubclass(value, Enum) or Protocol in value.__bases__))
        checks = CHECKS - {"PR01", "PR02", "PR03"} if named else CHECKS
        faults += [f"{name}: {words}" for code, words in validate(name)["errors"] if code in checks]
        if data:
            faults += faults_of_fields(name, value)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("folder", packages())
def test_references_are_in_the_bibliography(folder: str) -> None:
    faults = []
    for name, value in documented(folder):
        part = re.search(r"References\n-+\n(.+?)(?:\n\n|\Z)", inspect.getdoc(value) or "", flags=re.DOTALL)
        cited = re.split(r"[,\s]+", part.group(1).strip()) if part else []
        faults += [f"{name} cites {key}, which references.bib lacks" for key in cited if key not in KEYS]
    assert not faults, "\n".join(faults)


def test_no_example_is_skipped() -> None:
    paths = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    assert not [path for path in paths if "+SKIP" in path.read_text(encoding="utf-8")]
