import numpy as np
import pytest

from disinhibition.analysis.reflexes.response_windows import AFTER, Stimuli, joined, response_window
from disinhibition.experiments.run.measures.responses import SEARCH


def stimuli(*times: float, site: str = "right_median_nerve") -> Stimuli:
    return Stimuli(np.array(times, float), (site,) * len(times))


def test_a_window_holds_every_latency_that_responses_are_searched_at() -> None:
    for word, (first, last) in SEARCH.items():
        window = response_window(f"right_{word}")
        assert window[0] <= first and last <= window[1], word


def test_a_stimulus_of_unknown_name_has_a_window_too() -> None:
    assert response_window("wrist") == response_window("") == response_window("sound")


def test_an_onset_answers_the_last_stimulus_whose_window_it_lies_in() -> None:
    given = stimuli(1.0, 1.1, 3.0)
    onset = np.array([0.9, 1.002, 1.05, 1.15, 1.29, 2.0, 3.1])
    assert given.answered(onset).tolist() == [-1, -1, 0, 1, 1, -1, 2]


def test_paired_stimuli_are_one_trial() -> None:
    assert stimuli(1.0, 1.003, 3.0, 3.003).trials.tolist() == [0, 0, 1, 1]
    assert stimuli(1.0, 1.5).trials.tolist() == [0, 1] and stimuli().trials.size == 0


def test_time_after_stimuli_is_counted_once() -> None:
    given = stimuli(1.0, 1.1, 9.8)
    assert given.stimulated(10.0).tolist() == [[1.0, pytest.approx(1.1 + AFTER)], [9.8, 10.0]]
    # 1.0 to 1.6 less the windows to 1.3; the last window ends with the recording
    assert given.after_windows(10.0) == pytest.approx(0.3)
    assert stimuli().after_windows(10.0) == 0


def test_joined_stretches_do_not_overlap() -> None:
    assert joined(np.array([[0.0, 4.0], [1.0, 2.0], [4.0, 5.0], [6.0, 7.0]])).tolist() == [[0.0, 5.0], [6.0, 7.0]]
    assert joined(np.zeros((0, 2))).shape == (0, 2)
