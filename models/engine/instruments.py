"""The instruments around the cells: stimulators, field electrodes, and the clockwork that ends a compiled run."""

from collections.abc import Mapping

import brian2 as b2
import numpy as np
from brian2 import second

from ..parameters.timing import HALT_STEP
from .wiring import Pairs, Wiring

FIELD = """
excitation_sum_post = -scalp*excitation_pre*v_pre : amp (summed)
inhibition_sum_post = -scalp*inhibition_pre*(v_pre - chloride_pre) : amp (summed)
scalp : 1 (constant)
"""


def stimulators(cells: b2.NeuronGroup, wiring: Wiring, tables: Mapping[str, np.ndarray]) -> list[b2.BrianObject]:
    """Make one stimulator for each population, with its schedule as run-time tables.

    Parameters
    ----------
    cells : brian2.NeuronGroup
        All units.
    wiring : Wiring
        Sizes and pairs.
    tables : Mapping[str, numpy.ndarray]
        ``stimulus_step`` (event, stimulator), step numbers, and ``stimulus_strength`` (event, stimulator) in S.

    Returns
    -------
    list[brian2.BrianObject]
        The stimulators and their synapses.
    """
    count = wiring.stimulators
    schedule = {
        name: b2.TimedArray(tables[name], dt=1 * second, name=name) for name in ("stimulus_step", "stimulus_strength")
    }
    sources = b2.NeuronGroup(
        count,
        "due : integer\nstrength : siemens\nevent : integer",
        threshold="t_in_timesteps == due",
        reset="""event += 1
        due = int(stimulus_step(event*second, i))
        strength = stimulus_strength(event*second, i)*siemens""",
        name="stimulators",
        namespace=schedule,
    )
    kicks = b2.Synapses(
        sources, cells, "effect : 1 (constant)", on_pre="g_ampa_post += strength_pre*effect", name="stimulation"
    )
    connect(kicks, wiring.pairs["stimulation"])
    return [sources, kicks]


def electrodes(cells: b2.NeuronGroup, wiring: Wiring, step: b2.Quantity) -> list[b2.BrianObject]:
    """Make the field electrodes: currents onto pyramidal cells, summed during the run onto one row for each electrode.

    Parameters
    ----------
    cells : brian2.NeuronGroup
        All units.
    wiring : Wiring
        Sizes and pairs.
    step : brian2.Quantity
        Time between two samples.

    Returns
    -------
    list[brian2.BrianObject]
        The rows, the synapses that sum onto them, and the monitor.
    """
    rows = b2.NeuronGroup(
        len(wiring.electrodes), "excitation_sum : amp\ninhibition_sum : amp", dt=step, name="electrodes"
    )
    summed = b2.Synapses(cells, rows, FIELD, dt=step, name="field")
    connect(summed, wiring.pairs["field"])
    monitor = b2.StateMonitor(rows, ["excitation_sum", "inhibition_sum"], record=True, dt=step, name="field_currents")
    return [rows, summed, monitor]


def clockwork() -> b2.NeuronGroup:
    """Make the object that ends a compiled run at a run-time duration and tells how far the run is.

    Returns
    -------
    brian2.NeuronGroup
        One unit with the end as a run-time value.
    """
    halt = b2.Function(_run_on, arg_units=[second, second], return_unit=1, stateless=False)
    halt.implementations.add_implementation("cpp", "", compiler_kwds={"headers": ['"halt.hpp"']}, name="halt")
    clock = b2.NeuronGroup(1, "end : second (shared, constant)\nhalted : 1", name="clockwork", namespace={"halt": halt})
    clock.run_regularly("halted = halt(t, end)", dt=HALT_STEP * second, name="halting")
    return clock


def _run_on(t: b2.Quantity, end: b2.Quantity) -> float:
    """What halt.hpp does not need to do in an interpreted run, whose duration is known from the start."""
    return 0.0


def connect(synapses: b2.Synapses, pairs: Pairs) -> None:
    """Connect pairs of indices.

    Parameters
    ----------
    synapses : brian2.Synapses
        Synapses without connections.
    pairs : tuple[numpy.ndarray, numpy.ndarray]
        Indices of sources (synapse,) and of targets (synapse,).
    """
    synapses.connect(i=pairs[0].astype(np.int32), j=pairs[1].astype(np.int32))
