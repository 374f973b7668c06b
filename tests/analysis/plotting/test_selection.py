"""What part of a recording is shown."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.plotting.selection import busiest_stretch, few_cells, larger_side


def emg(largest: str) -> xr.DataArray:
    names = ["left_scm", "left_fdi", "right_scm", "right_fdi"]
    peak = [-3.0 if name == largest else 1.0 for name in names]
    return xr.DataArray([[0.0, value] for value in peak], {"muscle": names, "time": [0.0, 1.0]}, ("muscle", "time"))


@pytest.mark.parametrize("side", ["left", "right"])
def test_side_is_that_of_the_largest_deflection_and_names_lose_it(side: str) -> None:
    bursts = xr.Dataset(
        {"muscle": ("burst", ["left_scm", "right_scm", "right_fdi"]), "onset": ("burst", [1.0, 2.0, 3.0])}
    )
    found, voltage, own = larger_side(emg(f"{side}_fdi"), bursts)
    assert found == side
    assert voltage["muscle"].values.tolist() == ["scm", "fdi"]
    assert own["onset"].values.tolist() == ([1.0] if side == "left" else [2.0, 3.0])


def test_side_of_no_muscles_is_an_error() -> None:
    with pytest.raises(ValueError, match="no muscles"):
        larger_side(emg("left_fdi")[:0], xr.Dataset({"muscle": ("burst", np.array([], str))}))


def test_busiest_stretch_holds_most_bursts_behind_its_lead() -> None:
    onset = np.array([1.0, 5.0, 5.2, 5.4, 8.0, 8.1])
    assert busiest_stretch(onset, 1.0, 10.0) == slice(pytest.approx(4.9), pytest.approx(5.9))


@pytest.mark.parametrize(("onset", "start"), [([], 0.0), ([0.02], 0.0), ([9.9], 9.0)])
def test_stretch_stays_in_the_record(onset: list[float], start: float) -> None:
    assert busiest_stretch(np.array(onset), 1.0, 10.0) == slice(start, start + 1.0)


def test_few_cells_are_even_and_keep_all_their_spikes() -> None:
    spikes = xr.Dataset(
        {
            "time": ("spike", np.arange(11.0)),
            "unit": ("spike", [0, 1, 2, 3, 4, 5, 6, 7, 8, 4, 4]),
            "population": ("cell", ["a"] * 5 + ["b"] * 4),
        }
    )
    few = few_cells(spikes, 3)
    assert few["population"].values.tolist() == ["a"] * 3 + ["b"] * 3
    # Cells 0, 2, 4 and 5, 6, 8 stay
    assert few["time"].values.tolist() == [0, 2, 4, 5, 6, 8, 9, 10]
    assert few["unit"].values.tolist() == [0, 1, 2, 3, 4, 5, 2, 2]


def test_only_the_groups_asked_for_are_kept_and_unknown_ones_passed_over() -> None:
    spikes = xr.Dataset({"time": ("spike", [0.0, 1.0]), "unit": ("spike", [0, 1]), "population": ("cell", ["a", "b"])})
    few = few_cells(spikes, 3, only=("b", "c"))
    assert few["population"].values.tolist() == ["b"] and few["time"].values.tolist() == [1.0]
