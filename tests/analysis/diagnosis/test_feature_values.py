"""A value that a feature cannot have is refused in one line that shows how it is written."""

from typing import Any

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.diagnosis.features import Features, features_from_dataset
from disinhibition.errors import UserError

PAIRS = r"order is .*; give pairs of a muscle and its onset in ms, such as \[\[right_scm, 0\]"


@pytest.mark.parametrize("value", ["foo", 5, ["right_fdi"], [["right_fdi"]], {"right_fdi": 3}, [5, 6], np.array(3.0)])
def test_an_order_that_is_no_list_of_pairs_is_refused(value: Any) -> None:
    with pytest.raises(UserError, match=PAIRS):
        Features(order=value)


@pytest.mark.parametrize("value", ["x", 5, 5.0, True, np.array(3.0)])
def test_frequencies_that_are_no_list_are_refused(value: Any) -> None:
    with pytest.raises(UserError, match=r"cmc_peaks is .*; give a list of frequencies in Hz, such as \[12, 20\]"):
        Features(cmc_peaks=value)


@pytest.mark.parametrize("value", [5, True, np.array(3.0)])
def test_parts_of_the_body_that_are_no_list_are_refused(value: Any) -> None:
    with pytest.raises(UserError, match=r"unrecorded is .*; give a list of parts of the body: head, neck"):
        Features(unrecorded=value)


@pytest.mark.parametrize("value", [["none"], np.array([1, 2]), 3, {"none": None}])
def test_a_choice_that_is_no_word_is_refused_with_the_words_there_are(value: Any) -> None:
    with pytest.raises(UserError, match=r"ba_shape is .*; it is one of focal-contralateral"):
        Features(ba_shape=value)


def test_lists_of_any_kind_are_read() -> None:
    found = Features(order=[["right_scm", 0], ["right_fdi", 12]], cmc_peaks=np.array([12, 20]), unrecorded=["leg"])
    assert found.order == (("right_scm", 0.0), ("right_fdi", 12.0))
    assert found.cmc_peaks == (12.0, 20.0) and found.unrecorded == ("leg",)


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"order": 5.0}, "order does not lie over muscle; name its muscles in the coordinate 'muscle'"),
        ({"order": ("place", [1.0])}, "order does not lie over muscle"),
        ({"burst_ms": ("jerk", [30.0, 31.0])}, "burst_ms holds 2 values; it is one value"),
        ({"cmc_peaks": 12.0}, "cmc_peaks is 12.0; give a list"),
    ],
)
def test_a_dataset_of_another_form_is_refused(variables: dict[str, Any], message: str) -> None:
    with pytest.raises(UserError, match=message):
        features_from_dataset(xr.Dataset(variables))
