"""Jitter: each draw is judged at half of its own onset, and a culprit must beat chance."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.experiments.validation.jittered_numbers import breaking, draw_onset, jitter_rows, jitter_verdicts
from disinhibition.models.parameters.table_numbers import all_numbers

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
    assert (rows["J-spinal"].mean, rows["J-spinal-healthy"].mean) == (0.5, 1.0)
    assert rows["J-spinal"].interval == pytest.approx((0.01258, 0.98742), abs=1e-4)


def test_nothing_breaks_what_always_holds():
    rows = {row.id: row for row in jitter_rows(_study(ALIKE))}
    assert rows["J-breaks-cortex"].note == "none: all draws alike"
    assert rows["J-cortex"].mean == 1
    assert (rows["J-onset-cortex"].mean, rows["J-onset-cortex"].n, rows["J-onset-cortex"].of) == (0.4, 2, 2)


@pytest.mark.parametrize("name", ["health", "brainstem"])
def test_row_names_numbers_of_the_tables(name):
    study = _study({circuit: [0.4] * 4 for circuit in SIGNATURE})
    study["jerk_rate"].loc[{"jitter": [1, 2], "gain": 1}] = 0.2
    study["neck_first"].loc[{"jitter": [1, 3], "circuit": "brainstem"}] = 0.1
    row = next(row for row in jitter_rows(study) if row.id == f"J-breaks-{name}")
    assert len(row.parts) == 3 and all(part.name in all_numbers() and part.p is not None for part in row.parts)
    assert (row.n, row.of) == (4, 4)
