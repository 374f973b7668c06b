"""The vocabulary of circuits: drives as shot noise, projections out of table entries, structures that can be built."""

import numpy as np
import pytest

from disinhibition.models.circuits.circuit import Axon, Drive, Pathway, Population, Structure, project, shot_noise
from disinhibition.models.parameters.sourced import load_table, read_table

ENTRIES = read_table(
    """
defaults: {unit: "1", source: guess, confidence: guess, range: 0.5}
fields: {weight: {unit: nS}, delay: {unit: ms}}
both: {probability: 0.2, weight: 3, nmda: 0.4, delay: 1.5}
slow: {probability: 0.2, weight: 3, gaba_b: 2, delay: 1}
ends: {probability: 0.2, gaba_a: 0.5, gaba_b: 0.25, delay: 1}
""",
    "made",
)


def population(name: str, position: float, **fields) -> Population:
    return Population(name, "spinal", "right", 10, "renshaw", "interneuron", position, Drive(0, 0), **fields)


ONE, OTHER = population("one", 0.1), population("other", 0.3)


@pytest.mark.parametrize("rate", [200.0, 2000.0])
def test_a_drive_has_the_mean_and_the_variance_of_poisson_input(rate: float) -> None:
    jump, tau, step = 1.5e-9, 2.5e-3, 1e-4
    events = np.random.default_rng(0).poisson(rate * step, 2_000_000)
    keep = np.exp(-step / tau)
    kernel = keep ** np.arange(200)
    conductance = jump * np.convolve(events, kernel)[1000:-1000]
    drive = shot_noise(rate, jump, tau, 0.0)
    assert drive.mean == pytest.approx(conductance.mean(), rel=0.04)
    assert drive.spread == pytest.approx(conductance.std(), rel=0.04)


def test_a_local_projection_has_the_delay_of_its_entry_and_no_length() -> None:
    made = project(ENTRIES["both"], ONE, OTHER, "excitatory")
    assert (made.source, made.target, made.fixed, made.length, made.velocity) == ("one", "other", 1.5e-3, 0.0, "")


def test_an_axon_takes_one_synapse_its_relay_and_the_distance_of_the_populations() -> None:
    synapse = load_table("anatomy")["fixed"]["synapse"].si
    made = project(ENTRIES["both"], ONE, OTHER, "excitatory", Axon("corticospinal", relay=2e-3))
    assert made.fixed == pytest.approx(synapse + 2e-3)
    assert made.length == pytest.approx(0.2) and made.velocity == "corticospinal"
    assert project(ENTRIES["both"], OTHER, ONE, "excitatory", Axon("ia")).length == pytest.approx(0.2)
    assert project(ENTRIES["both"], ONE, OTHER, "excitatory", Axon("callosal", 0.11)).length == pytest.approx(0.11)


def test_the_path_of_an_afferent_begins_where_its_nerve_is_stimulated() -> None:
    afferent = population("afferent", 0.1, afferent_length=0.6)
    assert project(ENTRIES["both"], afferent, OTHER, "gated", Axon("ia")).length == pytest.approx(0.8)


def test_nmda_is_a_share_of_the_weight_and_gaba_b_an_activation_of_its_own() -> None:
    excitatory = project(ENTRIES["both"], ONE, OTHER, "excitatory", share=0.5)
    assert (excitatory.weight, excitatory.second) == (pytest.approx(1.5e-9), pytest.approx(0.6e-9))
    slow = project(ENTRIES["slow"], ONE, OTHER, "slow", share=0.5)
    assert (slow.weight, slow.second) == (pytest.approx(1.5e-9), 2.0)
    terminal = project(ENTRIES["ends"], ONE, OTHER, "terminal")
    assert (terminal.weight, terminal.second) == (0.5, 0.25)


def test_sparseness_divides_the_probability_and_not_the_weight() -> None:
    whole, sparse = (project(ENTRIES["both"], ONE, OTHER, "excitatory", sparse=sparse) for sparse in (1.0, 0.25))
    assert sparse.probability == pytest.approx(whole.probability / 4) and sparse.weight == whole.weight


@pytest.mark.parametrize(
    ("segment", "part"),
    [("xi", "cervical"), ("c8", "cervical"), ("t6", "thoracic"), ("l3", "lumbosacral"), ("s1", "lumbosacral")],
)
def test_a_segment_lies_in_a_part_of_the_cord(segment: str, part: str) -> None:
    assert population("x", 0.1, segment=segment).part == part


def test_a_pathway_is_asked_by_name() -> None:
    assert Pathway((ONE, OTHER), ())["other"] is OTHER


@pytest.mark.parametrize(
    ("fields", "why"),
    [({"sides": "left"}, "'both' and 'right'"), ({"dt": 0.0}, "0 < dt"), ({"dt": 2e-4}, "0 < dt"),
     ({"scale": 0.2}, "0.25 to 8"), ({"scale": 9.0}, "0.25 to 8")],
)  # fmt: skip
def test_a_structure_that_cannot_be_built_is_refused(fields: dict, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Structure(**fields)
