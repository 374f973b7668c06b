"""The step of a converter is seen in the values of a signal, and how long it rests at one of them by chance."""

import numpy as np
import pytest

from disinhibition.analysis.recordings.converter import converter_step, longest_rests_by_chance

NOISE = np.random.default_rng(0).standard_normal(100_000)


@pytest.mark.parametrize("step", [1.0, 0.1, 1 / 2048, 3.05e-3])
@pytest.mark.parametrize("offset", [0.0, 0.37])
def test_the_step_is_found_whatever_the_offset(step: float, offset: float) -> None:
    coded = np.round(NOISE / step) * step + offset
    assert converter_step(coded) == pytest.approx(step, rel=1e-6)


def test_the_step_is_found_in_single_precision_and_beside_gaps() -> None:
    coded = (np.round(NOISE / 0.01) * 0.01).astype(np.float32)
    assert converter_step(coded) == pytest.approx(0.01, rel=1e-3)
    coded[500:900] = np.nan
    assert converter_step(coded.astype(float)) == pytest.approx(0.01, rel=1e-3)


def test_continuous_and_constant_signals_have_no_step() -> None:
    for trace in (NOISE, np.zeros(100), np.full(100, np.nan), np.zeros(0)):
        assert np.isnan(converter_step(trace))


def test_a_value_at_which_half_of_the_samples_rest_is_left_within_a_thousandth_of_records() -> None:
    coin = (np.random.default_rng(1).random(100_000) < 0.5).astype(float)
    longest = longest_rests_by_chance(coin, np.array([0.0, 1.0]), 20)
    # 100 000 halvings to one in a thousand: log2(1e8)
    assert longest == pytest.approx([26.6, 26.6], abs=0.5)


def test_a_long_rest_says_nothing_about_chance() -> None:
    coin = (np.random.default_rng(1).random(100_000) < 0.5).astype(float)
    held = np.r_[coin, np.zeros(50_000)]
    assert longest_rests_by_chance(held, np.array([0.0]), 20)[0] == pytest.approx(26.6, abs=0.8)


def test_a_value_at_which_the_signal_rests_in_gaps_alone_never_rests_by_chance() -> None:
    trace = NOISE.copy()
    trace[1000:3000] = 0.0
    assert longest_rests_by_chance(trace, np.array([0.0]), 20).tolist() == [1.0]


def test_many_values_are_counted_as_few_are() -> None:
    codes = np.round(2 * NOISE[:20_000])
    values = np.unique(codes)
    assert values.size > 10
    together = longest_rests_by_chance(codes, values, 10)
    one_by_one = [longest_rests_by_chance(codes, values[i : i + 1], 10)[0] for i in range(values.size)]
    np.testing.assert_allclose(together, one_by_one)
