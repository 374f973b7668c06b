"""How a band is made of the points, and when a statistic has none."""

import json

import numpy as np
import pytest

SPREAD = np.array([9.0, 11.0] * 6)  # mean 10, SD 1.04


def test_band_is_symmetric_and_holds_a_point_four_spreads_away_but_not_one_seven_away(regenerate):
    found = regenerate.band(SPREAD, 0.0)
    assert found["mean"] - found["low"] == pytest.approx(found["high"] - found["mean"])
    assert 10 + 4 * found["sd"] < found["high"] < 10 + 7 * found["sd"]


def test_band_is_one_step_wide_to_either_side_where_all_points_agree(regenerate):
    found = regenerate.band([23.5] * 12, 0.5)
    assert (found["low"], found["high"]) == (23.0, 24.0)


def test_statistic_that_one_point_lacks_has_no_band(regenerate):
    values = [1.0] * 11 + [np.nan]
    assert regenerate.no_band("reciprocal.latency_soleus", values, regenerate.band(values, 0.5)) == (
        "not measurable in 1 of 12 points"
    )


def test_probability_has_no_band_that_would_hold_them_all(regenerate):
    wide, narrow = [0.0, 1.0] * 6, [0.9, 1.0] * 6
    name = "startle.probability_scm"
    assert regenerate.no_band(name, wide, regenerate.band(wide, 0.1)) == "every probability would lie inside"
    assert regenerate.no_band(name, narrow, regenerate.band(narrow, 0.1)) == ""


def test_every_step_belongs_to_a_statistic(regenerate, measured):
    words = {name.partition(".")[2].partition("_")[0] for name in measured.units()}
    assert set(measured.STEPS) <= words


@pytest.fixture
def stored(regenerate, tmp_path, monkeypatch):
    """Two statistics of which one has a band, and one digest."""
    band = {"low": 1.0, "high": 3.0, "mean": 2.0, "sd": 0.3, "n": 20, "unit": "Hz"}
    reason = "not measurable in 1 of 20 points"
    bands = {"made": {}, "bands": {"rest.rate_pv": band}, "without_band": {"rest.cv": reason}}
    (tmp_path / "bands.json").write_text(json.dumps(bands))
    (tmp_path / "digests.json").write_text(json.dumps({"made": {}, "digests": {"noise": "abc"}}))
    monkeypatch.setattr(regenerate, "HERE", tmp_path)
    return {path.name: path.read_text() for path in tmp_path.iterdir()}, {"rest.rate_pv": band}, {"rest.cv": reason}


def test_a_check_prints_the_old_the_new_and_the_bands_and_writes_nothing(regenerate, stored, capsys):
    written, bands, without = stored
    moved = {"rest.rate_pv": {**bands["rest.rate_pv"], "mean": 2.5, "low": 1.5, "high": 3.5}}
    assert regenerate.compare(moved, without, {"noise": "abc"}) == 0
    said = capsys.readouterr().out
    assert "rest.rate_pv: 2 in 1 to 3 Hz -> 2.5 in 1.5 to 3.5 Hz\n" in said
    assert "rest.cv: no band (not measurable in 1 of 20 points) -> no band" in said
    assert {path.name: path.read_text() for path in regenerate.HERE.iterdir()} == written


@pytest.mark.parametrize(("mean", "digest"), [(3.5, "abc"), (2.0, "abd")])
def test_a_check_fails_where_a_mean_left_its_band_or_a_digest_differs(regenerate, stored, mean, digest):
    _, bands, without = stored
    moved = {"rest.rate_pv": {**bands["rest.rate_pv"], "mean": mean}}
    assert regenerate.compare(moved, without, {"noise": digest}) == 1


def test_a_check_fails_where_a_statistic_lost_its_band(regenerate, stored):
    assert regenerate.compare({}, {"rest.rate_pv": "not measurable"}, {"noise": "abc"}) == 1


def test_a_check_of_the_whole_writes_nothing(regenerate, stored, monkeypatch):
    """Only what is measured is made up here."""
    written, bands, without = stored
    monkeypatch.setattr(regenerate, "ProcessPoolExecutor", Pool)
    monkeypatch.setattr(regenerate, "bands_of", lambda measured: (bands, without))
    monkeypatch.setattr(regenerate, "digests", lambda connectome: {"noise": "abc"})
    monkeypatch.setattr(regenerate, "draw", lambda *_: None)
    assert regenerate.main(["--check"]) == 0
    assert {path.name: path.read_text() for path in regenerate.HERE.iterdir()} == written
    assert regenerate.main([]) == 0
    assert {path.name: path.read_text() for path in regenerate.HERE.iterdir()} != written


class Pool:
    """Computes nothing."""

    def __init__(self, **_: object) -> None:
        pass

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def map(self, _: object, points: tuple[int, ...]) -> list[dict]:
        return [{} for _ in points]
