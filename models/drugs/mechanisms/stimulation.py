"""Deep brain stimulation of the motor thalamus, as a gate of what it sends to the cortex."""

from ..levels import Levels
from .cell_groups import multiplied
from .occupancy import Entries, Readings, state


def stimulation(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Release of thalamocortical terminals x (1 - most p), p the fraction of the output that is entrained.

    Source: see the entries. Evidence: guess. The pallidum is not in the model, nor what the frequency does.
    """
    return multiplied(
        *(
            {"release.thalamocortical": 1 - entry["most"].value * state(levels, agent, "entrained", 0.0)}
            for agent, entry in entries.items()
        )
    )
