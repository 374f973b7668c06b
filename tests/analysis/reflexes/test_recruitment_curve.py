import numpy as np
import pytest

from disinhibition.analysis.reflexes.recruitment_curve import recruitment_curve

STRENGTHS = np.repeat([0.4, 0.6, 0.8, 1.0], 5)


def sigmoid(strength: np.ndarray) -> np.ndarray:
    return 2e-3 / (1 + np.exp(-(strength - 0.7) / 0.05))


def test_the_curve_follows_the_medians_in_order_of_strength():
    order = np.random.default_rng(0).permutation(STRENGTHS.size)
    curve = recruitment_curve(STRENGTHS[order], sigmoid(STRENGTHS[order]))
    assert curve["strength"].values.tolist() == [0.4, 0.6, 0.8, 1.0]
    np.testing.assert_allclose(curve["amplitude"], sigmoid(np.array([0.4, 0.6, 0.8, 1.0])))
    assert (curve["count"] == 5).all() and np.allclose(curve["amplitude_iqr"], 0)


def test_the_threshold_is_the_lowest_strength_with_half_of_the_responses():
    curve = recruitment_curve(STRENGTHS, sigmoid(STRENGTHS))
    assert curve["threshold"].item() == 0.6
    assert curve["maximum"].item() == pytest.approx(sigmoid(np.array(1.0))) and curve["strength_of_maximum"] == 1.0
    assert recruitment_curve(STRENGTHS, sigmoid(STRENGTHS), least=1e-3)["threshold"].item() == 0.8
    half = recruitment_curve(np.repeat([1.0, 2.0], 4), np.array([0, 0, 0, 60e-6, 0, 0, 60e-6, 60e-6]))
    assert half["threshold"].item() == 2.0


def test_a_response_that_falls_again_has_its_maximum_in_the_middle():
    curve = recruitment_curve(np.array([1.0, 2.0, 3.0]), np.array([1e-4, 5e-4, 0.0]))
    assert curve["maximum"].item() == 5e-4 and curve["strength_of_maximum"].item() == 2.0


def test_silence_has_no_threshold_and_maximum_0():
    curve = recruitment_curve(STRENGTHS, np.zeros(STRENGTHS.size))
    assert np.isnan(curve["threshold"]) and curve["maximum"].item() == 0 and curve["strength_of_maximum"] == 0.4
    assert curve["reason"].item() == "no response of 50 uV"


def test_one_trial_is_a_curve_and_no_trials_are_an_empty_one():
    one = recruitment_curve(np.array([0.5]), np.array([1e-3]))
    assert one["threshold"].item() == 0.5 and one["maximum"].item() == 1e-3 and one["reason"].item() == ""
    none = recruitment_curve(np.zeros(0), np.zeros(0))
    assert none.sizes["strength"] == 0 and none["reason"].item() == "no trials"
    assert np.isnan(none["threshold"]) and np.isnan(none["maximum"]) and np.isnan(none["strength_of_maximum"])


@pytest.mark.parametrize(
    ("strength", "amplitude", "message"),
    [
        ([1.0, 2.0], [1e-4], "2 strengths and 1 amplitude"),
        ([np.nan], [1e-4], "numbers"),
        ([1.0], [np.nan], "numbers"),
        ([1.0], [-1e-4], "at least 0"),
    ],
)
def test_bad_input_is_one_clear_line(strength, amplitude, message):
    with pytest.raises(ValueError, match=message) as error:
        recruitment_curve(np.array(strength), np.array(amplitude))
    assert "\n" not in str(error.value)
