"""Every cell class of the vocabulary has one transmitter."""

from disinhibition.models.condition.vocabulary import CELL_CLASSES
from disinhibition.models.drugs.mechanisms.cell_groups import AFFERENT, CENTRAL, GABAERGIC, GLYCINERGIC, SOMATIC

NEITHER = ("raphe", "pedunculopontine", "motoneuron")  # serotonin and acetylcholine


def test_the_groups_divide_the_cell_classes_by_transmitter() -> None:
    groups = (*GABAERGIC, *GLYCINERGIC, *CENTRAL, *AFFERENT, *NEITHER)
    assert sorted(groups) == sorted(CELL_CLASSES)


def test_an_afferent_has_no_body_in_the_model() -> None:
    assert not set(AFFERENT) & set(SOMATIC)
