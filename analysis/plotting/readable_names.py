"""Names of muscles, cells and axes as a figure shows them."""

import re
from collections.abc import Mapping

RECEPTOR_WORDS: Mapping[str, str] = {"gaba_a": "GABA-A", "gaba_b": "GABA-B", "nmda": "NMDA", "ampa": "AMPA"}
AREA_OR_SEGMENT = re.compile(r"[mctls]\d+|xi")  # such as m1, c8 and xi
CELL_WORDS: Mapping[str, str] = {"ia": "Ia", "l23": "L2/3", "gabaergic": "GABAergic", "renshaw": "Renshaw"}


def muscle_label(name: str) -> str:
    """A muscle's name as it is read.

    Parameters
    ----------
    name : str
        Name of the muscle.

    Returns
    -------
    str
        The label.

    Examples
    --------
    >>> muscle_label("right_fdi")
    'right FDI'
    """
    return " ".join(word.upper() if word in ("fdi", "scm", "t6") else word for word in name.split("_"))


def cell_label(name: str) -> str:
    """A cell class as it is read.

    Parameters
    ----------
    name : str
        Name of the class.

    Returns
    -------
    str
        The label.

    Examples
    --------
    >>> cell_label("pv"), cell_label("spinal_gabaergic")
    ('PV', 'spinal GABAergic')
    """
    return " ".join(CELL_WORDS.get(word, word.upper() if len(word) <= 3 else word) for word in name.split("_"))


def axis_label(name: str, unit: str = "1") -> str:
    """An axis of a study as it is read, with its unit if it has one.

    Parameters
    ----------
    name : str
        Name of the axis.
    unit : str, optional
        Its unit, '1' for none.

    Returns
    -------
    str
        The label.

    Examples
    --------
    >>> axis_label("receptors.gaba_a.cortex"), axis_label("receptors.gaba_a.left_m1_hand")
    ('GABA-A cortex', 'GABA-A left M1 hand')
    """
    words = name.removeprefix("receptors.").removeprefix("numbers.").replace(".", " ").split()
    read = " ".join(RECEPTOR_WORDS.get(word, _spaced(word)) for word in words)
    return read if unit == "1" else f"{read} ({unit})"


def _spaced(name: str) -> str:
    """A name in words; areas of the cortex and segments of the cord have capital letters."""
    return " ".join(word.upper() if AREA_OR_SEGMENT.fullmatch(word) else word for word in name.split("_"))
