import numpy as np
import pytest
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from disinhibition.analysis.plotting.plots import (
    BURST_COLOUR,
    MOST_CELLS,
    MOST_SPIKES,
    duration_scale,
    emg_traces,
    order_dots,
    project_style,
    raster,
    receptor_map,
    wide_axis,
)

GAINS = [0.2, 1.0, 0.5]


def axes() -> Axes:
    with project_style():
        return Figure().subplots()


def values(rows: list[list[float]]) -> xr.DataArray:
    """(gaba_a, glycine) with the gains in GAINS order."""
    return xr.DataArray(rows, dims=("gaba_a", "glycine"), coords={"gaba_a": GAINS, "glycine": GAINS})


def texts(ax: Axes) -> dict[tuple[float, float], str]:
    return {text.get_position(): text.get_text() for text in ax.texts}


def voltage(scale: float, muscles: tuple[str, ...] = ("right_scm", "right_fdi")) -> xr.DataArray:
    trace = scale * np.sin(np.arange(2000))
    coords = {"muscle": list(muscles), "time": np.arange(2000) / 2000}
    return xr.DataArray([trace] * len(muscles), dims=("muscle", "time"), coords=coords)


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
    ax = receptor_map(axes(), grid, marked=grid > 0)
    assert len(ax.figure.axes) == 2
    assert {text.get_text() for text in ax.texts} == {"", "!"}


def test_map_shows_a_dash_where_nothing_was_measured_and_a_mark_where_asked():
    grid = values([[np.nan] * 3] * 3)
    marked = values([[True, False, False], [False] * 3, [False] * 3])
    shown = texts(receptor_map(axes(), grid, duration_scale(), marked=marked))
    assert shown[2, 2] == "–!" and shown[0, 0] == "–"


def test_numbers_in_a_map_stand_out_from_their_cell_in_grey_too():
    ax = receptor_map(axes(), values([[0, 1, 2], [3, 4, 5], [6, 7, 8]]))
    image = ax.images[0]
    for text in ax.texts:
        column, row = text.get_position()
        red, green, blue = image.cmap(image.norm(image.get_array()[row, column]))[:3]
        grey = 0.299 * red + 0.587 * green + 0.114 * blue
        assert abs(grey - (1.0 if text.get_color() == "white" else 0.0)) > 0.4


def test_traces_are_stacked_in_order_with_a_scale_bar_of_a_round_voltage():
    ax = emg_traces(axes(), voltage(400e-6))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["right SCM", "right FDI"]
    first, second = (line.get_ydata().mean() for line in ax.lines[:2])
    assert first > second
    assert ax.texts[-1].get_text() == "200 µV"


def test_silent_traces_are_not_blown_up():
    ax = emg_traces(axes(), voltage(1e-6))
    assert np.ptp(ax.get_ylim()) > 40e-6


def test_bursts_and_stimuli_are_drawn_at_their_times():
    bursts = xr.Dataset(
        {"onset": ("burst", [0.25]), "duration": ("burst", [100.0]), "muscle": ("burst", ["right_fdi"])}
    )
    ax = emg_traces(axes(), voltage(1e-4), bursts, np.array([0.2]))
    bars = [bar for bar in ax.collections if to_hex(bar.get_color()[0]).upper() == BURST_COLOUR and bar.get_segments()]
    assert len(bars) == 1
    np.testing.assert_allclose(bars[0].get_segments()[0][:, 0], [0.25, 0.35])
    assert any(list(line.get_xdata()) == [0.2, 0.2] for line in ax.lines)


@pytest.mark.parametrize("spikes", [0, 7, 3 * MOST_SPIKES])
def test_raster_draws_every_region_and_never_too_many_spikes(spikes):
    data = xr.Dataset(
        {
            "time": ("spike", np.linspace(0, 1, spikes)),
            "unit": ("spike", np.arange(spikes) % 4),
            "region": ("cell", ["cortex", "cortex", "spinal", "spinal"]),
        }
    )
    ax = raster(axes(), data)
    assert sum(line.get_xdata().size for line in ax.lines) == min(spikes, MOST_SPIKES)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["cortex", "spinal"]


def test_raster_brings_the_cells_of_a_group_together():
    data = xr.Dataset(
        {
            "time": ("spike", [0.1, 0.2, 0.3, 0.4]),
            "unit": ("spike", [0, 1, 2, 3]),
            "cell_class": ("cell", ["pv", "ia_interneuron", "pv", "ia_interneuron"]),
        }
    )
    ax = raster(axes(), data, by="cell_class")
    assert [label.get_text() for label in ax.get_yticklabels()] == ["PV", "Ia interneuron"]
    assert [list(line.get_ydata()) for line in ax.lines] == [[0, 1], [2, 3]]


def test_dots_of_the_order_lie_at_median_onsets_and_grow_with_the_share_of_jerks():
    bursts = xr.Dataset(
        {
            "onset": ("burst", [0.0, 0.010, 1.0, 1.020, 2.0]),
            "muscle": ("burst", ["right_scm", "right_fdi", "right_scm", "right_fdi", "right_scm"]),
            "jerk": ("burst", [0, 0, 1, 1, 2]),
        }
    )
    ax = order_dots(axes(), bursts, {"scm": 3.0, "fdi": 7.0})
    quartiles, dots = ax.collections
    np.testing.assert_allclose(dots.get_offsets(), [[15, 7], [0, 3]])
    assert dots.get_sizes()[0] < dots.get_sizes()[1]
    np.testing.assert_allclose(quartiles.get_segments()[0][:, 0], [12.5, 17.5])


def test_order_of_no_jerks_says_so():
    columns = {"onset": np.zeros(0), "jerk": np.zeros(0, int), "muscle": np.array([], str)}
    none = xr.Dataset({name: ("burst", values) for name, values in columns.items()})
    assert [text.get_text() for text in order_dots(axes(), none, {}).texts] == ["no jerks"]


def test_a_wide_axis_has_no_decade_below_its_smallest_value_which_would_lie_on_the_zero() -> None:
    ax = Figure().subplots()
    assert wide_axis(ax, np.array([0, 0.05, 0.2, 20, 3000]), ratio=20)
    assert ax.get_xticks().tolist() == pytest.approx([0, 0.1, 1, 10, 100, 1000])
