import numpy as np
import pytest

from disinhibition.analysis.eeg.chance_averages import check_shuffles, p_values, sizes_at_random_times


def test_fewer_shuffles_than_reach_significance_are_refused() -> None:
    check_shuffles(19)
    with pytest.raises(ValueError, match="18 shuffles cannot reach"):
        check_shuffles(18)


def test_averages_at_random_times_spread_by_the_root_of_their_sweeps() -> None:
    sweeps = np.random.default_rng(0).standard_normal((1, 5000, 1))
    few, many = (
        sizes_at_random_times([(sweeps, count, np.arange(5000))], lambda x: x[..., 0], 2000, 1).std()
        for count in (25, 100)
    )
    assert few / many == pytest.approx(2, rel=0.1)


def test_same_seed_gives_the_same_sizes_in_any_block(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    records = [
        (rng.standard_normal((2, 100, 5)), 10, np.arange(100)),
        (rng.standard_normal((2, 40, 5)), 4, np.arange(40)),
    ]
    whole = sizes_at_random_times(records, lambda x: np.abs(x).max(axis=-1), 50, 3)
    monkeypatch.setattr("disinhibition.analysis.eeg.chance_averages.BLOCK", 7 * 2 * 14 * 5)
    np.testing.assert_allclose(sizes_at_random_times(records, lambda x: np.abs(x).max(axis=-1), 50, 3), whole)


def test_random_times_lie_where_something_was_recorded() -> None:
    sweeps = np.full((1, 100, 5), np.nan)
    sweeps[:, 40:50] = 1.0
    found = sizes_at_random_times([(sweeps, 10, np.arange(40, 50))], lambda x: x.max(axis=-1), 50, 3)
    assert (found == 1.0).all()


def test_every_record_takes_part_by_its_sweeps() -> None:
    places = np.arange(9)
    records = [(np.full((1, 9, 1), 4.0), 30, places), (np.full((1, 9, 1), 8.0), 10, places)]
    sizes = sizes_at_random_times(records, lambda x: x[..., 0], 20, 1)
    np.testing.assert_allclose(sizes, 5.0)


def test_p_counts_the_average_itself_and_is_never_0() -> None:
    random = np.arange(19.0)[None]
    assert p_values(np.array([100.0]), random, np.ones(1))["p_value"].item() == 1 / 20
    assert p_values(np.array([18.0]), random, np.ones(1))["p_value"].item() == 2 / 20


def test_the_family_is_compared_in_units_of_each_electrode_and_silence_takes_no_part() -> None:
    random = np.array([[1.0, 2.0, 3.0], [100.0, 200.0, 300.0], [0.0, 0.0, 0.0]])
    found = p_values(np.array([2.5, 250.0, 0.0]), random, np.array([1.0, 100.0, 0.0]))
    assert found["p_value_family"].tolist() == [0.5, 0.5, 1.0]
