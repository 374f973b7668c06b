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


def test_an_installed_package_knows_trade_names_and_writes_sources_as_references(
    installed: Path, tmp_path: Path
) -> None:
    script = "import sys; from disinhibition.experiments.cli import main; sys.exit(main(['drugs', 'klonopin']))"
    said = run_installed(installed, tmp_path, script)
    assert said.returncode == 0, said.stderr
    assert said.stdout.startswith("clonazepam") and "\nriley1983: Riley, M.; Scholfield, C. N. (1983)." in said.stdout


def run_installed(installed: Path, folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script with the unpacked wheel, and without the checkout."""
    # -S leaves out the editable install of the checkout that the tests run in; libraries are found all the same
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(installed), sysconfig.get_path("purelib")])}
    command = [sys.executable, "-S", "-c", script]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_an_installed_package_says_in_one_line_where_the_benchmark_is(installed: Path, tmp_path: Path) -> None:
    script = "import sys; from disinhibition.experiments.cli import main; sys.exit(main(['benchmark', '--help']))"
    said = run_installed(installed, tmp_path, script)
    assert said.returncode == 2, said.stderr
    assert len(said.stderr.splitlines()) == 1 and "in the repository, in experiments/benchmark" in said.stderr


def test_a_script_of_a_user_passes_mypy_strict(installed: Path, tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    (found,) = (tmp_path / "venv").glob("lib/python*/site-packages")
    (found / "installed.pth").write_text(f"{installed}\n{sysconfig.get_path('purelib')}\n")
    script = Path(__file__).with_name("typed_script.py")
    words = ["--strict", "--python-executable", str(python), "--cache-dir", str(tmp_path / "cache"), str(script)]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *words], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
