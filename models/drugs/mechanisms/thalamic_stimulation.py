"""Deep brain stimulation of the motor thalamus, as a gate of what the thalamus sends to the cortex."""

from ..levels import Levels
from .combine import combined
from .occupancy import Entries, Readings, slow_state


def thalamic_stimulation(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Lower the release of thalamocortical terminals by the fraction of the output that is entrained.

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
    Release x (1 - most p), where p is the entrained fraction (slow state). Sources: the entries of the table. Evidence:
    guess. The pallidum is not in the model, nor is what the frequency does.
    """
    return combined(
        *(
            {"release.thalamocortical": 1 - entry["most"].value * slow_state(levels, agent, "entrained", 0.0)}
            for agent, entry in entries.items()
        )
    )
