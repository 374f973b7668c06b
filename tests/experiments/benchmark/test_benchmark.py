"""The benchmark compares programs that run the same network, and writes every figure."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import brian2 as b2
import numpy as np
import pytest

from disinhibition.experiments import cli
from disinhibition.experiments.benchmark import command, growth, points
from disinhibition.experiments.benchmark.agreement import disagreement
from disinhibition.experiments.benchmark.command import TARGETS
from disinhibition.experiments.benchmark.measure import Ratio, cpu_of, in_turn
from disinhibition.experiments.benchmark.points import Costs, Naive
from disinhibition.experiments.benchmark.programs import Runs, handwritten, ours
from disinhibition.experiments.benchmark.stock import build_network
from disinhibition.experiments.benchmark.subject import Subject, write_stock
from disinhibition.experiments.benchmark.verdicts import met
from disinhibition.models.engine.build_cache import cache_folder
from disinhibition.models.engine.engine import Engine, RunFailed

pytestmark = pytest.mark.slow

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
def written(subject: Subject, place: Path) -> Callable[[str], Runs]:
    """The program written by hand of that name; each is compiled once."""
    return lambda name: handwritten(name, subject, DURATION, place / name)


@pytest.mark.parametrize("name", ["limit", "plain"])
def test_handwritten_program_begins_with_the_very_spikes_of_ours(
    subject: Subject, tmp_path: Path, written: Callable[[str], Runs], name: str
) -> None:
    expected = early(ours(subject, DURATION, tmp_path / "ours"))
    assert len(expected) > 50
    assert early(written(name)) == expected


def test_rates_of_a_network_with_halved_inhibition_disagree(
    subject: Subject, written: Callable[[str], Runs], place: Path
) -> None:
    class Halved(Subject):
        def values(self, duration: float, seed: int) -> dict[str, np.ndarray]:
            return {k: v * 0.5 if "base_g" in k else v for k, v in super().values(duration, seed).items()}

    changed = Halved(subject.structure, subject.connectome, subject.wiring)
    limit, other = written("limit"), handwritten("limit", changed, DURATION, place / "limit")
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


@pytest.fixture
def interpreted_brian() -> Iterator[None]:
    kept = b2.prefs.codegen.target
    b2.prefs.codegen.target = "numpy"
    yield
    b2.prefs.codegen.target = kept


def test_stock_reads_its_file_and_fires_as_ours_does(interpreted_brian: None, tmp_path: Path) -> None:
    small = Subject.of("right", 0.25)
    write_stock(small, small.values(DURATION, 1), tmp_path / "network.npz")
    with np.load(tmp_path / "network.npz") as given:
        network = build_network(given)
    network.run(ALIKE * b2.second)
    assert set(network["spikes"].source.variables) >= {"nmda_rising", "gaba_b_falling", "persistent", "vesicles"}
    assert 0 < network["spikes"].num_spikes < small.connectome.size


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


def test_a_sweep_is_compared_with_a_script_a_point_and_with_one_program_for_all() -> None:
    costs = Costs([20.0, 30.0, 25.0], [Naive(60.0, 7.0, 6.0)] * 3, [50.0, 50.0, 75.0])
    assert costs.ours() == 200
    assert costs.naive_ratio(100) == pytest.approx(100 * 67 / 200)
    assert costs.naive_ratio(100, longer=2.0) == pytest.approx(100 * 73 / 200)
    assert costs.naive_ratio(100, ours=100.0) == pytest.approx(67)
    assert costs.once_ratio(100) == pytest.approx((60 + 700) / 200)


def test_every_round_builds_ours_and_stock_and_lets_the_sweep_grow(
    subject: Subject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def build_stock(subject: Subject, duration: float, folder: Path) -> float:
        (folder / "code" / "results").mkdir(parents=True)
        (folder / "code" / "results" / "last_run_info.txt").write_text("5.5 0.9")
        return 60.0

    def cpu(command: list, folder: Path, environment: dict | None = None, pinned: bool = True) -> float:
        said.append(next((word for word in map(str, command) if word.startswith("seed=")), Path(command[0]).name))
        return 1.0

    monkeypatch.setattr(points, "build_stock", build_stock)
    monkeypatch.setattr(points, "cpu_of", cpu)
    found = points.costs(subject, 2.0, tmp_path, 3, 100, 2.0)
    assert found == Costs([1.0] * 3, [Naive(60.0, 1.0, 5.5)] * 3, [1.0] * 3)
    assert [word for word in said if "=" in word] == ["seed=range(33)", "seed=range(67)", "seed=range(100)"]


def test_cost_that_is_proportional_to_the_work_has_exponent_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(subject: Subject, duration: float, place: Path) -> Runs:
        size = subject.connectome.size
        run = lambda seed: (1e-3 * size**power, np.zeros(0, np.int32), np.zeros(0))  # noqa: E731
        return Runs("ours", run, [], subject, duration)

    monkeypatch.setattr(growth, "ours", silent)
    for power in (1, 2):
        exponent, rows = growth.cost_exponent((0.25, 0.5), 0.3, tmp_path)
        assert (exponent.median, exponent.low, exponent.high) == pytest.approx((power, power, power))
        assert [row["scale"] for row in rows] == [0.25, 0.5]


def test_interval_of_the_exponent_is_as_wide_as_the_rounds_differ() -> None:
    work = np.array([1.0, 2.0, 4.0, 8.0])
    busy = np.random.default_rng(1).uniform(1, 1.2, (4, 15))
    found = growth.exponent(work, work[:, None] * busy)
    assert found.low < found.median < found.high
    assert found.median == pytest.approx(1, abs=0.05) and 0.001 < found.high - found.low < 0.1


def test_quick_benchmark_writes_every_figure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, compiled: Engine,
    written: Callable[[str], Runs],
) -> None:  # fmt: skip
    """What must be compiled anew for it is made up; the tests above and those of the model's build see to that."""

    def costs(subject: Subject, duration: float, place: Path, rounds: int, number: int, swept: float) -> Costs:
        (place / "cache_0").symlink_to(cache_folder())
        return Costs([25.0], [Naive(60.0, 7.0, 6.0)], [points.sweep_cost("right", number, swept, place)])

    monkeypatch.setattr(command, "costs", costs)
    monkeypatch.setattr(command, "stock", ours)
    monkeypatch.setattr(command, "handwritten", lambda name, *_: written(name))
    monkeypatch.setattr(command, "cost_exponent", lambda *_: (Ratio(1.0, 1.0, 1.0), [{"scale": 1.0}]))
    out = tmp_path / "benchmark.json"
    assert cli.main(["benchmark", "--quick", "--out", str(out)]) == 0
    figures = json.loads(out.read_text())
    assert figures.pop("memory_growth_mb") >= 0
    assert all(figures[name] > 0 for name in TARGETS if name in figures)
    assert set(figures["met"]) == set(TARGETS)
    assert figures["machine"]["processor"]
    assert figures["sweep"]["naive_sweep_over_ours"] < figures["sweep"]["points"] * 67 / 25
    printed = capsys.readouterr().out
    assert all(f"{name} " in printed for name in TARGETS)
