"""Generates and compiles the standalone program of a wiring. Knows Brian2's device."""

import os
import re
import shlex
import shutil
import subprocess
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from ..parameters.identity import model_sources
from ..parameters.source_code import source_digest
from . import equations
from .build_cache import PROGRAM, content_key
from .compiler import CompilerMissing, check_compiler, compiler
from .run_compiled import Progress
from .wiring import Wiring

HEADERS = ("noise.hpp", "exponential.hpp", "aligned.hpp", "halt.hpp", "results.hpp")
# Folders whose sources decide the program, without those that only make its run-time values or run it
COMPILED = ("engine/", "membrane/", "condition/vocabulary.py", "parameters/random_streams.py", "parameters/timing.py")
RUN_TIME = (
    "engine/engine.py", "engine/drawn.py", "engine/values/", "engine/run_compiled.py", "engine/run_interpreted.py",
    "engine/build_cache.py", "membrane/cells.py", "membrane/serotonin.py",
)  # fmt: skip
# Run once or never; at -O1 they compile two to three times as fast
RARELY_RUN = (
    "main.o $(filter code_objects/before_run_% code_objects/after_run_%"
    " code_objects/%_synapses_create_array_codeobject.o,$(OBJS))"
)
PRECOMPILED = "prefix.hpp"
NUMPY_TYPES = {"float": "f4", "double": "f8", "int32_t": "i4", "int64_t": "i8", "char": "i1"}
PREFIX = """
#include "objects.h"
#include "brianlib/common_math.h"
#include "brianlib/stdint_compat.h"
#include <climits>
#include <cmath>
#include <ctime>
#include <fstream>
#include <iostream>
#include "results.hpp"
"""


class BuildFailed(RuntimeError):
    """The generated program did not compile."""


def build_key(wiring: Wiring, dt: float, precision: str) -> str:
    """Give the content key of a build.

    Parameters
    ----------
    wiring : Wiring
        Sizes and pairs.
    dt : float
        Time step in s.
    precision : str
        ``float32`` or ``float64``.

    Returns
    -------
    str
        Hash of sizes, of what the sources say, of versions, and of the compiler with its flags and processor.
    """
    chosen = compiler()
    return content_key(
        {
            "sources": source_digest(compiled_sources()),
            # The order of receptors is that of their table, which no source has
            "equations": equations.ALL,
            "sizes": wiring.sizes,
            "dt": dt,
            "precision": precision,
            "flags": chosen.flags,
            "compiler": chosen.identity,
            "brian2": version("brian2"),
            "numpy": version("numpy"),
        }
    )


def compiled_sources() -> dict[str, str]:
    """Read every source that decides what the program does.

    Returns
    -------
    dict[str, str]
        Text by path within ``models/``.
    """
    sources = model_sources().items()
    return {path: text for path, text in sources if path.startswith(COMPILED) and not path.startswith(RUN_TIME)}


def build_program(wiring: Wiring, dt: float, precision: str, folder: Path, progress: Progress | None = None) -> dict:
    """Write and compile the program of a wiring.

    Parameters
    ----------
    wiring : Wiring
        Sizes and pairs.
    dt : float
        Time step in s.
    precision : str
        ``float32`` or ``float64``.
    folder : Path
        Empty folder; the program is left in it.
    progress : callable, optional
        Told the share that is done, the seconds that are left and what happens.

    Returns
    -------
    dict
        The manifest: types of the run-time values, sizes, precision and time step.

    Raises
    ------
    CompilerMissing
        There is no make.
    BuildFailed
        The program did not compile.
    """
    manifest = _generate(wiring, dt, precision, folder)
    for name in HEADERS:
        (folder / name).write_text((files(__package__) / "cpp" / name).read_text())
    (folder / PRECOMPILED).write_text(PREFIX)
    with (folder / "main.cpp").open("a") as main:
        main.write('\n#include "aligned.hpp"\n')
    with (folder / "makefile").open("a") as makefile:
        makefile.write(f"\n{RARELY_RUN}: override OPTIMISATIONS += -O1\n")
        # The largest source by far only reads and names arrays; clang refuses a precompiled header that was optimised
        least = "-O0" if compiler().family == "g++" else "-O1"
        makefile.write(f"objects.o: override OPTIMISATIONS += {least}\n")
    _compile(folder, progress)
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != PROGRAM:
            path.unlink()
    return manifest


def _generate(wiring: Wiring, dt: float, precision: str, folder: Path) -> dict:
    """Let Brian2 write the sources; its device is left as it was found."""
    import brian2 as b2

    from . import network

    kept = b2.prefs.core.default_float_dtype
    b2.set_device("cpp_standalone", build_on_run=False)
    device = b2.get_device()
    try:
        b2.prefs.core.default_float_dtype = np.dtype(precision).type
        net = network.build_network(wiring, dt)
        net["cells"].thresholder["spike"].codeobj_class = _blockwise_threshold()
        device.apply_run_args()
        net.run(network.END_OF_TIME)
        device.insert_code("before_end", _write_results(device, net))
        device.build(directory=str(folder), compile=False, run=False)
        objects = folder / "objects.cpp"
        objects.write_text(_with_plain_delays(objects.read_text()))
        return {
            "types": _types(objects.read_text()),
            "sizes": wiring.sizes,
            "precision": precision,
            "dt": dt,
        }
    finally:
        device.reinit()
        b2.set_device("runtime")
        b2.prefs.core.default_float_dtype = kept


def _blockwise_threshold() -> type:
    """Brian2's C++ code object with our template of the threshold loop."""
    from brian2.devices.cpp_standalone.codeobject import CPPStandaloneCodeObject

    templater = CPPStandaloneCodeObject.templater.derive(__package__)
    return type("BlockwiseThreshold", (CPPStandaloneCodeObject,), {"templater": templater})


def _write_results(device: Any, net: Any) -> str:
    """C++ that saves what a recording needs and leaves at once, instead of writing and freeing every array."""
    spikes, field = net["spikes"], net["field_currents"]

    def name(owner: Any, variable: str) -> str:
        return "brian::" + device.get_array_name(owner.variables[variable], access_data=False)

    vectors, rows = {"spike_unit": "i", "spike_time": "t"}, ("excitation", "inhibition")
    lines = [f'save_vector("{file}", {name(spikes, variable)});' for file, variable in vectors.items()]
    lines += [f'save_rows("{row}", {name(field, f"{row}_sum")});' for row in rows]
    return "\n".join([*lines, "std::_Exit(save_failed ? 3 : 0);"])


def _with_plain_delays(source: str) -> str:
    """The program's table of values with delays named as before Brian2 2.11, which calls them ``_pre_delay``."""
    return re.sub(r'(?<=name == ")(\w+)\._pre_delay(?=")', r"\1.delay", source)


def _types(source: str) -> dict[str, str]:
    """Type of every value that a run may set, read off the generated program that will take them."""
    taken = re.findall(r'if \(name == "([\w.]+)"\) \{.*?data_size = [^;]*sizeof\((\w+)\)', source, re.DOTALL)
    return {name: str(np.dtype(NUMPY_TYPES[c_type])) for name, c_type in taken}


def _compile(folder: Path, progress: Progress | None) -> None:
    chosen = compiler()
    flags = " ".join(chosen.flags)
    header = [chosen.path, "-x", "c++-header", "-c", "-Wno-write-strings", *chosen.flags, "-I.", PRECOMPILED]
    make = [
        "make", f"-j{os.cpu_count() or 1}", f"CXX={shlex.quote(chosen.path)}",
        f"OPTIMISATIONS={flags} -include {PRECOMPILED}", "LFLAGS=", "DEPS=",
    ]  # fmt: skip
    sources = len(list(folder.rglob("*.cpp")))
    for command in (header, [*make, "all"]):
        try:
            process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        except FileNotFoundError:
            raise CompilerMissing(
                "no make found: install it (Debian: apt-get install make), or use engine=numpy"
            ) from None
        printed = []
        assert process.stdout is not None
        for done, line in enumerate(process.stdout):
            printed.append(line)
            if progress:
                progress(min(1.0, done / sources), float("nan"), "compiling the model")
        if process.wait() != 0:
            check_compiler(chosen)
            raise BuildFailed(f"the model did not compile: {''.join(printed)[-2000:]}")
