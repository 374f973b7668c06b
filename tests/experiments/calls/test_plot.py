"""One call a picture: axes come back, drawn by the code of the figures; what cannot be drawn is said."""

from collections.abc import Iterator
from typing import Any

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
import xarray as xr
from matplotlib.axes import Axes

import disinhibition as dis
from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.summary import add_events
from disinhibition.errors import UserError

RATE, SECONDS = 2000, 64
MUSCLES, ELECTRODES = ["right_scm", "right_fdi"], ["left_hand", "right_hand"]


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    with matplotlib.rc_context({"backend": "agg"}):
        yield
    plt.close("all")


@pytest.fixture(scope="module")
def tree() -> xr.DataTree:
    """Sixty jerks, a wave in the EEG 20 ms before each, a stimulus 0.3 s before each, and some spikes."""
    rng = np.random.default_rng(0)
    emg = 3e-6 * rng.standard_normal((2, SECONDS * RATE))
    potential = 2e-6 * rng.standard_normal((2, SECONDS * RATE))
    time, onsets = np.arange(SECONDS * RATE) / RATE, 2.0 + np.arange(60)
    for onset in onsets:
        start = round(onset * RATE)
        emg[:, start : start + 60] += 2e-4 * rng.standard_normal((2, 60))
        potential[0] -= 20e-6 * np.exp(-(((time - onset + 0.020) / 0.005) ** 2))
    found = add_events(from_signals(emg, float(RATE), MUSCLES))
    coords = {"electrode": ELECTRODES, "time": time}
    found["eeg"] = xr.DataTree(xr.Dataset({"potential": (("electrode", "time"), potential)}, coords))
    found["stimuli"] = xr.DataTree(xr.Dataset({"time": ("stimulus", onsets - 0.3)}))
    spikes = {"time": ("spike", onsets), "unit": ("spike", np.arange(60) % 4)}
    cells = {"region": ("cell", ["cortex", "cortex", "spinal", "spinal"])}
    found["spikes"] = xr.DataTree(xr.Dataset(spikes | cells))
    return found


def study(**axes: Any) -> xr.Dataset:
    """A jerk rate that rises along every axis of numbers, the same in every repeat but for 0.5 up and down."""
    rate = xr.DataArray(np.zeros([len(values) for values in axes.values()]), axes, tuple(axes))
    for axis, values in axes.items():
        if axis == "seed":
            rate = rate + xr.DataArray([-0.5, 0.5], {"seed": values}, "seed")
        elif not isinstance(values[0], str):
            rate = rate + xr.DataArray(np.asarray(values, float), {axis: values}, axis)
    rate.attrs = {"units": "1/s", "long_name": "jerks per second"}
    return xr.Dataset({"jerk_rate": rate + 1.0, "burst_count": rate}, attrs={"config": '{"duration": "10 s"}'}).assign(
        jerk_rate=lambda data: data["jerk_rate"].assign_attrs(rate.attrs)
    )


@pytest.mark.parametrize("name", ["emg", "eeg", "raster", "order", "back_average", "evoked", "coherence"])
def test_a_picture_of_a_recording_is_axes_with_something_in_them(name: str, tree: xr.DataTree) -> None:
    ax = getattr(dis.plot, name)(tree)
    assert isinstance(ax, Axes) and ax.has_data() and ax.get_xlabel()


@pytest.mark.parametrize("name", ["emg", "eeg", "raster", "order", "back_average", "evoked", "coherence"])
def test_a_picture_is_drawn_where_it_is_asked_to(name: str, tree: xr.DataTree) -> None:
    given = plt.subplots()[1]
    assert getattr(dis.plot, name)(tree, ax=given) is given
    assert len(plt.get_fignums()) == 1


def test_emg_of_some_muscles_and_a_stretch_of_time(tree: xr.DataTree) -> None:
    ax = dis.plot.emg(tree, muscles=["right_fdi"], time=(1.0, 3.0))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["right FDI"]
    assert ax.get_xlim() == pytest.approx((1.0, 3.0), abs=0.01)


def test_the_back_average_shows_the_wave_before_the_jerk(tree: xr.DataTree) -> None:
    ax = dis.plot.back_average(tree, "right_fdi")
    lag, average = ax.lines[-1].get_xdata(), ax.lines[-1].get_ydata()
    assert lag[np.argmin(average)] == pytest.approx(-20, abs=2)
    assert min(average) == pytest.approx(-20, abs=3), "in microvolts"


def test_too_few_jerks_for_the_test_are_averaged_and_said(tree: xr.DataTree) -> None:
    few = tree.copy()
    few["bursts"] = xr.DataTree(tree["bursts"].to_dataset().isel(burst=slice(20)))
    ax = dis.plot.back_average(few, "right_fdi")
    assert ax.lines and "10 sweeps, the test needs 50" in ax.get_title(loc="left")


def test_a_study_over_one_axis_is_a_line_with_bars() -> None:
    ax = dis.plot.study(study(gain=[0.0, 0.5, 1.0], seed=[1, 2]))
    np.testing.assert_allclose(ax.lines[0].get_ydata(), [1.0, 1.5, 2.0])
    assert ax.get_ylabel() == "jerks per second (1/s)" and ax.get_ylim()[0] < 0


def test_another_statistic_has_bars_from_its_least_to_its_largest_repeat() -> None:
    ax = dis.plot.study(study(gain=[0.0, 1.0], seed=[1, 2]), "burst_count")
    [bars] = ax.collections
    np.testing.assert_allclose(bars.get_segments()[1][:, 1], [0.5, 1.5])
    assert ax.get_ylim()[0] <= -0.5


def test_a_study_over_two_axes_of_numbers_is_a_map_with_a_colour_bar() -> None:
    ax = dis.plot.study(study(gain=[0.0, 0.5, 1.0], glycine=[0.0, 1.0], seed=[1, 2]))
    np.testing.assert_allclose(np.ravel(ax.collections[0].get_array()), [1.0, 2.0, 1.5, 2.5, 2.0, 3.0])
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("glycine", "gain")
    assert len(ax.figure.axes) == 2


def test_words_make_lines_and_what_is_held_makes_none() -> None:
    made = study(circuit=["cortex", "spinal"], gain=[0.0, 1.0], seed=[1, 2])
    assert len(dis.plot.study(made).get_legend().get_texts()) == 2
    assert dis.plot.study(made, circuit="spinal").get_legend() is None


@pytest.mark.parametrize(
    ("data", "statistic", "says"),
    [
        (study(gain=[0.0, 1.0]), "jerkrate", "no 'jerkrate'"),
        (study(a=[0.0, 1.0], b=[0.0, 1.0], c=[0.0, 1.0]), "jerk_rate", "hold one, such as a="),
        (study(seed=[1, 2]), "jerk_rate", "has none"),
        (study(point=[0, 1]), "jerk_rate", "fill no grid"),
    ],
)
def test_what_is_no_picture_of_a_study_is_refused(data: xr.Dataset, statistic: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        dis.plot.study(data, statistic)


@pytest.mark.parametrize(
    ("name", "words", "says"),
    [
        ("emg", {"muscles": ["right_biceps"]}, "no muscle 'right_biceps'"),
        ("eeg", {"electrodes": ["cz"]}, "no electrode 'cz'"),
    ],
)
def test_a_channel_that_is_not_there_is_refused(name: str, words: dict, says: str, tree: xr.DataTree) -> None:
    with pytest.raises(UserError, match=says):
        getattr(dis.plot, name)(tree, **words)


def test_what_a_recording_lacks_is_named() -> None:
    bare = from_signals(np.zeros((1, 4000)), 2000.0, ["right_fdi"])
    assert isinstance(dis.plot.emg(bare), Axes)
    for name, says in (("eeg", "'eeg'"), ("raster", "'spikes'"), ("order", "'bursts'"), ("evoked", "no stimuli")):
        with pytest.raises(UserError, match=says):
            getattr(dis.plot, name)(bare)


@pytest.mark.parametrize(
    ("time", "says"),
    [
        ((130, 140), r"time=\(130, 140\): the recording lasts from 0 to 64 s"),
        ((3, 0), r"time=\(3, 0\): the end has to come after the begin"),
        ((3, float("nan")), "the end has to come after the begin"),
        ((0,), "give begin and end in s"),
        (2, "give begin and end in s"),
    ],
)
def test_a_stretch_without_anything_in_it_is_refused(time: Any, says: str, tree: xr.DataTree) -> None:
    with pytest.raises(UserError, match=says):
        dis.plot.emg(tree, time=time)
    with pytest.raises(UserError, match="time="):
        dis.plot.eeg(tree, time=time)
    if time != (130, 140):
        with pytest.raises(UserError, match=says):
            dis.plot.raster(tree, time=time)
