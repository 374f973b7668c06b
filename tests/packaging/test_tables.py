"""Every number of the tables is data with a source."""

import re
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from disinhibition.models.parameters.references import references
from disinhibition.models.parameters.sourced import CONFIDENCES, SI, load_table, walk
from disinhibition.models.parameters.table_numbers import all_numbers

ROOT = Path(__file__).parents[2]
TABLES = sorted(path.stem for path in (ROOT / "models" / "tables").glob("*.yaml"))
KEYS = references().keys()
ALL_TABLES = sorted(
    path for folder in ("analysis", "models", "experiments") for path in (ROOT / folder).rglob("*.yaml")
)


def test_there_are_tables_and_references() -> None:
    assert TABLES
    assert KEYS
    assert files("disinhibition.models").joinpath("tables", f"{TABLES[0]}.yaml").is_file()


@pytest.mark.parametrize("name", TABLES)
def test_every_entry_has_value_unit_range_source_and_confidence(name: str) -> None:
    found = list(walk(load_table(name)))
    assert found
    for place, entry in found:
        assert isinstance(entry.value, float | int), place
        assert entry.unit in SI, f"{place}: unit {entry.unit}"
        assert entry.low <= entry.value <= entry.high, f"{place}: {entry.low} {entry.value} {entry.high}"
        assert entry.confidence in CONFIDENCES, f"{place}: confidence {entry.confidence}"
        assert entry.source in KEYS, f"{place}: {entry.source} is not in references.bib"


@pytest.mark.parametrize("name", TABLES)
def test_a_guess_says_so_in_its_confidence(name: str) -> None:
    for place, entry in walk(load_table(name)):
        assert (entry.source == "guess") <= (entry.confidence in ("guess", "trial")), place


def test_every_limit_and_weight_of_the_diagnosis_has_a_source() -> None:
    table = yaml.safe_load((ROOT / "analysis" / "diagnosis" / "tables" / "diagnosis.yaml").read_text())
    parts = ("limits", "rows", "exclusions", "special", "subtypes", "certainty", "doubts", "notes")
    sources = {f"{part}.{name}": entry["source"] for part in parts for name, entry in table[part].items()}
    assert len(sources) > 60
    for place, source in sources.items():
        assert source in KEYS, f"{place}: {source} is not in references.bib"
    for name, limit in table["limits"].items():
        assert {"unit", "confidence"} <= set(limit), f"{name} has no unit or confidence"


def test_every_published_order_has_a_source_and_a_confidence() -> None:
    table = yaml.safe_load((ROOT / "analysis" / "diagnosis" / "tables" / "recruitment.yaml").read_text())
    entries = [path[word] for path in table["paths"].values() for word in ("origin", "velocity")]
    entries += table["orders"].values()
    entries += [entry for of in table["latencies"].values() for entry in of["muscles"].values()]
    assert len(entries) > 10
    for entry in entries:
        assert entry["source"] in KEYS, entry
        assert entry["confidence"] in CONFIDENCES, entry
        assert "muscles" in entry or entry["unit"] in SI, entry


@pytest.mark.parametrize("path", ALL_TABLES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_entry_is_written_twice(path: Path) -> None:
    """YAML keeps the last of two equal keys and says nothing."""

    class Strict(yaml.SafeLoader):
        pass

    def mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict:
        keys = [loader.construct_object(key) for key, _ in node.value]
        assert len(set(keys)) == len(keys), f"{path}, line {node.start_mark.line + 1}: {keys}"
        return dict(zip(keys, [loader.construct_object(value, deep=True) for _, value in node.value], strict=True))

    Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, mapping)
    assert yaml.load(path.read_text(), Loader=Strict)


# Words of a name that do not say which quantity it is
GENERAL = {"delay", "drive", "fixed", "central", "muscles", "jump", "rate", "strength", "weight", "time", "length"}
TWO_QUANTITIES = {("brainstem.drive.inhibitory.jump", "spinal.drive.inhibitory.jump")}  # one for each circuit


def test_no_quantity_stands_in_two_tables() -> None:
    """Two numbers with a unit that are equal and share a word of their names are likely to be one quantity.

    Synapses and cell classes are left out: there equal numbers are usual.
    """
    names = [name for name, number in all_numbers().items() if number.unit != "1" and number.value]
    names = [name for name in names if ".projections." not in name and not name.startswith("cells.")]
    found = set()
    for one, other in combinations(names, 2):
        first, second = all_numbers()[one], all_numbers()[other]
        same = (first.si, first.unit) == (second.si, second.unit) and one.split(".")[0] != other.split(".")[0]
        words = [set(re.split(r"[._]", name)[1:]) - GENERAL for name in (one, other)]
        if same and words[0] & words[1]:
            found.add((one, other))
    assert found == TWO_QUANTITIES
