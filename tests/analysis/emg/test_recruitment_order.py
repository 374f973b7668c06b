import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.emg.recruitment_order import direction, recruitment_order

POSITION = {"masseter": -0.045, "scm": 0.03, "biceps": 0.085, "fdi": 0.115}


def bursts(delays: dict[str, list[float]]) -> xr.Dataset:
    """One burst per muscle and jerk, delays in ms after the start of the jerk; NaN: not recruited."""
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


def test_known_delays_come_back_as_median_and_iqr_in_order():
    order = recruitment_order(bursts({"right_fdi": [10, 12, 14, 16, 18], "right_scm": [0, 0, 0, 0, 0]}))
    assert order["muscle"].values.tolist() == ["right_scm", "right_fdi"]
    np.testing.assert_allclose(order["delay"], [0, 14], atol=1e-6)
    np.testing.assert_allclose(order["delay_iqr"], [0, 4], atol=1e-6)
    assert order["share"].values.tolist() == [1, 1] and order["delay"].attrs["units"] == "ms"


def test_share_counts_the_jerks_a_muscle_takes_part_in():
    order = recruitment_order(bursts({"scm": [0, 0, 0, 0], "fdi": [np.nan, 12, np.nan, np.nan]}))
    assert order["share"].sel(muscle="fdi") == 0.25 and order["count"].sel(muscle="fdi") == 1


def test_second_burst_of_a_muscle_in_a_jerk_does_not_change_its_onset():
    twice = xr.concat([bursts({"scm": [0], "fdi": [10]}), bursts({"fdi": [40]})], dim="burst")
    np.testing.assert_allclose(recruitment_order(twice)["delay"].sel(muscle="fdi"), 10, atol=1e-6)


def test_silence_has_no_order_and_no_direction():
    order = recruitment_order(bursts({}))
    assert order.sizes["muscle"] == 0 and direction(order, POSITION) == ""


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
