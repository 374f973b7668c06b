"""Every random stream of the model has a name and a number, and its numbers stay what they are."""

import pytest

from disinhibition.models.parameters.random_streams import (
    DrawStream,
    NoiseStream,
    named_generator,
    numbered_generator,
)


def test_the_numbers_of_the_streams_are_those_that_all_results_were_made_with() -> None:
    assert {stream.name: stream.value for stream in DrawStream} == {
        "BIAS_CURRENT": 1,
        "TRIAL_JITTER": 2,
        "KICK_SPREAD": 3,
    }
    assert {stream.name: stream.value for stream in NoiseStream} == {
        "BACKGROUND": 0,
        "FLUCTUATION": 1,
        "INITIAL_POTENTIAL": 2,
        "INITIAL_FLUCTUATION": 3,
        "INITIAL_BACKGROUND": 4,
    }


@pytest.mark.parametrize("streams", [DrawStream, NoiseStream])
def test_no_two_draws_share_a_stream(streams) -> None:
    assert len({stream.value for stream in streams}) == len(streams.__members__)


def test_a_stream_repeats_and_differs_from_the_others_and_between_seeds() -> None:
    drawn = {(seed, stream): numbered_generator(seed, stream).uniform() for seed in (1, 2) for stream in DrawStream}
    assert len(set(drawn.values())) == len(drawn)
    assert drawn[1, DrawStream.BIAS_CURRENT] == numbered_generator(1, DrawStream.BIAS_CURRENT).uniform()


def test_first_numbers_are_pinned() -> None:
    assert numbered_generator(1, DrawStream.TRIAL_JITTER).uniform() == 0.44841514333227195
    assert named_generator(1, "receptors.ampa.decay").uniform() == 0.6326253573989752
