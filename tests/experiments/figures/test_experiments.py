"""Every experiment with drugs draws its figure and prints its table, whatever its axes are called."""

import json
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
import yaml
from matplotlib.figure import Figure

from disinhibition import configs
from disinhibition.experiments import figures
from disinhibition.experiments.run.measures import measure
from disinhibition.experiments.study.disk.layout import STATUS_COLUMN
from disinhibition.experiments.study.plan import plan_study
from disinhibition.experiments.study.reading.open import labelled

DRAWN = ("course", "dose_response", "isobologram", "rank_matrix")
FEW = {"RESAMPLES": 2}  # of a bootstrap


def experiments() -> list[tuple[str, str]]:
    """Experiment and figure of those that are drawn from rows alone."""
    folder = Path(str(configs.__path__[0]), "experiment")
    found = [(path.stem, yaml.safe_load(path.read_text())["study"].get("figure")) for path in folder.rglob("*.yaml")]
    return sorted((name, figure) for name, figure in found if figure in DRAWN)


def made_up(name: str) -> xr.Dataset:
    """The study with made-up rows: some twenty jerks a run, every other statistic likewise."""
    planned = plan_study([f"experiment={name}"])
    columns = (STATUS_COLUMN, *measure(planned.measure).columns())
    schema = {
        "dims": list(planned.axes),
        "units": planned.units,
        "columns": [asdict(column) for column in columns],
        "provenance": {"config": json.dumps(planned.config)},
    }
    rows = np.random.default_rng(1).poisson(20.0, (len(planned.points), len(columns))) / 10.0
    rows[:, [column.kind == "code" for column in columns]] = 0
    return labelled(schema, [values for values, _ in planned.points], rows)


@pytest.mark.slow  # draws many images
@pytest.mark.parametrize(("name", "figure"), experiments())
def test_experiment_draws_its_figure_and_its_table(
    name: str, figure: str, drawn_from: Callable[..., Figure], monkeypatch: pytest.MonkeyPatch
) -> None:
    script = import_module(f"{figures.__name__}.{figure}")
    study = made_up(name)
    few = {key: value for key, value in FEW.items() if hasattr(script, key)}
    drawn = drawn_from(script, study, **few)
    drawn.draw_without_rendering()
    assert any(ax.lines or ax.collections or ax.images for ax in drawn.axes)
    if hasattr(script, "table"):
        for key, value in {"open_study": lambda path: study, **few}.items():
            monkeypatch.setattr(script, key, value)
        assert script.table(Path()).row_count


def test_all_experiments_with_drugs_are_among_them() -> None:
    assert len(experiments()) == 18
