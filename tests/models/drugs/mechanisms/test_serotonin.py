"""Serotonin under drugs: uptake, a precursor, antagonists of 5-HT2."""

import pytest

from disinhibition.models.condition.places import REGIONS
from disinhibition.models.drugs.levels import Levels
from disinhibition.models.drugs.mechanisms import factors_of


@pytest.mark.parametrize("left", [1.0, 0.5, 0.2])
@pytest.mark.parametrize("times", [0.3, 1.0, 9.0])
def test_block_of_the_transporter_raises_the_level_and_more_so_as_autoreceptors_desensitise(
    times: float, left: float, number
) -> None:
    half, acute, chronic = (number(f"sertraline.serotonin_uptake.{name}") for name in ("half", "acute", "chronic"))
    level = times * half * 1e-3  # nM to uM
    found = factors_of(Levels({"sertraline": level}, {"sertraline.autoreceptor": left}))
    risen = 1 + times / (1 + times) * (acute + chronic * (1 - left))
    assert found == {f"serotonin.{region}": pytest.approx(risen) for region in REGIONS}


def test_the_level_rises_to_one_and_a_half_at_first_and_to_two_to_four_after_weeks() -> None:
    naive, late = (
        factors_of(Levels({"sertraline": 0.001}, {"sertraline.autoreceptor": left}))["serotonin.spinal"]
        for left in (1.0, 0.2)
    )
    assert 1.3 < naive < 1.6
    assert 2 < late < 4


def test_two_inhibitors_share_one_transporter(factors, number) -> None:
    amitriptyline, nortriptyline = (
        number(f"{agent}.serotonin_uptake.half") * 1e-3 for agent in ("amitriptyline", "nortriptyline")
    )
    found = factors(amitriptyline=amitriptyline, nortriptyline=nortriptyline)["serotonin.cortex"]
    assert found == pytest.approx(1 + 2 / 3 * number("amitriptyline.serotonin_uptake.acute"))


def test_the_precursor_raises_the_level_by_its_hill_function(factors, number) -> None:
    most, half = (number(f"oxitriptan.serotonin_level.precursor.{name}") for name in ("most", "half"))
    assert factors(oxitriptan=half * 1e-3)["serotonin.brainstem"] == pytest.approx(1 + most / 2)


@pytest.mark.parametrize(("reading", "name"), [("raised", "raised"), ("lowered", "lowered")])
def test_clonazepam_moves_the_level_by_its_occupancy_in_two_opposite_readings(reading: str, name: str, factors, number):
    found = factors({"clonazepam_serotonin": reading}, clonazepam=0.02)["serotonin.spinal"]
    assert found == pytest.approx(1 + number(f"clonazepam.serotonin_level.{name}.most") / 2)
    assert "serotonin.spinal" not in factors(clonazepam=0.02)


def test_antagonists_of_5ht2_add_at_the_receptor(factors, number) -> None:
    half = number("cyproheptadine.serotonin_block.half") * 1e-3
    assert factors(cyproheptadine=half)["serotonin_2.spinal"] == pytest.approx(0.5)
    assert factors(cyproheptadine=half, methysergide=half)["serotonin_2.spinal"] == pytest.approx(1 / 3)
