"""All mechanisms together: what the drugs of a body do to the factors of a run."""

from itertools import pairwise

import pytest

from disinhibition.errors import UserError
from disinhibition.models.condition.vocabulary import check
from disinhibition.models.condition.vocabulary import factors as known_factors
from disinhibition.models.drugs.drug_numbers import replaced_drug_numbers
from disinhibition.models.drugs.drug_tables import agent_names, kinetics_of, mechanisms_of, tables_of
from disinhibition.models.drugs.levels import Levels
from disinhibition.models.drugs.mechanisms import MECHANISMS, READINGS, check_readings, factors_of
from disinhibition.models.drugs.mechanisms.readings import under_readings
from disinhibition.models.parameters.sourced import walk

RISING = (0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
ENTRIES = [(agent, entry) for agents in tables_of("mechanisms").values() for agent, entry in agents.items()]
# Agents that set no factor by their free concentration: by states, by the injected muscle, or only beside another agent
SILENT = ("felbinac", "botulinum", "corticotropin", "vim_stimulation")


def test_no_drug_and_no_level_change_nothing() -> None:
    assert factors_of(Levels()) == {}
    assert factors_of(Levels(free=dict.fromkeys(agent_names(), 0.0))) == {}


@pytest.mark.parametrize(
    "readings", [{}, {name: choices[-1] for name, choices in READINGS.items()}], ids=["first", "last"]
)
@pytest.mark.parametrize("name", MECHANISMS)
def test_an_agent_that_has_no_level_does_nothing(name: str, readings: dict[str, str]) -> None:
    """A mechanism is given every agent of the tables and no level at all."""
    chosen = check_readings(readings)
    tables = {agent: under_readings(mechanisms_of(agent), chosen) for agent, _ in ENTRIES}
    entries = {agent: table[name] for agent, table in tables.items() if name in table}
    healthy = {key: factor.healthy for key, factor in known_factors().items()}
    found = MECHANISMS[name](entries, Levels(), chosen) if entries else {}
    assert {key: value for key, value in found.items() if value != healthy[key]} == {}


@pytest.mark.parametrize("agent", [agent for agent, _ in ENTRIES if agent not in SILENT])
def test_every_agent_with_a_mechanism_sets_keys_of_the_vocabulary(agent: str, factors) -> None:
    halves = [number.si * 1e3 for name, number in walk(mechanisms_of(agent)) if name.endswith("half")]
    halves += [site["half"].si * 1e3 for site in kinetics_of(agent).get("binding", {}).values()]
    found = factors(**{agent: max(halves)})
    assert found
    check(found)


def test_every_mechanism_of_the_tables_has_a_file() -> None:
    assert {name for _, entry in ENTRIES for name in entry} == {*MECHANISMS, "restoration"}


@pytest.mark.parametrize(
    ("agent", "key"),
    [
        ("bicuculline", "receptors.gaba_a.all"),
        ("picrotoxin", "receptors.gaba_a.all"),
        ("picrotoxin", "receptors.glycine.all"),
        ("benzylpenicillin", "receptors.gaba_a.all"),
        ("cefepime", "receptors.gaba_a_tonic.all"),
        ("strychnine", "receptors.glycine.all"),
        ("perampanel", "receptors.ampa.all"),
        ("phenytoin", "sodium.pt"),
        ("levetiracetam", "recovery.l23"),
        ("gabapentin", "release.pt"),
        ("baclofen", "afferent.ia"),
        ("m3g", "release.pv"),
        ("morphine", "release.reticular_gabaergic"),
        ("cyproheptadine", "serotonin_2.spinal"),
    ],
)
def test_more_of_a_blocker_never_gives_back_what_it_took(agent: str, key: str, factors) -> None:
    values = [factors(**{agent: level}).get(key, 1.0) for level in RISING]
    assert all(later <= earlier for earlier, later in pairwise(values)) and values[-1] < values[0]


@pytest.mark.parametrize("agent", ["clonazepam", "diazepam", "midazolam", "lorazepam", "propofol", "etomidate"])
def test_more_of_a_modulator_never_lowers_gaba_a(agent: str, factors) -> None:
    found = [factors(**{agent: level}) for level in (RISING if agent not in ("propofol", "etomidate") else RISING[:-4])]
    for region, target in (("cortex", "principal"), ("brainstem", "interneuron"), ("spinal", "motoneuron")):
        keys = (f"receptors_onto.{target}.gaba_a.{region}", f"decay.gaba_a.{region}")
        charges = [each.get(keys[0], 1.0) * each.get(keys[1], 1.0) for each in found]
        assert all(less <= more for less, more in pairwise(charges)) and charges[-1] > charges[0]
    tonic = [each.get("receptors.gaba_a_tonic.cortex", 1.0) for each in found]
    assert all(less <= more for less, more in pairwise(tonic)) and tonic[-1] > tonic[0]


def test_a_number_of_the_tables_can_be_moved_over_its_range(factors) -> None:
    with replaced_drug_numbers({"shared.tonic.cap": 3.0, "mechanisms.strychnine.block.glycine.half": 0.003}):
        assert factors(etomidate=1.2)["receptors.gaba_a_tonic.cortex"] < 3.2
        assert factors(strychnine=0.003)["receptors.glycine.all"] == pytest.approx(0.5)


def test_an_unknown_agent_is_refused_with_the_nearest(factors) -> None:
    with pytest.raises(UserError, match="did you mean 'clonazepam'"):
        factors(clonazepan=1.0)
