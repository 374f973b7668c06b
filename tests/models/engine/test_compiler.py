"""The compiler that is found, its flags, and what its programs are known by."""

import logging
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from disinhibition.models.engine.compiler import NATIVE, NEEDED, WANTED, CompilerMissing, compiler

IDENTITY = "from disinhibition.models.engine.compiler import compiler; print(compiler().identity)"


@pytest.fixture
def made(tmp_path, monkeypatch):
    """Makes a compiler of a shell script; what it does not treat is done by g++."""

    def make(script: str) -> str:
        path = tmp_path / "c++"
        path.write_text(f'#!/bin/sh\n{script}\nexec {shutil.which("g++")} "$@"\n')
        path.chmod(0o755)
        monkeypatch.setenv("CXX", str(path))
        return str(path)

    return make


def refusing(flag: str) -> str:
    return f'case "$*" in *{flag}*) echo "error: what is {flag}?" >&2; exit 1;; esac'


def test_a_whole_compiler_gets_every_flag(monkeypatch):
    monkeypatch.delenv("CXX", raising=False)
    family = "clang" if b"clang" in subprocess.run(["g++", "--version"], capture_output=True).stdout else "g++"
    wanted = " ".join([*NEEDED[family], *(first for first, *_ in WANTED[family])])
    assert " ".join(compiler().flags) == wanted
    assert Path(compiler().path).is_absolute()


@pytest.mark.parametrize(
    "surroundings", [{"COLUMNS": "80"}, {"COLUMNS": "200"}, {"LC_ALL": "C.UTF-8"}, {"LANG": "de_DE"}]
)
def test_width_and_language_of_the_terminal_do_not_change_the_identity(monkeypatch, surroundings):
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    done = subprocess.run([sys.executable, "-c", IDENTITY], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == compiler().identity


def test_another_processor_is_another_identity(made, monkeypatch):
    before = compiler().identity
    made('for word; do shift; [ "$word" = -march=native ] && word=-march=x86-64; set -- "$@" "$word"; done')
    assert compiler().flags[: len(NEEDED["g++"])] == NEEDED["g++"]
    assert compiler().identity != before


def test_a_flag_that_only_makes_it_faster_is_left_out_and_said(made, caplog):
    path = made(refusing("--param=vect"))
    with caplog.at_level(logging.WARNING):
        flags = compiler().flags
    assert not [flag for flag in flags if flag.startswith("--param")]
    assert "-D__FAST_MATH__" in flags
    (said,) = caplog.messages
    assert said.startswith(f"{path} does not take --param=vect-max")


def test_a_flag_that_another_does_for_is_replaced(made, caplog):
    made(f'{refusing("-march=native")}\n[ "$*" = "${{*#*-mcpu=native}}" ] || exec true')
    assert NATIVE[1] in compiler().flags
    assert not caplog.messages


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (refusing("-std=c++17"), r"does not take -std=c\+\+17, which the model needs; .*engine=numpy"),
        ("echo 'error: out of order' >&2; exit 1", r"does not work \(error: out of order\); .*engine=numpy"),
        ("exit 0", r"does not work \(no message\)"),
        ('[ "$1" = --version ] || { echo "fatal error: no cc1plus" >&2; exit 1; }', r"cannot build.*no cc1plus.*numpy"),
    ],
    ids=["needed flag", "fails", "silent", "compiles nothing"],
)
def test_a_compiler_that_is_of_no_use_says_so_in_one_line(made, script, said):
    made(script)
    with pytest.raises(CompilerMissing, match=said) as raised:
        compiler()
    assert "\n" not in str(raised.value)


def test_a_file_that_is_no_program_says_so(tmp_path, monkeypatch):
    path = tmp_path / "c++"
    path.write_bytes(b"\x7fnonsense")
    path.chmod(0o755)
    monkeypatch.setenv("CXX", str(path))
    with pytest.raises(CompilerMissing, match=r"does not work \(Exec format error\)"):
        compiler()


def test_a_missing_compiler_is_named(monkeypatch):
    monkeypatch.setenv("CXX", "no-such-compiler")
    with pytest.raises(CompilerMissing, match=r"CXX is 'no-such-compiler'.*install g\+\+.*engine=numpy"):
        compiler()


def test_a_compiler_given_by_a_relative_path_is_found_from_any_folder(made, tmp_path, monkeypatch):
    made("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CXX", "./c++")
    assert compiler().path == str(tmp_path / "c++")


def test_a_compiler_with_flags_is_answered_with_the_program_alone(monkeypatch):
    monkeypatch.setenv("CXX", f"{sys.executable} -Wall")
    with pytest.raises(CompilerMissing, match="has flags; set CXX to the program alone"):
        compiler()
