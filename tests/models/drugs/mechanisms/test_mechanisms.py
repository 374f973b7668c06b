"""What the mechanisms of drugs do to the factors of the vocabulary: directions, ceilings, competition, readings."""

from itertools import pairwise

import pytest

from disinhibition.models.condition.vocabulary import check
from disinhibition.models.drugs.drug_numbers import replaced_drug_numbers
from disinhibition.models.drugs.drug_tables import agent_names, kinetics_of, mechanisms_of, shared_numbers, tables_of
from disinhibition.models.drugs.levels import Levels
from disinhibition.models.drugs.mechanisms import MECHANISMS, READINGS, factors_of, restored
from disinhibition.models.drugs.mechanisms.tonic import _response
from disinhibition.models.parameters.sourced import walk

RISING = (0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
ENTRIES = [(agent, entry) for agents in tables_of("mechanisms").values() for agent, entry in agents.items()]


def factors(readings: dict | None = None, **free: float) -> dict[str, float]:
    return factors_of(Levels(free=free), readings)


def over(agent: str, word: str, levels: tuple[float, ...] = RISING, **others: float) -> list[float]:
    return [factors(**{agent: level}, **others).get(word, 1.0) for level in levels]


def charge(region: str, target: str, found: dict[str, float]) -> float:
    """GABA-A charge of a synapse relative to healthy: size and duration together."""
    words = (f"receptors_onto.{target}.gaba_a.{region}", f"decay.gaba_a.{region}")
    return found.get(words[0], 1.0) * found.get(words[1], 1.0)


def falls(values: list[float]) -> bool:
    return all(later <= earlier for earlier, later in pairwise(values)) and values[-1] < values[0]


def rises(values: list[float]) -> bool:
    return falls([-value for value in values])


def test_no_drug_and_no_level_change_nothing() -> None:
    assert factors_of(Levels()) == {}
    assert factors_of(Levels(free=dict.fromkeys(agent_names(), 0.0))) == {}


@pytest.mark.parametrize("agent", [agent for agent, entry in ENTRIES if set(entry) - {"restoration", "stimulation"}])
def test_every_agent_with_a_mechanism_sets_words_of_the_vocabulary_and_none_at_no_level(agent: str) -> None:
    if agent in ("felbinac", "botulinum"):
        return
    halves = [number.si * 1e3 for place, number in walk(mechanisms_of(agent)) if place.endswith("half")]
    halves += [site["half"].si * 1e3 for site in kinetics_of(agent).get("binding", {}).values()]
    found = factors(**{agent: max(halves)})
    assert found
    check(found)


def test_every_mechanism_and_reading_of_the_tables_exists() -> None:
    assert {name for _, entry in ENTRIES for name in entry} == {*MECHANISMS, "restoration"}
    whens = {str(below["when"]) for _, entry in ENTRIES for below in _with_when(entry)}
    assert whens
    for when in whens:
        conflict, _, reading = when.partition(".")
        assert reading in READINGS[conflict]


def _with_when(node: dict) -> list[dict]:
    below = [found for child in node.values() if hasattr(child, "items") for found in _with_when(child)]
    return [*below, *([node] if "when" in node else [])]


@pytest.mark.parametrize(
    ("agent", "word"),
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
def test_more_of_a_blocker_never_gives_back_what_it_took(agent: str, word: str) -> None:
    assert falls(over(agent, word))


@pytest.mark.parametrize("agent", ["clonazepam", "diazepam", "midazolam", "lorazepam", "propofol", "etomidate"])
def test_more_of_a_modulator_never_lowers_gaba_a(agent: str) -> None:
    levels = RISING if agent not in ("propofol", "etomidate") else RISING[:-4]
    found = [factors(**{agent: level}) for level in levels]
    for region, target in (("cortex", "principal"), ("brainstem", "interneuron"), ("spinal", "motoneuron")):
        assert rises([charge(region, target, each) for each in found])
    assert rises([each.get("receptors.gaba_a_tonic.cortex", 1.0) for each in found])


def test_benzodiazepines_have_a_ceiling_near_twice_the_charge_and_spare_glycine() -> None:
    much = factors(clonazepam=100.0)
    assert charge("cortex", "principal", much) == pytest.approx((1 + 0.2 * 0.9) * (1 + 0.6 * 0.9), rel=1e-3)
    assert not [word for word in much if "glycine" in word]


def test_half_occupancy_is_at_the_affinity_of_the_site() -> None:
    assert factors(clonazepam=0.02)["decay.gaba_a.cortex"] == pytest.approx(1 + 0.6 * 0.9 * 0.5)


def test_two_benzodiazepines_share_one_site_and_flumazenil_displaces_them() -> None:
    alone = charge("cortex", "principal", factors(clonazepam=0.02))
    assert charge("cortex", "principal", factors(clonazepam=0.01, diazepam=0.013)) == pytest.approx(alone)
    assert charge("cortex", "principal", factors(clonazepam=100, diazepam=100)) < 1.83
    assert falls(over("flumazenil", "decay.gaba_a.cortex", clonazepam=0.02))


def test_tolerance_weakens_and_withdrawal_rebounds() -> None:
    free, slow = {"clonazepam": 0.02}, {"clonazepam.tolerance": 0.6, "clonazepam.adaptation": 0.5}
    naive = charge("cortex", "principal", factors_of(Levels(free)))
    assert charge("cortex", "principal", factors_of(Levels(free, {"clonazepam.tolerance": 0.6}))) < naive
    stopped = factors_of(Levels({"clonazepam": 0.0}, slow))
    assert stopped["receptors.gaba_a.all"] == pytest.approx(1 - 0.1 * 0.5)
    assert stopped["receptors.ampa.all"] == pytest.approx(1 + 0.06 * 0.5)


def test_a_barbiturate_and_a_benzodiazepine_multiply() -> None:
    both, one, other = factors(clonazepam=0.02, phenobarbital=144), factors(clonazepam=0.02), factors(phenobarbital=144)
    word = "decay.gaba_a.cortex"
    assert other[word] == pytest.approx(1 + 1.5 / 2)
    assert both[word] == pytest.approx(one[word] * other[word])


def test_phenobarbital_spares_thalamocortical_cells() -> None:
    found = factors(phenobarbital=144)
    assert charge("thalamus", "principal", found) == pytest.approx(1 - 0.3 / 11)
    assert "receptors.gaba_a_tonic.thalamus" not in found


def test_propofol_weighs_synapse_classes_by_charge() -> None:
    found = factors(propofol=2.0)
    gained = [charge("cortex", target, found) / (1 - 0.3 / 11) - 1 for target in ("principal", "interneuron")]
    assert gained[1] / gained[0] == pytest.approx(0.41)


@pytest.mark.parametrize(
    ("shift", "hill", "low", "high"), [(2.5, 1, 2.3, 2.5), (2.5, 1.3, 3.1, 3.3), (2.5, 1.5, 3.8, 3.9), (20, 1, 9, 16)]
)
def test_tonic_gain_of_a_shift_of_affinity_meets_the_check_values(shift, hill, low, high) -> None:
    for ambient in (0.2, 1.0):
        with replaced_drug_numbers({"shared.tonic.hill": hill, "shared.tonic.ambient": ambient}):
            gain = _response(shift, shared_numbers("tonic"))
        assert 0.98 * low <= gain <= 1.02 * high


def test_tonic_potentiation_stops_at_its_cap() -> None:
    assert factors(etomidate=1.2)["receptors.gaba_a_tonic.cortex"] == pytest.approx(5 + 3 * 1.2 / 37.2)


def test_regions_are_reached_one_after_another_under_that_reading() -> None:
    even, regional = factors(etomidate=0.3), factors({"arrival": "regional"}, etomidate=0.3)
    assert regional["decay.gaba_a.cortex"] == even["decay.gaba_a.cortex"]
    assert regional["decay.gaba_a.spinal"] < even["decay.gaba_a.spinal"]


def test_antagonists_of_one_site_add_and_of_two_sites_multiply() -> None:
    word = "receptors.gaba_a.all"
    assert factors(bicuculline=1.2)[word] == pytest.approx(0.5)
    assert factors(bicuculline=1.2, cefepime=1600)[word] == pytest.approx(1 / 3)
    assert factors(bicuculline=1.2, picrotoxin=3.6)[word] == pytest.approx(1 / 4)
    assert factors({"antagonist": "transient"}, bicuculline=1.2)[word] > 0.9


def test_a_quinolone_blocks_only_with_the_anti_inflammatory_drug() -> None:
    assert factors(ciprofloxacin=2.0)["receptors.gaba_a.all"] > 0.98
    assert factors(felbinac=30.0) == {}
    assert factors(ciprofloxacin=2.0, felbinac=30.0)["receptors.gaba_a.all"] < 0.01


def test_naloxone_undoes_mu_opioids_and_not_glucuronides() -> None:
    word = "release.reticular_gabaergic"
    assert rises(over("naloxone", word, morphine=0.1))
    assert over("naloxone", word, m3g=1.0) == [pytest.approx(1 / (1 + 1 / 7))] * len(RISING)


def test_the_rival_opioid_mechanisms_are_apart() -> None:
    free = {"morphine": 0.1, "m3g": 1.0}
    off = {"opioid_mu": "off", "opioid_glucuronide": "off"}
    assert set(factors(off, **free)) == {"receptors.glycine.all"}
    assert "receptors.nmda.all" in factors({**off, "opioid_nmda": True}, **free)
    assert "girk.pt" in factors({"opioid_glucuronide": "off"}, **free)
    assert "girk.pt" not in factors({"opioid_mu": "off"}, **free)


def test_tolerant_patients_need_more_opioid() -> None:
    word = "release.pv"
    assert factors({"opioid_patient": "tolerant"}, morphine=0.7)[word] == pytest.approx(factors(morphine=0.1)[word])


def test_h3g_is_more_potent_than_m3g_and_they_add() -> None:
    assert factors(h3g=2.8)["release.pv"] == pytest.approx(0.5)
    assert factors(h3g=2.8, m3g=7.0)["release.pv"] == pytest.approx(1 / 3)


def test_one_sodium_channel_holds_one_drug() -> None:
    both = factors(phenytoin=10, lamotrigine=9)["sodium.pt"]
    assert factors(phenytoin=10)["sodium.pt"] == pytest.approx(1 / 1.2)
    assert both == pytest.approx(1 / 1.4)
    assert factors({"sodium_use": "by_rate"}, phenytoin=10)["sodium.pv"] == pytest.approx(1 / 1.4)
    assert "persistent_inward" not in factors(phenytoin=10)


def test_what_loads_slowly_acts_by_what_was_loaded() -> None:
    fresh = Levels(
        {"levetiracetam": 100.0}, {"levetiracetam.loading_excitatory": 0, "levetiracetam.loading_inhibitory": 30}
    )
    found = factors_of(fresh)
    assert "recovery.l23" not in found
    assert found["recovery.pv"] == pytest.approx(1 / 1.3)
    assert "release.pv" not in factors(valproate=0.0)
    lagging = factors_of(Levels({"valproate": 100.0}, {"valproate.turnover": 0.0}))
    assert "release.pv" not in lagging and lagging["receptors.nmda.all"] < 1


def test_autoreceptors_that_desensitise_let_serotonin_rise() -> None:
    naive, late = (
        factors_of(Levels({"sertraline": 0.001}, {"sertraline.autoreceptor": left}))["serotonin.spinal"]
        for left in (1.0, 0.2)
    )
    assert 1.3 < naive < 1.6
    assert 2 < late < 4


def test_botulinum_reaches_its_plateau_in_the_injected_muscle_only() -> None:
    found = factors_of(Levels(states={"botulinum.right_fdi.units": 20.0, "botulinum.right_fdi.effect": 1.0}))
    assert set(found) == {"neuromuscular.fdi"}
    assert 0.1 < found["neuromuscular.fdi"] < 0.25


def test_restoration_moves_a_disease_towards_health_and_nothing_else() -> None:
    disease = {"receptors.gaba_a.cortex": 0.2, "receptors.nmda.cortex": 0.5, "receptors.glycine.all": 1.2}
    late = restored(disease, Levels(states={"corticotropin.restoration": 1.0}))
    assert late == {**disease, "receptors.gaba_a.cortex": pytest.approx(1 - 0.35 * 0.8)}
    assert restored(disease, Levels()) == disease
    assert restored({}, Levels(states={"corticotropin.restoration": 1.0})) == {}


def test_chloride_is_loaded_only_in_its_reading() -> None:
    assert not [word for word in factors(phenobarbital=144) if word.startswith("chloride")]
    loaded = factors({"chloride_load": "on"}, phenobarbital=144)
    assert -75 < loaded["chloride.cortex"] < -65


def test_a_number_can_be_moved_over_its_range() -> None:
    with replaced_drug_numbers({"shared.tonic.cap": 3.0, "mechanisms.strychnine.block.glycine.half": 0.003}):
        assert factors(etomidate=1.2)["receptors.gaba_a_tonic.cortex"] < 3.2
        assert factors(strychnine=0.003)["receptors.glycine.all"] == pytest.approx(0.5)


def test_unknown_names_are_refused_with_the_nearest() -> None:
    with pytest.raises(KeyError, match="did you mean clonazepam"):
        factors(clonazepan=1.0)
    with pytest.raises(KeyError, match=r"did you mean 'readings\.opioid_mu'"):
        factors({"opioid_my": "on"}, morphine=1.0)
    with pytest.raises(ValueError, match="there are on and off"):
        factors({"opioid_mu": "perhaps"}, morphine=1.0)


def test_two_agents_that_open_one_conductance_open_the_sum_of_it():
    both, morphine, baclofen = (factors(**given)["girk.pv"] for given in
                                ({"morphine": 0.1, "baclofen": 5}, {"morphine": 0.1}, {"baclofen": 5}))  # fmt: skip
    assert both - 1 == pytest.approx((morphine - 1) + (baclofen - 1))
    assert min(morphine, baclofen) > 2
