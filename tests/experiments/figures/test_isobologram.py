"""Isobologram of a made-up pair: a synergic one beside the sham pair."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure

from disinhibition.analysis.studies.hill_curve import Hill, hill_value
from disinhibition.experiments.figures import isobologram as figure

DOSES = np.array([0, 0.5, 1, 2, 4])
CURVE, TIME = Hill(2.0, -2.0, 1.5, 2.0), 20.0


def study(seeds: int = 8) -> xr.Dataset:
    a, b = DOSES[:, None], DOSES[None, :]
    mean = np.array([hill_value(CURVE, a + b), hill_value(CURVE, a + b + 1.5 * np.sqrt(a * b))])
    rate = np.random.default_rng(1).poisson(TIME * mean[..., None] * np.ones(seeds)) / TIME
    doses = {name: (name, DOSES, {"units": "nM"}) for name in ("clonazepam", "levetiracetam")}
    axes = {"pair": ["sham", "both"], **doses, "seed": range(seeds)}
    return xr.Dataset(
        {"jerk_rate": (tuple(axes), rate, {"units": "1/s"})}, axes, {"config": json.dumps({"duration": TIME})}
    )


@pytest.fixture(scope="module")
def drawn(drawn_from: Callable[..., Figure]) -> Figure:
    return drawn_from(figure, study(), RESAMPLES=5)


@pytest.mark.mpl_image_compare(savefig_kwargs={"dpi": 60})
def test_isobologram(drawn: Figure) -> Figure:
    return drawn


def test_the_sham_pair_lies_on_the_line_and_the_synergic_one_below(drawn: Figure) -> None:
    sham, _, both, _ = drawn.axes
    sums = []
    for ax in (sham, both):
        marks = np.vstack([line.get_xydata() for line in ax.lines if line.get_marker() in ("o", "s", "^")])
        sums.append(np.nanmean(marks.sum(axis=1)))
    assert sums[0] == pytest.approx(1, abs=0.06) and sums[1] < 0.8


def test_cells_print_the_excess_or_a_dash_where_nothing_can_be_seen(drawn: Figure) -> None:
    right = drawn.axes[3]
    words = {text.get_position(): text.get_text() for text in right.texts}
    assert words[(0, 0)].startswith("+") and " to " in words[(0, 0)]
    assert words[(3, 3)] == "–"
    assert right.get_xlabel() == "clonazepam (nM)"


def test_table_has_an_index_of_1_for_the_sham_pair_and_below_for_the_synergic_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(figure, "open_study", lambda path: study())
    monkeypatch.setattr(figure, "RESAMPLES", 1)
    rows = list(zip(*(column.cells for column in figure.table(Path()).columns), strict=True))
    index = {row[0]: float(row[2]) for row in rows if row[1] == "Loewe, 50 % fewer jerks"}
    assert index["sham"] == pytest.approx(1, abs=0.08) and index["both"] < 0.85
    assert [row[1] for row in rows].count("Bliss, excess") == 2


def test_a_healthy_form_is_a_map_of_the_firing_left_and_few_doses_have_no_isobole(
    drawn_from: Callable[..., Figure],
) -> None:
    pair = study(5).sel(pair="both", drop=True).isel(clonazepam=[0, 2, 4], levetiracetam=[0, 2, 4])
    forms = pair.expand_dims(form=["healthy", "cortical_disinhibition"]).copy()
    firing = (2 - forms["clonazepam"] / 4) * xr.ones_like(forms["jerk_rate"])
    forms = forms.assign({f"rate_{cell}": firing for cell in ("l23", "thalamocortical", "reticular")})
    isobole, _, map_of_firing, hidden = drawn_from(figure, forms).axes
    assert [text.get_text() for text in isobole.texts] == ["a curve needs 5 doses"]
    words = {text.get_position(): text.get_text() for text in map_of_firing.texts}
    assert words[0, 0] == "1.00" and words[2, 0] == "0.50" and words[2, 2] == "0.50"
    assert not hidden.get_visible()
