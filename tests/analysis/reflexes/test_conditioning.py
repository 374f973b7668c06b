import numpy as np
import pytest

from disinhibition.analysis.reflexes.conditioning import conditioned_ratio, habituation


def test_habituation_is_relative_to_the_first_response():
    table = habituation(np.array([4e-4, 3e-4, 2e-4, 1e-4, 0.0]))
    np.testing.assert_allclose(table["ratio"], [1, 0.75, 0.5, 0.25, 0])
    assert table["slope"].item() == pytest.approx(-0.25)
    assert table["ratio"].sel(stimulus=5).item() == 0


def test_a_steady_response_does_not_habituate():
    assert habituation(np.full(10, 1e-4))["slope"].item() == pytest.approx(0)


def test_without_a_first_response_habituation_is_nan():
    for amplitude in (np.zeros(3), np.array([0.0, 1e-4])):
        table = habituation(amplitude)
        assert np.isnan(table["ratio"]).all() and np.isnan(table["slope"])


def test_a_response_that_was_not_recorded_is_left_out():
    table = habituation(np.array([4e-4, np.nan, 2e-4, 1e-4]))
    np.testing.assert_allclose(table["ratio"], [1, np.nan, 0.5, 0.25])
    assert table["slope"].item() == pytest.approx(np.polyfit([1, 3, 4], [1, 0.5, 0.25], 1)[0])
    assert np.isnan(habituation(np.array([np.nan, 1e-4]))["ratio"]).all()
    found = conditioned_ratio(np.array([1.0, np.nan, 3.0]), np.array([np.nan, 1.0, 1.0]))
    assert (found.ratio, found.test, found.conditioned) == (0.5, 2, 2)


def test_one_stimulus_has_a_ratio_and_no_slope_and_none_has_neither():
    one, none = habituation(np.array([1e-4])), habituation(np.zeros(0))
    assert one["ratio"].values.tolist() == [1] and np.isnan(one["slope"])
    assert none.sizes["stimulus"] == 0 and np.isnan(none["slope"])


def test_the_ratio_is_that_of_the_medians():
    found = conditioned_ratio(np.array([1.0, 2.0, 30.0]), np.array([0.2, 0.5, 9.0, 0.5]))
    assert found.ratio == 0.25 and (found.test, found.conditioned) == (3, 4)


def test_the_interval_holds_the_truth_and_shrinks_with_trials():
    rng = np.random.default_rng(0)
    held = 0
    for seed in range(40):
        test, conditioned = rng.lognormal(0, 0.5, 25), 0.4 * rng.lognormal(0, 0.5, 25)
        found = conditioned_ratio(test, conditioned, seed)
        held += found.low <= 0.4 <= found.high
    assert held >= 35
    many = conditioned_ratio(rng.lognormal(0, 0.5, 400), 0.4 * rng.lognormal(0, 0.5, 400))
    assert many.high - many.low < 0.5 * (found.high - found.low)
    assert many.low <= many.ratio <= many.high


def test_constant_responses_have_an_interval_of_no_width():
    found = conditioned_ratio(np.full(5, 2.0), np.full(5, 3.0))
    assert (found.ratio, found.low, found.high, found.reason) == (1.5, 1.5, 1.5, "")


def test_the_same_seed_gives_the_same_interval():
    test, conditioned = np.random.default_rng(1).lognormal(0, 1, (2, 10))
    assert conditioned_ratio(test, conditioned, 3) == conditioned_ratio(test, conditioned, 3)


def test_full_suppression_is_a_ratio_of_0():
    found = conditioned_ratio(np.array([1.0, 2.0, 1.5]), np.zeros(4))
    assert (found.ratio, found.low, found.high) == (0, 0, 0)


def test_without_test_responses_the_ratio_is_nan():
    found = conditioned_ratio(np.zeros(3), np.ones(3))
    assert np.isnan([found.ratio, found.low, found.high]).all() and found.test == 3
    assert found.reason == "no response to half of the test stimuli"
    none = conditioned_ratio(np.zeros(0), np.ones(3))
    assert np.isnan(none.ratio) and none.test == 0 and none.reason == "no trials"


def test_one_trial_or_mostly_missing_test_responses_have_a_ratio_and_no_interval():
    one = conditioned_ratio(np.array([2.0]), np.array([1.0, 1.0]))
    assert one.ratio == 0.5 and np.isnan(one.low) and np.isnan(one.high) and one.reason == "no interval: one trial"
    patchy = conditioned_ratio(np.array([0.0, 0.0, 2.0, 2.0, 2.0]), np.ones(5))
    assert patchy.ratio == 0.5 and np.isnan(patchy.high)
    assert patchy.reason == "no interval: test responses are missing too often"


def test_the_ends_of_the_interval_are_ratios_that_were_drawn(monkeypatch):
    """Between a finite and an infinite ratio there is none."""
    monkeypatch.setattr("disinhibition.analysis.reflexes.conditioning.RESAMPLES", 11)
    rng = np.random.default_rng(1)
    test, conditioned = rng.lognormal(0, 1, 9), rng.lognormal(0, 1, 9)
    again = np.random.default_rng(4)
    below, above = (np.median(again.choice(own, (11, 9)), axis=1) for own in (test, conditioned))
    drawn = np.sort(above / below)
    found = conditioned_ratio(test, conditioned, seed=4)
    # A share of 0.025 lies between the first and the second of eleven, one of 0.975 between the last two
    assert (found.low, found.high) == (drawn[1], drawn[10]) and len(set(drawn)) == 11


@pytest.mark.parametrize("bad", [[1.0, -1.0], [[1.0, 2.0]], [np.inf]])
def test_bad_amplitudes_are_one_clear_line(bad):
    for measure in (habituation, lambda values: conditioned_ratio(values, np.ones(2))):
        with pytest.raises(ValueError, match="at least 0") as error:
            measure(np.array(bad))
        assert "\n" not in str(error.value)
