"""Headline results over the ranges of the guesses behind them: which guesses, which points, which label."""

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from disinhibition.experiments.config.settings import Settings
from disinhibition.experiments.gates.row import Part, Row
from disinhibition.experiments.study.plan import plan_study
from disinhibition.experiments.validation import command, drug_sensitivity
from disinhibition.experiments.validation.drug_sensitivity import (
    HEADLINES,
    TABLE,
    WITHOUT,
    beside,
    guesses,
    sensitivity_rows,
    table_words,
)
from disinhibition.experiments.validation.studies import DRUGS, SENSITIVITY
from disinhibition.models.drugs.drug_numbers import drug_numbers

BY_ROW = {headline.row: headline for headline in HEADLINES}
CORTEX, AT_ONCE = BY_ROW["Da-cortex-clonazepam"], BY_ROW["De-at-once"]


def study(rates: dict[str, float], row: str = CORTEX.row) -> xr.Dataset:
    """Two seeds of every point of one headline."""
    moved = np.repeat(list(rates), 2)
    data = {"jerk_rate": ("point", np.repeat(list(rates.values()), 2))}
    return xr.Dataset(data, {"moved": ("point", moved), "headline": ("point", np.full(moved.size, row))})


def label(*changed: float) -> str:
    rates = {WITHOUT: 2.0, TABLE: 1.0} | {f"number {place}": value for place, value in enumerate(changed)}
    (row,) = sensitivity_rows(study(rates))
    return row.verdict


def test_only_guesses_that_act_are_moved_and_shares_go_together() -> None:
    found = guesses(CORTEX)
    assert "kinetics.clonazepam.binding.benzodiazepine.half" in found
    assert len(found["mechanisms.clonazepam.affinity_shift.sensitive"]) > 5
    named = [name for names in found.values() for name in names]
    assert all(drug_numbers()[name].source == "guess" for name in named)
    assert not any("adaptation" in name or "duration" in name for name in named)  # naive; read in a source
    weights = guesses(BY_ROW["Dc-etomidate"])["mechanisms.etomidate.prolongation.weights"]
    assert "mechanisms.etomidate.prolongation.weights.cortex.interneuron" in weights


def test_every_guess_goes_to_both_ends_of_its_range(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(drug_sensitivity, "HEADLINES", (CORTEX, AT_ONCE))
    planned = plan_study(table_words(tmp_path))
    mine: dict[str, Settings] = {
        values["moved"]: settings
        for values, settings in planned.points
        if values["headline"] == CORTEX.row and values["seed"] == 1
    }
    assert list(mine)[:2] == [WITHOUT, TABLE]
    others = {values["moved"]: point.drugs for values, point in planned.points if values["headline"] == AT_ONCE.row}
    assert not others[WITHOUT] and others[TABLE].startswith("m3g")
    assert "kinetics.states.desensitisation.falling high" in others
    assert not any(limit in moved for moved in others for limit in ("largest", "daily"))
    assert len(mine) == 2 + 2 * len(guesses(CORTEX))
    changed = {word: value for word, value in mine[WITHOUT].condition.factors.items() if value != 1}
    assert changed == {"receptors.gaba_a.cortex": 0.2, "receptors.glycine.cortex": 0.2}
    decay = "decay.gaba_a.cortex"
    half = "kinetics.clonazepam.binding.benzodiazepine.half"
    low, middle, high = (mine[name].condition.factors[decay] for name in (f"{half} low", TABLE, f"{half} high"))
    assert low > middle > high
    assert middle == pytest.approx(1 + 0.6 * 0.9 * 14 / 34)


@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ((0.5, 1.3), "same sign"),
        ((0.5, 1.5), "same sign, within scatter"),
        ((0.5, 3.0), "flips sign"),
        ((0.5, 2.6), "flips sign, within scatter"),
        ((0.5, 2.05), "not everywhere"),
        ((1.95, 2.15), "not everywhere"),
    ],
)
def test_a_result_is_labelled_by_what_its_sign_does_inside_the_ranges(changed, verdict) -> None:
    assert label(*changed) == verdict


def test_what_changes_less_than_noise_has_no_sign() -> None:
    (row,) = sensitivity_rows(study({WITHOUT: 0.0, TABLE: 0.05, "a low": 0.0}))
    assert row.verdict == "no effect"
    (row,) = sensitivity_rows(study({WITHOUT: 0.0, TABLE: 0.0, "a low": 0.5, "a high": 0.0}))
    assert (row.verdict, row.mean, row.n, row.of) == ("not everywhere", 0, 8, 8)
    assert row.parts == (Part("tables", 0.0), Part("a low", 0.5))


def test_only_the_reference_set_is_read() -> None:
    other = study({WITHOUT: 0.0, TABLE: 3.0}).assign_coords(parameters=("point", [1] * 4))
    mine = study({WITHOUT: 2.0, TABLE: 1.0}).assign_coords(parameters=("point", [0] * 4))
    (row,) = sensitivity_rows(xr.concat([other, mine], "point"))
    assert row.mean == -1
    assert not list(sensitivity_rows(other))


def test_a_range_stands_beside_its_row() -> None:
    rows = [Row(name, "", "", "") for name in ("a", "b")]
    ranges = [Row(f"{name}-range", "", "", "") for name in ("b", "c", "a")]
    assert [row.id for row in beside(rows, ranges)] == ["a", "a-range", "b", "b-range", "c-range"]


def test_rows_that_headlines_stand_beside_are_those_of_the_facts() -> None:
    circuits = ("cortex", "brainstem", "spinal")
    assert {f"Da-{name}-clonazepam" for name in circuits} | {"Dc-etomidate", "De-rate"} <= set(BY_ROW)
    presets = {path.stem for path in (Path(__file__).parents[3] / "configs" / "regimen").glob("*.yaml")}
    assert {headline.regimen for headline in HEADLINES} <= presets


def test_validate_hands_the_table_to_its_study(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    planned: list[tuple[str, ...]] = []
    monkeypatch.setattr("disinhibition.experiments.study.plan.plan_study", tuple)
    monkeypatch.setattr(command, "print_ahead", lambda *_: None)
    monkeypatch.setattr("disinhibition.experiments.study.sweep.compute", planned.append)
    monkeypatch.setattr(command, "RESULTS", tmp_path)
    monkeypatch.setattr(drug_sensitivity, "HEADLINES", (CORTEX,))
    with pytest.raises(ValueError, match="no validation study"):
        command.validate(DRUGS, quick=True)
    others = [name for name in DRUGS if name != SENSITIVITY]
    assert [words[0] for words in planned[:-1]] == [f"experiment=validation/{name}" for name in others]
    assert f"study.table={tmp_path / 'validation_drug_sensitivity.csv'}" in planned[-1]
    assert (tmp_path / "validation_drug_sensitivity.csv").exists()
