"""Which C++ compiler there is, which flags it takes, and by what its programs are known. Knows g++ and clang.

The programs of two compilers spike alike at first and differ in the last bits, so that a long run of one is another
sample of the same statistics, as with another seed. Both compilers vectorise the loops over cells: g++ with the vector
exp of glibc, clang with the same where ``-fveclib`` names it. The membrane's own exponential is a polynomial in place.
"""

import hashlib
import logging
import os
import platform
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ...errors import UserError
from .temporary import temporary_folder

COMMON = ("-w", "-O3", "-ffast-math", "-fno-finite-math-only", "-std=c++17")
# clang would multiply out differences of large numbers, and their digits cancel: noise would be wrong by a twentieth
CLANG = (*COMMON, "-fno-associative-math")
NEEDED = {"g++": COMMON, "clang": CLANG, "clang without glibc": CLANG}
NATIVE = ("-march=native", "-mcpu=native")
# Flags that only make the program faster, each with what else would do. They let a loop over cells be vectorised: g++
# and clang check no more than some 8 to 100 pairs of pointers for overlap unless they are told, and the loop silently
# stays scalar. NaN checks are kept, and then g++ does not define __FAST_MATH__, without which glibc declares no vector
# exp; clang calls it where -fveclib names its library. For Intel's processors with AVX-512 g++ uses half of each
# register unless it is told otherwise, and the whole program takes a tenth longer; each lane computes the same.
CHECKS = (
    ("-mllvm -runtime-memory-check-threshold=2000",), ("-mllvm -pragma-vectorize-memory-check-threshold=2000",),
)  # fmt: skip
WIDE = (("-mprefer-vector-width=512",),) if platform.machine() == "x86_64" else ()
WANTED = {
    "g++": (NATIVE, ("-D__FAST_MATH__",), ("--param=vect-max-version-for-alias-checks=2000",), *WIDE),
    "clang": (NATIVE, *CHECKS, ("-fveclib=libmvec",)),
    "clang without glibc": (NATIVE, *CHECKS),
}
HELLO = "#include <cmath>\n#include <iostream>\nint main() { std::cout << std::exp(1.0); }\n"
ANOTHER = "set CXX to another compiler or use engine=numpy"


class CompilerMissing(UserError):
    """There is no C++ compiler on this machine that can build the model."""


@dataclass(frozen=True)
class Compiler:
    """A compiler with the flags of ours that it takes.

    Attributes
    ----------
    family : str
        One of ``WANTED``.
    path : str
        Absolute path of the program.
    flags : tuple of str
        What the model is compiled with, one word an item.
    identity : str
        Hash of kind, version, target and processor features; programs of two compilers of one identity are the same.
    """

    family: str
    path: str
    flags: tuple[str, ...]
    identity: str


def compiler() -> Compiler:
    """Find the C++ compiler: ``$CXX``, or g++.

    Returns
    -------
    Compiler
        The compiler with the flags that it takes.

    Raises
    ------
    CompilerMissing
        There is none, or it lacks a flag that the model cannot do without. The message is one line.
    """
    named = os.environ.get("CXX") or "g++"
    found = shutil.which(named)
    if found is None:
        if len(named.split()) > 1 and shutil.which(named.split()[0]):
            raise CompilerMissing(f"CXX='{named}' has flags; set CXX to the program alone, {named.split()[0]}")
        said = "" if named == "g++" else f" (CXX is '{named}')"
        raise CompilerMissing(
            f"no C++ compiler found{said}: install g++ (Debian: apt-get install g++), or use engine=numpy"
        )
    return _inspected(str(Path(found).absolute()))


def check_compiler(chosen: Compiler) -> None:
    """Build a small program with the standard library.

    Parameters
    ----------
    chosen : Compiler
        The compiler.

    Raises
    ------
    CompilerMissing
        The build fails; the message is one line with the compiler's own first error.
    """
    with temporary_folder("compiler") as folder:
        source = Path(folder, "hello.cpp")
        source.write_text(HELLO)
        done = _call(chosen.path, *chosen.flags, str(source), "-o", f"{folder}/hello")
    if done.returncode:
        raise CompilerMissing(f"{chosen.path} cannot build a program ({_first_error(done)}); mend it, {ANOTHER}")


@cache
def _inspected(path: str) -> Compiler:
    """Every call of a compiler takes some hundredths of a second, so that they are few: three where all goes well."""
    version = _call(path, "--version")
    if version.returncode or not version.stdout:
        raise CompilerMissing(f"{path} does not work ({_first_error(version)}); mend it, {ANOTHER}")
    family = _family(version.stdout)
    flags = _words(*NEEDED[family], *(first for first, *_ in WANTED[family]))
    if not _takes(path, flags):
        flags = _accepted(path, family)
    # The predefined macros name version, target and every feature that -march=native found, in no locale and no width
    macros = _call(path, *flags, "-dM", "-E", "-x", "c++", "-").stdout
    said = [version.stdout.splitlines()[0], platform.machine(), *sorted(macros.splitlines())]
    return Compiler(family, path, flags, hashlib.sha256("\n".join(said).encode()).hexdigest())


def _family(version: str) -> str:
    """Which flags to ask a compiler for. On macOS g++ is clang, and there is no glibc."""
    if "clang" not in version.lower():
        return "g++"
    glibc = platform.libc_ver()[0] == "glibc" and platform.machine() == "x86_64"
    return "clang" if glibc else "clang without glibc"


def _accepted(path: str, family: str) -> tuple[str, ...]:
    """The flags that a compiler takes when it does not take all; says in one line which are missing."""
    if not _takes(path, ()):
        check_compiler(Compiler(family, path, (), ""))
    lacking = [flag for flag in NEEDED[family] if not _takes(path, (flag,))]
    if lacking:
        raise CompilerMissing(f"{path} does not take {' '.join(lacking)}, which the model needs; {ANOTHER}")
    chosen = [next((flag for flag in same if _takes(path, (flag,))), "") for same in WANTED[family]]
    refused = [same[0] for same, flag in zip(WANTED[family], chosen, strict=True) if not flag]
    if refused:
        logging.getLogger(__name__).warning("%s does not take %s: the model runs slower", path, " ".join(refused))
    return _words(*NEEDED[family], *chosen)


def _words(*flags: str) -> tuple[str, ...]:
    return tuple(word for flag in flags for word in flag.split())


def _takes(path: str, flags: tuple[str, ...]) -> bool:
    """Whether a compiler compiles an empty file with these flags; -w would hide that it ignores one."""
    shown = [word for word in _words(*flags) if word != "-w"]
    return _call(path, "-Werror", *shown, "-c", "-x", "c++", "-", "-o", os.devnull).returncode == 0


def _call(path: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What a compiler says, in English whatever the user's language is; a file that is no program says nothing."""
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        return subprocess.run(
            [path, *arguments], input="", capture_output=True, text=True, check=False, env=environment
        )
    except OSError as error:
        return subprocess.CompletedProcess([path], 1, "", str(error.strerror))


def _first_error(done: subprocess.CompletedProcess[str]) -> str:
    """The first line that says error, else the first line."""
    lines = [line.strip() for line in f"{done.stderr}\n{done.stdout}".splitlines() if line.strip()]
    return next((line for line in lines if "error" in line.lower()), lines[0] if lines else "no message")
