"""SV2A ligands slow the refilling of vesicles by what has been loaded into the terminal."""

import pytest

from disinhibition.models.drugs.levels import Levels
from disinhibition.models.drugs.mechanisms import factors_of
from disinhibition.models.drugs.mechanisms.cell_groups import AFFERENT, CENTRAL, INHIBITORY


@pytest.mark.parametrize("times", [0.3, 1.0, 4.0])
def test_refilling_takes_longer_by_the_occupancy_of_sv2a(times: float, factors, number) -> None:
    half, refill = (number(f"levetiracetam.vesicles.{name}") for name in ("half", "refill"))
    found = factors(levetiracetam=times * half)
    assert set(found) == {f"recovery.{cell}" for cell in (*CENTRAL, *INHIBITORY)}
    assert [*set(found.values())] == [pytest.approx(1 / (1 + refill * times / (1 + times)))]


def test_excitatory_and_inhibitory_terminals_load_apart(number) -> None:
    states = {"levetiracetam.loading_excitatory": 0.0, "levetiracetam.loading_inhibitory": 30.0}
    found = factors_of(Levels({"levetiracetam": 100.0}, states))
    assert "recovery.l23" not in found
    assert found["recovery.pv"] == pytest.approx(1 / (1 + number("levetiracetam.vesicles.refill") / 2))


def test_single_spikes_are_spared_unless_the_pool_shrinks(factors, number) -> None:
    half, pool = (number(f"levetiracetam.vesicles.{name}") for name in ("half", "pool"))
    assert not [key for key in factors(levetiracetam=half) if key.startswith("release")]
    shrunk = factors({"sv2a": "pool"}, levetiracetam=half)
    assert shrunk["release.l23"] == shrunk["release.pv"] == pytest.approx(1 - pool / 2)


def test_two_ligands_share_one_site(factors, number) -> None:
    halves = {agent: number(f"{agent}.vesicles.half") for agent in ("levetiracetam", "brivaracetam")}
    refill = number("levetiracetam.vesicles.refill")
    assert factors(**halves)["recovery.pt"] == pytest.approx(1 / (1 + refill * 2 / 3))
    pool = number("levetiracetam.vesicles.pool")
    assert factors({"sv2a": "pool"}, **halves)["release.pt"] == pytest.approx(1 - pool * 2 / 3)


def test_afferent_terminals_are_spared(factors) -> None:
    assert not {f"recovery.{cell}" for cell in AFFERENT} & set(factors(levetiracetam=100.0))
