from dataclasses import fields, replace

import numpy as np
import pytest
import xarray as xr

from disinhibition.errors import UserError
from disinhibition.models.signals.recording import Recording, from_tree, sample_times, to_tree


def small() -> Recording:
    return Recording(
        duration=0.5,
        spike_time=np.array([0.01, 0.02, 0.3]),
        spike_unit=np.array([4, 0, 3], dtype=np.int32),
        population=("right_m1_hand_l23", "right_fdi_motoneurons", "right_scm_motoneurons"),
        region=("cortex", "spinal", "spinal"),
        cell_class=("l23", "motoneuron", "motoneuron"),
        side=("right", "right", "right"),
        size=(2, 3, 0),
        # deliberately not in the order of the unit table
        motoneurons={"right_fdi": np.array([4, 2, 3])},
        stimulus_time=np.array([0.1]),
        stimulus_site=("median_nerve",),
        field_current=np.arange(2 * 2 * 1000, dtype=float).reshape(2, 2, 1000) * 1e-12,
        electrodes=("C3", "Cz"),
        neuromuscular={"right_fdi": 0.5},
        runaway=True,
        provenance={"version": "1", "settings": '{"seed": 3}'},
    )


def silent() -> Recording:
    return replace(
        small(),
        spike_time=np.zeros(0),
        spike_unit=np.zeros(0, dtype=np.int32),
        stimulus_time=np.zeros(0),
        stimulus_site=(),
        motoneurons={},
        electrodes=(),
        field_current=np.zeros((0, 2, 0)),
        neuromuscular={},
        runaway=False,
        provenance={},
    )


def assert_same(one: Recording, other: Recording) -> None:
    for field in fields(Recording):
        left, right = getattr(one, field.name), getattr(other, field.name)
        if isinstance(left, np.ndarray):
            assert left.dtype == right.dtype and left.shape == right.shape, field.name
            np.testing.assert_array_equal(left, right)
        elif field.name == "motoneurons":
            assert left.keys() == right.keys()
            for muscle, units in left.items():
                np.testing.assert_array_equal(units, right[muscle])
        else:
            assert left == right, field.name


@pytest.mark.parametrize("recording", [small(), silent()], ids=["spikes", "silence"])
def test_recording_survives_the_way_into_a_tree_and_back(recording):
    assert_same(from_tree(to_tree(recording)), recording)


@pytest.mark.parametrize("recording", [small(), silent()], ids=["spikes", "silence"])
def test_recording_survives_the_way_into_a_file_and_back(recording, tmp_path):
    to_tree(recording).to_netcdf(tmp_path / "recording.nc", engine="h5netcdf")
    with xr.open_datatree(tmp_path / "recording.nc", engine="h5netcdf") as tree:
        assert_same(from_tree(tree.load()), recording)


def test_every_variable_of_the_tree_has_unit_and_name():
    for node in to_tree(small()).subtree:
        for name, variable in node.data_vars.items():
            assert {"units", "long_name"} <= set(variable.attrs), f"{node.path}/{name}"


def test_tree_names_population_muscle_and_rank_of_each_cell():
    spikes = to_tree(small())["spikes"]
    assert list(spikes["population"].values) == ["right_m1_hand_l23"] * 2 + ["right_fdi_motoneurons"] * 3
    assert list(spikes["muscle"].values) == ["", "", "right_fdi", "right_fdi", "right_fdi"]
    assert list(spikes["motor_unit"].values) == [-1, -1, 1, 2, 0]


def test_spikes_of_a_population_are_counted_from_its_first_cell():
    time, unit = small().spikes_of("right_fdi_motoneurons")
    assert time.tolist() == [0.01, 0.3] and unit.tolist() == [2, 1]
    assert small().units_of("right_scm_motoneurons") == range(5, 5)


def test_unknown_population_is_an_error():
    with pytest.raises(UserError, match="left_fdi"):
        small().spikes_of("left_fdi")


def test_the_first_cell_of_the_next_population_is_not_counted():
    recording = replace(small(), spike_unit=np.array([2, 0, 1], dtype=np.int32))
    assert recording.spikes_of("right_m1_hand_l23")[0].tolist() == [0.02, 0.3]
    assert recording.spikes_of("right_fdi_motoneurons")[0].tolist() == [0.01]


def test_samples_come_at_the_signal_rate_from_zero_on():
    assert sample_times(5).tolist() == [0.0, 0.5e-3, 1e-3, 1.5e-3, 2e-3]


def test_names_of_variables_are_written_as_words():
    tree = to_tree(small())
    assert tree["spikes"]["cell_class"].attrs["long_name"] == "cell class"
    assert tree["populations"]["cell_class"].attrs["long_name"] == "cell class"
