import numpy as np
import pytest
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from disinhibition.analysis.plotting.plots import (
    BURST_COLOUR,
    COLUMNS,
    MOST_SPIKES,
    emg_traces,
    envelope,
    order_dots,
    project_style,
    raster,
    wide_axis,
)


def axes() -> Axes:
    with project_style():
        return Figure().subplots()


def voltage(scale: float, muscles: tuple[str, ...] = ("right_scm", "right_fdi")) -> xr.DataArray:
    trace = scale * np.sin(np.arange(2000))
    coords = {"muscle": list(muscles), "time": np.arange(2000) / 2000}
    return xr.DataArray([trace] * len(muscles), dims=("muscle", "time"), coords=coords)


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


def test_a_short_burst_is_drawn_wide_enough_to_be_seen_and_a_long_one_as_long_as_it_is():
    bursts = xr.Dataset(
        {"onset": ("burst", [0.1, 0.5]), "duration": ("burst", [1.0, 90.0]), "muscle": ("burst", ["right_fdi"] * 2)}
    )
    ax = emg_traces(axes(), voltage(1e-4), bursts)
    [short, long] = (np.ptp(segment[:, 0]) for bar in ax.collections for segment in bar.get_segments())
    assert short > 0.01 and long == pytest.approx(0.09)


def test_a_long_trace_keeps_its_extremes_and_few_samples():
    trace = np.random.default_rng(1).standard_normal(40_000)
    trace[12_345] = 50.0
    time, shown = envelope(np.arange(trace.size) / 2000.0, trace)
    assert shown.size == 2 * COLUMNS and shown.max() == 50.0 and shown.min() == trace.min()
    assert (np.diff(time) >= 0).all()
    np.testing.assert_array_equal(trace[np.round(time * 2000).astype(int)], shown)


def test_a_short_trace_is_drawn_as_it_is():
    time, shown = envelope(np.arange(5.0), np.arange(5.0) ** 2)
    assert list(time) == [0, 1, 2, 3, 4] and list(shown) == [0, 1, 4, 9, 16]


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
