"""Instruments around the cells, each run by itself on a few cells."""

from collections.abc import Iterator

import brian2 as b2
import numpy as np
import pytest
from brian2 import ms, nS, second

from disinhibition.models.engine.instruments import clockwork, electrodes, stimulators
from disinhibition.models.engine.wiring import Wiring

CELLS = "g_ampa : siemens\nexcitation : siemens\ninhibition : siemens\nv : volt\nchloride : volt"
WIRING = Wiring(
    4, 0, 2, ("left_hand", "left_foot"),
    {
        "stimulation": (np.array([0, 0, 1, 1]), np.arange(4)),
        "field": (np.array([0, 1, 2]), np.array([0, 1, 0])),
    },
)  # fmt: skip


@pytest.fixture(autouse=True)
def interpreted() -> Iterator[None]:
    kept = b2.prefs.codegen.target
    b2.prefs.codegen.target = "numpy"
    b2.defaultclock.dt = 0.1 * ms
    yield
    b2.prefs.codegen.target = kept


def test_stimulator_kicks_its_own_cells_at_the_steps_and_strengths_of_its_schedule() -> None:
    cells = b2.NeuronGroup(4, CELLS, name="cells")
    step, strength = np.full((4, 2), -1.0), np.zeros((4, 2))
    step[:2, 1], strength[:2, 1] = (10, 30), (5e-9, 2e-9)
    sources, kicks = stimulators(cells, WIRING, {"stimulus_step": step, "stimulus_strength": strength})
    sources.due, sources.strength = step[0], strength[0] * b2.siemens
    kicks.effect = [1, 1, 1, 0.5]
    network = b2.Network(cells, sources, kicks)
    for end, expected in ((2, [0, 0, 5, 2.5]), (4, [0, 0, 7, 3.5]), (8, [0, 0, 7, 3.5])):
        network.run(end * ms - network.t, namespace={})
        np.testing.assert_allclose(cells.g_ampa / nS, expected, atol=1e-9)


def test_electrode_sums_the_synaptic_currents_of_the_cells_below_it() -> None:
    cells = b2.NeuronGroup(4, CELLS, name="cells")
    cells.v, cells.chloride = -0.06 * b2.volt, -0.075 * b2.volt
    cells.excitation, cells.inhibition = [1, 2, 3, 4] * nS, [2, 2, 0, 2] * nS
    rows, summed, monitor = electrodes(cells, WIRING, 0.5 * ms)
    summed.scalp = [1, 1, 0.5]
    b2.Network(cells, rows, summed, monitor).run(1 * ms, namespace={})
    np.testing.assert_allclose(monitor.excitation_sum_[:, -1], [0.06 * 2.5e-9, 0.06 * 2e-9], rtol=1e-6)
    np.testing.assert_allclose(monitor.inhibition_sum_[:, -1], [-0.015 * 2e-9, -0.015 * 2e-9], rtol=1e-6)


def test_clockwork_lets_an_interpreted_run_go_on() -> None:
    clock = clockwork()
    clock.end = 1 * ms
    network = b2.Network(clock)
    network.run(3 * ms, namespace={})
    assert network.t / second == pytest.approx(3e-3) and clock.halted[0] == 0
