"""Runs in this process leave Brian2 as they found it."""

import brian2 as b2
import pytest

from disinhibition.models.condition.condition import Condition
from disinhibition.models.engine.engine import Engine
from disinhibition.models.engine.values.run_values import run_values


def test_a_run_covers_the_settling_time_and_keeps_the_preferences_of_brian2(interpreted: Engine) -> None:
    before = b2.prefs.codegen.target, b2.prefs.core.default_float_dtype
    values = run_values(interpreted.connectome, interpreted.cells, Condition(), 0.02, 1, 1e-4)
    raw = interpreted.run_raw(values, False, 0.02, None)
    assert (b2.prefs.codegen.target, b2.prefs.core.default_float_dtype) == before
    assert 0.3 < raw.spike_time.max() < 0.32
    assert raw.field_current.shape == (len(interpreted.wiring.electrodes), 2, round(0.32 / 0.5e-3))


def test_preferences_come_back_after_a_failure_too(interpreted: Engine) -> None:
    before = b2.prefs.codegen.target, b2.prefs.core.default_float_dtype
    with pytest.raises(KeyError):
        interpreted.run_raw({"cells.no_such_variable": 0}, False, 0.02, None)
    assert (b2.prefs.codegen.target, b2.prefs.core.default_float_dtype) == before
