"""The whole pathway: one name for each population, motoneurons last, mean input kept when populations are scaled."""

import pytest

from disinhibition.models.circuits.circuit import Structure
from disinhibition.models.circuits.pathway import build_pathway


@pytest.mark.parametrize("sides", ["right", "both"])
def test_projections_join_populations_that_exist_and_no_pair_twice_through_one_channel_on_cells(sides: str) -> None:
    pathway = build_pathway(Structure(sides=sides))
    names = [population.name for population in pathway.populations]
    assert len(names) == len(set(names))
    ends = [(p.source, p.target, p.channel) for p in pathway.projections]
    assert {name for source, target, _ in ends for name in (source, target)} <= set(names)
    # Presynaptic inhibition of corticospinal terminals comes once for each muscle of a segment
    on_cells = [end for end in ends if end[2] != "terminal"]
    assert len(on_cells) == len(set(on_cells))


def test_motoneurons_are_the_last_block() -> None:
    classes = [population.cell_class for population in build_pathway(Structure()).populations]
    first = classes.index("motoneuron")
    assert set(classes[first:]) == {"motoneuron"} and "motoneuron" not in classes[:first]


def test_both_sides_hold_twice_the_populations_of_one_and_the_fibres_between_them() -> None:
    one, both = build_pathway(Structure(sides="right")), build_pathway(Structure())
    assert len(both.populations) == 2 * len(one.populations)
    assert len(both.projections) > 2 * len(one.projections)
    side = {population.name: population.side for population in both.populations}
    assert any(side[p.source] != side[p.target] for p in both.projections if p.source.startswith("left_m1"))


@pytest.mark.parametrize("scale", [0.5, 1.5, 2.0])
def test_the_mean_input_of_a_cell_stays_when_populations_are_scaled(scale: float) -> None:
    plain, scaled = build_pathway(Structure(sides="right")), build_pathway(Structure(sides="right", scale=scale))
    size = {population.name: population.size for population in plain.populations}
    for population in scaled.populations:
        assert population.size == max(2, round(scale * size[population.name]))
    for before, after in zip(plain.projections, scaled.projections, strict=True):
        assert scale * after.probability * after.weight == pytest.approx(before.probability * before.weight)
        assert scale * after.probability * after.second == pytest.approx(before.probability * before.second)
        kept = "weight" if scale > 1 else "probability"
        assert getattr(after, kept) == getattr(before, kept)


def test_every_cell_but_afferents_receives_something() -> None:
    pathway = build_pathway(Structure())
    reached = {projection.target for projection in pathway.projections}
    silent = {population.name for population in pathway.populations if population.name not in reached}
    assert {pathway[name].cell_class for name in silent} <= {
        "afferent_auditory", "afferent_cutaneous", "afferent_trigeminal", "afferent_visual", "raphe"
    }  # fmt: skip
