"""What is said of single channels of a recording: those that were left out, and those of which something was."""

import xarray as xr

from ..signals.counted import counted


def channel_notes(protocol: str, recording: xr.DataTree) -> dict[str, str]:
    """Notes on the channels of a recording.

    Parameters
    ----------
    protocol : str
        Name of the protocol.
    recording : xarray.DataTree
        Group ``jerks`` as of ``add_events`` and, where channels were left out at the door, ``left_out``.

    Returns
    -------
    dict
        Channel to why it could not be measured, and ``<protocol> <muscle>`` to how many potentials of single motor
        units were left out between its bursts. Such a muscle does not rest, and what it does is a mixture.
    """
    notes: dict[str, str] = {}
    if "left_out" in recording.children:
        table = recording["left_out"].to_dataset()
        notes |= dict(zip(table["channel"].values.astype(str), table["reason"].values.astype(str), strict=True))
    jerks = recording["jerks"].to_dataset()
    if "unit_potentials" in jerks:
        for muscle, count in zip(jerks["muscle"].values.astype(str), jerks["unit_potentials"].values, strict=True):
            if count:
                notes[f"{protocol} {muscle}"] = f"no bursts: {counted(count, 'potential')} of single motor units"
    return {str(name): str(note) for name, note in notes.items()}
