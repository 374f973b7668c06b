"""What ``import disinhibition`` brings: little at first, everything when it is used."""

import subprocess
import sys
from pathlib import Path

import pytest

import disinhibition

ROOT = Path(__file__).parents[2]
HEAVY = ("brian2", "hydra", "matplotlib", "numpy", "rich", "scipy", "xarray", "zarr", "yaml")


def loaded_by(program: str) -> set[str]:
    """Names of the modules that a fresh Python holds after a program."""
    said = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(said.stdout.split())


@pytest.mark.slow  # it starts a process
def test_importing_the_package_loads_no_library_and_no_part_of_it() -> None:
    loaded = loaded_by("import disinhibition as dis; dir(dis)")
    assert not loaded & set(HEAVY)
    assert {name for name in loaded if name.startswith("disinhibition")} == {"disinhibition"}


@pytest.mark.slow  # it starts a process
def test_looking_for_a_part_loads_that_part_alone() -> None:
    loaded = loaded_by("import disinhibition as dis; dis.analysis.emg.bursts.find_bursts")
    assert "disinhibition.analysis.emg.bursts" in loaded
    assert not {name for name in loaded if name.startswith(("disinhibition.models", "disinhibition.experiments"))}
    assert not loaded & {"brian2", "hydra", "matplotlib"}


@pytest.mark.slow  # it starts a process
def test_a_mistake_is_answered_before_the_simulator_is_loaded() -> None:
    loaded = loaded_by(
        "import disinhibition as dis\ntry: dis.simulate(seeed=1)\nexcept ValueError: pass\nelse: raise SystemExit(1)"
    )
    assert "brian2" not in loaded and "matplotlib" not in loaded


@pytest.mark.parametrize("name", disinhibition.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(disinhibition, name) is not None


def test_public_names_are_found_where_they_are_defined() -> None:
    assert set(disinhibition._HOMES) | set(disinhibition._MODULES) | {"__version__"} == set(disinhibition.__all__)
    assert sorted(disinhibition.__all__) == dir(disinhibition)


def test_what_does_not_exist_is_an_attribute_error_that_says_what_does() -> None:
    with pytest.raises(AttributeError, match="no attribute 'simulat'"):
        _ = disinhibition.simulat
    with pytest.raises(AttributeError, match=r"there are .*bursts"):
        _ = disinhibition.analysis.emg.burst


@pytest.mark.parametrize("folder", ["analysis", "models"])
def test_every_folder_gives_its_modules(folder: str) -> None:
    for path in sorted((ROOT / folder).rglob("*.py")):
        if path.parent.name in ("mechanisms", "receptors"):
            continue  # these two give what their modules define, not the modules
        words = path.relative_to(ROOT).with_suffix("").parts
        found = disinhibition
        for word in words[:-1] if words[-1] == "__init__" else words:
            found = getattr(found, word)
        assert found.__file__ == str(path)
