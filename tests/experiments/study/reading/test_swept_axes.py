"""Axes of a study by what they are, and the time each point was observed."""

import json

import numpy as np
import pytest
import xarray as xr

from disinhibition.experiments.study.reading.swept_axes import dose_axes, panels, recorded_time, times, without_healthy


def study(duration: object = "20 s") -> xr.Dataset:
    axes = {"agent": ["a", "b"], "dose": [0.0, 1.0, 2.0], "gain": [0, 1], "seed": [1, 2], "wiring_seed": [1]}
    values = np.arange(24.0).reshape(2, 3, 2, 2, 1)
    return xr.Dataset({"rate": (tuple(axes), values)}, axes, {"config": json.dumps({"duration": duration})})


def test_doses_are_numbers_that_repeat_nothing_in_their_order() -> None:
    assert dose_axes(study(), 2) == ["dose", "gain"]
    with pytest.raises(ValueError, match=r"shows 1 axis of numbers; the study has 2 \(dose, gain\)"):
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


def test_a_panel_names_numbers_and_switches_by_their_axis_and_words_by_themselves() -> None:
    axes = {"form": ["spinal_disinhibition"], "mu": ["on"], "gfr": ("gfr", [15.0], {"units": "mL/min"})}
    [(title, _)] = panels(xr.Dataset({"rate": (tuple(axes), np.ones((1, 1, 1)))}, axes), list(axes))
    assert title == "spinal disinhibition, mu on, gfr 15 mL/min"


def test_times_are_numbers_in_the_unit_of_the_last_and_other_words_are_none() -> None:
    words = xr.Dataset(coords={"time": ["0 h", "30 min", "2 d"], "agent": ["a", "b", "c"], "dose": [1.0]})
    found = times(words, "time")
    assert found is not None and found.attrs["units"] == "d"
    np.testing.assert_allclose(found, [0, 1 / 48, 2])
    assert times(words, "agent") is None and times(words, "dose") is None


def test_the_healthy_form_is_set_apart_unless_it_is_the_only_one() -> None:
    values = xr.Dataset({"rate": ("form", [0.0, 1.0])}, {"form": ["healthy", "cortical_disinhibition"]})
    jerking, healthy = without_healthy(values)
    assert jerking["form"].values.tolist() == ["cortical_disinhibition"]
    assert healthy is not None and float(healthy["rate"]) == 0 and "form" not in healthy.coords
    assert without_healthy(values.isel(form=[0]))[1] is None and without_healthy(values.isel(form=[1]))[1] is None
