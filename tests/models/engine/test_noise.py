"""Counter-based random numbers: published integers, right moments, the same in numpy and C++."""

import shutil
import subprocess

import numpy as np
import pytest
from scipy import stats

from disinhibition.models.engine.compiler import compiler
from disinhibition.models.engine.noise import HEADER, gaussian, philox2x32

PRINT_NUMBERS = """
#include <cstdio>
#include <vector>
#include "noise.hpp"
int main() {
    const int units = 4096, steps = 256;
    std::vector<uint64_t> words(units);
    std::vector<float> numbers(units);
    for (int step = 0; step < steps; ++step) {
        for (int unit = 0; unit < units; ++unit) words[unit] = philox2x32(unit | 3u << 24, step, 12345);
        for (int unit = 0; unit < units; ++unit) numbers[unit] = philox_gaussian(unit, step, 3, 12345);
        std::fwrite(words.data(), 8, units, stdout);
        std::fwrite(numbers.data(), 4, units, stdout);
    }
}
"""


@pytest.mark.parametrize(
    ("counter", "key", "expected"),
    [
        ((0, 0), 0, (0xFF1DAE59, 0x6CD10DF2)),
        ((0xFFFFFFFF, 0xFFFFFFFF), 0xFFFFFFFF, (0x2C3F628B, 0xAB4FD7AD)),
        ((0x243F6A88, 0x85A308D3), 0x13198A2E, (0xDD7CE038, 0xF62A4C12)),
    ],
)
def test_philox_gives_the_published_words(counter, key, expected):
    """Known answers of Random123, philox2x32-10."""
    assert tuple(int(word) for word in philox2x32(*counter, key)) == expected


def test_numbers_are_standard_normal():
    numbers = np.concatenate([gaussian(np.arange(4096), step, 0, 7) for step in range(64)])
    assert stats.kstest(numbers, "norm").pvalue > 1e-3
    assert abs(numbers.mean()) < 4 / np.sqrt(numbers.size)


def test_units_steps_streams_and_seeds_are_uncorrelated():
    units = np.arange(20_000)
    first = gaussian(units, 1, 0, 7)
    for other in (
        gaussian(units + 1, 1, 0, 7),
        gaussian(units, 2, 0, 7),
        gaussian(units, 1, 1, 7),
        gaussian(units, 1, 0, 8),
    ):
        assert abs(np.corrcoef(first, other)[0, 1]) < 4 / np.sqrt(units.size)


@pytest.mark.slow
def test_cpp_and_numpy_agree(tmp_path):
    """Every integer is equal, and every Gaussian within 2 units in the last place."""
    shutil.copy(HEADER, tmp_path / "noise.hpp")
    (tmp_path / "print.cpp").write_text(PRINT_NUMBERS)
    chosen = compiler()
    subprocess.run([chosen.path, *chosen.flags, "print.cpp", "-o", "print"], cwd=tmp_path, check=True)
    printed = subprocess.run([tmp_path / "print"], capture_output=True, check=True).stdout
    record = np.frombuffer(printed, np.dtype([("words", "u8", 4096), ("numbers", "f4", 4096)]))
    steps = np.arange(256)[:, None]
    low, high = philox2x32(np.arange(4096) | 3 << 24, steps, 12345)
    np.testing.assert_array_equal(record["words"], high << np.uint64(32) | low)
    expected = gaussian(np.arange(4096), steps, 3, 12345)
    assert (np.abs(record["numbers"] - expected) <= 2 * np.spacing(np.abs(expected))).all()
