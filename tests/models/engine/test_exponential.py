"""The membrane's own exponential function, as compiled."""

import shutil
import subprocess
from importlib.resources import files

import numpy as np

from disinhibition.models.engine.compiler import compiler

PRINT_VALUES = """
#include <cstdio>
#include "exponential.hpp"
int main() {
    static float x[4096], y[4096];
    std::fread(x, sizeof(float), 4096, stdin);
    for (int i = 0; i < 4096; ++i) y[i] = exponential(x[i]);
    std::fwrite(y, sizeof(float), 4096, stdout);
}
"""


def test_its_error_is_a_few_millionths_at_most(tmp_path):
    """Over the whole range of its definition. With one degree less it is 7e-6."""
    shutil.copy(str(files("disinhibition.models.engine") / "cpp" / "exponential.hpp"), tmp_path)
    (tmp_path / "print.cpp").write_text(PRINT_VALUES)
    chosen = compiler()
    subprocess.run([chosen.path, *chosen.flags, "print.cpp", "-o", "print"], cwd=tmp_path, check=True)
    x = np.linspace(-86, 86, 4096, dtype=np.float32)
    done = subprocess.run([tmp_path / "print"], input=x.tobytes(), capture_output=True, check=True)
    exact = np.exp(x.astype(np.float64))
    assert np.abs(np.frombuffer(done.stdout, np.float32) / exact - 1).max() < 4e-6
