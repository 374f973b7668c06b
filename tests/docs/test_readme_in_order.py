"""What ``make readme`` runs is the README: all of its commands and programs, and only the runs are shortened."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def readme() -> ModuleType:
    specification = importlib.util.spec_from_file_location(
        "readme_in_order", Path(__file__).parent / "readme_in_order.py"
    )
    assert specification and specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_every_command_and_every_program_of_the_readme_is_run(readme: ModuleType) -> None:
    commands, script = readme.readme_blocks()
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(commands) == len(re.findall(r"^disinhibition (?!is )", text, re.MULTILINE)) > 10
    assert script.count("import disinhibition as dis") == text.count("```python")
    assert "__main__" not in script, "a newcomer's script has no main block"
    compile(script, "readme.py", "exec")


def test_every_shortening_shortens_something(readme: ModuleType) -> None:
    commands, script = readme.readme_blocks()
    for said in readme.SHORT:
        assert said in script or any(said in command for command in commands), said
    assert any(command.startswith(tuple(readme.NEEDS_EXTRA)) for command in commands)


def test_sources_of_the_wheel_are_those_of_the_package(readme: ModuleType) -> None:
    from tomllib import loads

    project = loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    mapped = set(project["tool"]["setuptools"]["package-dir"].values())
    assert set(readme.SOURCES) == {path.split("/")[0] for path in mapped}
