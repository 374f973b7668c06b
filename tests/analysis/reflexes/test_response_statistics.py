import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.reflexes.response_statistics import hand_minus_scm, proportion, response_statistics


def responses(**latency: list[float]) -> xr.Dataset:
    """Responses with these latencies, ms, NaN where absent; amplitude 1 uV per ms of latency."""
    table = np.array(list(latency.values()), dtype=float)
    return xr.Dataset(
        {
            "latency": (("muscle", "stimulus"), table),
            "present": (("muscle", "stimulus"), np.isfinite(table)),
            "amplitude": (("muscle", "stimulus"), 1e-6 * np.nan_to_num(table)),
        },
        coords={"muscle": list(latency)},
    )


def test_probability_latency_and_amplitude_are_taken_over_stimuli():
    table = response_statistics(responses(right_fdi=[20, 22, np.nan, 27, np.nan]))
    assert table["count"].item() == 5 and table["probability"].item() == pytest.approx(0.6)
    assert table["latency"].item() == 22
    assert table["latency_sd"].item() == pytest.approx(np.std([20, 22, 27], ddof=1))
    assert table["amplitude"].item() == pytest.approx(20e-6)


def test_the_interval_is_the_exact_one():
    # Rule of three: with no success in n trials the upper end is 1 - (alpha / 2)^(1 / n)
    assert proportion(0, 20) == pytest.approx((0, 0, 1 - 0.025 ** (1 / 20)))
    assert proportion(20, 20) == pytest.approx((1, 0.025 ** (1 / 20), 1))
    assert proportion(5, 10) == pytest.approx((0.5, 0.18709, 0.81291), abs=1e-5)
    table = response_statistics(responses(right_fdi=[np.nan] * 20))
    assert table["probability_high"].item() == pytest.approx(proportion(0, 20)[2])
    assert table["probability_low"].item() == 0


def test_silence_has_probability_0_and_no_latency():
    table = response_statistics(responses(right_fdi=[np.nan, np.nan]))
    assert table["probability"].item() == 0 and table["amplitude"].item() == 0
    assert np.isnan(table["latency"].item()) and np.isnan(table["latency_sd"].item())


def test_one_response_has_a_latency_and_no_spread():
    table = response_statistics(responses(right_fdi=[31.0]))
    assert table["latency"].item() == 31 and np.isnan(table["latency_sd"].item())


def test_no_stimuli_have_no_probability():
    table = response_statistics(responses(right_fdi=[], left_fdi=[]))
    assert (table["count"] == 0).all() and table.sizes["muscle"] == 2
    assert np.isnan(table["probability"]).all() and np.isnan(table["amplitude"]).all()


def test_the_hand_is_compared_with_the_neck_stimulus_by_stimulus():
    found = hand_minus_scm(
        responses(right_scm=[58, 60, np.nan, 50], right_fdi=[96, 100, 90, np.nan]), "right_fdi", "right_scm"
    )
    assert found.median == 39 and found.iqr == 1 and found.count == 2


def test_without_a_common_response_there_is_no_difference():
    found = hand_minus_scm(responses(right_scm=[58, np.nan], right_fdi=[np.nan, 90]), "right_fdi", "right_scm")
    assert np.isnan(found.median) and np.isnan(found.iqr) and found.count == 0
    one = hand_minus_scm(responses(right_scm=[58], right_fdi=[90]), "right_fdi", "right_scm")
    assert one.median == 32 and one.iqr == 0


def test_a_muscle_that_was_not_recorded_is_named():
    with pytest.raises(ValueError, match="no muscle 'left_scm'"):
        hand_minus_scm(responses(right_scm=[58], right_fdi=[90]), "right_fdi", "left_scm")
