"""The validation table: verdicts follow from tolerances that were set beforehand."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

import disinhibition
from disinhibition.analysis.studies.circuit_signatures import CIRCUITS
from disinhibition.errors import UserError
from disinhibition.experiments.cli import main
from disinhibition.experiments.gates.healthy_rest import health_rows, stability_rows
from disinhibition.experiments.gates.row import Part
from disinhibition.experiments.gates.studies import HEALTH
from disinhibition.experiments.run.measures import measure
from disinhibition.experiments.validation import command
from disinhibition.experiments.validation.lost_inhibition import (
    cord_part_rows,
    narrowed_rows,
    seed_rows,
    signature_rows,
    startle_rows,
)
from disinhibition.experiments.validation.studies import DRUGS
from disinhibition.models.parameters.table_numbers import all_numbers

HEALTHY = {
    "jerk_rate": 0.0, "many_count": 0.0, "motoneuron_spikes": 0.02, "rate_l23": 1.4, "rate_pt": 1.0, "rate_pv": 9.0,
    "rate_som": 2.7, "rate_reticular": 1.0, "cv_cortex": 0.8, "correlation_l23": 0.03, "rate_spinal_excitatory": 2.4,
    "cv_spinal_excitatory": 0.75,
}  # fmt: skip
GAINS = [0.85, 0.5, 0.2, 0.1]
# jerks/s, burst ms, muscles, neck first, cranial, interval CV of a circuit that has lost its inhibition
LOST = {
    "cortex": (1.0, 15.0, 2.0, 0.1, 0.3, 0.6),
    "brainstem": (0.8, 20.0, 12.0, 1.0, 1.0, 0.3),
    "spinal": (1.1, 180.0, 8.0, 0.0, 0.0, 0.2),
}
MEASURES = ("jerk_rate", "burst_duration", "muscles_involved", "neck_first", "cranial", "interjerk_cv")


def _healthy(**changed: float) -> xr.Dataset:
    runs = np.ones((3, 5))
    values = {name: (("wiring_seed", "seed"), runs * value) for name, value in {**HEALTHY, **changed}.items()}
    return xr.Dataset(values, attrs={"config": json.dumps({"duration": "100 s"})})


def _lost(**changed: tuple[float, ...]) -> xr.Dataset:
    """Silent at 0.85 and 0.5, the measures of LOST below."""
    circuits = {**LOST, **changed}
    data = {}
    for number, name in enumerate(MEASURES):
        low = np.array([circuits[circuit][number] for circuit in circuits])
        quiet = 0.0 if name == "jerk_rate" else np.nan
        data[name] = (("circuit", "gain"), np.stack([[quiet] * 3, [quiet] * 3, low, low], axis=1))
    data["status"] = (("circuit", "gain"), np.ones((len(circuits), len(GAINS))))
    return xr.Dataset(data, coords={"circuit": list(circuits), "gain": GAINS})


def _verdicts(rows) -> dict[str, str]:
    return {row.id: row.verdict for row in rows}


def test_narrowed_loss_is_one_row_for_each_circuit_and_target_and_has_no_verdict():
    rate = np.arange(6.0).reshape(3, 1, 2) * [[[1], [10]]]
    study = xr.Dataset({"jerk_rate": (("circuit", "target", "gain"), rate)},
                       {"circuit": ["cortex", "brainstem", "spinal"], "target": ["principal", "terminal"],
                        "gain": [0.4, 0]})  # fmt: skip
    rows = {row.id: row for row in narrowed_rows(study)}
    assert len(rows) == 6 and {row.verdict for row in rows.values()} == {"report"}
    assert rows["W-brainstem-terminal"].parts == (Part("0.4", 20.0), Part("0", 30.0))


def test_healthy_pathway_passes_every_gate_it_is_judged_by():
    assert set(_verdicts(health_rows(_healthy())).values()) == {"pass", "report"}


@pytest.mark.parametrize(
    ("gate", "changed"),
    [
        ("G01", {"jerk_rate": 0.01}),
        ("G01", {"many_count": 1.0}),
        ("G02", {"motoneuron_spikes": 0.6}),
        ("G03", {"rate_l23": 2.5}),
        ("G05a", {"rate_pv": 16.0}),
        ("G05b", {"rate_som": 1.0}),
        ("G07a", {"cv_cortex": 0.5}),
        ("G07b", {"correlation_l23": 0.2}),
        ("G08a", {"rate_spinal_excitatory": 0.5}),
    ],
)
def test_value_outside_its_tolerance_is_a_miss(gate, changed):
    assert _verdicts(health_rows(_healthy(**changed)))[gate] == "miss"


def test_missing_measurement_is_a_miss_not_a_pass():
    assert _verdicts(health_rows(_healthy(rate_l23=np.nan)))["G03"] == "miss"


@pytest.mark.parametrize("silent", [[(0, 0)], [(network, seed) for network in (0, 1) for seed in range(5)]])
def test_silent_runs_are_a_miss_wherever_they_lie_and_are_counted(silent):
    """One run of 15, and all runs of two networks of three, of which whole labels used to be dropped unseen."""
    runs = xr.concat([xr.concat([_lost().sel(gain=[0.2])] * 5, "seed")] * 3, "wiring_seed").copy(deep=True)
    for network, seed in silent:
        for name in ("burst_duration", "muscles_involved", "neck_first", "cranial", "interjerk_cv"):
            runs[name][{"wiring_seed": network, "seed": seed, "circuit": CIRCUITS.index("brainstem")}] = np.nan
    rows = {row.id: row for row in seed_rows(runs)}
    assert {name: rows[name].verdict for name in ("N3", "N4", "N5")} == dict.fromkeys(("N3", "N4", "N5"), "miss")
    assert (rows["N3"].n, rows["N3"].of, rows["N3"].silent, rows["N3"].seeds) == (15 - len(silent), 15, 0.0, 15)
    assert rows["N1"].verdict == "pass" and rows["N1"].n == rows["N1"].of == 15


def test_a_failed_run_shows_no_absence_of_a_signature_and_no_absence_of_a_runaway():
    study = xr.concat([_lost().sel(gain=[0.2])] * 2, "seed").copy(deep=True)
    assert _verdicts(seed_rows(study))["X-spinal-brainstem"] == "pass"
    study["jerk_rate"][{"seed": 0, "circuit": CIRCUITS.index("spinal")}] = np.nan
    assert _verdicts(seed_rows(study))["X-spinal-brainstem"] == "miss"
    attributes = {"flag_values": np.arange(4), "flag_meanings": "missing ok runaway failed"}
    failed = xr.Dataset(
        {"status": ("gain", [3, 1], attributes), "jerk_rate": ("gain", [np.nan, 0.0])}, {"gain": [0.0, 1.25]}
    )
    assert _verdicts(stability_rows(failed)) == {"S01": "miss", "S02": "pass"}


@pytest.mark.parametrize(("status", "verdict"), [(3.0, "miss"), (0.0, "pass")])
def test_a_gain_at_which_every_run_failed_was_run_and_one_at_which_none_was_run_was_not(status, verdict):
    study = _lost()
    place = {"circuit": CIRCUITS.index("cortex"), "gain": GAINS.index(0.1)}
    for name in MEASURES:
        study[name][place] = np.nan
    study["status"][place] = status
    assert _verdicts(signature_rows(study))["C1"] == verdict


def _parts(**changed: float) -> xr.Dataset:
    """Three runs of every part of the cord, with jerks that stay in it; ``changed`` of the first run."""
    parts = ["cervical", "thoracic", "lumbosacral"]
    dims = ("part", "seed")
    first = np.repeat([[0.0], [1.0], [2.0]], 3, axis=1)
    data = {"jerk_rate": np.ones((3, 3)), "first_muscle": first, "cranial": np.zeros((3, 3))}
    data |= {f"lag_{name}": np.full((3, 3), np.nan) for name in ("tibialis_anterior", "soleus", "biceps", "fdi")}
    for name, value in changed.items():
        data[name][:, 0] = value
    study = xr.Dataset({name: (dims, values) for name, values in data.items()}, {"part": parts, "seed": [1, 2, 3]})
    study["first_muscle"].attrs["flag_meanings"] = "right_fdi right_paraspinal_t6 right_soleus none"
    return study


def test_jerks_of_a_part_of_the_cord_begin_there_and_stay_there_in_every_run():
    assert set(_verdicts(cord_part_rows(_parts())).values()) == {"pass"}
    assert _verdicts(cord_part_rows(_parts(lag_soleus=20.0)))["P-cervical-far"] == "miss"
    assert _verdicts(cord_part_rows(_parts(first_muscle=2.0)))["P-cervical"] == "miss"
    assert _verdicts(cord_part_rows(_parts(cranial=0.1)))["P-cervical-face"] == "miss"


def test_a_run_without_jerks_is_no_run_whose_jerks_stay_in_their_part():
    silent = _verdicts(cord_part_rows(_parts(jerk_rate=0.0, first_muscle=3.0, cranial=np.nan)))
    assert set(silent.values()) == {"miss"}


def test_startle_with_low_glycine_has_to_exceed_that_of_health():
    def study(rates: list[list[float]]) -> xr.Dataset:
        share = np.array(rates)
        muscles = np.where(share > 0, 10 * share, np.nan)
        dims = ("glycine", "seed")
        data = {"response_probability": (dims, share), "response_muscles": (dims, muscles)}
        return xr.Dataset(data, {"glycine": [1.0, 0.3], "seed": [1, 2]})

    larger = {row.id: row for row in startle_rows(study([[0.0, 0.5], [0.5, 1.0]]))}
    assert {name: row.verdict for name, row in larger.items()} == {"Y2": "report", "Y3": "pass", "Y4": "pass"}
    assert (larger["Y2"].mean, larger["Y4"].low, larger["Y4"].mean) == (0.25, 2.5, 7.5)
    assert _verdicts(startle_rows(study([[1.0, 1.0], [1.0, 1.0]])))["Y3"] == "miss"
    unknown = _verdicts(startle_rows(study([[np.nan, 0.0], [0.5, 1.0]])))
    assert (unknown["Y3"], unknown["Y4"]) == ("miss", "miss")


def test_a_study_of_startles_has_the_columns_of_its_rows():
    assert {"response_probability", "response_muscles"} <= {column.name for column in measure("jerks").columns()}


def test_one_runaway_or_one_jerk_near_health_is_a_miss():
    def study(status: int, rate: float) -> xr.Dataset:
        attributes = {"flag_values": np.arange(4), "flag_meanings": "missing ok runaway failed"}
        return xr.Dataset(
            {"status": ("gain", [status, 1], attributes), "jerk_rate": ("gain", [0.3, rate])}, {"gain": [0.0, 1.25]}
        )

    assert _verdicts(stability_rows(study(1, 0.0))) == {"S01": "pass", "S02": "pass"}
    assert _verdicts(stability_rows(study(2, 0.0)))["S01"] == "miss"
    assert _verdicts(stability_rows(study(1, 0.1)))["S02"] == "miss"


def test_three_signatures_pass_and_onset_lies_between_the_gains():
    rows = list(signature_rows(_lost()))
    assert set(_verdicts(rows).values()) == {"pass"}
    onset = next(row for row in rows if row.id == "O-cortex")
    assert (onset.mean, onset.least, onset.most) == (0.35, 0.2, 0.5)


@pytest.mark.parametrize(
    ("row", "circuit", "measures"),
    [
        ("C1", "cortex", (1.0, 120.0, 2.0, 0.1, 0.3, 0.6)),
        ("C4", "brainstem", (0.8, 20.0, 3.0, 1.0, 1.0, 0.3)),
        ("C5", "brainstem", (0.8, 20.0, 12.0, 0.2, 1.0, 0.3)),
        ("C6", "spinal", (1.1, 30.0, 8.0, 0.0, 0.0, 0.2)),
        ("C7", "spinal", (1.1, 180.0, 8.0, 0.0, 0.5, 0.2)),
        ("O-spinal", "spinal", (0.0, np.nan, 0.0, np.nan, np.nan, np.nan)),
    ],
)
def test_another_picture_is_a_miss(row, circuit, measures):
    assert _verdicts(signature_rows(_lost(**{circuit: measures})))[row] == "miss"


def test_one_circuits_loss_must_not_show_anothers_signature():
    study = _lost().sel(gain=[0.2])
    assert set(_verdicts(row for row in seed_rows(study) if row.id.startswith("X")).values()) == {"pass"}
    mixed = _lost(spinal=LOST["brainstem"]).sel(gain=[0.2])
    verdicts = _verdicts(seed_rows(mixed))
    assert verdicts["X-spinal-brainstem"] == verdicts["X-spinal-spinal"] == "miss"
    assert verdicts["X-cortex-cortex"] == "pass"


def test_every_circuit_is_judged_at_the_gain_at_which_it_was_run():
    study = _lost().sel(gain=[0.1, 0.2])
    own = xr.DataArray([0.1, 0.2, 0.2], dims="circuit", coords={"circuit": ["cortex", "brainstem", "spinal"]})
    rows = list(seed_rows(study.where(study["gain"] == own)))
    assert set(_verdicts(row for row in rows if row.id.startswith("X")).values()) == {"pass"}
    quantity = next(row.quantity for row in rows if row.id == "X-cortex-cortex")
    assert quantity.startswith("cortex at gain 0.1:")


def test_conduction_time_takes_off_the_nerve_of_the_parameters_that_were_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    site = ["right_hand_magnetic", "right_foot_magnetic"]
    latency = {f"mean_latency_{muscle}": ("protocol.stimuli.0.site", [21.0, 28.0])
               for muscle in ("fdi", "tibialis_anterior")}  # fmt: skip
    study = xr.Dataset(latency, coords={"protocol.stimuli.0.site": site})
    monkeypatch.setattr(command, "open_study", lambda _: study)
    (tmp_path / "validation_mep").mkdir()
    number = "anatomy.muscles.fdi.motor_velocity"
    central = []
    for words in ([], [f"numbers.{number}={all_numbers()[number].low}"]):
        command.validate(HEALTH, words, folder=tmp_path, out=tmp_path / "out.json")
        rows = json.loads((tmp_path / "out.json").read_text())
        central.append(next(row["mean"] for row in rows if row["id"] == "G14"))
    assert central[1] < central[0] - 0.3


def test_what_guesses_do_is_not_computed_over_the_ensemble(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    planned: dict[str, tuple[str, ...]] = {}
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("disinhibition.experiments.study.plan.plan_study", tuple)
    monkeypatch.setattr(command, "print_ahead", lambda *_: None)

    def compute(words: tuple[str, ...]) -> None:
        planned[next(word for word in words if word.startswith("study.path="))] = words

    monkeypatch.setattr("disinhibition.experiments.study.sweep.compute", compute)
    with pytest.raises(ValueError, match="no validation study"):
        command.validate(DRUGS, ["study.axes.parameters=[0,1]", "study.axes.seed=[1]"])
    over_sets = {
        path.rpartition("_drug_")[2]: "study.axes.parameters=[0,1]" in words for path, words in planned.items()
    }
    assert over_sets.pop("sensitivity") is False and set(over_sets.values()) == {True} and len(over_sets) == 7
    assert all("study.axes.seed=[1]" in words for words in planned.values())


def test_studies_under_other_words_go_to_a_folder_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    planned: list[tuple[str, ...]] = []

    def compute(words: tuple[str, ...]) -> None:
        planned.append(words)
        raise InterruptedError

    monkeypatch.setattr("disinhibition.experiments.study.sweep.compute", compute)
    monkeypatch.setattr("disinhibition.experiments.study.plan.plan_study", tuple)
    monkeypatch.setattr(command, "print_ahead", lambda *_: None)
    for words in ([], ["numbers.wiring.weight_cv=0.25"]):
        with pytest.raises(InterruptedError):
            command.validate(HEALTH, words)
    plain, changed = planned
    assert plain == ("experiment=validation/health", "study.path=results/validation_health")
    assert changed[2:] == ("numbers.wiring.weight_cv=0.25",)
    assert re.fullmatch(r"study\.path=results/validation_[0-9a-f]{8}/validation_health", changed[1])


@pytest.mark.parametrize("said", [pytest.param(["--drugs", "--quick"], marks=pytest.mark.slow), ["--health"]])
def test_a_dry_run_says_what_is_ahead_and_computes_and_writes_nothing(
    said: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["validate", "--dry-run", *said]) == 0
    printed = capsys.readouterr().out
    assert "to be computed" in " ".join(printed.split())
    found = disinhibition.validate(part=said[0].strip("-"), quick="--quick" in said, dry_run=True)  # type: ignore[call-overload]
    assert found is None and capsys.readouterr().out == printed
    assert not list(tmp_path.iterdir())


def test_a_dry_run_takes_no_folder_and_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "--dry-run", "--out", "x.json"]) == 2
    assert "leave out --from and --out" in capsys.readouterr().err
    with pytest.raises(UserError, match="leave out folder and out"):
        disinhibition.validate(dry_run=True, folder="results")
