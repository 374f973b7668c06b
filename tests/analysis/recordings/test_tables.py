"""Tables beside the signals: stimuli, missing stretches and channels that are left out, also where there are none."""

import numpy as np

from disinhibition.analysis.recordings.channel import Channel, Stretch, copy_of
from disinhibition.analysis.recordings.tables import left_out_table, missing_table, no_stimuli, stimulus_table

CHANNEL = Channel("right_fdi", "emg", copy_of(np.zeros(2)), 2, 100.0, "EMG 1", 100.0)


def test_stimuli_are_in_order_of_time_with_their_sites() -> None:
    table = stimulus_table(np.array([3.0, 1.0, 2.0]), np.array(["sound", "left", "right"]))
    assert table["time"].values.tolist() == [1, 2, 3] and table["site"].values.tolist() == ["left", "right", "sound"]
    assert table["time"].attrs["units"] == "s"


def test_stimuli_at_one_time_keep_their_order() -> None:
    table = stimulus_table(np.array([1.0, 1.0]), np.array(["second", "first"]))
    assert table["site"].values.tolist() == ["second", "first"]


def test_tables_without_rows_have_their_columns() -> None:
    assert dict(no_stimuli().sizes) == {"event": 0} and set(no_stimuli()) == {"time", "site"}
    missing, left_out = missing_table([]), left_out_table([])
    assert dict(missing.sizes) == {"stretch": 0} and missing["begin"].dtype == float
    assert dict(left_out.sizes) == {"entry": 0} and left_out["reason"].dtype.kind == "U"


def test_a_missing_stretch_names_its_channel_its_times_and_its_reason() -> None:
    table = missing_table([("right_fdi", "emg", Stretch(1.0, 2.5, "zeros")), ("cz", "eeg", Stretch(0, 1, "clipped"))])
    assert table["channel"].values.tolist() == ["right_fdi", "cz"] and table["kind"].values.tolist() == ["emg", "eeg"]
    assert table["begin"].values.tolist() == [1, 0] and table["end"].values.tolist() == [2.5, 1]
    assert table["reason"].values.tolist() == ["zeros", "clipped"]
    assert {name: table[name].attrs["units"] for name in ("begin", "end")} == {"begin": "s", "end": "s"}


def test_a_channel_that_is_left_out_has_its_name_and_that_of_the_file() -> None:
    table = left_out_table([(CHANNEL, "recorded at 100 Hz, at least 500 Hz needed")])
    said = {name: table[name].item() for name in ("channel", "label", "kind", "reason")}
    assert said == {
        "channel": "right_fdi", "label": "EMG 1", "kind": "emg",
        "reason": "recorded at 100 Hz, at least 500 Hz needed",
    }  # fmt: skip
