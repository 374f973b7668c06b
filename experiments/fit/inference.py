"""What an inference found, as a stored dataset: prior, posterior, and what the pathway does at draws from each."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike

from ...errors import UserError
from ...models.parameters.nearest import nearest
from ..files import NETCDF, check_ending, whole_file, writable_folder, writing
from ..run.measures import measure
from ..run.provenance import provenance

FILE = "inference.nc"
INFERENCE = Path("results", "inference", FILE)


def inference_dataset(
    parameters: Mapping[str, str],
    statistics: Sequence[str],
    observed: ArrayLike,
    prior: tuple[ArrayLike, ArrayLike],
    posterior: tuple[ArrayLike, ArrayLike],
    truth: ArrayLike | None = None,
    method: str = "",
    kept: str = "jerks",
) -> xr.Dataset:
    """Prior and posterior of parameters beside the statistics they were inferred from.

    Parameters
    ----------
    parameters : mapping
        Name of a parameter to its override key.
    statistics : sequence of str
        Columns of the measure ``kept``, as for ``make_simulator``.
    observed : array_like
        The observed statistics (statistic,), NaN for one without a value.
    prior : tuple of array_like
        Draws (draw, parameter), and the statistics (run, statistic) of runs at draws.
    posterior : tuple of array_like
        The same of the posterior. Its runs have noise of their own, so that they may miss what was observed.
    truth : array_like, optional
        The true parameters (parameter,), where they are known.
    method : str
        How it was inferred, for the provenance.
    kept : str
        Name of a measure.

    Returns
    -------
    xarray.Dataset
        ``prior`` over (prior_draw, parameter), ``posterior`` over (draw, parameter), ``prior_predicted`` over
        (prior_run, statistic), ``predicted`` over (run, statistic), ``observed``, and ``truth``, which is NaN if it is
        not known.

    Raises
    ------
    UserError
        A statistic is not kept by the measure.

    Examples
    --------
    >>> theta, x = [[0.2], [0.4]], [[1.0], [0.5]]
    >>> found = inference_dataset({"GABA-A": "receptors.gaba_a.cortex"}, ["jerk_rate"], [0.6], (theta, x), (theta, x))
    >>> found["posterior"].sel(parameter="GABA-A").values.tolist()
    [0.2, 0.4]
    """
    columns = {column.name: column for column in measure(kept).columns() if column.kind == "float"}
    for name in statistics:
        if name not in columns:
            raise UserError(f"the measure '{kept}' has no '{name}'" + nearest(name, columns))
    unknown = np.full(len(parameters), np.nan)
    return xr.Dataset(
        {
            "prior": (("prior_draw", "parameter"), np.asarray(prior[0], float), _words("draws from the prior")),
            "prior_predicted": (
                ("prior_run", "statistic"),
                np.asarray(prior[1], float),
                _words("at draws from the prior"),
            ),
            "posterior": (("draw", "parameter"), np.asarray(posterior[0], float), _words("draws from the posterior")),
            "predicted": (("run", "statistic"), np.asarray(posterior[1], float), _words("at draws from the posterior")),
            "observed": ("statistic", np.asarray(observed, float), _words("what it was inferred from")),
            "truth": ("parameter", unknown if truth is None else np.asarray(truth, float), _words("true value")),
        },
        {
            "parameter": ("parameter", list(parameters), _words("parameter")),
            "key": ("parameter", list(parameters.values()), _words("override key")),
            "statistic": ("statistic", list(statistics), _words("statistic")),
            "unit": ("statistic", [columns[name].units for name in statistics], _words("unit of the statistic")),
            "words": ("statistic", [columns[name].long_name for name in statistics], _words("the statistic in words")),
        },
        provenance(method=method),
    )


def write_inference(found: xr.Dataset, out: Path = INFERENCE) -> Path:
    """Write what was inferred as NetCDF.

    Parameters
    ----------
    found : xarray.Dataset
        As ``inference_dataset`` returns it.
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
    check_ending(out, NETCDF, "an inference")
    writable_folder(out.parent)
    with writing(out), whole_file(out) as partial:
        found.to_netcdf(partial, engine="h5netcdf")
    return out


def _words(long_name: str) -> dict[str, str]:
    """Statistics have a unit each, in ``unit``; parameters are gains."""
    return {"units": "1", "long_name": long_name}
