"""A voltage that no body makes is told from an artefact, and a wrong unit from both."""

import numpy as np
import pytest

from disinhibition.analysis.recordings.amplitude import implausible
from disinhibition.errors import UserError

NOISE = 1e-4 * np.random.default_rng(0).standard_normal(10_000)


def test_nothing_in_an_emg_is_implausible_whatever_its_offset() -> None:
    for offset in (0.0, 0.3, -2.0):
        assert not implausible(NOISE + offset, "EMG").any()


def test_an_artefact_of_a_few_samples_is_marked_sample_by_sample() -> None:
    trace = NOISE.copy()
    trace[[100, 2000, 2001]] = 5.0, -0.2, 0.11
    assert np.flatnonzero(implausible(trace, "EMG")).tolist() == [100, 2000, 2001]
    trace[5000] = np.inf
    assert np.flatnonzero(implausible(trace, "EMG")).tolist() == [100, 2000, 2001, 5000]


def test_a_channel_of_which_a_hundredth_is_too_large_is_refused_with_its_name_and_its_span() -> None:
    words = "EMG of 'right_fdi' spans .* V, but no muscle or scalp reaches 0.1 V; say in which unit"
    for wrong in (NOISE * 1e6, np.r_[NOISE, np.full(200, 1.0)]):
        with pytest.raises(UserError, match=words):
            implausible(wrong, "EMG of 'right_fdi'")


def test_what_was_not_recorded_is_not_implausible() -> None:
    trace = np.r_[NOISE, np.full(10, np.nan)]
    assert not implausible(trace, "EMG").any()
    assert not implausible(np.full(10, np.nan), "EMG").any()
