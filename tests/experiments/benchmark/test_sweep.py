"""What a sweep costs beside its simulations is measured on studies of a stub."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import pytest

from disinhibition.experiments import cli
from disinhibition.experiments.benchmark import sweep
from disinhibition.experiments.benchmark.paper import on_paper, paper_lines
from disinhibition.experiments.benchmark.points import Costs, Naive
from disinhibition.experiments.benchmark.stub import COST, stub_point, stub_points, stub_study
from disinhibition.experiments.benchmark.sweep import TARGETS, SweepPlan
from disinhibition.experiments.benchmark.watched import _tree_ticks, first_row
from disinhibition.models.engine.engine import Engine

pytestmark = pytest.mark.slow

TINY = SweepPlan(sizes=(1, 2, 4), rounds=1, points=100, dask_sizes=(1, 4))


def largest_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the stub studies of each kind only the largest is computed: a process takes seconds to begin."""
    measured, with_dask = sweep.cpu_of, sweep._dask_cpu

    def cpu_of(words: Sequence[str], place: Path, *, said: IO[str], **options: Any) -> float:
        if int(words[-2]) == TINY.sizes[-1]:
            return measured(words, place, said=said, **options)
        said.write('{"parent_cpu_s": 1.0, "parent_peak_mb": 100.0}')
        return 2.0 + 0.01 * int(words[-2])

    monkeypatch.setattr(sweep, "cpu_of", cpu_of)
    monkeypatch.setattr(
        sweep, "_dask_cpu", lambda folder, size: with_dask(folder, size) if size == TINY.dask_sizes[-1] else 0.0
    )


def test_every_figure_is_written_beside_its_target(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sweep, "QUICK_SWEEP", TINY)
    largest_alone(monkeypatch)
    monkeypatch.setattr(sweep, "worker_parts", lambda *_: {"own": 0.02, "analysis": 0.01, "program": 1.0})
    monkeypatch.setattr(sweep, "busy_share", lambda *_: {"ours": 0.97, "idle": 0.01, "wall_s": 60.0})
    monkeypatch.setattr(sweep, "first_row", lambda *_: {"points": 5040, "wall_s": 5.0, "cpu_s": 7.0})
    monkeypatch.setattr(sweep, "costs", lambda *_: Costs([25.0], [Naive(60.0, 7.0, 6.0)], [130.0]))
    assert cli.main(["benchmark", "--sweep", "--quick", "--out", str(tmp_path / "sweep.json")]) == 0
    figures = json.loads((tmp_path / "sweep.json").read_text())
    assert set(figures["met"]) == set(TARGETS)
    assert figures["overhead_per_point_s"] == pytest.approx(0.03 + figures["stub"][0]["beyond_s"][-1], abs=1e-3)
    assert figures["met"]["busy_share"] and figures["met"]["open_s"]
    assert figures["opening"]["points"] >= 4
    assert figures["naive_sweep_over_ours"] == pytest.approx(100 * 67 / 155, abs=1e-3)
    assert figures["once_sweep_over_ours"] == pytest.approx(760 / 155, abs=1e-3)
    assert 20e-6 < figures["constants"]["write_s"] < 0.02
    assert figures["constants"]["dask_s"] < 2
    printed = capsys.readouterr().out
    assert all(f"{name} " in printed for name in TARGETS)
    assert "analysis and row 10.0" in printed and "on paper, 1,000,000 points on 1,000 cores" in printed


def test_on_paper_says_what_breaks_first() -> None:
    constants = {"point_s": 2.0, "plan_s": 3e-4, "lay_out_s": 2e-5, "write_s": 4e-4, "claim_s": 1e-4, "dask_s": 7e-3,
                 "open_s": 7e-5, "memory_kb": 3.0, "disk_kb": 4.1}  # fmt: skip
    found = on_paper(constants)
    assert found["core_hours"] == pytest.approx(555.6, abs=0.1) and found["points_per_s"] == 500
    assert (found["rows_cores"], found["dask_cores"]) == pytest.approx((0.25, 3.5))
    assert found["cores_of_one_command"] == pytest.approx(2 / 7.5e-3)
    assert "Dask's client and scheduler break first: one command serves 133 points a second" in paper_lines(found)[-1]
    assert paper_lines(on_paper(constants | {"point_s": 10.0}))[-1].strip() == "one command does"


def test_the_first_row_of_a_large_multirun_is_timed_and_the_rest_not_computed(compiled: Engine, tmp_path: Path) -> None:
    found = first_row("right", 1, tmp_path)
    assert found["points"] == 63 and 0 < found["cpu_s"] < 60
    assert 1 <= len(list((tmp_path / "large" / "row").glob("c.*.0"))) < 63


def test_the_stub_burns_what_it_says_and_fills_a_row(tmp_path: Path) -> None:
    burnt = []
    for _ in range(5):  # the least of five: a busy machine lengthens CPU time as well
        begin = time.process_time()
        row = stub_point({"seed": 3})
        burnt.append(time.process_time() - begin)
    assert COST <= min(burnt) < 10 * COST
    store, point = stub_study(tmp_path / "study"), stub_points(1)[0]
    with store.lock():
        store.add_points([point])
    store.write(point, row)
    assert store.states() == {point.key: "ok"}


def test_cpu_time_counts_children_that_live_and_that_ended() -> None:
    burn = "import time\nend = time.process_time() + {}\nwhile time.process_time() < end: pass\n"
    ended = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {burn.format(0.2)!r}])\n"
    living = f"child = subprocess.Popen([sys.executable, '-c', {burn.format(0.2) + 'time.sleep(60)'!r}])\n"
    parent = subprocess.Popen(
        [sys.executable, "-c", ended + living + "print(1, flush=True); sys.stdin.read(); child.kill()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert parent.stdout and parent.stdin
    parent.stdout.readline()
    end = time.monotonic() + 120
    while _tree_ticks(parent.pid) < 0.4 * os.sysconf("SC_CLK_TCK"):
        assert time.monotonic() < end
        time.sleep(0.05)
    parent.stdin.close()
    assert parent.wait(20) == 0
