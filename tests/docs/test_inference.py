"""The worked example finds the parameters of a simulator that is known."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "inference.py"


@pytest.fixture(scope="module")
def example() -> ModuleType:
    specification = importlib.util.spec_from_file_location("inference", EXAMPLE)
    assert specification and specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def made_simulator(theta: np.ndarray) -> np.ndarray:
    """Two statistics that tell the two gains, one that tells nothing, one that a silent pathway lacks."""
    rows = np.atleast_2d(theta)
    noise = np.random.default_rng(1).standard_normal(len(rows))
    silent = np.where(rows[:, 0] > 0.9, np.nan, rows[:, 1])
    found = np.column_stack([4 * (1 - rows[:, 0]), 100 * rows[:, 1], 1e3 * noise, silent])
    return found if np.ndim(theta) == 2 else found[0]


def test_rejection_finds_the_parameters_of_a_known_simulator(example: ModuleType) -> None:
    observed = made_simulator(example.TRUE)
    posterior = example.by_rejection(made_simulator, observed, 2000)
    assert posterior.shape == (200, 2)
    middle, width = np.median(posterior, axis=0), np.ptp(np.percentile(posterior, (5, 95), axis=0), axis=0)
    np.testing.assert_allclose(middle, example.TRUE, atol=0.1)
    assert (width < 0.6).all()


def test_a_statistic_that_was_not_observed_does_not_count(example: ModuleType) -> None:
    observed = made_simulator(example.TRUE)
    observed[3] = np.nan
    posterior = example.by_rejection(made_simulator, observed, 500)
    assert np.median(posterior[:, 0]) == pytest.approx(0.15, abs=0.15)


def test_the_example_runs_and_says_what_it_found(
    example: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(example, "make_simulator", lambda *given: made_simulator)
    monkeypatch.setattr(example, "find_spec", lambda name: None)
    monkeypatch.setattr(sys, "argv", ["inference.py", "--simulations", "300"])
    example.main()
    out = capsys.readouterr().out
    assert "from 300 simulations, by rejection" in out
    assert "GABA-A gain: 0." in out and "was 0.15" in out
