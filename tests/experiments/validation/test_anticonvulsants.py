"""Rows of drugs: verdicts follow from made-up studies as the published facts ask."""

from math import prod

import numpy as np
import pytest
import xarray as xr

from disinhibition.experiments.catalogue.drug_facts import drug_facts
from disinhibition.experiments.config.compose import compose_config
from disinhibition.experiments.config.nested_keys import dotted
from disinhibition.experiments.config.units import read_number
from disinhibition.experiments.gates.row_text import tolerance_text
from disinhibition.experiments.validation.anticonvulsants import piracetam_rows, rank_rows, suppressions
from disinhibition.experiments.validation.drug_cases import induction_rows, opioid_rows, strychnine_rows, threshold
from disinhibition.experiments.validation.studies import DRUGS, SENSITIVITY

# Rate relative to no drug as published: regimen -> rate
PUBLISHED = {
    "cortex": {"clonazepam": 0.5, "levetiracetam": 0.6, "valproate": 0.6, "piracetam": 0.9, "phenytoin": 1.3,
               "brivaracetam": 0.95},
    "brainstem": {"clonazepam": 0.4, "levetiracetam": 0.8, "valproate": 0.7, "piracetam": 1.0, "phenytoin": 1.0,
                  "brivaracetam": 1.0},
    "spinal": {"clonazepam": 0.5, "levetiracetam": 0.5, "valproate": 1.0, "piracetam": 1.0, "phenytoin": 1.0,
               "brivaracetam": 1.0},
}  # fmt: skip
SEEDS = [1, 2]


def study(rates: np.ndarray, **coords) -> xr.Dataset:
    """Jerk rates over the axes in the order given, the same for every seed."""
    every = np.repeat(np.asarray(rates, float)[..., None], len(SEEDS), axis=-1)
    muscles = np.where(every > 0, 2.0, np.nan)
    dims = (*coords, "seed")
    data = {"jerk_rate": (dims, every), "burst_time": (dims, 30 * every), "muscles_involved": (dims, muscles)}
    return xr.Dataset(data, {**coords, "seed": SEEDS})


def circuit(name: str, undrugged: float = 2.0, **changed: float) -> xr.Dataset:
    relative = {"none": 1.0, **{f"therapeutic_{drug}": r for drug, r in {**PUBLISHED[name], **changed}.items()}}
    rates = undrugged * np.array([[list(relative.values())]])
    return study(rates, circuit=[name], gain=[0.2], regimen=list(relative))


def induction(without: float, given: float, severe: float = 0.0) -> xr.Dataset:
    """Shares of inductions with a jerk; ``severe`` of those without midazolam are generalised."""
    runs = 20
    jerks = {"60 min": without, "0 min": given}
    rate = np.array([[[[np.arange(runs) < share * runs] for share in jerks.values()]]], float)
    muscles = np.full_like(rate, 2.0)
    muscles[:, :, 0, :, : round(severe * runs)] = 12.0
    dims = ("arrival", "weight", "midazolam", "moment", "seed")
    coords = {"arrival": ["even"], "weight": [1.0], "midazolam": list(jerks), "moment": ["6.6 min"]}
    return xr.Dataset({"jerk_rate": (dims, rate), "muscles_involved": (dims, muscles)}, {**coords, "seed": range(runs)})


def strychnine(diazepam: float = 1.5, baclofen: float = 1.0, alone: float = 0.1) -> xr.Dataset:
    """Rates rise from each threshold on."""
    levels = np.geomspace(0.02, 1, 30)
    starts = {"none": alone, "therapeutic_diazepam": alone * diazepam, "high_baclofen": alone * baclofen}
    rates = np.array([[0.1 * (levels / start) ** 3 for start in starts.values()]] * 2)
    return study(rates, gaba_a=[1.0, 0.4], regimen=list(starts), strychnine=levels)


def opioid(rate: float = 1.0, time: float = 1.0, gfr: float = 1.0) -> xr.Dataset:
    """Effects of each axis that add up, counted from none; filtration rates in order of size, as studies have them."""
    rates = [[[[r * rate + t * time + g * gfr for g in (1, 0)] for t in (0, 1)] for r in (0, 1, 2)]] * 2
    return study(
        np.array(rates), m3g_half=[0.5, 7], rate=["2 mg/h", "10 mg/h", "50 mg/h"], time=["6 h", "72 h"], gfr=[15, 100]
    )


def verdicts(rows) -> dict[str, str]:
    return {row.id: row.verdict for row in rows}


def everything() -> list:
    rows = [row for name in PUBLISHED for row in rank_rows(circuit(name))]
    rows += piracetam_rows(
        study([[[2, 1.6, 1.3, 1.0]]], circuit=["cortex"], gain=[0.2], piracetam=[0, 578, 1012, 1446])
    )
    return [*rows, *induction_rows(induction(0.7, 0.3, 0.4)), *strychnine_rows(strychnine()), *opioid_rows(opioid())]


def test_published_picture_passes_every_row() -> None:
    assert {row.verdict for row in everything()} == {"pass", "report"}


def test_every_judged_row_is_that_of_a_fact_and_has_its_role() -> None:
    looked_at = {row: fact for fact in drug_facts().values() for row in fact.rows}
    rows = {row.id: row for row in everything()}
    assert set(looked_at) <= set(rows)
    for row in rows.values():
        if row.verdict != "report":
            assert row.role == looked_at[row.id].role, row.id
            assert tolerance_text(row)


@pytest.mark.parametrize(
    ("name", "row", "changed"),
    [
        ("cortex", "Da-cortex-clonazepam", {"clonazepam": 0.95}),
        ("cortex", "Da-cortex-valproate", {"valproate": 1.2}),
        ("cortex", "Da-cortex-order", {"phenytoin": 0.5}),
        ("cortex", "Db-brivaracetam", {"brivaracetam": 0.5}),
        ("brainstem", "Da-brainstem-order", {"valproate": 0.3}),
        ("brainstem", "Da-brainstem-piracetam", {"piracetam": 0.6}),
        ("spinal", "Da-spinal-order", {"levetiracetam": 0.4}),
        ("spinal", "Da-spinal-clonazepam", {"clonazepam": 1.1}),
    ],
)
def test_another_order_of_drugs_is_a_miss(name: str, row: str, changed: dict[str, float]) -> None:
    assert verdicts(rank_rows(circuit(name, **changed)))[row] == "miss"


def test_clonazepam_need_not_beat_levetiracetam_in_the_cord_and_must_be_first_in_the_brainstem() -> None:
    assert verdicts(rank_rows(circuit("spinal", levetiracetam=0.5)))["Da-spinal-order"] == "pass"
    assert verdicts(rank_rows(circuit("brainstem", levetiracetam=0.4)))["Da-brainstem-order"] == "miss"


def test_a_failed_run_makes_no_order_pass() -> None:
    for name, worst in (("spinal", {"levetiracetam": 0.4}), ("brainstem", {"valproate": 0.3})):
        failed = circuit(name, **worst)
        [drug] = worst
        failed["jerk_rate"].loc[{"regimen": f"therapeutic_{drug}", "seed": 1}] = np.nan
        assert verdicts(rank_rows(failed))[f"Da-{name}-order"] == "miss"


@pytest.mark.parametrize(
    ("rows", "study_of", "axis", "judged"),
    [
        (rank_rows, lambda: circuit("cortex"), {"regimen": "none"}, "Db-brivaracetam"),
        (rank_rows, lambda: circuit("spinal"), {"regimen": "therapeutic_piracetam"}, "Da-spinal-piracetam"),
        (strychnine_rows, strychnine, {"regimen": "therapeutic_diazepam", "gaba_a": 1.0}, "Dd-diazepam"),
        (strychnine_rows, strychnine, {"regimen": "high_baclofen", "gaba_a": 1.0}, "Dd-baclofen"),
        (opioid_rows, opioid, {"rate": "50 mg/h"}, "De-rate"),
        (opioid_rows, opioid, {"rate": "2 mg/h"}, "De-severe"),
        (induction_rows, lambda: induction(0.7, 0.3, 0.4), {"midazolam": "0 min"}, "Dc-midazolam"),
    ],
)  # fmt: skip
def test_one_failed_run_makes_no_row_pass(rows, study_of, axis: dict, judged: str) -> None:
    failed = study_of()
    assert verdicts(rows(failed))[judged] == "pass"
    failed["jerk_rate"].loc[{**axis, "seed": failed["seed"].values[0]}] = np.nan
    assert verdicts(rows(failed))[judged] == "miss"


def test_what_never_jerks_is_a_miss_and_not_a_success() -> None:
    found = verdicts(rank_rows(circuit("cortex", undrugged=0.0)))
    assert {found[f"Da-cortex-{drug}"] for drug in ("clonazepam", "levetiracetam", "valproate", "order")} == {"miss"}


def test_suppression_is_counted_from_the_rate_without_the_drug() -> None:
    found = suppressions(circuit("cortex"), "regimen", "none")
    assert found["therapeutic_clonazepam"].values.ravel() == pytest.approx([0.5, 0.5])
    assert found["therapeutic_phenytoin"].values.ravel() == pytest.approx([-0.3, -0.3])


def test_a_drug_that_only_shortens_jerks_shows_in_the_time_and_not_in_the_rate() -> None:
    shortened = circuit("spinal", clonazepam=1.2)
    shortened["burst_time"].loc[{"regimen": "therapeutic_clonazepam"}] *= 0.1
    rows = {row.id: row for row in rank_rows(shortened)}
    assert rows["Da-spinal-clonazepam"].mean == pytest.approx(-0.2)
    assert rows["Da-spinal-clonazepam-time"].mean == pytest.approx(0.88)
    assert rows["Da-spinal-clonazepam-time"].verdict == "report"


def test_piracetam_needs_a_slope_over_its_dose() -> None:
    def rows(*rates: float) -> dict[str, str]:
        axes = {"circuit": ["cortex"], "gain": [0.2], "piracetam": [0, 578, 1012, 1446]}
        return verdicts(piracetam_rows(study([[rates]], **axes)))

    assert rows(2, 2, 2, 2) == {"Db-add-on": "miss", "Db-dose": "miss", "Db-high": "miss"}
    assert rows(2, 1.0, 1.5, 1.2)["Db-dose"] == "miss"
    assert rows(2, 1.0, 0.5, 0.2)["Db-add-on"] == "miss"


def test_severity_must_fall_more_than_incidence() -> None:
    assert verdicts(induction_rows(induction(0.7, 0.3, 0.4)))["Dc-severity"] == "pass"
    as_severe = induction(0.7, 0.3, 0.7)
    as_severe["muscles_involved"][:] = 12.0
    assert verdicts(induction_rows(as_severe))["Dc-severity"] == "miss"
    assert verdicts(induction_rows(induction(0.7, 0.7)))["Dc-midazolam"] == "miss"


def test_an_induction_without_jerks_misses_and_other_readings_are_not_judged() -> None:
    assert set(verdicts(induction_rows(induction(0.0, 0.0))).values()) == {"miss"}
    other = induction(0.7, 0.3).assign_coords(arrival=["regional"])
    assert {(row.role, row.verdict) for row in induction_rows(other)} == {("conflict", "report")}


def test_threshold_of_strychnine_lies_between_levels() -> None:
    found = strychnine().sel(gaba_a=1)
    assert threshold(found.sel(regimen="none")) == pytest.approx(0.1, rel=0.05)
    assert np.isinf(threshold(0 * found.sel(regimen="none")))
    failed = found.sel(regimen="none").copy(deep=True)
    failed["jerk_rate"][{"strychnine": 3, "seed": 0}] = np.nan
    assert np.isnan(threshold(failed))
    assert threshold(found.sel(regimen="none") + 1) == pytest.approx(0.02)


def test_diazepam_must_raise_the_threshold_and_baclofen_must_not() -> None:
    assert verdicts(strychnine_rows(strychnine(diazepam=0.9)))["Dd-diazepam"] == "miss"
    assert verdicts(strychnine_rows(strychnine(baclofen=1.1)))["Dd-baclofen"] == "miss"
    beyond = strychnine(diazepam=30, baclofen=30)
    found = verdicts(strychnine_rows(beyond))
    assert (found["Dd-diazepam"], found["Dd-baclofen"]) == ("pass", "miss")
    nothing = verdicts(strychnine_rows(strychnine(alone=100)))
    assert {nothing[f"Dd-{word}"] for word in ("threshold", "diazepam", "baclofen")} == {"miss"}
    assert {nothing[f"Dd-{word}-primed"] for word in ("threshold", "diazepam", "baclofen")} == {"report"}


@pytest.mark.parametrize("axis", ["rate", "time", "gfr"])
def test_jerks_must_grow_with_dose_time_and_failing_kidneys(axis: str) -> None:
    assert set(verdicts(opioid_rows(opioid())).values()) == {"pass", "report"}
    assert verdicts(opioid_rows(opioid(**{axis: 0.0})))[f"De-{axis}"] == "miss"
    assert verdicts(opioid_rows(opioid(**{axis: -1.0})))[f"De-{axis}"] == "miss"


def test_over_the_ensemble_a_row_says_in_how_many_sets_it_holds() -> None:
    sets = xr.concat(
        [circuit("cortex"), circuit("cortex"), circuit("cortex", clonazepam=1.0)], xr.Variable("parameters", [0, 1, 2])
    )
    rows = {row.id: row for row in rank_rows(sets)}
    assert rows["Da-cortex-clonazepam"].verdict == "pass"
    held = rows["Da-cortex-clonazepam-sets"]
    assert (held.role, held.mean, held.verdict, held.n, held.of) == ("robustness", 0.5, "report", 2, 2)
    assert [part.value for part in held.parts] == pytest.approx([0, 0.5])
    assert "Da-cortex-phenytoin-sets" not in rows
    without = {row.id for row in rank_rows(sets.sel(parameters=[1, 2]))}
    assert without and all(name.endswith("-sets") for name in without)


@pytest.mark.slow
def test_studies_of_the_recipes_stay_within_their_budget() -> None:
    seconds = 0.0
    for name in set(DRUGS) - {SENSITIVITY}:
        config = compose_config("sweep", [f"experiment=validation/{name}"])
        points = prod(len(values) for values in dotted(config["study"]["axes"]).values())
        seconds += points * read_number("duration", config["duration"], "s")
    assert seconds <= 6000
