"""Which model it is follows from all of its sources and tables."""

import ast
import time
from pathlib import Path

import pytest

from disinhibition.models.parameters import identity
from disinhibition.models.parameters.identity import MODELS, SOURCES, model_digest, model_sources, table_content
from disinhibition.models.parameters.source_code import source_digest
from disinhibition.models.parameters.sourced import Sourced, read_table

TABLE = """
defaults: {unit: ms, source: hill2005, species: cat, confidence: read, range: 0.2}
decay: {value: 2.5, note: slow, where: Table 1}
rise: 1
segments: [C5, C6]
"""


@pytest.fixture
def anew():
    yield
    model_digest.cache_clear()
    model_sources.cache_clear()


def test_every_file_of_the_model_counts_but_drugs_and_data():
    root = Path(str(MODELS))
    files = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    left_out = {path for path in files - set(model_sources()) if "__pycache__" not in path}
    assert {path.partition("/")[0] for path in left_out} == {"drugs", "tables"}
    assert not [path for path in left_out if path.endswith(SOURCES) and not path.startswith("drugs/")]


def test_a_changed_source_is_another_model(anew, monkeypatch):
    before = model_digest()
    changed = {**model_sources(), "circuits/new.py": "x = 1"}
    monkeypatch.setattr(identity, "model_sources", lambda: changed)
    model_digest.cache_clear()
    assert model_digest() != before


def test_a_comment_and_another_place_are_the_same_model(anew, monkeypatch):
    before = model_digest()
    sources = dict(model_sources())
    sources["circuits/circuit.py"] += "\n# The vocabulary of circuits\n"
    sources["engine/gaussian.hpp"] = sources.pop("engine/cpp/noise.hpp")
    monkeypatch.setattr(identity, "model_sources", lambda: sources)
    model_digest.cache_clear()
    assert model_digest() == before


def test_a_changed_number_of_the_real_network_is_seen():
    network = model_sources()["engine/equations.py"]
    assert "-50, 6" in network
    changed = {**model_sources(), "engine/equations.py": network.replace("-50, 6", "-50, 7")}
    assert source_digest(changed) != source_digest(model_sources())


@pytest.mark.parametrize(
    ("old", "new"),
    [("2.5", "2.6"), ("unit: ms", "unit: s"), ("range: 0.2", "range: 0.3"), ("read", "guess"), ("C6", "C7"),
     ("rise", "fall"), ("[C5, C6]", "[C6, C5]")],
)  # fmt: skip
def test_what_the_model_takes_from_a_table_counts(old, new):
    assert content(TABLE.replace(old, new)) != content(TABLE)


@pytest.mark.parametrize(
    ("old", "new"), [("hill2005", "remoto"), ("slow", "fast"), ("Table 1", "Fig 2"), ("cat", "rat")]
)
def test_where_a_number_comes_from_does_not_count(old, new):
    assert content(TABLE.replace(old, new)) == content(TABLE)


def content(table: str) -> object:
    return table_content(read_table(table, "made"))


def test_items_of_a_list_count_without_where_they_come_from():
    number = Sourced(2.0, "ms", 1.0, 3.0, "one2000", "cat", "read", "a note", "table 1")
    content = (2.0, "ms", 1.0, 3.0, number.confidence)
    assert table_content((number, "word", (number,))) == (content, "word", (content,))
    assert table_content("word") == "word"


def test_a_model_is_known_by_16_digits():
    assert len(model_digest()) == 16 and int(model_digest(), 16) >= 0


@pytest.mark.slow  # it measures CPU time
def test_the_digest_takes_at_most_four_times_as_long_as_reading_the_syntax_of_its_sources(anew):
    """A ratio within one round, the best of five: seconds alone depend on the machine and on who else uses it."""
    sources = [text for path, text in model_sources().items() if path.endswith(".py")]
    ratios = []
    for _ in range(5):
        started = time.process_time()
        for text in sources:
            ast.parse(text)
        parsed = time.process_time()
        model_digest.cache_clear()
        model_sources.cache_clear()
        model_digest()
        ratios.append((time.process_time() - parsed) / (parsed - started))
    assert min(ratios) < 4
