"""Healthy statistics of a point that the bands were not made from lie in their bands."""

import json
from pathlib import Path

import pytest

REFERENCE = json.loads(Path(__file__).with_name("bands.json").read_text())
MADE, BANDS = REFERENCE["made"], REFERENCE["bands"]
POINT = 100


@pytest.fixture(scope="module")
def healthy(measured) -> dict[str, float]:
    return measured.statistics_of(POINT)


@pytest.mark.slow
@pytest.mark.parametrize("statistic", BANDS)
def test_statistic_of_health_lies_in_its_band(healthy, statistic):
    band, value = BANDS[statistic], healthy[statistic]
    assert band["low"] <= value <= band["high"], (
        f"{statistic} left its band: {value:.4g} {band['unit']}, reference {band['low']:.4g} to {band['high']:.4g} "
        f"(model {MADE['model']}, Brian2 {MADE['version_brian2']}, numpy {MADE['version_numpy']})"
    )


def test_every_statistic_has_a_band_or_a_reason_for_none(measured):
    """Neither a new statistic nor one that is gone is overlooked."""
    assert measured.units().keys() == BANDS.keys() | REFERENCE["without_band"].keys()
    assert not BANDS.keys() & REFERENCE["without_band"].keys()
    assert len(BANDS) >= 30


def test_bands_come_from_at_least_ten_other_points():
    assert len(set(MADE["points"]) - {POINT}) == len(MADE["points"]) >= 10
    assert all(band["n"] == len(MADE["points"]) for band in BANDS.values())
