"""Tonic GABA-A: a shift of affinity potentiates it up to a cap, and anaesthetics open it directly."""

from itertools import pairwise

import pytest

from disinhibition.models.drugs.drug_numbers import replaced_drug_numbers
from disinhibition.models.drugs.drug_tables import mechanisms_of, shared_numbers
from disinhibition.models.drugs.levels import Levels
from disinhibition.models.drugs.mechanisms import check_readings, factors_of
from disinhibition.models.drugs.mechanisms.tonic import _response, tonic

CORTEX = "receptors.gaba_a_tonic.cortex"


def response(shift: float) -> float:
    """Gain of tonic receptors whose affinity for GABA is ``shift`` times as high."""
    pool = shared_numbers("tonic")
    ratio, power = pool["half"].value / pool["ambient"].value, pool["hill"].value
    return float((1 + ratio**power) / (1 + (ratio / shift) ** power))


@pytest.mark.parametrize(
    ("shift", "hill", "low", "high"), [(2.5, 1, 2.3, 2.5), (2.5, 1.3, 3.1, 3.3), (2.5, 1.5, 3.8, 3.9), (20, 1, 9, 16)]
)
def test_the_gain_of_a_shift_of_affinity_meets_the_check_values(shift, hill, low, high) -> None:
    for ambient in (0.2, 1.0):
        with replaced_drug_numbers({"shared.tonic.hill": hill, "shared.tonic.ambient": ambient}):
            gain = _response(shift, shared_numbers("tonic"))
        assert 0.98 * low <= gain <= 1.02 * high


@pytest.mark.parametrize("times", [0.3, 1.0, 3.0])
def test_the_sensitive_share_of_the_receptors_follows_the_shift(times: float, factors, number) -> None:
    shift = 1 + number("clonazepam.tonic.shift.most") * times / (1 + times)
    found = factors(clonazepam=0.02 * times)[CORTEX]
    assert found == pytest.approx(1 + number("clonazepam.tonic.share") * (response(shift) - 1))


def test_potentiation_stops_at_its_cap_and_direct_opening_adds_to_it(factors) -> None:
    assert factors(etomidate=1.2)[CORTEX] == pytest.approx(5 + 3 * 1.2 / 37.2)
    with replaced_drug_numbers({"shared.tonic.cap": 3.0}):
        assert factors(etomidate=1.2)[CORTEX] == pytest.approx(3 + 3 * 1.2 / 37.2)


def test_agents_of_one_site_do_not_multiply_and_agents_of_two_sites_do(factors) -> None:
    half = factors(clonazepam=0.02)[CORTEX]
    assert factors(clonazepam=0.01, nordazepam=0.0)[CORTEX] < half
    alone, other = factors(brexanolone=0.005)[CORTEX], factors(clonazepam=0.005)[CORTEX]
    assert factors(brexanolone=0.005, clonazepam=0.005)[CORTEX] == pytest.approx(alone * other)


def test_flumazenil_undoes_a_benzodiazepine_and_spares_a_neurosteroid(factors) -> None:
    given = [factors(clonazepam=0.02, flumazenil=level)[CORTEX] for level in (0.0, 0.01, 0.1, 10.0)]
    assert all(more < less for less, more in pairwise(given))
    assert factors(brexanolone=0.01, flumazenil=10.0)[CORTEX] == pytest.approx(factors(brexanolone=0.01)[CORTEX])


def test_a_second_component_of_benzodiazepines_opens_receptors_in_its_reading_only(factors, number) -> None:
    plain = factors(diazepam=30.0)[CORTEX]
    overdose = factors({"benzodiazepine_overdose": "on"}, diazepam=30.0)[CORTEX]
    assert overdose - plain == pytest.approx(number("diazepam.tonic.direct.most") / 2)


def test_tolerance_of_the_benzodiazepine_site_takes_its_share_of_the_shift(factors, number) -> None:
    tolerant = factors_of(Levels({"clonazepam": 0.02}, {"clonazepam.tolerance": 0.6}))[CORTEX]
    shift = 1 + number("clonazepam.tonic.shift.most") * 0.6 / 2
    assert tolerant == pytest.approx(1 + number("clonazepam.tonic.share") * (response(shift) - 1))


def test_a_shift_with_a_half_concentration_of_its_own_goes_by_it_and_not_by_what_the_agent_binds_elsewhere() -> None:
    """Clonazepam binds to the benzodiazepine site; with the entry of etomidate it shifts as etomidate does."""
    entry, readings = mechanisms_of("etomidate")["tonic"], check_readings({})
    shifted = [tonic({agent: entry}, Levels(free={agent: 0.05}), readings) for agent in ("clonazepam", "etomidate")]
    assert shifted[0] == shifted[1] and 1 < shifted[0][CORTEX] < shared_numbers("tonic")["cap"].value
