"""Groups of cell classes by transmitter, and factors spread over the words of the vocabulary."""

from collections.abc import Iterable, Mapping

from ...parameters.sourced import load_table

GABAERGIC = ("pv", "som", "ngf", "trn", "reticular_gabaergic", "spinal_gabaergic")
GLYCINERGIC = ("reticular_glycinergic", "spinal_glycinergic", "ia_interneuron", "renshaw")
INHIBITORY = (*GABAERGIC, *GLYCINERGIC)
CENTRAL = ("l23", "s1_e", "pt", "thalamocortical", "reticular", "giant", "spinal_excitatory", "propriospinal",
           "commissural")  # fmt: skip
AFFERENT = ("afferent_ia", "afferent_cutaneous", "afferent_auditory", "afferent_trigeminal", "afferent_visual")
EXCITATORY = (*CENTRAL, *AFFERENT)  # motoneurons apart: they release acetylcholine
SOMATIC = (*CENTRAL, *INHIBITORY, "motoneuron")  # cells with a body in the model


def spread(word: str, places: Iterable[str], value: float) -> dict[str, float]:
    """The same factor for ``word`` at several places.

    >>> spread("release", ("pv", "som"), 0.9)
    {'release.pv': 0.9, 'release.som': 0.9}
    """
    return {f"{word}.{place}": value for place in places}


def opened(share: float) -> float:
    """The factor of GIRK that opens a share of the leak beside what is open at rest in this parameter set.

    Raises ValueError for a set in which none is.
    """
    resting = float(load_table("receptors")["girk"]["share"].value)
    if resting <= 0:
        raise ValueError("numbers.receptors.girk.share=0: drugs that open GIRK multiply it; give it a value above 0")
    return 1 + share / resting


def multiplied(*parts: Mapping[str, float]) -> dict[str, float]:
    """The factors of several mechanisms together: those of one word multiply; what opens GIRK adds up.

    GIRK is a sum of channels, each opened by its own receptor, and its factor is relative to the few open at rest.

    >>> multiplied({"nicotinic": 0.5}, {"nicotinic": 0.5, "afferent.ia": 0.9})
    {'nicotinic': 0.25, 'afferent.ia': 0.9}
    >>> multiplied({"girk.pv": 3.0}, {"girk.pv": 2.0})
    {'girk.pv': 4.0}
    """
    product: dict[str, float] = {}
    for part in parts:
        for word, value in part.items():
            known = product.get(word, 1.0)
            product[word] = known + value - 1 if word.startswith("girk.") else known * value
    return product
