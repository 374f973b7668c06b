"""The list of drugs and the page of one."""

import re

import pytest

from disinhibition.experiments import cli
from disinhibition.experiments.catalogue.drug_sheet import curve, drugs_text
from disinhibition.models.drugs.drug_tables import agent_names
from disinhibition.models.parameters.references import reference_text, references

AGENTS = (*agent_names(), "vim_stimulation")


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The page of every agent."""
    return {agent: drugs_text(agent) for agent in AGENTS}


def test_every_agent_is_listed_with_its_mechanisms_and_guesses() -> None:
    lines = {line.split()[0]: line for line in drugs_text().splitlines() if line.startswith("  ")}
    assert set(agent_names()) <= set(lines)
    assert "affinity_shift, tonic" in lines["clonazepam"] and "numbers guessed" in lines["clonazepam"]
    assert "antagonist at the mu site" in lines["naloxone"]
    assert "acts through six_mam" in lines["heroin"]


def test_the_page_of_one_has_curve_numbers_sources_and_guesses(pages: dict[str, str]) -> None:
    page = pages["clonazepam"]
    assert "uM free" in page
    assert "decay.gaba_a.cortex" in page
    assert "riley1983" in page
    (line,) = (line for line in page.splitlines() if line.startswith("kinetics.clonazepam.binding.benzodiazepine.half"))
    assert "20 nM [2 to 25]" in line and "GUESS" in line
    assert "readings.clonazepam_serotonin: off, raised, lowered" in page


def test_a_page_says_what_a_mechanism_does_its_equation_and_its_sources_and_not_its_arguments(
    pages: dict[str, str],
) -> None:
    page = pages["clonazepam"]
    assert "        size = 1 + size E\n        decay = 1 + duration E\n" in page, "an equation keeps its lines"
    assert "    Sources: riley1983, leah1983\n" in page
    for page in pages.values():
        assert not {"Parameters", "Returns", "Examples", ">>>", "----------", "::"} & set(page.split())


def test_a_page_has_the_shared_numbers_and_the_readings_that_move_the_curve(pages: dict[str, str]) -> None:
    page = pages["phenytoin"]
    (line,) = (line for line in page.splitlines() if line.startswith("shared.inactivated.rest "))
    assert "0.2 [0.1 to 0.3]" in line and "GUESS" in line
    assert "readings.sodium_use: even, by_rate" in page and "shared.tonic" not in page
    assert "shared.tonic.ambient " in pages["diazepam"]
    assert "readings.sv2a: refill, pool" in pages["levetiracetam"]
    assert "readings.opioid_patient: naive, tolerant" in pages["morphine"]
    assert "shared.opioid.tolerance " in pages["morphine"]


def test_every_agent_has_a_page(pages: dict[str, str]) -> None:
    for agent, page in pages.items():
        assert page.startswith(agent)


def test_a_page_is_found_under_any_name_and_lists_them(pages: dict[str, str]) -> None:
    page = drugs_text("Klonopin")
    assert page == pages["clonazepam"]
    assert page.splitlines()[1].startswith("also called ") and "Rivotril" in page.splitlines()[1]


def test_a_page_writes_every_source_it_names_as_a_reference(pages: dict[str, str]) -> None:
    for agent, page in pages.items():
        named = set(re.findall(r"\b[a-z_]+(?:19|20)\d\d[a-z]*\b", page)) & references().keys()
        assert all(f"\n{key}: {reference_text(key)[:20]}" in page for key in named), agent
    assert "\nriley1983: Riley, M.; Scholfield, C. N. (1983)." in pages["clonazepam"]


def test_a_number_without_literature_has_no_reference(pages: dict[str, str]) -> None:
    assert not {"\nguess: ", "\ntextbook: ", "\ntrial: "} & set(pages["clonazepam"].splitlines())


def test_a_curve_begins_with_no_drug_and_passes_through_half() -> None:
    unit, levels, factors = curve("bicuculline")
    assert unit == "uM free" and levels[0] == 0
    values = factors["receptors.gaba_a.all"]
    assert values[0] == 1 and values == sorted(values, reverse=True)
    assert values[-1] < 0.5 < values[1]


def test_an_unknown_drug_is_a_mistake_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["drugs", "clonazepan"]) == 2
    assert "did you mean 'clonazepam'" in capsys.readouterr().err
