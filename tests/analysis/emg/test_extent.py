import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.emg.extent import direction, jerk_extent
from disinhibition.analysis.emg.recruitment_order import (
    recruitment_order,
)

SEGMENTS = {
    "scm": ("C2", "C3"),
    "biceps": ("C5", "C6"),
    "triceps": ("C7",),
    "fdi": ("C8", "T1"),
    "quadriceps": ("L2", "L3", "L4"),
}
NAN = np.nan
POSITION = {"masseter": -0.045, "scm": 0.03, "biceps": 0.085, "fdi": 0.115}


def bursts(delays: dict[str, list[float]]) -> xr.Dataset:
    """One burst per muscle and jerk, 1 s apart, delays in ms; NaN: not recruited."""
    rows = [
        (jerk + delay / 1e3, muscle, jerk)
        for muscle, values in delays.items()
        for jerk, delay in enumerate(values)
        if not np.isnan(delay)
    ]
    onset, muscle, jerk = zip(*rows, strict=True) if rows else ((), (), ())
    return xr.Dataset(
        {
            "onset": ("burst", np.array(onset, dtype=float)),
            "muscle": ("burst", np.array(muscle, dtype=str)),
            "jerk": ("burst", np.array(jerk, dtype=int)),
        }
    )


def test_span_counts_segments_of_more_than_half_of_the_jerks() -> None:
    found = jerk_extent(
        bursts({"right_triceps": [0] * 4, "right_fdi": [2] * 3 + [NAN], "right_scm": [1, 1, NAN, NAN]}), SEGMENTS
    )
    assert found.segments == ("C7", "C8", "T1") and found.count == 3
    assert found.contiguous and not found.supra_fm


def test_sides_of_a_segment_are_counted_together() -> None:
    found = jerk_extent(bursts({"right_fdi": [0, 0, NAN, NAN], "left_fdi": [NAN, NAN, 0, 0]}), SEGMENTS)
    assert found.segments == ("C8", "T1")


def test_segments_with_one_left_out_are_not_contiguous() -> None:
    found = jerk_extent(bursts({"right_biceps": [0, 0], "right_fdi": [2, 2]}), SEGMENTS)
    assert found.segments == ("C5", "C6", "C8", "T1") and not found.contiguous


def test_segment_that_no_muscle_watches_is_no_gap() -> None:
    watched = {"biceps": ("C5", "C6"), "fdi": ("C8", "T1")}
    assert jerk_extent(bursts({"right_biceps": [0, 0], "right_fdi": [2, 2]}), watched).contiguous


def test_neck_muscles_do_not_lie_above_the_foramen_magnum_and_cranial_ones_have_no_segments() -> None:
    assert not jerk_extent(bursts({"right_scm": [0, 0], "right_biceps": [5, 5]}), SEGMENTS).supra_fm
    found = jerk_extent(bursts({"right_scm": [0] * 5, "left_orbicularis_oculi": [3] * 3 + [NAN] * 2}), SEGMENTS)
    assert found.supra_fm and found.segments == ("C2", "C3")


def test_half_of_the_jerks_are_not_more_than_half() -> None:
    found = jerk_extent(
        bursts({"right_scm": [0] * 4, "right_masseter": [3, 3, NAN, NAN], "right_fdi": [9, 9, NAN, NAN]}), SEGMENTS
    )
    assert not found.supra_fm and found.segments == ("C2", "C3")


def test_silence_spans_nothing() -> None:
    found = jerk_extent(bursts({}), SEGMENTS)
    assert found.segments == () and found.count == 0 and found.contiguous is None and found.supra_fm is None


def test_bad_mappings_are_one_clear_line() -> None:
    with pytest.raises(KeyError, match="soleus"):
        jerk_extent(bursts({"right_soleus": [0]}), SEGMENTS)
    with pytest.raises(ValueError, match="C1 to S5") as error:
        jerk_extent(bursts({"right_fdi": [0]}), {"fdi": ("C9",)})
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("delays", "expected"),
    [
        ({"masseter": [0], "scm": [2], "fdi": [12]}, "descending"),
        ({"fdi": [0], "biceps": [5], "scm": [10]}, "ascending"),
        ({"scm": [0], "masseter": [4], "fdi": [12]}, "both"),
        ({"fdi": [0]}, ""),
    ],
)
def test_direction_of_spread(delays, expected):
    sided = {f"right_{muscle}": delay for muscle, delay in delays.items()}
    assert direction(recruitment_order(bursts(sided)), POSITION) == expected


def test_rarely_recruited_muscle_does_not_decide_the_direction():
    order = recruitment_order(bursts({"scm": [0] * 4, "fdi": [12] * 4, "masseter": [5, np.nan, np.nan, np.nan]}))
    assert direction(order, POSITION) == "descending"
    assert direction(order, POSITION, share=0.2) == "both"


def test_muscle_without_position_is_an_error():
    with pytest.raises(KeyError, match="soleus"):
        direction(recruitment_order(bursts({"right_soleus": [0]})), POSITION)


def test_silence_has_no_direction():
    assert direction(recruitment_order(bursts({})), POSITION) == ""
