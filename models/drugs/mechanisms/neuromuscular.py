"""Botulinum toxin: transmission to the injected muscle fails."""

from ..levels import Levels
from .occupancy import Entries, Readings, hill


def neuromuscular(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Lower the neuromuscular transmission of injected muscles.

    Parameters
    ----------
    entries : Mapping[str, Mapping[str, Any]]
        What the table of every agent says of this mechanism, by agent.
    levels : Levels
        Free effect-site concentrations in uM and slow states of the drugs in the body.
    readings : Mapping[str, str]
        The chosen reading of every conflict of the literature (see ``READINGS``).

    Returns
    -------
    dict[str, float]
        Factors by factor key; 1 is healthy.

    Notes
    -----
    Transmission = 1 - most H(units; half) f(t), where f is the time course of a dose (slow state). The factor key of a
    muscle has no side: both sides take the more affected one. Evidence: plateau and time of the peak were read, the
    half dose is from a textbook.

    References
    ----------
    sloop1996

    Examples
    --------
    >>> from disinhibition.models.drugs.mechanisms import factors_of
    >>> peak = Levels(states={"botulinum.right_fdi.units": 20.0, "botulinum.right_fdi.effect": 1.0})
    >>> 0.1 < factors_of(peak)["neuromuscular.fdi"] < 0.25
    True
    """
    factors: dict[str, float] = {}
    for agent, entry in entries.items():
        for name, units in levels.states.items():
            whose, _, rest = name.partition(".")
            side_and_muscle, _, what = rest.rpartition(".")
            if whose == agent and what == "units":
                muscle = side_and_muscle.partition("_")[2]
                acting = levels.states.get(f"{agent}.{side_and_muscle}.effect", 0.0)
                kept = 1 - entry["most"].value * hill(units, entry["half"].value) * acting
                key = f"neuromuscular.{muscle}"
                factors[key] = min(kept, factors.get(key, 1.0))
    return factors
