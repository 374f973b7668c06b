"""The queue of a pathway delivers what Brian2's own would, and in the same order."""

import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from disinhibition.models.engine.compiler import compiler

DT, SOURCES, SYNAPSES, STEPS = 1e-4, 20, 400, 60
# Reads sources, delays and the spikes of every step; writes the synapses that are delivered, and -1 after every step
DELIVER = """
#include <cstdio>
#include "buckets.hpp"
template <class T> std::vector<T> read() {
    int32_t count;
    std::fread(&count, sizeof count, 1, stdin);
    std::vector<T> values(count);
    std::fread(values.data(), sizeof(T), count, stdin);
    return values;
}
int main() {
    std::vector<int32_t> sources = read<int32_t>();
    const std::vector<float> delays = read<float>();
    Buckets buckets;
    const std::vector<int32_t> order = buckets.prepare(delays, sources, 20, 1e-4);
    std::vector<int32_t> number(sources.size()), delivered;
    for (size_t n = 0; n < number.size(); ++n) number[n] = n;
    reorder(number, order);
    for (int step = 0; step < 60; ++step) {
        const std::vector<int32_t> spikes = read<int32_t>();
        buckets.advance();
        buckets.push(spikes.data(), spikes.size());
        for (const Bucket bucket : buckets.due())
            delivered.insert(delivered.end(), number.begin() + bucket.first, number.begin() + bucket.last);
        delivered.push_back(-1);
    }
    std::fwrite(delivered.data(), sizeof(int32_t), delivered.size(), stdout);
}
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("buckets")
    shutil.copy(str(files("disinhibition.models.engine") / "cpp" / "buckets.hpp"), folder)
    (folder / "deliver.cpp").write_text(DELIVER)
    subprocess.run([compiler().path, "-std=c++17", "deliver.cpp", "-o", "deliver"], cwd=folder, check=True)
    return folder / "deliver"


def delivered(program: Path, sources: np.ndarray, delays: np.ndarray, spikes: list[np.ndarray]) -> list[list[int]]:
    """Synapses that are delivered in each step."""
    arrays = [sources.astype(np.int32), delays.astype(np.float32), *(fired.astype(np.int32) for fired in spikes)]
    given = b"".join(np.int32(len(array)).tobytes() + array.tobytes() for array in arrays)
    printed = np.frombuffer(subprocess.run([program], input=given, capture_output=True, check=True).stdout, np.int32)
    ends = np.flatnonzero(printed == -1)
    return [step[step >= 0].tolist() for step in np.split(printed, ends)[:-1]]


def expected(sources: np.ndarray, steps: np.ndarray, spikes: list[np.ndarray]) -> list[list[int]]:
    """Every synapse of every spike in its step: in order of the spike's time, then of source, then of synapse."""
    queue: list[list[int]] = [[] for _ in range(len(spikes) + steps.max(initial=0) + 1)]
    for now, fired in enumerate(spikes):
        for source in fired:
            for synapse in np.flatnonzero(sources == source):
                queue[now + steps[synapse]].append(int(synapse))
    return queue[: len(spikes)]


@pytest.mark.parametrize("longest", [0, 1, 30])
def test_every_synapse_is_delivered_after_its_delay_in_the_order_of_brian2(program, longest):
    """Sources in any order, some twice onto one target, spikes in flight at once."""
    rng = np.random.default_rng(longest)
    sources, steps = rng.integers(0, SOURCES, SYNAPSES), rng.integers(0, longest + 1, SYNAPSES)
    spikes = [np.flatnonzero(rng.random(SOURCES) < 0.3) for _ in range(STEPS)]
    assert delivered(program, sources, steps * DT, spikes) == expected(sources, steps, spikes)


def test_a_pathway_without_synapses_delivers_nothing(program):
    none = np.empty(0)
    assert delivered(program, none, none, [np.arange(SOURCES)] * STEPS) == [[]] * STEPS
