"""Axes of a study by what they are, and the time each point was observed."""

import json

import numpy as np
import pytest
import xarray as xr

from disinhibition.experiments.swept import dose_axes, panels, recorded_time


def study(duration: object = "20 s") -> xr.Dataset:
    axes = {"agent": ["a", "b"], "dose": [0.0, 1.0, 2.0], "gain": [0, 1], "seed": [1, 2], "wiring_seed": [1]}
    values = np.arange(24.0).reshape(2, 3, 2, 2, 1)
    return xr.Dataset({"rate": (tuple(axes), values)}, axes, {"config": json.dumps({"duration": duration})})


def test_doses_are_numbers_that_repeat_nothing_in_their_order() -> None:
    assert dose_axes(study(), 2) == ["dose", "gain"]
    with pytest.raises(ValueError, match=r"2 axes of numbers \(dose, gain\); this figure shows 1"):
        dose_axes(study(), 1)


def test_words_name_panels() -> None:
    found = dict(panels(study()))
    assert list(found) == ["a", "b"]
    assert found["b"]["rate"].dims == ("dose", "gain", "seed", "wiring_seed")
    np.testing.assert_array_equal(found["b"]["rate"], study()["rate"].sel(agent="b"))
    [(title, whole)] = panels(study().sel(agent="a", drop=True))
    assert title == "" and whole.sizes["dose"] == 3


def test_time_is_read_in_its_unit_and_must_be_one() -> None:
    assert recorded_time(study()) == 20 and recorded_time(study(3)) == 3 and recorded_time(study("500 ms")) == 0.5
    with pytest.raises(ValueError, match="one duration"):
        recorded_time(study().rename(dose="duration"))
    with pytest.raises(ValueError, match="one duration"):
        recorded_time(study().drop_attrs())
