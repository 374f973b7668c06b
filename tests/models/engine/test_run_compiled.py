"""Values as the program's arguments: what a run has in common with the runs before it is not written again."""

import numpy as np
import pytest

from disinhibition.models.engine.build_cache import PROGRAM
from disinhibition.models.engine.run_compiled import KeptValues, RunFailed, run_program, write_values
from disinhibition.models.engine.temporary import make_temporary

TYPES = {"cells.gain": "float32", "cells.seed": "int32", "gated.weight": "float32"}


def _read(arguments: list[str]) -> dict[str, np.ndarray]:
    """Every value as the program takes it."""
    pairs = (argument.split("=") for argument in arguments)
    return {
        name: np.fromfile(said, TYPES[name]) if said[0] == "/" else np.array([said], np.float64) for name, said in pairs
    }


def test_a_single_number_is_text_that_reads_back_exactly(tmp_path):
    arguments = write_values({"cells.gain": np.array(0.1), "cells.seed": np.array(2**31 - 1)}, TYPES, tmp_path)
    assert not list(tmp_path.iterdir())
    values = dict(argument.split("=") for argument in arguments)
    assert np.float32(float(values["cells.gain"])) == np.float32(0.1)
    assert int(values["cells.seed"]) == 2**31 - 1


def test_an_array_is_a_file_of_the_model_s_type(tmp_path):
    arguments = write_values({"cells.gain": np.array([0.1, 0.2])}, TYPES, tmp_path)
    np.testing.assert_array_equal(_read(arguments)["cells.gain"], np.array([0.1, 0.2], np.float32))


def test_a_value_the_model_does_not_have_is_named(tmp_path):
    with pytest.raises(KeyError, match=r"no value 'cells\.gian'"):
        write_values({"cells.gian": np.zeros(2)}, TYPES, tmp_path)


def test_only_what_differs_from_the_first_run_is_written_again(tmp_path):
    kept = _kept(tmp_path)
    first = {"cells.gain": np.zeros(3), "gated.weight": np.ones(2)}
    kept.arguments(first, (), _folder(tmp_path, "one"))
    folder = _folder(tmp_path, "two")
    arguments = kept.arguments(first | {"cells.gain": np.array([0.0, -0.0, 0.0])}, (), folder)
    assert [path.name for path in folder.iterdir()] == ["cells.gain"]
    values = _read(arguments)
    np.testing.assert_array_equal(np.signbit(values["cells.gain"]), [False, True, False])
    np.testing.assert_array_equal(values["gated.weight"], np.ones(2))


def test_what_passes_is_not_what_later_runs_are_compared_with(tmp_path):
    kept = _kept(tmp_path)
    kept.arguments({"gated.weight": np.zeros(2)}, ("gated.weight",), _folder(tmp_path, "one"))
    for name, written in (("two", "kept"), ("three", "kept")):
        folder = _folder(tmp_path, name)
        arguments = kept.arguments({"gated.weight": np.ones(2)}, (), folder)
        assert arguments == [f"gated.weight={tmp_path / written / 'gated.weight'}"]
        assert not list(folder.iterdir())


@pytest.mark.parametrize("progress", [None, lambda fraction, left, text: None])
def test_a_file_that_the_program_could_not_open_fails_the_run_whether_it_is_followed_or_not(tmp_path, progress):
    program = tmp_path / PROGRAM
    program.write_text("#!/bin/sh\necho 0.1\necho 'Error opening file gain'\n")
    program.chmod(0o755)
    workplace = make_temporary("run")
    with pytest.raises(RunFailed, match="Error opening file gain"):
        run_program(tmp_path, workplace, [], tmp_path, 1, "float32", 1.0, progress)
    workplace.remove()


def _kept(tmp_path) -> KeptValues:
    return KeptValues(TYPES, _folder(tmp_path, "kept"))


def _folder(tmp_path, name):
    folder = tmp_path / name
    folder.mkdir()
    return folder
