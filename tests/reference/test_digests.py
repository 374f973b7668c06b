"""What is deterministic is the same to the last byte: drawn connectome, noise words, analysis of a stored recording."""

import json
from pathlib import Path

import numpy as np
import pytest

from disinhibition.models.circuits.circuit import Structure
from disinhibition.models.circuits.connectome import draw
from disinhibition.models.circuits.pathway import build_pathway

REFERENCE = json.loads(Path(__file__).with_name("digests.json").read_text())
MADE, DIGESTS = REFERENCE["made"], REFERENCE["digests"]


@pytest.fixture(scope="module")
def found(exact, right_side) -> dict[str, str]:
    return exact.digests(right_side)


@pytest.mark.parametrize("piece", DIGESTS)
def test_piece_is_the_same_to_the_last_byte(found, piece):
    made = f"model {MADE['model']}, numpy {MADE['version_numpy']}"
    assert found[piece] == DIGESTS[piece], f"{piece} is not what it was when the reference was made ({made})"


def test_no_piece_is_without_digest(found):
    assert found.keys() == DIGESTS.keys()


def test_another_wiring_seed_has_another_digest(exact, found):
    other = exact.digests(draw(build_pathway(Structure(sides="right")), 2))
    assert {piece for piece in found if found[piece] != other[piece]} == {"connectome"}


def test_stored_recording_holds_jerks_and_answers_to_be_measured(exact):
    """Digests of nothing found would agree for ever."""
    measured = exact.measurements()
    assert measured["jerks"].sizes["jerk"] >= 5
    assert measured["responses"]["present"].values.mean() > 0.5
    assert np.isfinite(measured["coherence"]["peak"].values).all()
    assert measured["evoked"]["snr"].item() > 2
