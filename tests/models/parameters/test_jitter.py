"""Draws of all guessed numbers at once."""

import numpy as np
import pytest

from disinhibition.models.circuits.circuit import Structure
from disinhibition.models.circuits.connectome import draw
from disinhibition.models.circuits.pathway import build_pathway
from disinhibition.models.parameters.jitter import jitter_factors, jitter_numbers, ranged_numbers
from disinhibition.models.parameters.sourced import load_table, replaced_tables, walk
from disinhibition.models.parameters.table_numbers import all_numbers, tables_with


def test_every_guess_but_the_counts_moves_by_up_to_20_percent_or_within_its_range():
    factors = jitter_factors(3)
    assert len(factors) > 300
    assert not any("probability" in name or ".sizes." in name for name in factors)
    for name, factor in factors.items():
        table, _, entry = name.partition(".")
        number = dict(walk(load_table(table)))[entry]
        assert number.confidence in ("guess", "trial")
        if number.unit == "mV":
            moved = number.value * factor if number.value else (factor - 1) * (number.high - number.low)
            assert number.low <= moved <= number.high
        else:
            assert 0.8 <= factor <= 1.2


def test_draws_are_uniform_over_the_whole_20_percent():
    known = all_numbers()
    drawn = [jitter_numbers(seed) for seed in range(1, 6)]
    relative = [
        value / known[name].value - 1
        for numbers in drawn
        for name, value in numbers.items()
        if known[name].unit != "mV" and known[name].value
    ]
    assert len(relative) > 1000
    assert 0.199 < max(relative) <= 0.2 and -0.2 <= min(relative) < -0.199
    assert np.std(relative) == pytest.approx(0.2 / np.sqrt(3), rel=0.05)


def test_potentials_move_over_their_own_range_and_never_leave_it():
    known = all_numbers()
    reached = []
    for seed in range(1, 21):
        for name, value in jitter_numbers(seed).items():
            number = known[name]
            if number.unit == "mV" and number.low < number.value < number.high:
                assert number.low <= value <= number.high
                reached.append((value - number.low) / (number.high - number.low))
    assert min(reached) < 0.05 and max(reached) > 0.95


def test_published_numbers_do_not_move():
    moved = tables_with(jitter_numbers(3))["receptors"]
    assert moved["gaba_b"]["decay"] == load_table("receptors")["gaba_b"]["decay"]


def test_draws_differ_and_repeat():
    assert jitter_factors(1) == jitter_factors(1)
    assert jitter_factors(1) != jitter_factors(2)


def test_jittered_network_has_the_same_wiring_and_other_weights(right_side):
    with replaced_tables(tables_with(jitter_numbers(1))):
        jittered = draw(build_pathway(Structure(sides="right", jitter=1)), 1)
    for name, channel in jittered.channels.items():
        np.testing.assert_array_equal(channel.post, right_side.channels[name].post)
    assert not np.array_equal(jittered.channels["excitatory"].weight, right_side.channels["excitatory"].weight)


def test_tables_are_the_shipped_ones_again_afterwards():
    before = load_table("cortex")
    with replaced_tables(tables_with(jitter_numbers(1))):
        assert load_table("cortex") != before
    assert load_table("cortex") is before


@pytest.mark.parametrize("spread", [0.1, 0.5, 1.0])
def test_a_draw_over_the_ranges_goes_as_far_as_its_spread_and_the_way_that_the_jitter_goes(spread):
    known, jittered = all_numbers(), jitter_numbers(3)
    for name, value in ranged_numbers(3, spread).items():
        number = known[name]
        up, down = spread * (number.high - number.value), spread * (number.value - number.low)
        near = 1e-5 * abs(number.value) + 1e-12
        assert number.value - down - near <= value <= number.value + up + near
        if number.value > 0:
            assert (value - number.value) * (jittered[name] - number.value) >= 0, name
    assert all(value == pytest.approx(known[name].value) for name, value in ranged_numbers(3, 0.0).items())


@pytest.mark.slow
def test_draws_over_the_ranges_come_near_both_ends():
    """Ranges are not symmetric about their values."""
    name = max(
        (name for name, number in all_numbers().items() if name in jitter_numbers(1) and number.unit == "mV"),
        key=lambda name: all_numbers()[name].high - all_numbers()[name].value,
    )
    number = all_numbers()[name]
    drawn = [ranged_numbers(draw, 1.0)[name] for draw in range(60)]
    assert max(drawn) > number.high - 0.15 * (number.high - number.value)
    assert min(drawn) < number.low + 0.15 * (number.value - number.low)
