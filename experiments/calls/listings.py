"""What the tables and the wiring of the model hold, from Python."""

from pathlib import Path
from typing import Literal

import xarray as xr

from ...errors import UserError
from ...models.parameters.nearest import nearest


def drugs(agent: str | None = None, about: Literal["agents", "facts", "conflicts"] = "agents") -> str:
    """Write what the tables know of drugs.

    Parameters
    ----------
    agent : str, optional
        Name of a drug, of which curve, numbers and sources are written; without one all drugs are listed.
    about : str
        ``"facts"`` lists the published outcomes, and ``"conflicts"`` the contradictions of the literature.

    Returns
    -------
    str
        The text, of several lines.

    Raises
    ------
    UserError
        The drug has no entry, or nothing is written about that; the message names the nearest one.
    """
    from ..catalogue.drug_conflicts import conflicts_text
    from ..catalogue.drug_facts import facts_text
    from ..catalogue.drug_sheet import drugs_text

    texts = {"agents": lambda: drugs_text(agent), "facts": facts_text, "conflicts": conflicts_text}
    if about not in texts:
        raise UserError(f"about={about!r}: the tables are written about {', '.join(texts)}{nearest(about, texts)}")
    return texts[about]()


def pathway(out: str | Path | None = None) -> xr.Dataset:
    """Give the populations and projections of the healthy model of one body side; nothing is simulated.

    Parameters
    ----------
    out : str or Path, optional
        A file to which they are written, too.

    Returns
    -------
    xarray.Dataset
        As ``catalogue.pathway_dataset`` gives it, over (population) and (projection).

    Raises
    ------
    OSError
        The file cannot be written.

    Examples
    --------
    >>> float(pathway()["size"].sel(population="right_fdi_motoneurons")) > 0
    True
    """
    from ...models.circuits.circuit import Structure
    from ...models.circuits.connectome import draw
    from ...models.circuits.pathway import build_pathway
    from ..catalogue.pathway_dataset import pathway_dataset, write_pathway

    if out is not None:
        write_pathway(Path(out))
    structure = Structure(sides="right")
    return pathway_dataset(draw(build_pathway(structure), structure.wiring_seed))
