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
from ..parameters.timing import COURSE_STEP
from . import equations
from .build_cache import PROGRAM, content_key
from .compiler import CompilerMissing, check_compiler, compiler
from .run_compiled import Progress
from .wiring import Wiring

HEADERS = ("noise.hpp", "exponential.hpp", "aligned.hpp", "buckets.hpp", "repeats.hpp", "halt.hpp", "results.hpp")
# Folders whose sources decide the program, without those that only make its run-time values or run it
COMPILED = ("engine/", "membrane/", "condition/places.py", "parameters/random_streams.py", "parameters/timing.py")
RUN_TIME = (
    "engine/engine.py", "engine/drawn.py", "engine/values/", "engine/run_compiled.py", "engine/run_interpreted.py",
    "engine/build_cache.py", "membrane/cells.py", "membrane/serotonin.py",
)  # fmt: skip
# Sources that are compiled as one, by the name of that one: each source alone takes a tenth of a second to begin. Loops
# over all cells stay alone, so that what one compiles to does not depend on its neighbours
TOGETHER = {
    "rarely_run": ("before_run_*", "after_run_*", "*_synapses_create_array_codeobject*"),
    "pathways": ("*_pre_push_spikes*", "*_pre_codeobject*"),
    "events": ("*_resetter_codeobject*", "stimulators_*", "spikes_*", "field_*", "halting_*", "courses_*", "efforts_*"),
}
# Run once or never; at -O1 they compile two to three times as fast
RARELY_RUN = "main.o run.o network.o rarely_run.o"
# Loops over all cells that have a template of ours; the longest take arrays by blocks
UPDATES = ("cells_stateupdater", "slow_conductances")
LOOPS = ("cells_spike_thresholder", *UPDATES)
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
#include "buckets.hpp"
#include "repeats.hpp"
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
    queues = [f"Buckets {name}_buckets;" for name in manifest.pop("pathways")]
    declared, defined = "\n".join(f"extern {queue}" for queue in queues), "\n".join(queues)
    (folder / PRECOMPILED).write_text(f"{PREFIX}namespace brian {{\n{declared}\n}}\n")
    with (folder / "main.cpp").open("a") as main:
        main.write(f'\n#include "aligned.hpp"\nnamespace brian {{\n{defined}\n}}\n')
    with (folder / "makefile").open("a") as makefile:
        makefile.write(f"\n{RARELY_RUN}: override OPTIMISATIONS += -O1\n")
        # The largest source by far only reads and names arrays; clang refuses a precompiled header that was optimised
        least = "-O0" if compiler().family == "g++" else "-O1"
        makefile.write(f"objects.o: override OPTIMISATIONS += {least}\n")
    _join(folder)
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
    from brian2.synapses.synapses import SynapticPathway

    from . import courses, network

    kept = b2.prefs.core.default_float_dtype
    b2.set_device("cpp_standalone", build_on_run=False)
    device = b2.get_device()
    try:
        b2.prefs.core.default_float_dtype = np.dtype(precision).type
        net = network.build_network(wiring, dt)
        parts = {part.name: part for part in net.sorted_objects}
        pathways = [part for part in parts.values() if isinstance(part, SynapticPathway)]
        ours = _with_our_templates()
        for part in (*pathways, *(parts[name] for name in LOOPS)):
            part.codeobj_class = ours
        for name in UPDATES:
            steps = round(COURSE_STEP / parts[name].clock.dt_)
            parts[name].template_kwds = {"moving": courses.GAINS, "moving_steps": steps}
        device.apply_run_args()
        net.run(network.END_OF_TIME)
        device.insert_code("before_end", _write_results(device, net))
        device.build(directory=str(folder), compile=False, run=False)
        objects, loop = folder / "objects.cpp", folder / "network.cpp"
        loop.write_text(_without_stopwatch(loop.read_text()))
        objects.write_text(_without_writing(_with_plain_delays(objects.read_text())))
        return {
            "types": _types(objects.read_text()),
            "sizes": wiring.sizes,
            "precision": precision,
            "dt": dt,
            "pathways": [part.name for part in pathways],
        }
    finally:
        device.reinit()
        b2.set_device("runtime")
        b2.prefs.core.default_float_dtype = kept


def _with_our_templates() -> type:
    """Brian2's C++ code object with our templates of the threshold loop and of the queue of a pathway."""
    from brian2.devices.cpp_standalone.codeobject import CPPStandaloneCodeObject

    templater = CPPStandaloneCodeObject.templater.derive(__package__)
    return type("WithOurTemplates", (CPPStandaloneCodeObject,), {"templater": templater})


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


def _without_writing(source: str) -> str:
    """The program's arrays without the half of their source that writes them all, which the program never does."""
    return re.sub(r"(?<=^void _write_arrays\(\)\n).*?(?=^void _dealloc_arrays)", "{}\n", source, flags=re.DOTALL | re.M)


def _without_stopwatch(source: str) -> str:
    """Brian2's loop over time without a question to the system after every step, how long the run has taken."""
    asked = r"\n *current = std::clock\(\);\n *elapsed_realtime = [^;]*;(?=\s*})"
    return re.sub(asked, "\n        elapsed_realtime = 0;", source)


def _join(folder: Path) -> None:
    """Put sources that are compiled together into one file; each keeps its helpers, in a namespace of its name."""
    for joined, patterns in TOGETHER.items():
        texts = []
        for path in sorted({path for pattern in patterns for path in (folder / "code_objects").glob(f"{pattern}.cpp")}):
            helpers = f"{path.stem}_helpers"
            text = re.sub(r"^namespace \{", f"namespace {helpers} {{", path.read_text(), flags=re.M)
            texts.append(text.replace("using namespace brian;", f"using namespace brian; using namespace {helpers};"))
            path.unlink()
        (folder / f"{joined}.cpp").write_text("\n".join(texts))


def _types(source: str) -> dict[str, str]:
    """Type of every value that a run may set, read off the generated program that will take them."""
    taken = re.findall(r'if \(name == "([\w.]+)"\) \{.*?data_size = [^;]*sizeof\((\w+)\)', source, re.DOTALL)
    return {name: str(np.dtype(NUMPY_TYPES[c_type])) for name, c_type in taken}


def _compile(folder: Path, progress: Progress | None) -> None:
    chosen = compiler()
    flags = " ".join(chosen.flags)
    header = [chosen.path, "-x", "c++-header", "-c", "-Wno-write-strings", *chosen.flags, "-I.", PRECOMPILED]
    sources = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.cpp") if path.stat().st_size)
    make = [
        "make", f"-j{os.cpu_count() or 1}", f"CXX={shlex.quote(chosen.path)}", f"SRCS={' '.join(sources)}",
        f"OPTIMISATIONS={flags} -include {PRECOMPILED}", "LFLAGS=", "DEPS=",
    ]  # fmt: skip
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
                progress(min(1.0, done / len(sources)), float("nan"), "compiling the model")
        if process.wait() != 0:
            check_compiler(chosen)
            raise BuildFailed(f"the model did not compile: {''.join(printed)[-2000:]}")
