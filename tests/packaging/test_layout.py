"""What is installed, and who may import whom."""

import ast
import re
import tomllib
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("analysis", "configs", "experiments", "models")
# What a folder may import from its siblings, and the libraries it must not import
ALLOWED = {
    "analysis": set(),
    "configs": set(),
    "models": set(),
    "experiments": {"analysis", "configs", "models"},
}
REPOSITORY_ONLY = (ROOT / "experiments" / "benchmark",)
BANNED = {"analysis": {"brian2", "hydra", "omegaconf"}, "configs": set(), "models": {"hydra", "omegaconf"}}
# Folders, and files beside them, from the lowest to the highest: what stands in one line imports only what stands in
# lines before it (for analysis see tests/analysis/test_folders.py). Of the model the parts in the middle line describe
# one thing, and know each other
ORDER: dict[str, list[set[str]]] = {
    "models": [
        {"parameters"},
        {"circuits", "condition", "membrane"},
        {"signals", "drugs"},
        {"engine"},
    ],
    "experiments": [
        {"files", "given_objects", "interruption", "log_on_stderr"},
        {"config"},
        {"run"},
        {"study"},
        {"examine"},
        {"gates"},
        {"fit", "catalogue"},
        {"validation", "benchmark"},
        {"figures"},
        {"compute_and_show", "calls"},
        {"commands"},
        {"completion"},
        {"cli"},
    ],
}
TOGETHER = {"circuits", "condition", "membrane"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def sources(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@cache
def imports(path: Path, for_types: bool = True) -> frozenset[str]:
    """Absolute names of the modules a file imports, in functions too; relative ones resolved below ``disinhibition``.

    ``for_types``: those below ``if TYPE_CHECKING`` as well, which no running program follows.
    """
    package = ("disinhibition", *path.relative_to(ROOT).parent.parts)
    found = set()
    tree = ast.parse(path.read_text())
    if not for_types:
        tree.body = [
            node for node in tree.body if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test))
        ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            base = ".".join(word for word in (start, node.module) if word)
            found |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return frozenset(found)


def packaged(path: Path) -> bool:
    """Whether a file is to be part of the wheel."""
    return not any(path.is_relative_to(folder) for folder in REPOSITORY_ONLY)


def test_every_package_is_listed() -> None:
    present = {"disinhibition"}
    for folder in FOLDERS:
        for path in filter(packaged, (ROOT / folder).rglob("__init__.py")):
            present.add(".".join(("disinhibition", *path.relative_to(ROOT).parent.parts)))
    listed = {name for name in PROJECT["tool"]["setuptools"]["packages"] if name.split(".")[0] == "disinhibition"}
    assert listed == present


def test_every_folder_with_modules_is_a_package() -> None:
    for folder in FOLDERS:
        for path in sources(folder):
            assert (path.parent / "__init__.py").exists(), path


def test_every_data_file_is_shipped() -> None:
    patterns = PROJECT["tool"]["setuptools"]["package-data"]
    for folder in FOLDERS:
        given = patterns.get(f"disinhibition.{folder}", [])
        shipped = {path for pattern in given for path in (ROOT / folder).glob(pattern)}
        files = filter(packaged, (ROOT / folder).rglob("*"))
        data = {path for path in files if path.is_file() and path.suffix not in (".py", ".pyc")}
        assert data <= shipped, f"{folder}: {data - shipped}"


@pytest.mark.parametrize("folder", FOLDERS)
def test_imports_go_one_way(folder: str) -> None:
    for path in sources(folder):
        for name in imports(path):
            words = name.split(".")
            if words[0] == "disinhibition" and len(words) > 1 and words[1] in FOLDERS:
                assert words[1] == folder or words[1] in ALLOWED[folder], f"{path.name} imports {name}"
            if words[0] == "disinhibition" and len(words) > 1 and words[1] not in FOLDERS:
                assert words[1] in ("errors", "lazy", "__version__"), f"{path.name} imports {name}"
            assert words[0] not in BANNED.get(folder, set()), f"{path.name} imports {name}"


def part_of(folder: str, name: str) -> str | None:
    """The part of a folder that a module belongs to: ``run`` for ``disinhibition.experiments.run.measures``."""
    words = name.split(".")
    return words[2] if words[:2] == ["disinhibition", folder] and len(words) > 2 else None


def upward(folder: str, path: Path) -> list[str]:
    """What a file imports, in a function or not, although it does not stand below the file's own part."""
    level = {part: number for number, parts in enumerate(ORDER[folder]) for part in parts}
    mine = path.relative_to(ROOT / folder).with_suffix("").parts[0]
    parts = {(name, part) for name in imports(path) if (part := part_of(folder, name)) in level}
    return [
        name
        for name, part in sorted(parts)
        if part != mine and level[part] >= level[mine] and not {part, mine} <= TOGETHER
    ]


@pytest.mark.parametrize("folder", ORDER)
def test_every_part_of_a_folder_has_its_place_in_the_order(folder: str) -> None:
    parts = {path.relative_to(ROOT / folder).with_suffix("").parts[0] for path in sources(folder)} - {"__init__"}
    assert parts == set().union(*ORDER[folder])


@pytest.mark.parametrize("folder", ORDER)
def test_parts_of_a_folder_import_only_what_is_below_them(folder: str) -> None:
    found = {str(path.relative_to(ROOT)): upward(folder, path) for path in sources(folder) if path.stem != "__init__"
             or path.parent != ROOT / folder}  # fmt: skip
    assert not {path: names for path, names in found.items() if names}


def test_no_two_files_import_each_other_at_any_distance() -> None:
    modules = {module_of(path): path for folder in FOLDERS for path in sources(folder)}
    graph = {name: (imports(path, for_types=False) & modules.keys()) - {name} for name, path in modules.items()}
    TopologicalSorter(graph).prepare()  # raises CycleError with the files of a cycle


def module_of(path: Path) -> str:
    words = ("disinhibition", *path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(words[:-1] if words[-1] == "__init__" else words)


@pytest.mark.parametrize("folder", [*FOLDERS, "tests", "src"])
def test_no_file_imports_a_bare_folder(folder: str) -> None:
    for path in sources(folder):
        bare = {name for name in imports(path) if name.split(".")[0] in FOLDERS}
        assert not bare, f"{path} imports {bare}: a second copy of every class"


def test_only_the_engine_and_the_benchmark_know_brian2() -> None:
    for path in sources("experiments"):
        if "benchmark" not in path.parts:
            assert not any(name.split(".")[0] == "brian2" for name in imports(path)), path


def test_constraints_hold_versions_and_nothing_else() -> None:
    for line in (ROOT / "constraints.txt").read_text().splitlines():
        assert re.fullmatch(r"[a-z0-9._-]+==[\w.+!-]+( ; .*)?", line), line


def test_numpy_is_capped_where_brian2_needs_it() -> None:
    old = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if line.startswith("numpy==")]
    for line in old:
        version = tuple(int(part) for part in re.findall(r"\d+", line.split(" ;")[0])[:2])
        assert version < (2, 4) or ">= '3.12'" in line, line
