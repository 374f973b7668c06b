"""What a sweep costs beside its simulations is measured on studies of a stub."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from disinhibition.experiments.benchmark import main, sweep
from disinhibition.experiments.benchmark.stub import COST, stub_point, stub_points, stub_study
from disinhibition.experiments.benchmark.sweep import TARGETS, SweepPlan, _tree_ticks

TINY = SweepPlan(sizes=(1, 2, 4), rounds=1)


def test_every_figure_is_written_beside_its_target(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sweep, "QUICK_SWEEP", TINY)
    monkeypatch.setattr(sweep, "worker_cost", lambda *_: (0.03, 2.0, 0.4))
    monkeypatch.setattr(sweep, "busy_share", lambda *_: {"ours": 0.97, "idle": 0.01, "wall_s": 60.0})
    assert main(["--sweep", "--quick", "--out", str(tmp_path / "sweep.json")]) == 0
    figures = json.loads((tmp_path / "sweep.json").read_text())
    assert set(figures["met"]) == set(TARGETS)
    assert figures["overhead_per_point_s"] == pytest.approx(0.03 + figures["stub"][0]["beyond_s"][-1], abs=1e-3)
    assert figures["met"]["busy_share"] and figures["met"]["open_s"]
    assert figures["opening"]["points"] >= 4
    assert 20 < figures["store"]["write_us"] < 20_000
    assert all(f"{name} " in capsys.readouterr().out for name in list(TARGETS)[:1])


def test_the_stub_burns_what_it_says_and_fills_a_row(tmp_path: Path) -> None:
    begin = time.process_time()
    row = stub_point({"seed": 3})
    assert COST <= time.process_time() - begin < 10 * COST
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
    end = time.monotonic() + 20
    while _tree_ticks(parent.pid) < 0.4 * os.sysconf("SC_CLK_TCK"):
        assert time.monotonic() < end
        time.sleep(0.05)
    parent.stdin.close()
    assert parent.wait(20) == 0
