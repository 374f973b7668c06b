"""Which muscles take part in a voluntary effort."""

from collections.abc import Mapping

from ...models.circuits.spinal import MUSCLES
from ...models.condition.places import SIDES
from ...models.condition.vocabulary import MUSCLES as NAMES

FACE = "face"  # zone of the muscles whose nuclei lie in the brainstem


def contracting_muscles(drives: Mapping[str, float]) -> tuple[str, ...]:
    """Muscles that contract under the efforts of a condition.

    An effort of one muscle also drives the zone of motor cortex that moves it, so that the other muscles of the zone
    take part: those of the arm with a hand muscle, those of the leg with the calf.

    Parameters
    ----------
    drives : mapping of str to float
        Efforts by muscle with side, 0 to 1.

    Returns
    -------
    tuple of str
        Muscles with side, in the order of the vocabulary, whether their side is built or not.

    Examples
    --------
    >>> contracting_muscles({"right_fdi": 0.2})
    ('right_biceps', 'right_triceps', 'right_wrist_extensor', 'right_flexor_carpi_radialis', 'right_fdi')
    """
    driven = {_zone(muscle) for muscle, effort in drives.items() if effort > 0}
    every = (f"{side}_{muscle}" for side in SIDES for muscle in NAMES)
    return tuple(muscle for muscle in every if _zone(muscle) in driven)


def _zone(muscle: str) -> tuple[str, str]:
    """Side and zone of a muscle."""
    side, _, name = muscle.partition("_")
    return side, MUSCLES[name][1] if name in MUSCLES else FACE
