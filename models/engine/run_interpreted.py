"""Runs the network in this process with Brian2's numpy code, for machines without a compiler and for tests."""

from collections.abc import Mapping

import numpy as np

from ..parameters.timing import SETTLING
from .run_compiled import RawResults
from .wiring import Wiring


def run_interpreted(
    wiring: Wiring, values: Mapping[str, np.ndarray], dt: float, precision: str, duration: float
) -> RawResults:
    """Run the equations and run-time values of the compiled model without a compiler.

    Parameters
    ----------
    wiring : Wiring
        Sizes and pairs.
    values : Mapping[str, numpy.ndarray]
        Run-time values by object and variable.
    dt : float
        Time step in s.
    precision : str
        Type of the variables, ``float32`` or ``float64``.
    duration : float
        Length of the recording in s.

    Returns
    -------
    RawResults
        Spikes and field currents, settling time included.
    """
    import brian2 as b2

    from . import network

    kept = b2.prefs.codegen.target, b2.prefs.core.default_float_dtype
    b2.prefs.codegen.target = "numpy"
    b2.prefs.core.default_float_dtype = np.dtype(precision).type
    try:
        tables = {name.removesuffix(".values"): value for name, value in values.items() if name.endswith(".values")}
        net = network.build_network(wiring, dt, tables)
        for name, value in values.items():
            owner, _, variable = name.partition(".")
            if owner not in tables:
                holder = net[owner].pre if variable == "delay" else net[owner]
                holder.variables[variable].get_value()[...] = value
        net.run((duration + SETTLING) * b2.second, namespace={})
    finally:
        b2.prefs.codegen.target, b2.prefs.core.default_float_dtype = kept
    spikes, field = net["spikes"], net["field_currents"]
    rows = [np.asarray(getattr(field, f"{name}_sum_")) for name in ("excitation", "inhibition")]
    return RawResults(np.asarray(spikes.i_), np.asarray(spikes.t_), np.stack(rows, axis=1))
