"""Which folder of analysis may import which: what the first lines of each folder say."""

import ast
from pathlib import Path

import pytest

ANALYSIS = Path(__file__).parents[2] / "analysis"
ALLOWED: dict[str, set[str]] = {
    "signals": set(),
    "spiking": {"signals"},
    "coherence": {"signals"},
    "reflexes": {"signals"},
    "recordings": {"signals"},
    "studies": {"signals"},
    "emg": {"signals", "spiking", "body"},
    "eeg": {"signals", "emg"},
    "plotting": {"emg", "body"},
    "diagnosis": {"signals", "emg", "eeg", "coherence", "reflexes", "body"},
}


def test_every_folder_says_what_it_may_import() -> None:
    assert set(ALLOWED) == {path.parent.name for path in ANALYSIS.glob("*/__init__.py")}


@pytest.mark.parametrize("folder", ALLOWED)
def test_a_folder_imports_what_it_is_allowed(folder: str) -> None:
    for path in (ANALYSIS / folder).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.level == 2:
                name = (node.module or "").partition(".")[0]
                assert name in ALLOWED[folder], f"{folder}/{path.name} imports {name}"
