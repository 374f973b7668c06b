"""What the 5-HT level does: saturating effects of 5-HT2 and 5-HT1A, each exactly 1 (or 0) at the normal level.

5-HT2 closes leak channels of motoneurons, promotes their persistent inward current, cuts their after-hyperpolarisation
and drives cortical and reticular interneurons. 5-HT1A opens GIRK channels of pyramidal and reticular cells and, by
spill-over, closes sodium channels at the axon initial segment of motoneurons. The descending drive of the raphe onto
reticular interneurons follows the level. Forms and numbers: entries ``serotonin_2`` and ``serotonin_1a`` of the table
``receptors``.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..parameters.sourced import Sourced, load_table


@dataclass(frozen=True)
class Serotonin:
    """Effects of the 5-HT level on every unit (unit,); all are ones and zeros at the normal level.

    Attributes
    ----------
    motoneuron_leak : numpy.ndarray
        Factor on the leak of a motoneuron.
    motoneuron_persistent : numpy.ndarray
        Factor on its persistent inward current.
    motoneuron_ahp : numpy.ndarray
        Factor on its after-hyperpolarisation.
    motoneuron_sodium : numpy.ndarray
        Factor on its sodium current.
    interneuron_drive : numpy.ndarray
        Current of an interneuron as a share of its rheobase.
    girk : numpy.ndarray
        GIRK conductance as a share of the leak.
    """

    motoneuron_leak: np.ndarray
    motoneuron_persistent: np.ndarray
    motoneuron_ahp: np.ndarray
    motoneuron_sodium: np.ndarray
    interneuron_drive: np.ndarray  # share of rheobase
    girk: np.ndarray  # share of the leak


def serotonin(level: np.ndarray, type_2: np.ndarray, type_1a: np.ndarray) -> Serotonin:
    """Compute the effects of the 5-HT level.

    Parameters
    ----------
    level : numpy.ndarray
        Level of 5-HT (unit,); 1 is normal.
    type_2 : numpy.ndarray
        Strength of 5-HT2 receptors (unit,); 1 is normal.
    type_1a : numpy.ndarray
        Strength of 5-HT1A receptors (unit,); 1 is normal.

    Returns
    -------
    Serotonin
        Effects (unit,).

    Examples
    --------
    >>> normal = serotonin(np.ones(1), np.ones(1), np.ones(1))
    >>> float(normal.motoneuron_leak[0]), float(normal.girk[0])
    (1.0, 0.0)
    """
    table = load_table("receptors")
    two, one = table["serotonin_2"], table["serotonin_1a"]
    h2 = type_2 * _relative(_hill(two["half"], two["hill"]), level) - 1
    spill = _hill(one["half"], one["hill"])
    girk = _hill(one["girk_half"], one["girk_hill"])
    sodium = one["motoneuron_sodium"].value
    return Serotonin(
        motoneuron_leak=1 + two["motoneuron_leak"].value * h2,
        motoneuron_persistent=np.maximum(0, 1 + two["motoneuron_persistent_inward"].value * h2),
        motoneuron_ahp=np.maximum(0, 1 + two["motoneuron_ahp"].value * h2),
        motoneuron_sodium=(1 + sodium * type_1a * spill(level)) / (1 + sodium * spill(np.ones(1))),
        interneuron_drive=two["interneuron_drive"].value * h2,
        girk=one["girk_share"].value * (type_1a * girk(level) - girk(np.ones(1))),
    )


def _hill(half: Sourced, hill: Sourced) -> Callable[[np.ndarray], np.ndarray]:
    return lambda level: level**hill.value / (level**hill.value + half.value**hill.value)


def _relative(effect: Callable[[np.ndarray], np.ndarray], level: np.ndarray) -> np.ndarray:
    return effect(level) / effect(np.ones(1))
