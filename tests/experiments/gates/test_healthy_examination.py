"""Gates of the healthy examination: each passes on a healthy dataset and misses on a changed one."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import numpy as np
import pytest
import xarray as xr

from disinhibition.experiments.gates import healthy_examination as gates
from disinhibition.experiments.gates.row import Row
from disinhibition.models.condition.vocabulary import MUSCLES

Values = Callable[..., dict[str, float]]


def study(axes: dict[str, list[Any]], values: Values) -> xr.Dataset:
    """A study whose columns are functions of the coordinates."""
    points = [
        values(**dict(zip((name.replace(".", "_") for name in axes), point, strict=True)))
        for point in product(*axes.values())
    ]
    shape = [len(found) for found in axes.values()]
    data = {name: (tuple(axes), np.array([point[name] for point in points]).reshape(shape)) for name in points[0]}
    return xr.Dataset(data, axes)


def verdicts(rows: Iterator[Row]) -> dict[str, str]:
    return {row.id: row.verdict for row in rows}


def effort(strongest: float = 30.0, order: float = 1.0, newest: float = 8.0) -> xr.Dataset:
    def values(effort: float, seed: int) -> dict[str, float]:
        full = effort == 1
        return {
            "newest_fdi": newest, "size_order_fdi": np.nan if full else order, "cv_fdi": 0.2,
            "rate_fdi": strongest if full else 10.0, "rate_soleus": 10.0,
        }  # fmt: skip

    return study({"effort": [0.2, 1], "seed": [1, 2]}, values)


def mep(hand: float = 20.0, leg: float = 27.0) -> xr.Dataset:
    def values(protocol_stimuli_0_site: str, seed: int) -> dict[str, float]:
        own = protocol_stimuli_0_site == "right_hand_magnetic"
        hand_leg = (hand, np.nan) if own else (np.nan, leg)
        return dict(zip(("mean_latency_fdi", "mean_latency_tibialis_anterior"), hand_leg, strict=True))

    return study({"protocol.stimuli.0.site": ["right_hand_magnetic", "right_foot_magnetic"], "seed": [1, 2]}, values)


def silent(longest: float = 150.0, growing: float = 40.0) -> xr.Dataset:
    def values(strength: float, gaba_b: float, seed: int) -> dict[str, float]:
        return {"silence_fdi": longest - growing * (2 - strength)}

    return study({"strength": [1, 2], "gaba_b": [1, 0], "seed": [1]}, values)


def h_reflex(latency: float = 30.0, inhibited: float = 0.5, left: float = 0.95) -> xr.Dataset:
    def values(conditioning: float, test_start: float, glycine: float, seed: int) -> dict[str, float]:
        share = (inhibited if glycine == 1 else left) if conditioning and test_start < 1.005 else 1.0
        return {"latency_soleus": latency, "amplitude_soleus": 1e-3 * share}

    axes = {"conditioning": [0, 1], "test_start": [1.001, 1.002, 1.003, 1.01], "glycine": [1, 0.2], "seed": [1]}
    return study(axes, values)


def sici(inhibited: float = 0.4, weak: float = 0.7) -> xr.Dataset:
    def values(conditioning: float, test_start: float, gaba_a: float, seed: int) -> dict[str, float]:
        early = inhibited if gaba_a == 1 else weak
        return {"amplitude_fdi": 1e-3 * (1 if not conditioning else early if test_start < 1.01 else 1.5)}

    axes = {"conditioning": [0, 0.5], "test_start": [1.002, 1.003, 1.012], "gaba_a": [1, 0.5], "seed": [1]}
    return study(axes, values)


def lici(inhibited: float = 0.3, without: float = 1.0) -> xr.Dataset:
    def values(conditioning: float, test_start: float, gaba_b: float, seed: int) -> dict[str, float]:
        return {"amplitude_fdi": 1e-3 * (1 if not conditioning else inhibited if gaba_b else without)}

    return study({"conditioning": [0, 1.5], "test_start": [1.1, 1.15], "gaba_b": [1, 0], "seed": [1]}, values)


def startle(probability: float = 0.8, fifth: float = 0.4, limbs: float = 0.3) -> xr.Dataset:
    def values(seed: int) -> dict[str, float]:
        answers = {f"probability_{muscle}": limbs for muscle in MUSCLES} | {"probability_scm": probability}
        latency = {f"latency_{name}": 60.0 for name in ("scm", "biceps", "fdi", "tibialis_anterior")}
        return {"fifth_scm": fifth, **answers, **latency}

    return study({"seed": [1, 2]}, values)


def prepulse(inhibited: float = 0.5, without: float = 0.1) -> xr.Dataset:
    def values(prepulse: float, gaba_b: float, wiring_seed: int, seed: int) -> dict[str, float]:
        return {"amplitude_scm": 1e-3 * (1 - (0 if not prepulse else inhibited if gaba_b else without))}

    return study({"prepulse": [0, 0.3], "gaba_b": [1, 0], "wiring_seed": [1, 2], "seed": [1, 2]}, values)


def c_reflex(share: float = 0.0) -> xr.Dataset:
    return study({"seed": [1, 2]}, lambda seed: {"probability": share})


@pytest.mark.parametrize(
    ("rows", "healthy"),
    [
        (gates.effort_rows, effort), (gates.mep_rows, mep), (gates.silent_period_rows, silent),
        (gates.sici_rows, sici), (gates.lici_rows, lici), (gates.startle_series_rows, startle),
        (gates.prepulse_rows, prepulse), (gates.c_reflex_rows, c_reflex),
    ],
)  # fmt: skip
def test_published_values_pass(rows: Callable, healthy: Callable) -> None:
    assert set(verdicts(rows(healthy())).values()) <= {"pass", "report"}
    assert "pass" in verdicts(rows(healthy())).values()


@pytest.mark.parametrize(
    ("gate", "rows", "changed"),
    [
        ("G09", gates.effort_rows, effort(newest=12)),
        ("G10-fdi", gates.effort_rows, effort(strongest=60)),
        ("G11", gates.effort_rows, effort(order=0.5)),
        ("G13", gates.mep_rows, mep(hand=24)),
        ("G14", gates.mep_rows, mep(hand=24)),
        ("G15", gates.mep_rows, mep(leg=35)),
        ("G19", gates.silent_period_rows, silent(longest=250)),
        ("G19", gates.silent_period_rows, silent(growing=0)),
        ("G19", gates.silent_period_rows, silent(longest=np.nan)),
        ("G17", gates.h_reflex_rows, h_reflex(latency=40)),
        ("G23", gates.h_reflex_rows, h_reflex(inhibited=1)),
        ("G23", gates.h_reflex_rows, h_reflex(left=0.5)),
        ("G20", gates.sici_rows, sici(inhibited=0.8)),
        ("G20", gates.sici_rows, sici(weak=0.3)),
        ("G21", gates.lici_rows, lici(inhibited=0.9)),
        ("G21", gates.lici_rows, lici(without=0.2)),
        ("G25", gates.startle_series_rows, startle(probability=0.3)),
        ("G26-n", gates.startle_series_rows, startle(limbs=0.9)),
        ("G27", gates.startle_series_rows, startle(fifth=0.9)),
        ("G27", gates.startle_series_rows, startle(fifth=np.nan)),
        ("G28", gates.prepulse_rows, prepulse(inhibited=0.9)),
        ("G28", gates.prepulse_rows, prepulse(without=0.6)),
        ("G30", gates.c_reflex_rows, c_reflex(0.3)),
    ],
)  # fmt: skip
def test_value_outside_its_tolerance_is_a_miss(gate: str, rows: Callable, changed: xr.Dataset) -> None:
    assert verdicts(rows(changed))[gate] == "miss"


def test_central_time_is_what_the_nerve_leaves() -> None:
    rows = {row.id: row for row in gates.mep_rows(mep(hand=20))}
    assert rows["G14"].mean == pytest.approx(20 - 13.6, abs=0.1)


@pytest.mark.parametrize(("latency", "verdict"), [(16.0, "pass"), (20.0, "miss"), (np.nan, "miss")])
def test_latency_of_the_flexor_carpi_radialis_is_judged(latency: float, verdict: str) -> None:
    reflex = study({"seed": [1, 2]}, lambda seed: {"latency_flexor_carpi_radialis": latency})
    assert verdicts(gates.h_reflex_fcr_rows(reflex)) == {"G18": verdict}


@pytest.mark.parametrize(("held", "without", "verdict"), [(30, 5, "pass"), (30, 20, "miss"), (60, 5, "miss")])
def test_units_are_held_back_by_renshaw_cells_or_it_is_a_miss(held: float, without: float, verdict: str) -> None:
    def values(nicotinic: float, seed: int) -> dict[str, float]:
        return {"held_back_soleus": held if nicotinic else without}

    found = verdicts(gates.recurrent_rows(study({"nicotinic": [1, 0], "seed": [1]}, values)))
    assert found == {"G24": verdict, "G24-n": "report"}


def test_coherence_is_reported() -> None:
    peaks = study({"seed": [1, 2]}, lambda seed: {"peak": 0.1, "p_value": 0.01})
    assert verdicts(gates.coherence_rows(peaks)) == {"G29": "report", "G29-p": "report"}
