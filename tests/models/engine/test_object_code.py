"""The compiler really vectorised the loops over cells: what the linked program says of itself."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from disinhibition.models.circuits.circuit import Structure
from disinhibition.models.circuits.connectome import draw
from disinhibition.models.circuits.pathway import build_pathway
from disinhibition.models.engine.build import build_key, build_program
from disinhibition.models.engine.build_cache import PROGRAM, find_or_build
from disinhibition.models.engine.compiler import compiler
from disinhibition.models.engine.wiring import wiring_of

pytestmark = pytest.mark.slow

LOOPS = ("cells_stateupdater", "slow_conductances", "noise")
# Packed arithmetic; the scalar kind ends in ss or sd
PACKED = re.compile(r"\bv?(?:mul|fn?m(?:add|sub)\d*)p[sd]\b")
VECTOR_EXPONENTIAL = re.compile(r"_ZGV[bcde]N\d+v_expf?\b")


@pytest.fixture(scope="module")
def program() -> Path:
    structure = Structure(sides="right")
    wiring = wiring_of(draw(build_pathway(structure), structure.wiring_seed))
    key = build_key(wiring, structure.dt, "float32")
    folder, _ = find_or_build(key, lambda empty: build_program(wiring, structure.dt, "float32", empty))
    return folder / PROGRAM


def output(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def disassembly(program: Path, loop: str) -> str:
    (symbol,) = re.findall(rf"\b(_Z\w*_run_{loop}_codeobject(?:_\d+)?v)$", output("nm", program), re.MULTILINE)
    return output("objdump", "-d", "--no-show-raw-insn", f"--disassemble={symbol}", program)


def test_program_calls_the_vector_exponential(program: Path) -> None:
    assert VECTOR_EXPONENTIAL.search(output("nm", "-D", "--undefined-only", program))


@pytest.mark.parametrize("loop", LOOPS)
def test_loop_over_cells_is_packed_arithmetic(program: Path, loop: str) -> None:
    assert len(PACKED.findall(disassembly(program, loop))) >= 10


@pytest.mark.parametrize("loop", LOOPS)
def test_loop_over_cells_fills_the_registers_that_there_are(program: Path, loop: str) -> None:
    chosen = compiler()
    macros = output(chosen.path, *chosen.flags, "-dM", "-E", "-x", "c++", os.devnull)
    if "__AVX512F__" not in macros or "__clang__" in macros:
        pytest.skip("only g++ for a processor with AVX-512 has two widths to choose from")
    assert disassembly(program, loop).count("%zmm") > 50


def test_exponential_of_the_membrane_is_vectorised(program: Path) -> None:
    """By the library's vector function, or by a polynomial in place, whose exponent is a packed conversion."""
    code = disassembly(program, "cells_stateupdater")
    assert VECTOR_EXPONENTIAL.search(code) or re.search(r"\bv?cvttps2dq\b", code)
