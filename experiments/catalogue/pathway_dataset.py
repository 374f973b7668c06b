"""Populations and projections of the model as a stored dataset, for whoever draws or reads the wiring."""

from pathlib import Path

import numpy as np
import xarray as xr

from ...models.circuits.circuit import Structure
from ...models.circuits.connectome import Connectome, draw
from ...models.circuits.pathway import build_pathway
from ...models.membrane.receptors import CHANNELS
from ..files import NETCDF, check_ending, whole_file, writable_folder, writing
from ..run.provenance import provenance

PATHWAY = Path("results", "pathway.nc")
POPULATION = {
    "region": "region", "side": "side", "cell_class": "cell class", "target": "what it is to receptors",
    "zone": "zone of cortex", "muscle": "muscle, with side", "segment": "motor nucleus or segment of the cord",
}  # fmt: skip
PROJECTION = {"source": "population it comes from", "target": "population it ends on", "channel": "what it opens"}


def write_pathway(out: Path = PATHWAY) -> Path:
    """Write the healthy pathway of one body side; nothing is simulated.

    Parameters
    ----------
    out : Path
        The file. Its folder is made if it is missing.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    UserError
        The file cannot be written.
    """
    check_ending(out, NETCDF, "the pathway")
    writable_folder(out.parent)
    structure = Structure(sides="right")
    pathway = pathway_dataset(draw(build_pathway(structure), structure.wiring_seed))
    with writing(out), whole_file(out) as partial:
        pathway.to_netcdf(partial, engine="h5netcdf")
    return out


def pathway_dataset(connectome: Connectome) -> xr.Dataset:
    """Populations and projections of a drawn pathway.

    Parameters
    ----------
    connectome : Connectome
        The drawn pathway.

    Returns
    -------
    xarray.Dataset
        Over (population), its name as coordinate: population_region, _side, _cell_class, _target, _zone, _muscle,
        _segment, size, position (m below the obex, negative above); over (projection): source, target, channel,
        synapses, weight (mean; S, of channel ``terminal`` a dimensionless activation), delay (mean, s; NaN where a
        small projection has no synapse).

    Examples
    --------
    >>> pathway = build_pathway(Structure(sides="right", scale=0.25))
    >>> dict(pathway_dataset(draw(pathway, 1)).sizes) == {
    ...     "population": len(pathway.populations), "projection": len(pathway.projections)
    ... }
    True
    """
    populations, projections = connectome.pathway.populations, connectome.pathway.projections
    synapses, weight, delay = (np.zeros(len(projections)) for _ in range(3))
    for channel in CHANNELS:
        drawn = connectome.channels[channel]
        for total, values in ((synapses, None), (weight, drawn.weight), (delay, drawn.delay)):
            total += np.bincount(drawn.projection, values, len(projections))
    with np.errstate(invalid="ignore"):
        weight, delay = weight / synapses, delay / synapses
    data: dict[str, tuple] = {
        f"population_{name}": ("population", np.array([getattr(one, name) for one in populations]), _words("1", words))
        for name, words in POPULATION.items()
    }
    data |= {
        name: ("projection", np.array([getattr(one, name) for one in projections]), _words("1", words))
        for name, words in PROJECTION.items()
    }
    data |= {
        "size": ("population", np.array([one.size for one in populations]), _words("1", "cells")),
        "position": ("population", np.array([one.position for one in populations]), _words("m", "below the obex")),
        "synapses": ("projection", synapses.astype(int), _words("1", "synapses")),
        "weight": ("projection", weight, _words("S", "peak conductance of a synapse, mean; of terminals without unit")),
        "delay": ("projection", delay, _words("s", "delay, mean")),
    }
    names = np.array([one.name for one in populations])
    return xr.Dataset(data, {"population": ("population", names, _words("1", "population"))}, provenance())


def _words(unit: str, words: str) -> dict[str, str]:
    return {"units": unit, "long_name": words}
