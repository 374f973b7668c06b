"""The worked example finds the parameters of a simulator that is known."""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import xarray as xr

from disinhibition.experiments.figures import inference as figure

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
    prior, found, posterior = example.by_rejection(made_simulator, observed, 2000)
    assert (prior.shape, found.shape, posterior.shape) == ((2000, 2), (2000, 4), (200, 2))
    middle, width = np.median(posterior, axis=0), np.ptp(np.percentile(posterior, (5, 95), axis=0), axis=0)
    np.testing.assert_allclose(middle, example.TRUE, atol=0.1)
    assert (width < 0.6).all()


def test_a_statistic_that_was_not_observed_does_not_count(example: ModuleType) -> None:
    observed = made_simulator(example.TRUE)
    observed[3] = np.nan
    _, _, posterior = example.by_rejection(made_simulator, observed, 500)
    assert np.median(posterior[:, 0]) == pytest.approx(0.15, abs=0.15)


def test_the_example_runs_says_what_it_found_and_stores_it_for_the_figure(
    example: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    noises = []

    def make_simulator(*given: object, noise: int = 0) -> Callable[[np.ndarray], np.ndarray]:
        noises.append(noise)
        return made_simulator

    monkeypatch.setattr(example, "make_simulator", make_simulator)
    monkeypatch.setattr(example, "find_spec", lambda name: None)
    monkeypatch.setattr(sys, "argv", ["inference.py", "--simulations", "300"])
    monkeypatch.chdir(tmp_path)
    example.main()
    out = capsys.readouterr().out
    assert "from 300 simulations, by rejection" in out
    assert "GABA-A gain: 0." in out and "was 0.15" in out
    assert "of the runs at the posterior lie at or below the recording" in out
    assert noises == [0, 1], "what is predicted has noise of its own"
    with xr.open_dataset(tmp_path / "results" / figure.DATA, engine="h5netcdf") as stored:
        assert stored["prior_predicted"].shape == (300, 4) and stored["posterior"].shape == (30, 2)
        assert stored["predicted"].shape == (75, 4) and stored["truth"].values.tolist() == [0.15, 0.15]


def test_a_network_is_given_what_the_recording_has_and_leaves_no_logs(
    example: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A stub stands for sbi and torch, which are gigabytes: it learns nothing and draws from the prior."""
    seen: dict[str, np.ndarray] = {}

    class Tensor(np.ndarray):
        def numpy(self) -> np.ndarray:
            return np.asarray(self)

    def tensor(values: object, dtype: object = None) -> Tensor:
        return np.array(values).view(Tensor)

    class Uniform:
        def __init__(self, low: Tensor, high: Tensor) -> None:
            self.low, self.high = low, high

        def sample(self, shape: tuple[int]) -> Tensor:
            return tensor(np.random.default_rng(1).uniform(self.low, self.high, (*shape, 2)))

    class NPE:
        def __init__(self, prior: Uniform, show_progress_bars: bool) -> None:
            Path("sbi-logs").mkdir()
            self.prior = prior

        def append_simulations(self, theta: Tensor, found: Tensor) -> "NPE":
            seen.update(theta=theta, found=found)
            return self

        def train(self) -> None:
            pass

        def build_posterior(self) -> "NPE":
            return self

        def sample(self, shape: tuple[int], x: Tensor, show_progress_bars: bool) -> Tensor:
            seen["x"] = x
            return self.prior.sample(shape)

    torch = {"as_tensor": tensor, "float32": None, "manual_seed": lambda seed: None}
    for name, members in {
        "torch": torch, "sbi": {}, "sbi.inference": {"NPE": NPE}, "sbi.utils": {"BoxUniform": Uniform}
    }.items():  # fmt: skip
        module = ModuleType(name)
        vars(module).update(members)
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.chdir(tmp_path)
    observed = made_simulator(example.TRUE)
    observed[2] = np.nan
    prior, found, posterior = example.by_network(made_simulator, observed, 20, draws=7)
    assert (prior.shape, found.shape, posterior.shape) == ((20, 2), (20, 4), (7, 2))
    assert seen["found"].shape == (20, 3) and seen["x"].tolist() == observed[[0, 1, 3]].tolist()
    assert not list(tmp_path.iterdir())
