"""Gates of healthy tissue at its edge: each passes on a healthy dataset, misses on a changed one and on an unknown."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.studies.gain_threshold import JERKING_RATE
from disinhibition.experiments.config.compose import compose_config
from disinhibition.experiments.config.nested_keys import dotted
from disinhibition.experiments.gates import healthy_loss as gates
from disinhibition.experiments.gates.row import Row

GAINS = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4]
LEVELS = np.geomspace(0.008, 0.05, 12)
NETWORKS = [1, 2, 3]


def verdicts(rows: Iterator[Row]) -> dict[str, str]:
    return {row.id: row.verdict for row in rows}


def onset(cortex: float = 0.6, brainstem: float = 0.7, spinal: float = 0.5) -> xr.Dataset:
    """Each circuit jerks twice a second from its gain down, in every network."""
    jerks = np.array([[gain <= start for gain in GAINS] for start in (cortex, brainstem, spinal)])
    rate = np.repeat(2.0 * jerks[..., None], len(NETWORKS), axis=-1)
    coords = {"circuit": ["cortex", "brainstem", "spinal"], "gain": GAINS, "wiring_seed": NETWORKS}
    return xr.Dataset({"jerk_rate": (tuple(coords), rate)}, coords)


def unknown_onset() -> xr.Dataset:
    study = onset()
    study["jerk_rate"].loc[{"gain": 0.9, "wiring_seed": 1}] = np.nan
    return study


def strychnine(diazepam: float = 1.5, baclofen: float = 1.0, alone: float = 0.015) -> xr.Dataset:
    """Rates rise from each threshold on."""
    starts = {"none": alone, "therapeutic_diazepam": alone * diazepam, "high_baclofen": alone * baclofen}
    rate = np.array([JERKING_RATE * (LEVELS / start) ** 3 for start in starts.values()])
    coords = {"regimen": list(starts), "strychnine": LEVELS, "wiring_seed": NETWORKS}
    return xr.Dataset({"jerk_rate": (tuple(coords), np.repeat(rate[..., None], len(NETWORKS), axis=-1))}, coords)


def unknown_strychnine(regimen: str) -> xr.Dataset:
    study = strychnine()
    study["jerk_rate"].loc[{"regimen": regimen, "wiring_seed": 2}] = np.nan
    return study


def startle(duration: float = 60.0, asymmetry: float = 0.1) -> xr.Dataset:
    values = {"duration_scm": [duration, 50.0], "asymmetry": [asymmetry, 0.1]}
    return xr.Dataset({name: ("seed", column) for name, column in values.items()}, {"seed": [1, 2]})


def hold(rate: float = 0.0) -> xr.Dataset:
    return xr.Dataset({"jerk_rate": ("wiring_seed", [rate, 0.0, 0.0])}, {"wiring_seed": NETWORKS})


ALL = [
    (gates.onset_rows, onset), (gates.strychnine_gate_rows, strychnine), (gates.startle_both_rows, startle),
    (gates.hold_rows, hold),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "healthy"), ALL)
def test_every_gate_passes_on_a_healthy_study(rows: Callable, healthy: Callable) -> None:
    assert set(verdicts(rows(healthy())).values()) == {"pass"}


@pytest.mark.parametrize(
    ("gate", "rows", "changed"),
    [
        ("G31", gates.onset_rows, onset(cortex=0.9)),
        ("G31", gates.onset_rows, onset(cortex=0.4)),
        ("G32-brainstem", gates.onset_rows, onset(brainstem=0.9)),
        ("G32-brainstem", gates.onset_rows, onset(brainstem=0.4)),
        ("G32-spinal", gates.onset_rows, onset(spinal=0.9)),
        ("G32-spinal", gates.onset_rows, onset(spinal=0.4)),
        ("G34", gates.strychnine_gate_rows, strychnine(alone=1.0)),
        ("G34-diazepam", gates.strychnine_gate_rows, strychnine(diazepam=1.0)),
        ("G34-diazepam", gates.strychnine_gate_rows, strychnine(diazepam=2.5)),
        ("G34-baclofen", gates.strychnine_gate_rows, strychnine(baclofen=1.3)),
        ("G34-baclofen", gates.strychnine_gate_rows, strychnine(baclofen=0.7)),
        ("G33", gates.startle_both_rows, startle(duration=5.0)),
        ("G33", gates.startle_both_rows, startle(duration=300.0)),
        ("G35", gates.startle_both_rows, startle(asymmetry=0.6)),
        ("G39", gates.hold_rows, hold(0.1)),
    ],
)  # fmt: skip
def test_a_value_outside_its_tolerance_is_a_miss_and_leaves_the_others_alone(
    gate: str, rows: Callable, changed: xr.Dataset
) -> None:
    found = verdicts(rows(changed))
    assert found.pop(gate) == "miss"
    beside = {name for name in found if not (gate == "G34" and name.startswith("G34-"))}
    assert {found[name] for name in beside} <= {"pass"}


@pytest.mark.parametrize(
    ("gate", "rows", "unknown"),
    [
        *((gate, gates.onset_rows, unknown_onset()) for gate in ("G31", "G32-brainstem", "G32-spinal")),
        ("G31", gates.onset_rows, onset(cortex=0.1)),
        ("G34", gates.strychnine_gate_rows, unknown_strychnine("none")),
        ("G34-diazepam", gates.strychnine_gate_rows, unknown_strychnine("none")),
        ("G34-baclofen", gates.strychnine_gate_rows, unknown_strychnine("none")),
        ("G34-diazepam", gates.strychnine_gate_rows, unknown_strychnine("therapeutic_diazepam")),
        ("G34-baclofen", gates.strychnine_gate_rows, unknown_strychnine("high_baclofen")),
        ("G34-diazepam", gates.strychnine_gate_rows, strychnine(alone=1.0)),
        ("G33", gates.startle_both_rows, startle(duration=np.nan)),
        ("G35", gates.startle_both_rows, startle(asymmetry=np.nan)),
        ("G39", gates.hold_rows, hold(np.nan)),
    ],
)  # fmt: skip
def test_what_one_run_leaves_unknown_is_a_miss(gate: str, rows: Callable, unknown: xr.Dataset) -> None:
    assert verdicts(rows(unknown))[gate] == "miss"


def test_an_onset_is_the_highest_gain_with_jerks_network_by_network() -> None:
    study = onset().sel(circuit="cortex")
    study["jerk_rate"].loc[{"gain": 0.7, "wiring_seed": 2}] = JERKING_RATE
    study["jerk_rate"].loc[{"gain": 0.8, "wiring_seed": 3}] = 0.9 * JERKING_RATE
    np.testing.assert_allclose(gates.onset(study), [0.6, 0.7, 0.6])


def test_an_onset_is_unknown_where_no_gain_makes_jerks_or_a_run_failed() -> None:
    study = onset().sel(circuit="cortex")
    study["jerk_rate"].loc[{"wiring_seed": 1}] = 0.0
    study["jerk_rate"].loc[{"wiring_seed": 2, "gain": 0.4}] = np.nan
    np.testing.assert_array_equal(gates.onset(study), [np.nan, np.nan, 0.6])


def test_a_threshold_beyond_the_highest_level_is_at_least_that_of_the_highest() -> None:
    rows = {row.id: row for row in gates.strychnine_gate_rows(strychnine(diazepam=30))}
    assert rows["G34-diazepam"].mean == pytest.approx(LEVELS[-1] / 0.015, rel=0.05)
    assert rows["G34-diazepam"].verdict == "miss"


@pytest.mark.parametrize(
    ("name", "axes"),
    [
        ("onset", {"circuit": ["cortex", "brainstem", "spinal"], "gain": None}),
        ("strychnine", {"regimen": ["none", "therapeutic_diazepam", "high_baclofen"], "strychnine": None}),
        ("startle_both", {}),
        ("hold", {}),
    ],
)
def test_the_packaged_study_has_the_axes_that_its_rows_ask_for(name: str, axes: dict[str, list[str] | None]) -> None:
    config = compose_config("sweep", [f"experiment=validation/{name}"])
    found = dotted(config["study"]["axes"])
    assert set(found) == {*axes, "wiring_seed", "seed"}
    assert all(values is None or found[axis] == values for axis, values in axes.items())
