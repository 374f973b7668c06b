import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.summary import add_events, summarise

RATE = 2000
MUSCLES = ("right_scm", "right_fdi")
NOISE = 3e-6


def tree(onsets: dict[str, list[float]], duration: float = 10.0, burst: float = 0.03, **attrs: object) -> xr.DataTree:
    """A run whose muscles burst at the given times; two populations of 4 and 6 cells, the first at 2 Hz."""
    rng = np.random.default_rng(0)
    samples = int(duration * RATE)
    voltage = NOISE * rng.standard_normal((len(MUSCLES), samples))
    for i, muscle in enumerate(MUSCLES):
        for onset in onsets.get(muscle, []):
            part = slice(round(onset * RATE), round((onset + burst) * RATE))
            voltage[i, part] += 200e-6 * rng.standard_normal(part.stop - part.start)
    time = ("time", np.arange(samples) / RATE)
    emg = xr.DataArray(voltage, dims=("muscle", "time"), coords={"muscle": list(MUSCLES), "time": time})
    emg.attrs["instrument_noise"] = NOISE
    spikes = xr.Dataset(
        {"time": ("spike", np.zeros(int(8 * duration))), "unit": ("spike", np.arange(int(8 * duration)) % 4)}
    )
    populations = xr.Dataset({"population": ("population_index", ["a", "b"]), "size": ("population_index", [4, 6])})
    groups = {
        "/": xr.Dataset(attrs={"duration": duration, "runaway": 0, **attrs}),
        "emg": xr.Dataset({"voltage": emg}),
        "spikes": spikes,
        "populations": populations,
    }
    return xr.DataTree.from_dict(groups)


def test_known_jerks_give_their_statistics():
    onsets = [0.5 + i for i in range(9)]
    result = add_events(tree({"right_scm": onsets, "right_fdi": [onset + 0.012 for onset in onsets[:6]]}))
    statistics = result["statistics"].to_dataset()
    assert statistics["jerk_rate"].item() == pytest.approx(0.9)
    assert statistics["burst_count"].item() == 15
    assert statistics["burst_duration"].item() == pytest.approx(30, abs=1)
    assert statistics["burst_duration_iqr"].item() < 2
    assert statistics["burst_time"].item() == pytest.approx(15 * 30 / 10, rel=0.05)
    assert statistics["interjerk_interval"].item() == pytest.approx(1.0, abs=0.01)
    assert statistics["interjerk_cv"].item() < 0.01 and statistics["interval_count"].item() == 8
    assert statistics["first_muscle"].item() == "right_scm"
    assert statistics["muscles_involved"].item() == 2
    assert statistics["population_rate"].sel(population="a").item() == pytest.approx(2.0)
    assert statistics["population_rate"].sel(population="b").item() == 0
    assert statistics["status"].item() == "ok"
    assert result["bursts"]["jerk"].values.max() == 8 and result["jerks"].sizes["jerk"] == 9


def test_silence_is_a_defined_value():
    statistics = add_events(tree({}))["statistics"].to_dataset()
    for name in ("jerk_rate", "burst_count", "burst_time", "interval_count", "muscles_involved"):
        assert statistics[name].item() == 0, name
    for name in ("burst_duration", "burst_duration_iqr", "interjerk_interval", "interjerk_cv"):
        assert np.isnan(statistics[name].item()), name
    assert statistics["first_muscle"].item() == "" and statistics["status"].item() == "ok"


def test_one_jerk_has_a_rate_and_no_interval():
    statistics = add_events(tree({"right_fdi": [4.0]}))["statistics"].to_dataset()
    assert statistics["jerk_rate"].item() == pytest.approx(0.1) and statistics["muscles_involved"].item() == 1
    assert np.isnan(statistics["interjerk_interval"].item()) and np.isnan(statistics["interjerk_cv"].item())


def test_muscle_that_never_rests_is_one_jerk_as_long_as_the_run():
    statistics = add_events(tree({"right_fdi": [0.0]}, burst=10.0))["statistics"].to_dataset()
    assert statistics["burst_count"].item() == 1
    assert statistics["burst_duration"].item() == pytest.approx(10_000, abs=5)
    assert statistics["burst_time"].item() == pytest.approx(1_000, abs=1)


def test_runaway_is_reported():
    assert add_events(tree({}, runaway=1))["statistics"]["status"].item() == "runaway"


def test_bursts_of_fewer_than_three_motor_units_do_not_count_where_units_are_known():
    run = tree({"right_fdi": [4.0, 6.0]})
    units = xr.Dataset(
        {
            "time": ("discharge", [4.0, 4.0, 4.01, 6.0, 6.01]),
            "muscle_index": ("discharge", [1, 1, 1, 1, 1]),
            "motor_unit": ("discharge", [0, 1, 2, 0, 1]),
        },
        coords={"muscle": list(MUSCLES)},
    )
    run["motor_units"] = xr.DataTree(units)
    assert add_events(run)["bursts"].sizes["burst"] == 1


def test_jerks_of_a_contracting_muscle_are_what_exceeds_its_contraction():
    run = tree({"right_fdi": [2.0, 4.0, 6.0]})
    rng = np.random.default_rng(5)
    run["emg"]["voltage"].values[1] += 20e-6 * rng.standard_normal(run["emg"].sizes["time"])
    told = add_events(run, contracting=["right_fdi"])["statistics"]
    assert told["burst_count"].item() == 3 and told["jerk_rate"].item() == pytest.approx(0.3)
    assert told["unmeasured_muscles"].item() == 0 and told["reason"].item() == ""
    assert add_events(run)["statistics"]["burst_count"].item() == 1


def test_a_contraction_alone_has_no_jerks():
    run = tree({})
    run["emg"]["voltage"].values[1] += 50e-6 * np.random.default_rng(5).standard_normal(run["emg"].sizes["time"])
    told = add_events(run, contracting=["right_fdi"])
    assert told["statistics"]["jerk_rate"].item() == 0 and not told["bursts"].sizes["burst"]


def test_a_contraction_too_weak_to_be_a_baseline_says_so():
    run = tree({"right_scm": [3.0], "right_fdi": [1.0, 5.0]})  # two potentials of an effort are no baseline
    told = add_events(run, contracting=["right_fdi"])["statistics"]
    assert told["unmeasured_muscles"].item() == 1 and "50 needed" in told["reason"].item()
    assert told["reason"].item().startswith("right_fdi: ")
    assert told["jerk_rate"].item() == pytest.approx(0.1), "that of the neck is measured"
    nowhere = add_events(run, contracting=MUSCLES)["statistics"]
    assert np.isnan(nowhere["jerk_rate"].item()) and nowhere["unmeasured_muscles"].item() == 2


def stimulated(onsets, stimuli, site="right_median_nerve", **attrs):
    run = tree(onsets, **attrs)
    run["stimuli"] = xr.DataTree(
        xr.Dataset({"time": ("event", np.array(stimuli, float)), "site": ("event", [site] * len(stimuli))})
    )
    return run


def test_what_follows_a_stimulus_is_a_response_and_no_jerk():
    stimuli = [1.0, 3.0, 5.0, 7.0]
    onsets = [1.03, 3.03, 5.03, 2.0, 8.5]  # three responses, two spontaneous jerks
    result = add_events(stimulated({"right_fdi": onsets, "right_scm": [3.04]}, stimuli))
    statistics = result["statistics"]
    assert result["jerks"]["onset"].values == pytest.approx([2.0, 8.5], abs=0.002)
    assert statistics["jerk_rate"].item() == pytest.approx(2 / (10 - 4 * 0.5))
    assert statistics["response_probability"].item() == 0.75 and statistics["response_muscles"].item() == 1
    assert statistics["burst_count"].item() == 2, "bursts of responses are none of jerks"
    responses = result["responses"].to_dataset()
    assert responses["latency"].values == pytest.approx([30, 30, 40, 30], abs=2)
    assert responses["stimulus"].values.tolist() == [0, 1, 1, 2]


def test_a_jerk_after_the_responses_of_a_stimulus_is_counted_apart():
    result = add_events(stimulated({"right_fdi": [1.03, 1.35, 3.35, 5.35, 8.5]}, [1.0, 3.0, 5.0]))
    assert result["jerks"]["after_stimulus"].values.tolist() == [True, True, True, False]
    statistics = result["statistics"]
    assert statistics["stimulus_jerk_rate"].item() == pytest.approx(3 / (3 * 0.3))
    assert statistics["jerk_rate"].item() == pytest.approx(1 / 8.5)


def test_without_stimuli_nothing_is_said_of_responses():
    statistics = add_events(tree({"right_fdi": [4.0]}))["statistics"]
    for name in ("stimulus_jerk_rate", "response_probability", "response_muscles"):
        assert np.isnan(statistics[name].item()), name


def test_stimuli_that_leave_no_time_leave_the_rate_unknown_and_say_so():
    statistics = add_events(stimulated({}, np.arange(0.0, 10.0, 0.4)))["statistics"]
    assert np.isnan(statistics["jerk_rate"].item()) and "no time is left" in statistics["reason"].item()


def test_a_population_that_falls_silent_is_named_and_the_status_stays_ok():
    run = tree({})
    rng = np.random.default_rng(3)
    time = np.sort(rng.uniform(0, 10, 2000))
    time = time[(time < 4) | (time > 7)]
    run["spikes"] = xr.DataTree(xr.Dataset({"time": ("spike", time), "unit": ("spike", np.zeros(time.size, int))}))
    statistics = add_events(run)["statistics"]
    assert statistics["population_state"].values.tolist() == ["falls silent", "too few spikes"]
    assert statistics["unsteady_populations"].item() == 1 and statistics["status"].item() == "ok"


def test_slow_spread_is_one_jerk_where_a_longer_gap_is_allowed():
    run = tree({"right_scm": [2.0, 6.0], "right_fdi": [2.1, 6.1]})
    assert add_events(run)["jerks"].sizes["jerk"] == 4
    assert add_events(run, gap=0.12)["jerks"].sizes["jerk"] == 2


def test_every_variable_has_unit_and_name_and_the_tree_is_left_as_it_was():
    run = tree({"right_fdi": [4.0]})
    result = add_events(run)
    assert "bursts" not in run.children
    for group in ("bursts", "jerks", "responses", "statistics"):
        for name, variable in result[group].data_vars.items():
            assert {"units", "long_name"} <= set(variable.attrs), f"{group}/{name}"


def test_recording_without_cells_has_the_same_statistics_but_no_population_rate():
    known = tree({"right_fdi": [4.0, 5.0]})
    person = known.filter(lambda node: node.name not in ("spikes", "populations"))
    assert set(person.children) == {"emg"}
    expected = add_events(known)["statistics"].to_dataset().drop_dims("population").drop_vars("unsteady_populations")
    xr.testing.assert_identical(add_events(person)["statistics"].to_dataset(), expected)


def test_summary_of_the_events_in_the_tree_is_what_add_events_wrote():
    result = add_events(tree({"right_fdi": [4.0, 5.0]}))
    xr.testing.assert_identical(summarise(result), result["statistics"].to_dataset())


def test_events_survive_a_file(tmp_path):
    for name, onsets in (("silent", {}), ("jerks", {"right_fdi": [4.0, 5.0]})):
        result = add_events(tree(onsets))
        result.to_netcdf(tmp_path / f"{name}.nc", engine="h5netcdf")
        with xr.open_datatree(tmp_path / f"{name}.nc", engine="h5netcdf") as read:
            xr.testing.assert_equal(read["bursts"].to_dataset().load(), result["bursts"].to_dataset())
