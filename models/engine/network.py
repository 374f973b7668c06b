"""Turns a connectome into Brian2 objects with fixed names. Every number in it is a run-time value."""

from collections.abc import Mapping

import brian2 as b2
import numpy as np
from brian2 import second

from ..membrane.channel import Channel
from ..membrane.receptors import CHANNELS
from ..parameters.timing import COURSE_KNOTS, COURSE_STEP, FLUCTUATION_STEP, SLOW_STEPS, STIMULUS_EVENTS
from . import courses, noise
from .equations import CELLS, EFFORT, FLUCTUATION, NOISE, PERSISTENT, RESET, SLOW
from .instruments import clockwork, connect, electrodes, stimulators
from .wiring import Pairs, Wiring

END_OF_TIME = 1e6 * second


def build_network(wiring: Wiring, dt: float, tables: Mapping[str, np.ndarray] | None = None) -> b2.Network:
    """Make the Brian2 network of a wiring; all its values are zero until the engine sets them.

    Parameters
    ----------
    wiring : Wiring
        Sizes and pairs.
    dt : float
        Time step in s.
    tables : Mapping[str, numpy.ndarray], optional
        Values of ``course``, ``stimulus_step`` and ``stimulus_strength``. A compiled model takes them at run time, an
        interpreted one needs them here.

    Returns
    -------
    brian2.Network
        The network, with fixed names of objects.
    """
    tables = tables or {
        "course": np.ones((COURSE_KNOTS, courses.COLUMNS)),
        "stimulus_step": np.full((STIMULUS_EVENTS, wiring.stimulators), -1.0),
        "stimulus_strength": np.zeros((STIMULUS_EVENTS, wiring.stimulators)),
    }
    b2.defaultclock.dt = dt * second
    slow = SLOW_STEPS * dt * second
    course = b2.TimedArray(tables["course"], dt=1 * second, name="course")
    namespace = {"course": course, "philox_gaussian": _gaussian(), "exponential": _exponential()}
    cells = b2.NeuronGroup(
        wiring.units,
        CELLS,
        threshold="v > -40*mV",
        reset=RESET,
        method=_euler,
        name="cells",
        namespace=namespace,
    )
    cells.run_regularly(FLUCTUATION, dt=FLUCTUATION_STEP * second, name="fluctuations", order=-4)
    cells.run_regularly(courses.EQUATIONS, dt=COURSE_STEP * second, name="courses", order=-3)
    cells.run_regularly(NOISE, dt=slow, name="noise", order=-2)
    cells.run_regularly(EFFORT, dt=COURSE_STEP * second, name="efforts", order=-3)
    pools = cells[wiring.units - wiring.motoneurons :]
    pools.run_regularly(PERSISTENT, dt=slow, name="persistent_inward", order=-1)
    cells.run_regularly(SLOW, dt=slow, name="slow_conductances", order=0)
    objects = [cells, b2.SpikeMonitor(cells, name="spikes")]
    objects += [_synapses(cells, channel, wiring.pairs[name]) for name, channel in CHANNELS.items()]
    objects += stimulators(cells, wiring, tables)
    objects += electrodes(cells, wiring, slow)
    objects += [clockwork()]
    return b2.Network(*objects)


def _euler(equations: b2.Equations, variables: object, method_options: object = None) -> str:
    """Forward Euler with a time step of the network's own precision (Brian2's ``dt`` is always double)."""
    derivatives = equations.get_substituted_expressions()
    lines = [f"_{name} = {name} + step*({expression.code})" for name, expression in derivatives]
    return "\n".join([*lines, *(f"{name} = _{name}" for name, _ in derivatives)])


def _synapses(cells: b2.NeuronGroup, channel: Channel, pairs: Pairs) -> b2.Synapses:
    synapses = b2.Synapses(cells, cells, channel.model, on_pre=channel.on_pre, name=channel.name)
    connect(synapses, pairs)
    return synapses


def _exponential() -> b2.Function:
    function = b2.Function(np.exp, arg_units=[1], return_unit=1)
    function.implementations.add_implementation(
        "cpp", "", compiler_kwds={"headers": ['"exponential.hpp"']}, name="exponential"
    )
    return function


def _gaussian() -> b2.Function:
    function = b2.Function(
        noise.gaussian, arg_units=[1, 1, 1, 1], return_unit=1, arg_types=["integer"] * 4, return_type="float"
    )
    function.implementations.add_implementation(
        "cpp", "", compiler_kwds={"headers": ['"noise.hpp"']}, name="philox_gaussian"
    )
    return function
