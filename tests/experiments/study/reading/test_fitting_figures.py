"""A study names the figures that show it, and each of them draws it."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure

from disinhibition.analysis.plotting.plots import project_style
from disinhibition.experiments.figures import figure_names
from disinhibition.experiments.run.measures import measure
from disinhibition.experiments.study.reading.fitting_figures import FITS, fitting_figures


def study(design: str = "grid", **axes: Any) -> xr.Dataset:
    """A rate that falls along axes of numbers, in runs of 20 s."""
    shape = [len(values) for values in axes.values()]
    rate = 3.0 * np.ones(shape)
    for place, values in enumerate(axes.values()):
        if not isinstance(values[0], str):
            along = np.asarray(values, float) / (max(values) or 1.0)
            rate = rate * np.exp(-along).reshape([-1 if dim == place else 1 for dim in range(len(shape))])
    names = [column.name for column in measure("jerks").columns()]
    units = {"units": "1/s", "long_name": "jerks per second"}
    data = {name: (tuple(axes), rate, units) for name in names}
    config = json.dumps({"duration": "20 s", "study": {"design": design}})
    return xr.Dataset(data, {name: list(values) for name, values in axes.items()}, {"config": config})


GAINS = [0.0, 0.25, 0.5, 0.75, 1.0]
STUDIES = {
    "one axis": (study(gain=GAINS, seed=[1, 2]), ["dose_response", "course"]),
    "two axes": (study(gain=GAINS, other=GAINS, seed=[1, 2]), ["threshold_map", "course"]),
    "words": (study(circuit=["cortex", "spinal"], gain=GAINS), ["dose_response", "course"]),
    "times": (study(form=["cortical_disinhibition"], snapshot=["0 d", "1 d"]), ["course"]),
    "map": (
        study(circuit=["cortex", "spinal"], gaba_a=[0.2, 1.0], glycine=[0.2, 1.0]),
        ["disinhibition", "threshold_map", "course"],
    ),
    "two drugs": (
        study(**{"concentration.clonazepam": GAINS, "concentration.diazepam": GAINS, "seed": [1, 2]}),
        ["isobologram", "threshold_map", "course"],
    ),
    "treatments": (
        study(form=["healthy", "cortical_disinhibition"], regimen=["none", "valproate"], seed=range(4)),
        ["rank_matrix", "course"],
    ),
}  # fmt: skip


def sampled(design: str) -> xr.Dataset:
    rng = np.random.default_rng(0)
    data = study(design, point=range(40))
    return data.assign_coords(gain=("point", rng.random(40)), other=("point", rng.random(40)))


@pytest.mark.parametrize("name", STUDIES)
def test_a_study_names_the_figures_of_its_axes(name: str) -> None:
    data, expected = STUDIES[name]
    assert fitting_figures(data) == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "figure"), [(name, figure) for name, (_, names) in STUDIES.items() for figure in names]
)
def test_a_figure_that_is_named_draws_the_study(name: str, figure: str, monkeypatch: pytest.MonkeyPatch) -> None:
    script = import_module(f"disinhibition.experiments.figures.{figure}")
    monkeypatch.setattr(script, "open_study", lambda path: STUDIES[name][0])
    with project_style():
        assert isinstance(script.draw(Path()), Figure)


def test_points_of_a_design_are_drawn_by_the_figures_of_designs() -> None:
    assert fitting_figures(sampled("sobol")) == ["sensitivity", "surrogate"]
    assert fitting_figures(sampled("latin_hypercube")) == ["surrogate"]


def test_a_study_of_one_point_and_one_without_jerks_name_none() -> None:
    assert fitting_figures(study(seed=[1, 2])) == []
    assert fitting_figures(study(gain=GAINS).drop_vars("jerk_rate")) == []


def test_every_figure_that_can_be_named_exists() -> None:
    assert set(FITS) <= set(figure_names())


def test_a_figure_of_doses_is_not_named_where_it_would_refuse_an_axis_of_one_value() -> None:
    rate = (("gaba_a", "gaba_b", "serotonin"), np.zeros((2, 2, 1)))
    study = xr.Dataset({"jerk_rate": rate}, {"gaba_a": [0.2, 1.0], "gaba_b": [0.2, 1.0], "serotonin": [1.0]})
    assert "threshold_map" not in fitting_figures(study)
    assert "threshold_map" in fitting_figures(study.isel(serotonin=0, drop=True))
