"""Groups of cell classes by transmitter, and factors spread over the words of the vocabulary."""

from collections.abc import Iterable, Mapping

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


def multiplied(*parts: Mapping[str, float]) -> dict[str, float]:
    """The factors of several mechanisms together: those of one word multiply.

    >>> multiplied({"nicotinic": 0.5}, {"nicotinic": 0.5, "afferent.ia": 0.9})
    {'nicotinic': 0.25, 'afferent.ia': 0.9}
    """
    product: dict[str, float] = {}
    for part in parts:
        for word, value in part.items():
            product[word] = product.get(word, 1.0) * value
    return product
