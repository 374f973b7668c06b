"""The vocabulary of a condition: every factor that a user may set, with its unit and allowed range.

A condition is a flat mapping ``{'receptors.gaba_a.cortex': 0.5, ...}`` of factor keys. A factor that is absent is
healthy. Names of receptors come from the files of the receptors, names of cell classes from the table ``cells``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ...errors import UserError
from ..membrane.receptors import RECEPTORS
from ..parameters.nearest import nearest
from ..parameters.sourced import shipped_table

REGIONS = ("cortex", "thalamus", "brainstem", "spinal")
PARTS = ("cervical", "thoracic", "lumbosacral")  # of the cord; their factors multiply those of the region
RECEPTOR_NAMES = tuple(dict.fromkeys(receptor.answers_to for receptor in RECEPTORS if receptor.answers_to))
TARGETS = ("principal", "interneuron", "motoneuron", "terminal")
CELL_CLASSES = tuple(shipped_table("cells"))
MUSCLES = (
    "orbicularis_oculi", "masseter", "scm", "trapezius", "biceps", "triceps", "wrist_extensor", "flexor_carpi_radialis",
    "fdi", "paraspinal_t6", "rectus_abdominis", "quadriceps", "tibialis_anterior", "soleus", "abductor_hallucis",
)  # fmt: skip
SIDES = ("left", "right")


@dataclass(frozen=True)
class Factor:
    """One run-time value that a condition may set.

    Attributes
    ----------
    healthy : float
        Value in health, in ``unit``.
    unit : str
        Unit of the value; ``'1'`` for a factor without one.
    low : float
        Lowest value that is allowed.
    high : float
        Highest value that is allowed.
    """

    healthy: float = 1.0
    unit: str = "1"
    low: float = 0.0
    high: float = 100.0


@cache
def factors() -> dict[str, Factor]:
    """List every factor that a condition may set.

    Returns
    -------
    dict[str, Factor]
        By factor key, such as ``receptors.gaba_a.cortex``, its healthy value, unit and range.

    Examples
    --------
    >>> factors()["receptors.gaba_a.cortex"].healthy
    1.0
    >>> factors()["chloride.cortex"].unit
    'mV'
    """
    everywhere = (*REGIONS, "all")
    gain = Factor()
    rate = Factor(low=0.05, high=20.0)
    chloride = shipped_table("receptors")["gaba_a_fast"]["reversal"].value
    keys = {f"receptors.{receptor}.{region}": gain for receptor in RECEPTOR_NAMES for region in everywhere}
    keys |= {f"receptors.{receptor}.{part}": gain for receptor in RECEPTOR_NAMES for part in PARTS}
    keys |= {
        f"receptors_onto.{target}.{receptor}.{region}": gain
        for target in TARGETS
        for receptor in RECEPTOR_NAMES
        for region in everywhere
    }
    own = [name for receptor in RECEPTORS for name in receptor.own_factors]
    keys |= {name.format(region=region): gain for name in own for region in everywhere}
    keys |= {f"decay.{receptor}.{region}": rate for receptor in RECEPTOR_NAMES for region in everywhere}
    keys |= {f"{kind}.{cell}": gain for kind in ("release", "girk", "ahp", "background") for cell in CELL_CLASSES}
    keys |= {f"{kind}.{cell}": rate for kind in ("recovery", "leak") for cell in CELL_CLASSES}
    keys |= {f"sodium.{cell}": Factor(low=0.05, high=5.0) for cell in CELL_CLASSES}
    keys |= {f"{kind}.{region}": gain for kind in ("serotonin", "serotonin_1a", "serotonin_2") for region in REGIONS}
    keys |= {f"chloride.{region}": Factor(healthy=chloride, unit="mV", low=-100.0, high=-30.0) for region in REGIONS}
    keys |= {f"neuromuscular.{muscle}": Factor(high=1.0) for muscle in MUSCLES}
    keys |= {"afferent.ia": gain, "persistent_inward": gain}
    return keys


def check(condition: Mapping[str, float]) -> None:
    """Refuse a condition with an unknown factor key or a value outside its range.

    Parameters
    ----------
    condition : Mapping[str, float]
        Values by factor key.

    Raises
    ------
    UserError
        A key is unknown; the message gives the nearest.
        A value is outside its range. Each message is one line that says how to mend it.

    Examples
    --------
    >>> check({"receptors.gaba_a.cortex": 0.4})
    """
    known = factors()
    for key, value in condition.items():
        if key not in known:
            raise UserError(f"unknown key '{key}'" + nearest(key, known))
        factor = known[key]
        if not factor.low <= value <= factor.high:
            raise UserError(f"{key}={value:g} is outside {factor.low:g} to {factor.high:g} {factor.unit}")
