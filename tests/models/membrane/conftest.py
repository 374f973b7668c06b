"""Receptors stepped by their own equations, one unit at a time and without a network."""

from collections.abc import Callable, Mapping

import numpy as np
import pytest

from disinhibition.models.circuits.connectome import Connectome
from disinhibition.models.condition.unit_factors import UnitFactors
from disinhibition.models.membrane.cells import Membranes
from disinhibition.models.membrane.receptor import Receptor

FAST, SLOW = 1e-4, 5e-4  # s, the steps with which receptors are integrated


@pytest.fixture(scope="session")
def parameters_of(right_side: Connectome, right_membranes: Membranes) -> Callable[..., dict[str, float]]:
    """Parameters of a receptor on one unit (the first, a cortical cell, unless it is named) under some factors."""

    def parameters(receptor: Receptor, factors: Mapping[str, float] | None = None, unit: int = 0) -> dict[str, float]:
        step = FAST if receptor.fast else SLOW
        values = receptor.values(UnitFactors(right_side, factors or {}), right_membranes, step)
        return {name: float(np.ravel(value)[unit if np.ndim(value) else 0]) for name, value in values.items()}

    return parameters


@pytest.fixture(scope="session")
def after_spike(parameters_of: Callable[..., dict[str, float]]) -> Callable[..., dict[str, np.ndarray]]:
    """Time (s) and every variable of a receptor after a spike of unit weight at 0, by the receptor's own equation."""

    def course(receptor: Receptor, duration: float, factors: Mapping[str, float] | None = None, v: float = -70e-3):
        step = FAST if receptor.fast else SLOW
        known = parameters_of(receptor, factors) | dict.fromkeys(receptor.states, 0.0)
        known |= {"siemens": 1.0, "exp": np.exp, "v": v, receptor.opened: 1.0}
        code = receptor.update
        if receptor.fast:
            derivative = receptor.equation.partition("=")[2].partition(":")[0]
            code = f"{receptor.opened} = {receptor.opened} + {step}*({derivative.strip()})"
        rows = []
        for _ in range(round(duration / step)):
            exec(code, known)
            rows.append({name: value for name, value in known.items() if isinstance(value, float)})
        time = step * np.arange(1, len(rows) + 1)
        return {"time": time} | {name: np.array([row[name] for row in rows]) for name in rows[0]}

    return course
