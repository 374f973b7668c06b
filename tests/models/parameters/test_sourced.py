"""The table loader: what an entry inherits, what it refuses, what it converts."""

import dataclasses
import math

import pytest

from disinhibition.models.parameters.sourced import SI, Sourced, load_table, read_table, walk

ENTRY = "{value: 7, unit: ms, low: 5, high: 10, source: hill2005, confidence: read}"


def test_entry_keeps_value_range_and_source():
    leaf = read_table(f"gaba_a_fast: {{decay: {ENTRY}}}", "t")["gaba_a_fast"]["decay"]
    assert (leaf.value, leaf.unit, leaf.low, leaf.high) == (7, "ms", 5, 10)
    assert (leaf.source, leaf.confidence, leaf.note) == ("hill2005", "read", "")


@pytest.mark.parametrize(
    ("unit", "si"),
    [("mV", 7e-3), ("pA", 7e-12), ("nS", 7e-9), ("pF", 7e-12), ("ms", 7e-3), ("kHz", 7e3), ("cm", 0.07), ("m/s", 7),
     ("MOhm", 7e6), ("mN", 7e-3), ("percent", 0.07), ("deg", 7 * math.pi / 180), ("1", 7), ("1/mV", 7e3)],
)  # fmt: skip
def test_si_is_the_value_times_its_unit(unit, si):
    leaf = Sourced(7, unit, 5, 10, "x", "", "read", "", "")
    assert leaf.si == pytest.approx(si, rel=1e-12)


def test_bare_number_takes_words_from_fields_then_defaults():
    text = """
    defaults: {source: hill2005, confidence: guess, range: 0.2}
    fields:
      decay: {unit: ms}
    inner:
      defaults: {source: remoto, confidence: read}
      decay: 10
    other: {decay: {value: 10, source: trial, low: 1, high: 11}}
    """
    table = read_table(text, "t")
    inner, other = table["inner"]["decay"], table["other"]["decay"]
    assert (inner.unit, inner.source, inner.confidence, inner.low, inner.high) == ("ms", "remoto", "read", 8, 12)
    assert (other.source, other.confidence, other.low, other.high) == ("trial", "guess", 1, 11)


def test_inner_group_wins_over_the_fields_of_an_outer_one():
    text = """
    fields: {decay: {unit: ms, source: hill2005, note: kept}}
    defaults: {source: guess, confidence: guess, range: 0.2}
    inner: {defaults: {source: remoto}, decay: 10}
    """
    leaf = read_table(text, "t")["inner"]["decay"]
    assert (leaf.source, leaf.unit, leaf.note) == ("remoto", "ms", "kept")


def test_range_of_a_negative_value_lies_around_it():
    text = (
        "{defaults: {source: guess, confidence: guess, range: 0.2, unit: mV}, rest: -70, peak: {value: -40, margin: 3}}"
    )
    table = read_table(text, "t")
    assert (table["rest"].low, table["rest"].high) == (-84, -56)
    assert (table["peak"].low, table["peak"].high) == (-43, -37)


def test_walk_names_every_number_once():
    text = f"a: {{b: {ENTRY}, word: text}}\nc: [{{d: {ENTRY}}}, plain]"
    table = read_table(text, "t")
    assert [name for name, _ in walk(table)] == ["a.b", "c.0.d"]
    assert table["a"]["word"] == "text" and table["c"][1] == "plain"


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("{value: 7, low: 5, high: 9, source: guess, confidence: read}", "has no unit"),
        ("{value: 7, unit: ms, low: 5, high: 9, confidence: read}", "has no source"),
        ("{value: 7, unit: ms, low: 5, high: 9, source: guess}", "has no confidence"),
        ("{value: 7, unit: ms, source: guess, confidence: read}", "has no range"),
        ("{value: 7, unit: ms, low: 8, high: 9, source: guess, confidence: read}", "outside its own range"),
        ("{value: 7, unit: ms, low: 5, high: 9, source: guess, confidence: sure}", "confidence is 'sure'"),
        ("{value: 7, unit: parsec, low: 5, high: 9, source: guess, confidence: read}", "unknown unit 'parsec'"),
        ("{value: .nan, unit: ms, low: 5, high: 9, source: guess, confidence: read}", "must be a number"),
        ("{value: 1e3, unit: ms, low: 5, high: 9, source: guess, confidence: read}", "must be a number"),
        (
            "{value: 7, unit: ms, low: 5, high: 9, source: guess, confidence: read, sorc: y}",
            "unknown attribute 'sorc'",
        ),
        ("7", "has no unit"),
        ("{value: 7, unit: ms, low: 5, high: 9, source: nobody1999, confidence: read}", "source is 'nobody1999'"),
        ("{value: 7, unit: ms, low: -5, high: 9, source: guess, confidence: guess}", "'entry' has to be above 0"),
    ],
)
def test_faulty_entry_is_refused_by_table_and_name(entry, complaint):
    with pytest.raises(ValueError, match=f"^mine.yaml, group.entry: .*{complaint}") as caught:
        read_table(f"group: {{entry: {entry}}}", "mine.yaml")
    assert "\n" not in str(caught.value)


def test_misspelt_default_is_refused_even_when_unused():
    with pytest.raises(ValueError, match="unknown attribute 'spceies'"):
        read_table("{defaults: {spceies: cat}, group: {}}", "mine")


def test_table_and_numbers_are_read_only():
    table = read_table(f"a: {{b: {ENTRY}}}", "t")
    with pytest.raises(TypeError):
        table["a"]["c"] = 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        table["a"]["b"].value = 1


def test_missing_table_error_lists_those_there_are():
    with pytest.raises(ValueError, match=r"there is no table 'cell'; there are .*cells"):
        load_table("cell")


def test_broken_yaml_gives_one_line():
    with pytest.raises(ValueError, match="mine is no valid YAML") as caught:
        read_table("a: [1, 2", "mine")
    assert "\n" not in str(caught.value)


def test_a_table_is_parsed_once():
    assert load_table("cells") is load_table("cells")


def test_every_unit_has_a_positive_factor():
    assert all(factor > 0 for factor in SI.values())


PREFIXES = {"k": 1e3, "c": 1e-2, "m": 1e-3, "u": 1e-6, "n": 1e-9, "p": 1e-12, "M": 1e6}
BASES = {
    **dict.fromkeys(("V", "A", "S", "F", "s", "Hz", "m", "N", "kg", "U", "1", "m^2", "mol"), 1.0),
    "Ohm": 1.0, "g": 1e-3, "L": 1e-3, "M": 1e3, "min": 60.0, "h": 3600.0, "d": 86400.0,
    "percent": 0.01, "deg": math.pi / 180,
}  # fmt: skip


def in_si(unit: str) -> float:
    """A unit out of its prefixes and bases; what stands behind a slash divides."""
    if "/" in unit or "*" in unit:
        above, *below = unit.split("/")
        return math.prod(map(in_si, above.split("*"))) / math.prod(map(in_si, below))
    return BASES[unit] if unit in BASES else PREFIXES[unit[0]] * BASES[unit[1:]]


@pytest.mark.parametrize("unit", SI)
def test_a_unit_has_the_size_of_its_prefixes_and_bases(unit: str) -> None:
    assert SI[unit] == pytest.approx(in_si(unit), rel=1e-12)
