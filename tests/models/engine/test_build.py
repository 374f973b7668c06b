"""What a compiled model is known by, and what is said when it does not compile."""

import ast

import pytest

from disinhibition.models.circuits.connectome import Connectome
from disinhibition.models.engine import build
from disinhibition.models.engine.build import build_key, build_program, compiled_sources
from disinhibition.models.engine.compiler import CompilerMissing
from disinhibition.models.engine.wiring import Wiring, wiring_of
from disinhibition.models.parameters.identity import model_sources


@pytest.fixture(scope="module")
def wiring(right_side: Connectome) -> Wiring:
    return wiring_of(right_side)


def key_of(wiring: Wiring, monkeypatch, **changes: tuple[str, str]) -> str:
    """Key with the text of a source changed: ``name=(old, new)``."""
    sources = dict(model_sources())
    for name, (old, new) in changes.items():
        (path,) = (path for path in sources if path.endswith(f"/{name}.py"))
        assert old in sources[path]
        sources[path] = sources[path].replace(old, new, 1)
    monkeypatch.setattr(build, "model_sources", lambda: sources)
    return build_key(wiring, 1e-4, "float32")


def test_a_comment_does_not_compile_anew(wiring, monkeypatch):
    before = build_key(wiring, 1e-4, "float32")
    assert key_of(wiring, monkeypatch, network=("def build_network", "# builds it\ndef build_network")) == before


def test_what_only_runs_the_program_does_not_compile_anew(wiring, monkeypatch):
    before = build_key(wiring, 1e-4, "float32")
    assert key_of(wiring, monkeypatch, engine=("RUNAWAY_RATE = 100.0", "RUNAWAY_RATE = 90.0")) == before


@pytest.mark.parametrize(
    "change",
    [
        {"equations": ("clip((v - threshold_v)*steepness, -50, 6)", "clip((v - threshold_v)*steepness, -50, 7)")},
        {"timing": ("SLOW_STEPS = 5", "SLOW_STEPS = 4")},
        {"places": ("REGIONS = (", 'REGIONS = ("tail", ')},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_equation_clock_or_region_compiles_anew(wiring, monkeypatch, change):
    before = build_key(wiring, 1e-4, "float32")
    assert key_of(wiring, monkeypatch, **change) != before


def test_another_order_of_the_receptors_compiles_anew(wiring, monkeypatch):
    """The order is that of their table, and sums of currents depend on it."""
    before = build_key(wiring, 1e-4, "float32")
    monkeypatch.setattr(build.equations, "ALL", build.equations.ALL[::-1])
    assert build_key(wiring, 1e-4, "float32") != before


def test_dt_and_precision_compile_anew(wiring):
    keys = {build_key(wiring, dt, precision) for dt in (1e-4, 5e-5) for precision in ("float32", "float64")}
    assert len(keys) == 4


def test_whatever_the_network_is_made_of_is_in_the_key():
    """Its modules and those that they import from; of the wiring only the sizes are compiled, which are in the key."""
    known, waiting = set(), {"engine/network.py", *(path for path in model_sources() if path.endswith("pp"))}
    # These make values at run time, or messages
    not_compiled = {"parameters/sourced.py", "parameters/nearest.py", "condition/unit_factors.py", "membrane/cells.py"}
    while waiting:
        path = waiting.pop()
        known.add(path)
        if path.endswith(".py") and path != "engine/wiring.py":
            waiting |= imported(path) - known - not_compiled
    assert known <= set(compiled_sources())


def imported(path: str) -> set[str]:
    """Modules of the model that a module of a folder imports from."""
    found = set()
    for node in ast.walk(ast.parse(model_sources()[path])):
        if isinstance(node, ast.ImportFrom) and node.level:
            folder = path.split("/")[: -node.level] + (node.module.split(".") if node.module else [])
            found |= {"/".join([*folder, alias.name]) + ".py" for alias in node.names} | {"/".join(folder) + ".py"}
    return found & set(model_sources())


@pytest.mark.parametrize("name", ["slow.delay", "slow._pre_delay"], ids=["Brian2 to 2.10", "Brian2 2.11"])
def test_a_delay_has_one_name_whatever_brian2_calls_it(name):
    source = build._with_plain_delays(
        f'if (name == "{name}") {{\n data_size = var_size*sizeof(float);\n}}\n'
        'if (name == "cells.v") {\n data_size = 4*sizeof(float);\n}'
    )
    assert build._types(source) == {"slow.delay": "float32", "cells.v": "float32"}


@pytest.mark.slow  # it compiles
def test_a_compiler_that_fails_at_the_model_is_tried_on_a_small_program(wiring, tmp_path, monkeypatch):
    """As where the standard library is missing: the flags are taken, and no program can be built."""
    broken = tmp_path / "broken"
    broken.write_text('#!/bin/sh\ncase "$*" in *" -c "*-o*|*--version*|*-dM*) exec g++ "$@";; esac\n'
                      'echo "fatal error: iostream: No such file" >&2; exit 1\n')  # fmt: skip
    broken.chmod(0o755)
    monkeypatch.setenv("CXX", str(broken))
    folder = tmp_path / "program"
    folder.mkdir()
    with pytest.raises(CompilerMissing, match=r"cannot build a program \(fatal error: iostream"):
        build_program(wiring, 1e-4, "float32", folder)


def test_the_loop_over_time_does_not_ask_how_long_it_took():
    asked = "    for (;;) {\n        clock = next_clocks();\n\n        current = std::clock();\n" \
            "        elapsed_realtime = (double)(current - start)/(1 * CLOCKS_PER_SEC);\n\n\n    }\n"  # fmt: skip
    assert "std::clock" not in build._without_stopwatch(asked)
    assert build._without_stopwatch(asked).count("elapsed_realtime = 0;") == 1


def test_nothing_is_compiled_that_writes_all_arrays():
    source = "void _load_arrays()\n{\n}\n\nvoid _write_arrays()\n{\n    many();\n}\n\nvoid _dealloc_arrays()\n{\n}\n"
    assert build._without_writing(source) == source.replace("{\n    many();\n}\n\n", "{}\n")


def test_sources_that_are_joined_keep_helpers_of_one_name_apart(tmp_path):
    (tmp_path / "code_objects").mkdir()
    for name in ("spikes_codeobject", "halting_codeobject"):
        text = "namespace {\n int help; \n}\nvoid run()\n{\n    using namespace brian;\n}\n"
        (tmp_path / "code_objects" / f"{name}.cpp").write_text(text)
    build._join(tmp_path)
    joined = (tmp_path / "events.cpp").read_text()
    assert "namespace spikes_codeobject_helpers {" in joined and "namespace halting_codeobject_helpers {" in joined
    assert "using namespace brian; using namespace halting_codeobject_helpers;" in joined
    assert not list((tmp_path / "code_objects").iterdir())
