"""Numbers and tables of the documentation are those of the model and of the results."""

import json
import re
import shutil
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import yaml

from disinhibition.experiments.gates.row import MISS, PASS, Row, judge, row_of

DOCS = Path(__file__).parents[2] / "docs"
UNIT = r"(?:ms|s|Hz|kHz|mV|uV|nS|pA|pF|m/s|mm|cm|uM|nM|mg|%|percent)"


@pytest.mark.slow  # it plans every study
def test_committed_pages_are_what_the_program_writes(fill: ModuleType) -> None:
    changed = [page.name for page in fill.pages() if fill.filled(text := page.read_text(encoding="utf-8")) != text]
    assert not changed, "run 'make docs'"


def test_a_number_that_differs_from_its_table_is_replaced(fill: ModuleType) -> None:
    assert fill.filled("a <!--n:anatomy.fixed.synapse-->0.5 ms<!--/n--> b") == (
        "a <!--n:anatomy.fixed.synapse-->0.3 ms<!--/n--> b"
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("anatomy.fixed.synapse", "0.3 ms"),
        ("anatomy.fixed.synapse in us", "300 us"),
        ("analysis.emg.known_noise.MINIMUM - analysis.emg.known_noise.RESOLUTION in ms", "7 ms"),
        ("models.parameters.jitter.SPREAD in percent", "20 %"),
        ("analysis.emg.bursts.LEAST_UNITS", "3"),
        ("configs.run.dt", "0.1"),
        ("drugs.mechanisms.clonazepam.affinity_shift.duration", "0.6"),
        ("drugs.shared.chloride.load", "4 mV"),
        ("row[G17].low", "25.5 ms"),
        ("row[N3].of - row[N3].n", "1"),
        ("earlier[freeze 4][J-brainstem].mean", "0.27"),
        ("configs.experiment.validation.jitter.duration", "8 s"),
    ],
)
def test_a_number_is_printed_in_its_own_unit_or_in_the_one_asked_for(fill: ModuleType, name: str, text: str) -> None:
    assert fill.number(name) == text


def test_a_gate_passes_if_all_its_rows_with_a_verdict_pass(fill: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    verdicts = {"G01a": "pass", "G01b": "miss", "G02": "pass", "G02-n": "report", "G03": "report", "G04": "miss"}
    monkeypatch.setattr(fill, "rows", lambda part: [Row(name, "", "fit", one) for name, one in verdicts.items()])
    assert (fill.number("gates.judged"), fill.number("gates.pass")) == ("3", "1")


def test_a_number_that_no_file_holds_is_left_as_it_is_written(fill: ModuleType) -> None:
    text = "at most 1 in <!--n:measured-->3000 s<!--/n-->"
    assert fill.filled(text) == text


@pytest.mark.parametrize(
    "page", ["methods.md", "glossary.md", *(f"validation/{page.name}" for page in (DOCS / "validation").glob("*.md"))]
)
def test_no_number_with_a_unit_is_written_by_hand(page: str) -> None:
    text = re.sub(r"<!--n:.*?<!--/n-->", "", (DOCS / page).read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"<!--(table|misses):.*?<!--/\1-->", "", text, flags=re.DOTALL)
    text = re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL)
    assert not re.findall(rf"\d[\d.]*\s{UNIT}\b", text)


def test_no_number_of_a_drug_mechanism_is_written_by_hand() -> None:
    text = (DOCS / "drugs.md").read_text(encoding="utf-8")
    table = text[text.index("| mechanism | agents |") : text.index("### Readings")]
    assert not re.findall(r"\d\.\d", re.sub(r"<!--n:.*?<!--/n-->", "", table))


def test_every_miss_has_a_reason_and_every_reason_a_miss(fill: ModuleType) -> None:
    reasons = yaml.safe_load((fill.VALIDATION / "reasons.yaml").read_text(encoding="utf-8"))
    missed = [row.id for part in fill.PARTS for row in fill.rows(part) if row.verdict == MISS]
    assert sorted(row for reason in reasons for row in reason["rows"]) == sorted(missed)


def test_no_number_of_a_row_is_written_by_hand_in_a_reason(fill: ModuleType) -> None:
    """What is published stands in the row as words; every other decimal of a reason is that of a row."""
    text = (fill.VALIDATION / "reasons.yaml").read_text(encoding="utf-8")
    text = re.sub(r"\{[^}]*\}|\(published [\d.]+\)|(?:glycine|gain is) 0\.\d", "", " ".join(text.split()))
    assert not re.findall(r"\d\.\d", text.replace("halves release at 0.5 uM", ""))


def test_a_reason_says_the_numbers_of_its_rows(fill: ModuleType) -> None:
    assert "1 of 15 runs of the brainstem has no jerk in 20 s" in " ".join(fill.misses("lost_inhibition").split())
    assert "{" not in "".join(fill.misses(part) for part in ("health", "lost_inhibition", "drugs"))


def test_every_row_stands_on_a_page(fill: ModuleType) -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in fill.pages())
    for row in json.loads(fill.ROWS.read_text(encoding="utf-8"))["rows"]:
        assert f"| {row['id']} |" in pages


def test_a_row_that_no_part_takes_is_an_error(fill: ModuleType) -> None:
    with pytest.raises(ValueError, match="no part of the validation takes the row 'Q1'"):
        fill.part_of("Q1")


def test_new_rows_replace_those_of_their_id_and_rows_of_another_freeze_become_earlier_ones(
    fill: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ROWS", "EARLIER"):
        shutil.copy(getattr(fill, name), tmp_path)
        monkeypatch.setattr(fill, name, tmp_path / getattr(fill, name).name)
    old = json.loads(fill.ROWS.read_text(encoding="utf-8"))["rows"]
    new = {**old[0], "mean": 42.0, "verdict": "miss"}
    fill.take_rows([row_of(new)])
    taken = json.loads(fill.ROWS.read_text(encoding="utf-8"))
    assert taken["rows"] == [new, *old[1:]]
    fill.take_rows([row_of(old[0])], "freeze 6")
    assert json.loads(fill.ROWS.read_text(encoding="utf-8")) == {"freeze": "freeze 6", "rows": [old[0]]}
    assert json.loads(fill.EARLIER.read_text(encoding="utf-8"))["freeze 5"][old[0]["id"]]["mean"] == 42


def test_rows_are_stored_as_numbers(fill: ModuleType) -> None:
    for row in (row for part in fill.PARTS for row in fill.rows(part)):
        numbers = (row.mean, row.low, row.high, row.least, row.most, *(part.value for part in row.parts))
        assert all(number is None or isinstance(number, int | float) for number in numbers), row.id
        assert row.mean is not None or row.parts or row.verdict == MISS, row.id


def test_a_stored_verdict_is_that_of_its_numbers(fill: ModuleType) -> None:
    """What a row asks besides its bounds is in other rows: of a miss it may be the reason, of a pass it holds."""
    for row in (row for part in fill.PARTS for row in fill.rows(part)):
        bounds = {"low": row.low, "high": row.high, "strict": row.strict}
        label = {"id": row.id, "quantity": row.quantity, "role": row.role, "asks": row.asks}
        ends = [row.least, row.most] if row.every else [row.mean]
        value = np.array([np.nan if end is None else end for end in ends])
        if row.verdict == PASS:
            assert judge(value, **bounds, **label, every=row.every).verdict == PASS, row.id
        elif row.verdict == MISS and row.of is not None and row.n == row.of and not row.asks and row.id[0] != "O":
            assert judge(value, **bounds, **label, every=row.every).verdict == MISS, row.id
