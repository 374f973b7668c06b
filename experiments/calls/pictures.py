"""The figures of the command line from Python."""

from pathlib import Path


def figure(name: str, data: str | Path | None = None, out: str | Path | None = None) -> list[Path]:
    """Draw a figure of ``disinhibition figure`` from a stored study or dataset into files.

    Parameters
    ----------
    name : str
        Name of the figure; ``catalogue("figures")`` lists them.
    data : str or Path, optional
        The stored dataset, by default the figure's own in ``results``.
    out : str or Path, optional
        One file, PNG, PDF or SVG; by default a PNG and a PDF of the figure's name, in the dataset's folder.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    UserError
        The figure does not exist, or what was given as data is no path.
    FileNotFoundError
        The dataset does not exist.

    See Also
    --------
    disinhibition.plot : One call a picture of what is in memory, which gives axes.
    """
    from ..figures import draw_figure
    from ..given_objects import place_of

    stored = "the folder or the file of a stored dataset; dis.plot draws what is in memory"
    place = None if data is None else place_of(data, stored)
    return draw_figure(name, place, None if out is None else place_of(out, "the file that is to be written"))
