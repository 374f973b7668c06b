"""Every random stream of the model has a name and a number, and its numbers stay what they are."""

import re
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from disinhibition.models.condition.vocabulary import MUSCLES
from disinhibition.models.parameters.random_streams import (
    DrawStream,
    NoiseStream,
    instrument_generator,
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


def test_noise_of_the_instrument_has_a_stream_of_its_own_for_every_muscle() -> None:
    numbered = {int(stream) for stream in DrawStream}
    assert not {crc32(f"{side}_{name}".encode()) for side in ("left", "right") for name in MUSCLES} & numbered
    assert instrument_generator(1, "right_fdi").standard_normal(dtype="f4") == np.float32(1.174117088317871)
    assert instrument_generator(1, "right_fdi").uniform() != instrument_generator(2, "right_fdi").uniform()


MODELS = Path(__file__).parents[3] / "models"
DRAWS = re.compile(r"\b(default_rng|SeedSequence|PCG64|RandomState|random\.seed)\b")


def test_every_generator_of_the_model_is_made_in_one_file() -> None:
    makers = [path.name for path in MODELS.rglob("*.py") if DRAWS.search(path.read_text(encoding="utf-8"))]
    assert makers == ["random_streams.py"]
