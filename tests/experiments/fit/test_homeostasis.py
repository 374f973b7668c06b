"""Homeostasis moves the levers of a draw until its circuits are as excitable as the rule asks."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from disinhibition.experiments.fit.homeostasis import bring_home, read_rule
from disinhibition.models.circuits.circuit import Structure
from disinhibition.models.parameters.table_numbers import all_numbers, check_number

RULE = read_rule()
SIZE = 10


def recording(ignitions: dict[str, int], rates: dict[str, float], duration: float) -> SimpleNamespace:
    """One population of each class of cells; an ignition is one spike of each of its cells."""
    cells = list(dict.fromkeys(lever.cells for lever in RULE.levers))

    def spikes_of(name: str) -> tuple[np.ndarray, np.ndarray]:
        volleys = np.repeat(0.205 + 0.5 * np.arange(ignitions.get(name, 0)), SIZE)
        alone = np.linspace(0, duration - 0.01, round(rates.get(name, 0) * duration * SIZE))
        unit = np.concatenate([np.tile(np.arange(SIZE), ignitions.get(name, 0)), np.arange(alone.size) % SIZE])
        return np.concatenate([volleys, alone]), unit

    return SimpleNamespace(
        population=cells, cell_class=cells, duration=duration, spikes_of=spikes_of, units_of=lambda name: range(SIZE)
    )


def answering(needed: dict[str, float]):
    """Modules that ignite or reach their rate once the factor on their lever is what they need."""

    def run(structure: Structure, gain: float, duration: float) -> SimpleNamespace:
        factor = {name: value / all_numbers()[name].value for name, value in structure.numbers}
        on = {lever: factor[lever.number] > needed[lever.number] for lever in RULE.levers}
        ignitions = {lever.cells: int(10 * on[lever]) for lever in RULE.levers if lever.ignites}
        rates = {lever.cells: 2 * lever.target * on[lever] for lever in RULE.levers if not lever.ignites}
        return recording(ignitions, {}, duration) if gain < 1 else recording({}, rates, duration)

    return run


@pytest.mark.parametrize("needed", [0.6, 1.0, 1.7])
def test_levers_end_where_their_modules_just_answer(needed: float) -> None:
    found = bring_home(Structure(), RULE, answering({lever.number: needed for lever in RULE.levers}))
    assert set(found) == {lever.number for lever in RULE.levers}
    for name, value in found.items():
        assert value / all_numbers()[name].value == pytest.approx(needed, rel=RULE.reopened**2 - 1)


def test_each_lever_follows_its_own_cells() -> None:
    needed = {lever.number: 0.6 + 0.2 * k for k, lever in enumerate(RULE.levers)}
    found = bring_home(Structure(), RULE, answering(needed))
    factors = [found[lever.number] / all_numbers()[lever.number].value for lever in RULE.levers]
    assert factors == sorted(factors)


def test_a_draw_is_moved_from_its_own_numbers() -> None:
    rule = replace(RULE, steps=0)
    name = "brainstem.drive.reticular.rate"
    assert bring_home(Structure(), rule, None)[name] == all_numbers()[name].value
    assert bring_home(Structure(jitter=3), rule, None)[name] != all_numbers()[name].value
    own = Structure(jitter=3, numbers=((name, 500.0),))
    assert bring_home(own, rule, None)[name] == 500.0


def test_levers_are_numbers_of_the_tables() -> None:
    for lever in RULE.levers:
        check_number(lever.number, all_numbers()[lever.number].value)
