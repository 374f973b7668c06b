"""Every agent is found under the names that people use, and no name finds two agents silently."""

import pytest

from disinhibition.errors import UserError
from disinhibition.models.drugs.drug_tables import agent_names, tables_of
from disinhibition.models.drugs.synonyms import _agents, _names, agent_called, synonyms_of

ALL = sorted(
    {agent for folder in ("kinetics", "mechanisms") for table in tables_of(folder).values() for agent in table}
)
AMBIGUOUS = {"donnatal": ("phenobarbital", "atropine"), "morphineglucuronide": ("m3g", "m6g")}


def test_every_agent_has_several_names_and_every_name_an_agent() -> None:
    assert sorted(_names()) == ALL and set(agent_names()) < set(ALL)
    assert not [agent for agent in ALL if len(synonyms_of(agent)) < 3]


def test_every_name_is_written_once() -> None:
    for agent, names in _names().items():
        plain = ["".join(filter(str.isalnum, name.casefold())) for name in (agent, *names)]
        assert len(set(plain)) == len(plain), agent


@pytest.mark.parametrize("agent", ALL)
def test_an_agent_is_found_under_its_own_name(agent: str) -> None:
    assert agent_called(agent) == agent


def test_every_synonym_finds_its_agent_or_is_known_to_be_ambiguous() -> None:
    assert {name: meant for name, meant in _agents().items() if len(meant) > 1} == AMBIGUOUS
    for agent in ALL:
        for name in synonyms_of(agent):
            if "".join(filter(str.isalnum, name.casefold())) not in AMBIGUOUS:
                assert agent_called(name) == agent


@pytest.mark.parametrize(
    ("name", "agent"),
    [
        ("5-htp", "oxitriptan"),
        ("acth", "corticotropin"),
        ("dbs", "vim_stimulation"),
        ("penicillin", "benzylpenicillin"),
        ("keppra", "levetiracetam"),
        ("depakene", "valproate"),
        ("mysoline", "primidone"),
        ("klonopin", "clonazepam"),
        ("Rivotril", "clonazepam"),
        ("botox", "botulinum"),
        ("meperidine", "pethidine"),
        ("6-MAM", "six_mam"),
    ],
)
def test_a_usual_name_finds_its_agent(name: str, agent: str) -> None:
    assert agent_called(name) == agent


@pytest.mark.parametrize("name", ["MS Contin", "ms-contin", "mscontin", "Ms_Contin", " ms contin "])
def test_case_spaces_and_hyphens_do_not_matter(name: str) -> None:
    assert agent_called(name) == "morphine"


def test_accents_do_not_matter() -> None:
    assert agent_called("Desernil") == agent_called("Désernil") == "methysergide"


def test_an_ambiguous_name_names_both() -> None:
    with pytest.raises(UserError, match=r"'Donnatal' is a name of phenobarbital and atropine; say which of them"):
        agent_called("Donnatal")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("kepra", "did you mean 'Keppra', which is levetiracetam?"),
        ("clonazepan", "did you mean 'clonazepam'?"),
        ("xyzzy", "`disinhibition drugs` lists them"),
        ("aspirin", "`disinhibition drugs` lists them"),
        ("aspirine", "`disinhibition drugs` lists them"),
        ("metformin", "`disinhibition drugs` lists them"),
        ("rivotryl", "did you mean 'Rivotril', which is clonazepam?"),
        ("phenytoine", "did you mean 'phenytoin'?"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(name: str, said: str) -> None:
    with pytest.raises(UserError, match=f"unknown agent '{name}'") as told:
        agent_called(name)
    assert str(told.value).endswith(said)
