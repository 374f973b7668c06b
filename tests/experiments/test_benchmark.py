"""The benchmark compares programs that run the same network, and writes every figure."""

import json
from pathlib import Path

import numpy as np
import pytest

from disinhibition.experiments.benchmark import main
from disinhibition.experiments.benchmark.agreement import disagreement
from disinhibition.experiments.benchmark.command import TARGETS
from disinhibition.experiments.benchmark.measure import Ratio, cpu_of, in_turn
from disinhibition.experiments.benchmark.programs import Runs, handwritten, ours
from disinhibition.experiments.benchmark.subject import Subject, write_stock
from disinhibition.experiments.benchmark.verdicts import met
from disinhibition.models.engine import RunFailed

DURATION = 0.2  # s, after the settling time
ALIKE = 0.03  # s in which rounding has not yet moved a spike


@pytest.fixture(scope="module")
def subject() -> Subject:
    return Subject.of("right")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("programs")


def early(runs: Runs) -> set[tuple[int, int]]:
    _, unit, time = runs.run(1)
    step = np.round(time / 1e-4).astype(int)
    return {(int(s), int(u)) for s, u in zip(step, unit, strict=True) if s * 1e-4 < ALIKE}


@pytest.fixture(scope="module")
def limit(subject: Subject, place: Path) -> Runs:
    return handwritten("limit", subject, DURATION, place / "limit")


@pytest.mark.parametrize("name", ["limit", "plain"])
def test_handwritten_program_begins_with_the_very_spikes_of_ours(subject: Subject, tmp_path: Path, name: str) -> None:
    expected = early(ours(subject, DURATION, tmp_path / "ours"))
    assert len(expected) > 50
    assert early(handwritten(name, subject, DURATION, tmp_path / name)) == expected


def test_rates_of_a_network_with_halved_inhibition_disagree(subject: Subject, limit: Runs, place: Path) -> None:
    class Halved(Subject):
        def values(self, duration: float, seed: int) -> dict[str, np.ndarray]:
            return {k: v * 0.5 if "base_g" in k else v for k, v in super().values(duration, seed).items()}

    changed = Halved(subject.structure, subject.connectome, subject.wiring)
    other = handwritten("limit", changed, DURATION, place / "halved")
    for turn in range(3):
        limit.cpu(turn)
        other.cpu(turn)
    assert disagreement(limit.rates, limit.rates[::-1]) < 1
    assert disagreement(limit.rates, other.rates) > 1


def test_stock_takes_the_decays_of_ours(subject: Subject, tmp_path: Path) -> None:
    values = subject.values(DURATION, 1)
    write_stock(subject, values, tmp_path / "network.npz")
    with np.load(tmp_path / "network.npz") as given:
        for time, keep in (("nmda_time", "nmda_keep"), ("w_time", "w_keep"), ("noise_time", "noise_keep")):
            five_steps = (1 - subject.structure.dt / given[time]) ** 5
            expected = values[f"cells.{keep}"]
            np.testing.assert_allclose(np.broadcast_to(five_steps, expected.shape), expected)
        assert given["excitatory.sources"].shape == given["excitatory.weight"].shape


def test_a_ratio_is_the_median_of_pairs_not_the_ratio_of_medians() -> None:
    ratio = Ratio.of([1.0, 20.0, 3.0], [1.0, 10.0, 1.0])
    assert (ratio.median, ratio.low, ratio.high) == (2.0, 1.0, 3.0)


def test_sides_are_measured_in_turn() -> None:
    order: list[str] = []

    def side(name: str, cost: float):
        return lambda turn: order.append(f"{name}{turn}") or cost

    assert in_turn(2, side("a", 1.0), side("b", 2.0)) == [[1.0, 1.0], [2.0, 2.0]]
    assert order == ["a0", "b0", "a1", "b1"]


def test_cpu_of_counts_the_child_and_not_its_sleep(tmp_path: Path) -> None:
    burnt = cpu_of(["bash", "-c", "sleep 0.3; for i in $(seq 100000); do :; done"], tmp_path)
    assert 0.01 < burnt < 5
    assert cpu_of(["sleep", "0.3"], tmp_path) < 0.2


def test_a_program_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(RunFailed, match="no such luck"):
        cpu_of(["bash", "-c", "echo no such luck >&2; exit 3"], tmp_path)


def test_targets_are_bounds_of_the_right_side() -> None:
    assert met("stock_over_ours", 5.0, TARGETS) and not met("stock_over_ours", 4.9, TARGETS)
    assert met("peak_memory_gb", 1.5, TARGETS) and not met("peak_memory_gb", 1.6, TARGETS)


def test_quick_benchmark_writes_every_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "benchmark.json"
    assert main(["--quick", "--out", str(out)]) == 0
    figures = json.loads(out.read_text())
    assert figures.pop("memory_growth_mb") >= 0
    assert all(figures[name] > 0 for name in TARGETS if name in figures)
    assert set(figures["met"]) == set(TARGETS)
    assert figures["machine"]["processor"]
    printed = capsys.readouterr().out
    assert all(f"{name} " in printed for name in TARGETS)
    # One short pair on a busy machine still tells a scalar program from a vectorised one
    assert figures["stock_over_ours"] > 2
