"""Runs the whole README as a stranger would: a wheel without extras, an empty folder, every block in its order.

    python tests/docs/readme_in_order.py            # runs of a second or two; some minutes with one compile
    python tests/docs/readme_in_order.py --full     # every word as it stands

The commands are run one after the other, and the programs as one script, which has no main block. It needs the package
index for the dependencies. ``make readme`` does it.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SOURCES = ("analysis", "configs", "experiments", "models", "src")
FILES = ("pyproject.toml", "README.md", "LICENSE", "references.bib")
# What makes a command or a program short; the rest of its words stay
SHORT = {
    "disinhibition run": "disinhibition run duration='1 s' sides=right",
    "disinhibition sweep": "disinhibition sweep duration='1 s' sides=right",
    "disinhibition examine": "disinhibition examine duration='2 s' sides=right",
    "disinhibition validate": "disinhibition validate --dry-run",  # the healthy gates take hours
    'duration="20 s"': 'duration="1 s"',
    'protocol="median_nerve", seed=1)': 'protocol="median_nerve", seed=1, duration="4 s")',
    'name="gaba")': 'name="gaba", duration="1 s")',
    "dis.examine(": 'dis.examine(duration="2 s", sides="right", ',
}  # fmt: skip
# A command that says in one line which extra it needs, and ends with 2
NEEDS_EXTRA = {"disinhibition search": "disinhibition[calibrate]"}


def readme_blocks() -> tuple[list[str], str]:
    """The command lines of the README that a wheel has, and its programs as one script, each in their order.

    Returns
    -------
    list of str
        Lines of the program ``disinhibition``; those of make need the repository.
    str
        The script.
    """
    commands, programs = [], []
    for language, text in FENCE.findall((ROOT / "README.md").read_text(encoding="utf-8")):
        if language == "python":
            programs.append(text)
        elif not language:
            commands += [line for line in text.splitlines() if line.startswith("disinhibition ")]
    return commands, "\n".join(programs)


def shortened(text: str) -> str:
    """The same words with short runs.

    Parameters
    ----------
    text : str
        A command line or a script.

    Returns
    -------
    str
        The text to run.
    """
    for said, short in SHORT.items():
        text = text.replace(said, short)
    return text


def main() -> int:
    """Install the wheel, and run the blocks.

    Returns
    -------
    int
        Exit code 0 if every block did what it is to do, else 1.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="Run every word as it stands, which takes many hours.")
    flags = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="readme-") as place:
        folder = Path(place)
        programs = install(folder)
        empty = folder / "empty"
        empty.mkdir()
        failed = run_all(empty, programs, full=flags.full)
    print(f"{len(failed)} blocks failed: {failed}" if failed else "The README runs as it stands.")
    return 1 if failed else 0


def install(folder: Path) -> Path:
    """Build a wheel of a copy of the sources, and install it without extras.

    Parameters
    ----------
    folder : Path
        Where source, wheel and environment go.

    Returns
    -------
    Path
        Folder of the programs of the environment.
    """
    source = folder / "source"
    source.mkdir()
    for name in SOURCES:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    for name in FILES:
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, source)
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    programs = folder / "venv" / "bin"
    pip = [programs / "python", "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "-c", ROOT / "constraints.txt", source], check=True)
    shutil.rmtree(source)  # what runs below is the wheel
    return programs


def run_all(empty: Path, programs: Path, full: bool) -> list[str]:
    """Run the commands, then the script.

    Parameters
    ----------
    empty : Path
        The folder in which they run.
    programs : Path
        Folder of the programs.
    full : bool
        Whether they are run as they stand.

    Returns
    -------
    list of str
        What failed.
    """
    commands, script = readme_blocks()
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "MPLBACKEND": "agg"}
    environment.pop("PYTHONPATH", None)
    failed = []
    for command in commands:
        line = command if full else shortened(command)
        print(f"$ {line}", flush=True)
        words = ["bash", "-c", line]
        done = subprocess.run(words, cwd=empty, env=environment, capture_output=True, text=True, check=False)
        needs = next((extra for words, extra in NEEDS_EXTRA.items() if command.startswith(words)), None)
        well = done.returncode == 0 if needs is None else done.returncode == 2 and needs in done.stderr
        if not well:
            print(done.stdout, done.stderr)
            failed.append(command)
    (empty / "readme.py").write_text(script if full else shortened(script))
    print("$ python readme.py", flush=True)
    done = subprocess.run(["python", "readme.py"], cwd=empty, env=environment, check=False)
    return [*failed, "the programs as one script"] if done.returncode else failed


if __name__ == "__main__":
    sys.exit(main())
