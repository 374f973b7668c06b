"""Joins cortex, brainstem and cord into one pathway."""

from dataclasses import replace

from . import brainstem, cortex, spinal
from .circuit import Pathway, Projection, Structure


def build_pathway(structure: Structure) -> Pathway:
    """Join cortex, brainstem and cord into one pathway.

    Parameters
    ----------
    structure : Structure
        Sides of the body and scale; the other fields are not read.

    Returns
    -------
    Pathway
        All populations, motoneurons last, and all projections.

    Raises
    ------
    UserError
        Two populations share a name.

    Notes
    -----
    When populations are scaled, the mean input of a cell stays: larger populations have a lower probability of
    connection, smaller ones heavier synapses.

    Examples
    --------
    >>> pathway = build_pathway(Structure(sides="right"))
    >>> pathway["right_fdi_motoneurons"].region
    'spinal'
    """
    sides = structure.body_sides
    populations = [*cortex.populations(sides), *brainstem.populations(sides), *spinal.populations(sides)]
    if structure.scale != 1:
        populations = [replace(p, size=max(2, round(p.size * structure.scale))) for p in populations]
    ordered = sorted(populations, key=lambda population: population.cell_class == "motoneuron")
    named = {population.name: population for population in ordered}
    if len(named) != len(ordered):
        raise ValueError("two populations share a name")
    projections = (*cortex.projections(named), *brainstem.projections(named), *spinal.projections(named))
    if structure.scale != 1:
        projections = tuple(_keep_drive(p, structure.scale) for p in projections)
    return Pathway(tuple(ordered), projections)


def _keep_drive(projection: Projection, scale: float) -> Projection:
    """Keep the mean input of a cell when populations grow: in-degree times weight stays."""
    if scale >= 1:
        return replace(projection, probability=projection.probability / scale)
    return replace(projection, weight=projection.weight / scale, second=projection.second / scale)
