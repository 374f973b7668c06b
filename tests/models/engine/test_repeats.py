"""Where a block of an array can be read again: places that hold the same bits, and few of them."""

import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from disinhibition.models.engine.compiler import compiler

BLOCK = 256
PRINT_PLACES = """
#include <cstdio>
#include "repeats.hpp"
int main() {
    std::vector<float> values(1 << 16);
    const size_t count = std::fread(values.data(), sizeof(float), values.size(), stdin);
    for (size_t place : repeats(values.data(), count)) std::printf("%zu\\n", place);
}
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("repeats")
    shutil.copy(str(files("disinhibition.models.engine") / "cpp" / "repeats.hpp"), folder)
    (folder / "print.cpp").write_text(PRINT_PLACES)
    subprocess.run([compiler().path, "-std=c++17", "print.cpp", "-o", "print"], cwd=folder, check=True)
    return folder / "print"


def places(program: Path, values: np.ndarray) -> list[int]:
    given = values.astype(np.float32).tobytes()
    printed = subprocess.run([program], input=given, capture_output=True, check=True).stdout
    return [int(word) for word in printed.split()]


def test_one_value_is_read_at_one_place(program):
    assert places(program, np.ones(5 * BLOCK + 7)) == [0] * 6


def test_values_that_differ_are_read_where_they_are(program):
    assert places(program, np.arange(2 * BLOCK + 7)) == [0, BLOCK, 2 * BLOCK]


def test_minus_zero_is_another_value(program):
    assert places(program, np.repeat([0.0, -0.0], BLOCK)) == [0, BLOCK]


def test_every_place_holds_what_its_block_holds(program):
    """Values by regions, whose borders are anywhere."""
    values = np.repeat([1.0, 2.0, 1.0], [3 * BLOCK + 5, 4 * BLOCK, 2 * BLOCK + 99])
    found = places(program, values)
    for start, place in zip(range(0, len(values), BLOCK), found, strict=True):
        block = values[start : start + BLOCK]
        assert np.array_equal(values[place : place + len(block)], block)
    assert len(set(found)) == 5
