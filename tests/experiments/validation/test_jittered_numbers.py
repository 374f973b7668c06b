"""Jitter: each draw is judged at half of its own onset, and a culprit must beat chance."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.experiments.validation.jittered_numbers import breaking, draw_onset, jitter_rows, jitter_verdicts

GAINS = [1.0, 0.8, 0.56, 0.4, 0.28, 0.2, 0.14]
# jerks/s, burst ms, muscles, neck first, cranial
SIGNATURE = {
    "cortex": (1.0, 15.0, 2.0, 0.1, 0.3),
    "brainstem": (0.8, 20.0, 12.0, 1.0, 1.0),
    "spinal": (1.1, 180.0, 8.0, 0.0, 0.0),
}
MEASURES = ("jerk_rate", "burst_duration", "muscles_involved", "neck_first", "cranial")


def _study(onsets: dict[str, list[float]]) -> xr.Dataset:
    """Every circuit shows its signature at and below the onset of each draw, nothing above."""
    draws = len(next(iter(onsets.values())))
    values = np.full((5, draws, 3, len(GAINS)), np.nan)
    values[0] = 0.0
    for c, circuit in enumerate(SIGNATURE):
        for draw, onset in enumerate(onsets[circuit]):
            values[:, draw, c, np.array(GAINS) <= onset] = np.array(SIGNATURE[circuit])[:, None]
    data = {name: (("jitter", "circuit", "gain"), values[n]) for n, name in enumerate(MEASURES)}
    return xr.Dataset(data, {"jitter": range(1, draws + 1), "circuit": list(SIGNATURE), "gain": GAINS})


ALIKE = {circuit: [0.4, 0.4] for circuit in SIGNATURE}


def test_draw_holds_if_health_is_silent_and_all_signatures_stand_at_half_onset():
    assert {name: held.tolist() for name, held in jitter_verdicts(_study(ALIKE)).items()} == {
        name: [1.0, 1.0] for name in ("health", *SIGNATURE, "all of them")
    }


def test_shifted_onset_is_no_loss():
    shifted = _study({**ALIKE, "brainstem": [0.8, 0.28]})
    assert draw_onset(shifted, "brainstem").tolist() == [0.8, 0.28]
    assert jitter_verdicts(shifted)["brainstem"].tolist() == [1.0, 1.0]


def test_other_picture_at_half_onset_is_a_loss_and_above_it_is_not():
    study = _study(ALIKE)
    study["neck_first"].loc[{"jitter": 1, "circuit": "brainstem", "gain": 0.2}] = 0.1
    study["neck_first"].loc[{"jitter": 2, "circuit": "brainstem", "gain": 0.4}] = 0.1
    verdicts = jitter_verdicts(study)
    assert verdicts["brainstem"].tolist() == verdicts["all of them"].tolist() == [0.0, 1.0]


def test_draw_that_never_jerks_and_one_that_jerks_in_health_do_not_hold():
    study = _study({**ALIKE, "spinal": [0.0, 0.4]})
    study["jerk_rate"].loc[{"jitter": 2, "gain": 1}] = 0.2
    verdicts = jitter_verdicts(study)
    assert verdicts["spinal"].tolist() == [0.0, 1.0]
    assert verdicts["health"].tolist() == [1.0, 0.0]


def test_draw_with_a_missing_run_has_no_verdict():
    study = _study(ALIKE)
    study["jerk_rate"][1, 0, 3] = np.nan
    assert np.isnan(jitter_verdicts(study)["all of them"]).tolist() == [False, True]


def test_culprit_is_found_and_chance_is_not():
    rng = np.random.default_rng(1)
    factors = rng.uniform(0.8, 1.2, (60, 200))
    correlation, p = breaking((factors[:, 7] > 1).astype(float), factors)
    assert np.abs(correlation).argmax() == 7
    assert p[7] < 0.01
    largest_by_chance = [breaking(rng.integers(0, 2, 60).astype(float), factors)[1].min() for _ in range(20)]
    assert np.mean(np.array(largest_by_chance) < 0.05) <= 0.2


def test_draw_that_jerks_in_health_is_left_out_of_the_share_of_healthy_ones() -> None:
    study = _study({**ALIKE, "spinal": [0.0, 0.4]})
    study["jerk_rate"].loc[{"jitter": 1, "gain": 1}] = 0.2
    rows = {row.id: row for row in jitter_rows(study)}
    assert (rows["J-spinal"].measured, rows["J-spinal-healthy"].measured) == ("0.50", "1.00")


def test_nothing_breaks_what_always_holds():
    rows = {row.id: row for row in jitter_rows(_study(ALIKE))}
    assert rows["J-breaks-cortex"].measured == "none: all draws alike"
    assert rows["J-cortex"].measured == "1.00"
    assert rows["J-onset-cortex"].measured == "0.4"


@pytest.mark.parametrize("name", ["health", "brainstem"])
def test_row_names_numbers_of_the_tables(name):
    study = _study({circuit: [0.4] * 4 for circuit in SIGNATURE})
    study["jerk_rate"].loc[{"jitter": [1, 2], "gain": 1}] = 0.2
    study["neck_first"].loc[{"jitter": [1, 3], "circuit": "brainstem"}] = 0.1
    row = next(row for row in jitter_rows(study) if row.id == f"J-breaks-{name}")
    assert " r " in row.measured
    assert row.spread == "n 4"
