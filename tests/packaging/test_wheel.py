"""What a built wheel holds, and what an installed one says about the parts that it leaves out."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SOURCES = ("analysis", "configs", "experiments", "models", "src", "tests")
BUILD = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of an unpacked wheel, built from a copy of the sources so that nothing of the checkout is touched."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("installed")
    for folder in SOURCES:
        shutil.copytree(ROOT / folder, source / folder, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    for file in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / file, source)
    built = subprocess.run(
        [sys.executable, "-c", BUILD, str(target)], cwd=source, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = target.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    wheel.unlink()
    return target


def test_a_wheel_has_one_top_level_package(installed: Path) -> None:
    assert [path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")] == ["disinhibition"]


def test_a_wheel_has_no_benchmark_and_no_tests(installed: Path) -> None:
    held = {path.relative_to(installed).as_posix() for path in installed.rglob("*")}
    assert "disinhibition/experiments/cli.py" in held and "disinhibition/models/engine/cpp/noise.hpp" in held
    assert not [path for path in held if "experiments/benchmark/" in path or "test" in path.split("/")[-1]]


def test_an_installed_package_says_in_one_line_where_the_benchmark_is(installed: Path, tmp_path: Path) -> None:
    script = "import sys; from disinhibition.experiments.cli import main; sys.exit(main(['benchmark', '--help']))"
    # -S leaves out the editable install of the checkout that the tests run in; libraries are found all the same
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(installed), sysconfig.get_path("purelib")])}
    said = subprocess.run(
        [sys.executable, "-S", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert said.returncode == 2, said.stderr
    assert len(said.stderr.splitlines()) == 1 and "in the repository, in experiments/benchmark" in said.stderr
