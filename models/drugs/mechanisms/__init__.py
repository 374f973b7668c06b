"""Pharmacodynamics: from levels of drugs to factors of a run. One mechanism a file; no outcome is written in.

A file carries the name that its mechanism has in ``tables/mechanisms``. ``cell_groups``, ``combine``, ``occupancy``,
``readings`` and ``synaptic_gaba_a`` hold what several mechanisms share.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from ...condition.vocabulary import factors as known_factors
from ..drug_tables import mechanisms_of
from ..levels import Levels
from .adaptation import adaptation
from .adenosine import adenosine
from .affinity_shift import affinity_shift
from .block import block
from .calcium import calcium
from .chloride import chloride_load
from .combine import combined
from .gaba_b import gaba_b
from .glucuronide import glucuronide
from .modulation import modulation
from .mu_opioid import mu_opioid
from .muscarinic import muscarinic
from .neuromuscular import neuromuscular
from .occupancy import Entries, Readings
from .opioid_nmda import opioid_nmda
from .prolongation import prolongation
from .readings import READINGS, agonist_need, check_readings, under_readings
from .restoration import restored
from .serotonin import serotonin_block, serotonin_level, serotonin_uptake
from .sodium import sodium
from .thalamic_stimulation import thalamic_stimulation
from .tonic import tonic
from .turnover import turnover
from .vesicles import vesicles

__all__ = ["MECHANISMS", "READINGS", "agonist_need", "check_readings", "factors_of", "restored"]

Mechanism = Callable[[Entries, Levels, Readings], dict[str, float]]
MECHANISMS: Mapping[str, Mechanism] = MappingProxyType(
    {
        function.__name__: function
        for function in (
            affinity_shift,
            prolongation,
            tonic,
            block,
            modulation,
            adaptation,
            vesicles,
            calcium,
            gaba_b,
            sodium,
            turnover,
            mu_opioid,
            glucuronide,
            opioid_nmda,
            serotonin_uptake,
            serotonin_level,
            serotonin_block,
            muscarinic,
            adenosine,
            neuromuscular,
            thalamic_stimulation,
        )
    }
)


def factors_of(levels: Levels, readings: Mapping[str, object] | None = None) -> dict[str, float]:
    """Compute the factors of a run that the drugs in a body set.

    Parameters
    ----------
    levels : Levels
        Free effect-site concentrations in uM and slow states.
    readings : Mapping[str, object], optional
        Choices between conflicting findings by name (see ``READINGS``); the rest have their defaults.

    Returns
    -------
    dict[str, float]
        Factors by factor key, sorted; a factor that is healthy is left out.

    Raises
    ------
    UserError
        An agent or a reading is unknown.
        A conflict has no such reading. Each message is one line.

    Notes
    -----
    The agents of one mechanism act together: at one site they share its occupancy. Mechanisms at different sites
    multiply.

    Examples
    --------
    >>> factors_of(Levels())
    {}
    >>> factors_of(Levels(free={"bicuculline": 1.2}))
    {'receptors.gaba_a.all': 0.5, 'receptors.gaba_a_tonic.all': 0.5}
    """
    chosen = check_readings(readings or {})
    agents = dict.fromkeys((*levels.free, *(name.partition(".")[0] for name in levels.states)))
    tables = {agent: under_readings(mechanisms_of(agent), chosen) for agent in agents}
    parts = []
    for name, mechanism in MECHANISMS.items():
        entries: dict[str, Any] = {agent: table[name] for agent, table in tables.items() if name in table}
        if entries:
            parts.append(mechanism(entries, levels, chosen))
    together = combined(*parts)
    if chosen["chloride_load"] == "on":
        together |= chloride_load(together)
    known = known_factors()
    return {key: value for key, value in sorted(together.items()) if value != known[key].healthy}
