import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.emg.jerks import first_onsets, group_jerks


def bursts(*rows: tuple[float, float, str]) -> xr.Dataset:
    onset, duration, muscle = zip(*rows, strict=True) if rows else ((), (), ())
    return xr.Dataset(
        {
            "onset": ("burst", np.array(onset, dtype=float)),
            "duration": ("burst", np.array(duration, dtype=float)),
            "muscle": ("burst", np.array(muscle, dtype=str)),
        }
    )


def test_no_bursts_give_no_jerks():
    jerks, index = group_jerks(bursts())
    assert jerks.sizes["jerk"] == 0 and index.size == 0
    assert set(jerks.data_vars) == {"onset", "duration", "first_muscle", "n_muscles"}


def test_one_burst_is_a_jerk_of_one_muscle():
    jerks, index = group_jerks(bursts((1.0, 30, "fdi")))
    assert index.tolist() == [0]
    assert jerks["onset"].item() == 1.0 and jerks["duration"].item() == pytest.approx(30)
    assert jerks["first_muscle"].item() == "fdi" and jerks["n_muscles"].item() == 1


def test_onsets_60_ms_apart_are_one_jerk_and_61_ms_apart_are_two():
    assert group_jerks(bursts((1.0, 20, "scm"), (1.060, 20, "fdi")))[0].sizes["jerk"] == 1
    assert group_jerks(bursts((1.0, 20, "scm"), (1.061, 20, "fdi")))[0].sizes["jerk"] == 2


def test_slow_spread_stays_one_jerk_because_onsets_are_chained():
    jerks, _ = group_jerks(bursts(*[(1 + 0.05 * i, 20, f"muscle{i}") for i in range(6)]))
    assert jerks.sizes["jerk"] == 1 and jerks["n_muscles"].item() == 6
    np.testing.assert_allclose(jerks["duration"], 270)


def test_a_long_burst_does_not_swallow_a_later_onset():
    jerks, index = group_jerks(bursts((1.0, 300, "scm"), (1.2, 20, "fdi")))
    assert jerks.sizes["jerk"] == 2 and index.tolist() == [0, 1]


def test_order_of_the_input_does_not_matter_and_each_burst_knows_its_jerk():
    rows = [(5.02, 10, "fdi"), (1.0, 10, "scm"), (5.0, 10, "scm"), (1.01, 10, "biceps")]
    jerks, index = group_jerks(bursts(*rows))
    assert index.tolist() == [1, 0, 1, 0]
    assert jerks["first_muscle"].values.tolist() == ["scm", "scm"]
    np.testing.assert_allclose(jerks["onset"], [1.0, 5.0])
    np.testing.assert_allclose(jerks["duration"], [20, 30])


def test_two_bursts_of_one_muscle_count_as_one_muscle():
    jerks, _ = group_jerks(bursts((1.0, 10, "fdi"), (1.03, 10, "fdi")))
    assert jerks["n_muscles"].item() == 1


def test_onsets_of_a_muscle_are_its_first_burst_in_each_jerk():
    bursts = xr.Dataset(
        {
            "onset": ("burst", [1.0, 1.02, 1.01, 2.0, 3.0]),
            "muscle": ("burst", ["fdi", "fdi", "scm", "scm", "fdi"]),
            "jerk": ("burst", [0, 0, 0, 1, 2]),
        }
    )
    assert first_onsets("fdi", bursts).tolist() == [1.0, 3.0]
    assert first_onsets("soleus", bursts).size == 0
