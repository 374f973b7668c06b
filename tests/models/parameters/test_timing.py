"""Clocks: each step is a whole number of the steps below it, for every time step that a structure may have."""

import pytest

from disinhibition.models.parameters.timing import (
    COURSE_STEP,
    FLUCTUATION_STEP,
    HALT_STEP,
    SETTLING,
    SLOW_STEPS,
)


@pytest.mark.parametrize("dt", [1e-4, 5e-5, 2.5e-5])
@pytest.mark.parametrize("step", [COURSE_STEP, FLUCTUATION_STEP, HALT_STEP, SETTLING])
def test_slower_clocks_tick_with_the_slow_step(dt: float, step: float) -> None:
    ticks = step / (SLOW_STEPS * dt)
    assert ticks == pytest.approx(round(ticks)) and ticks >= 1
