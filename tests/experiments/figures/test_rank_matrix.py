"""The matrix of a made-up study: three drugs in two circuits, one of which never jerks."""

import json
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure

from disinhibition.analysis.plotting.plots import project_style
from disinhibition.experiments.figures import rank_matrix as figure

FORMS = ["healthy", "cortical_disinhibition", "spinal_disinhibition"]
DRUGS = ["none", "useless", "good", "bad"]


def study(forms: list[str] = FORMS) -> xr.Dataset:
    rate = {"healthy": [0.0] * 4, "cortical_disinhibition": [2, 2.1, 1, 4], "spinal_disinhibition": [0.0, 0, 0, 1]}
    axes = {"form": forms, "regimen": DRUGS, "seed": [1, 2]}
    mean = np.array([rate[form] for form in forms], float)[..., None] * np.ones(2)
    found = xr.Dataset({"jerk_rate": (tuple(axes), mean)}, axes, {"config": json.dumps({"duration": "20 s"})})
    for cell in ("l23", "thalamocortical", "reticular"):
        found[f"rate_{cell}"] = (tuple(axes), np.array([2, 2, 1, 2.0])[None, :, None] * np.ones(mean.shape))
    return found


def draw(monkeypatch: pytest.MonkeyPatch, data: xr.Dataset) -> Figure:
    monkeypatch.setattr(figure, "open_study", lambda path: data)
    with project_style():
        return figure.draw(Path())


@pytest.mark.mpl_image_compare(savefig_kwargs={"dpi": 60})
def test_rank_matrix(monkeypatch: pytest.MonkeyPatch) -> Figure:
    return draw(monkeypatch, study())


def test_best_comes_first_and_a_circuit_that_does_not_jerk_is_not_compared(monkeypatch) -> None:
    matrix, beside = draw(monkeypatch, study()).axes
    assert [label.get_text() for label in matrix.get_yticklabels()] == ["good", "useless", "bad"]
    words = {text.get_position(): text.get_text() for text in matrix.texts}
    assert words[0, 0] == "-50 %*   1" and words[0, 1] == "+5 %   2" and words[0, 2] == "+99 %*   3"
    assert {words[1, row] for row in range(3)} == {"–"}
    assert [text.get_text() for text in beside.texts] == ["0.50", "1.00", "1.00"]


def test_without_a_healthy_pathway_there_is_no_proxy_of_sedation(monkeypatch) -> None:
    _, beside = draw(monkeypatch, study(FORMS[1:])).axes
    assert not beside.get_visible()


def test_table_has_change_interval_rank_and_firing_left(monkeypatch) -> None:
    monkeypatch.setattr(figure, "open_study", lambda path: study())
    cells = [list(column.cells) for column in figure.table(Path()).columns]
    assert cells[0] == ["good", "useless", "bad"]
    assert cells[1][0].startswith("-50 % (-66 % to -27 %)") and cells[1][0].endswith(", 1")
    assert cells[2] == ["–"] * 3 and cells[3] == ["0.50", "1.00", "1.00"]
