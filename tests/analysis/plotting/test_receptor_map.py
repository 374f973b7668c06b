"""Maps of gains: values, marks and colours of their cells."""

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from disinhibition.analysis.plotting.plots import project_style
from disinhibition.analysis.plotting.receptor_map import MOST_CELLS, duration_scale, receptor_map

GAINS = [0.2, 1.0, 0.5]


def axes() -> Axes:
    with project_style():
        return Figure().subplots()


def values(rows: list[list[float]]) -> xr.DataArray:
    """(gaba_a, glycine) with the gains in GAINS order."""
    return xr.DataArray(rows, dims=("gaba_a", "glycine"), coords={"gaba_a": GAINS, "glycine": GAINS})


def texts(ax: Axes) -> dict[tuple[float, float], str]:
    return {text.get_position(): text.get_text() for text in ax.texts}


def test_map_prints_each_value_in_its_cell_with_inhibition_lost_up_and_right():
    ax = receptor_map(axes(), values([[4, 2, 3], [1, 0, 7], [5, 6, 8]]), form="{:.0f}")
    # gain 1, 0.5, 0.2 from left to right and from below to above
    assert texts(ax)[0, 0] == "0" and texts(ax)[2, 2] == "4"
    assert texts(ax)[2, 0] == "1" and texts(ax)[0, 2] == "2"
    assert [label.get_text() for label in ax.get_xticklabels()] == ["1", "0.5", "0.2"]


def test_map_of_the_transposed_array_is_the_same():
    grid = values([[4, 2, 3], [1, 0, 7], [5, 6, 8]])
    assert texts(receptor_map(axes(), grid)) == texts(receptor_map(axes(), grid.transpose()))


def test_fine_map_has_a_colour_bar_instead_of_values():
    gains = np.linspace(0, 1, MOST_CELLS + 1)
    grid = xr.DataArray(np.eye(gains.size), dims=("gaba_a", "glycine"), coords={"gaba_a": gains, "glycine": gains})
    ax = receptor_map(axes(), grid, marked={"!": grid > 0})
    assert len(ax.figure.axes) == 2
    assert {text.get_text() for text in ax.texts} == {"", "!"}


def test_map_shows_a_dash_where_nothing_was_measured_and_a_mark_where_asked():
    grid = values([[np.nan] * 3] * 3)
    marked = values([[True, False, False], [False] * 3, [False] * 3])
    shown = texts(receptor_map(axes(), grid, duration_scale(), marked={"!": marked}))
    assert shown[2, 2] == "–!" and shown[0, 0] == "–"


def test_numbers_in_a_map_stand_out_from_their_cell_in_grey_too():
    ax = receptor_map(axes(), values([[0, 1, 2], [3, 4, 5], [6, 7, 8]]))
    image = ax.images[0]
    for text in ax.texts:
        column, row = text.get_position()
        red, green, blue = image.cmap(image.norm(image.get_array()[row, column]))[:3]
        grey = 0.299 * red + 0.587 * green + 0.114 * blue
        assert abs(grey - (1.0 if text.get_color() == "white" else 0.0)) > 0.4


def test_a_caller_that_draws_one_colour_bar_for_all_maps_gets_none_beside_each():
    gains = np.linspace(0, 1, MOST_CELLS + 1)
    grid = xr.DataArray(np.eye(gains.size), dims=("gaba_a", "glycine"), coords={"gaba_a": gains, "glycine": gains})
    assert len(receptor_map(axes(), grid, colour_bar=False).figure.axes) == 1


def test_several_marks_stand_behind_the_value():
    grid = values([[1.0] * 3] * 3)
    assert set(texts(receptor_map(axes(), grid, None, "{:.0f}", {"*": grid > 0, "!": grid > 0})).values()) == {"1*!"}
