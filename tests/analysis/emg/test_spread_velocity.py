import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.emg.spread_velocity import spread_velocity

# m below the obex; s from motor nucleus to EMG
POSITION = {"masseter": -0.045, "scm": 0.03, "biceps": 0.085, "fdi": 0.115, "paraspinal_t6": 0.22, "abdomen": 0.28}
POSITION |= {"quadriceps": 0.385, "tibialis": 0.405, "soleus": 0.425}
EFFERENT = {"masseter": 0.003, "scm": 0.003, "biceps": 0.006, "fdi": 0.0136, "paraspinal_t6": 0.004, "abdomen": 0.005}
EFFERENT |= {"quadriceps": 0.009, "tibialis": 0.017, "soleus": 0.018}


def spread(
    origin: str, down: float, up: float, jerks: int = 30, jitter: float = 0.0, missing: float = 0.0, seed: int = 0
) -> xr.Dataset:
    """Bursts of jerks that spread from a muscle's nucleus at the given velocities, m/s."""
    rng = np.random.default_rng(seed)
    rows = []
    for jerk in range(jerks):
        for muscle, place in POSITION.items():
            way = place - POSITION[origin]
            if muscle != origin and rng.random() < missing:
                continue
            travel = way / down if way > 0 else -way / up
            onset = jerk + travel + EFFERENT[muscle] + jitter * rng.standard_normal()
            rows.append((onset, f"right_{muscle}", jerk))
    return table(rows)


def table(rows: list[tuple[float, str, int]]) -> xr.Dataset:
    onset, muscle, jerk = zip(*rows, strict=True) if rows else ((), (), ())
    return xr.Dataset(
        {
            "onset": ("burst", np.array(onset, dtype=float)),
            "muscle": ("burst", np.array(muscle, dtype=str)),
            "jerk": ("burst", np.array(jerk, dtype=int)),
        }
    )


@pytest.mark.parametrize(("down", "up"), [(5.0, 5.0), (3.0, 11.0), (60.0, 45.0)])
def test_known_velocities_come_back_in_both_directions(down: float, up: float) -> None:
    found = spread_velocity(spread("abdomen", down, up), EFFERENT, POSITION)
    assert found["first_muscle"].item() == "right_abdomen"
    np.testing.assert_allclose(found["velocity"], [down, up], rtol=1e-6)
    np.testing.assert_allclose(found["r2"], 1)
    assert found["segments"].values.tolist() == [4, 6] and found["jerks"].values.tolist() == [30, 30]
    assert found["reason"].values.tolist() == ["", ""]


def test_without_efferent_times_the_velocity_would_be_wrong() -> None:
    none = dict.fromkeys(EFFERENT, 0.0)
    found = spread_velocity(spread("scm", 60.0, 60.0), none, POSITION).sel(direction="down")
    assert abs(found["velocity"] - 60) > 20


def test_nucleus_that_fires_first_counts_and_not_the_muscle_that_begins() -> None:
    # The nerve of the hand is so long that the neck begins
    events = spread("fdi", 30.0, 30.0)
    assert events["muscle"].values[np.argmin(events["onset"].values)] == "right_scm"
    assert spread_velocity(events, EFFERENT, POSITION)["first_muscle"].item() == "right_fdi"


@pytest.mark.slow
def test_interval_holds_the_truth_in_most_series_and_shrinks_with_jerks() -> None:
    inside, width = 0, {}
    for jerks in (10, 160):
        for seed in range(40):
            found = spread_velocity(spread("abdomen", 5.0, 5.0, jerks, 0.004, 0.1, seed), EFFERENT, POSITION)
            low, high = found["low"].values, found["high"].values
            inside += int(np.sum((low <= 5) & (high >= 5)))
            width.setdefault(jerks, []).append(np.mean(high - low))
    assert inside >= 0.88 * 160
    assert np.mean(width[160]) < 0.4 * np.mean(width[10])


def test_jitter_lowers_r2_and_velocity_stays_near_the_truth() -> None:
    found = spread_velocity(spread("abdomen", 5.0, 5.0, 100, 0.010, 0.2), EFFERENT, POSITION)
    np.testing.assert_allclose(found["velocity"], 5, rtol=0.1)
    assert np.all((found["r2"] > 0.9) & (found["r2"] < 1))


def simultaneous(jitter: float, seed: int = 0) -> xr.Dataset:
    rng = np.random.default_rng(seed)
    muscles = ("scm", "fdi", "abdomen", "soleus")
    return table(
        [(i + EFFERENT[m] + jitter * rng.standard_normal(), f"right_{m}", i) for i in range(40) for m in muscles]
    )


def test_r2_is_the_share_of_variance_that_the_line_explains() -> None:
    travel = {"scm": 0.0, "fdi": 0.010, "abdomen": 0.020, "soleus": 0.025}
    events = table([(i + EFFERENT[m] + t, f"right_{m}", i) for i in range(5) for m, t in travel.items()])
    found = spread_velocity(events, EFFERENT, POSITION).sel(direction="down")
    place, time = np.array([POSITION[m] for m in travel]), np.array(list(travel.values()))
    slope, start = np.polyfit(place, time, 1)
    assert found["velocity"].item() == pytest.approx(1 / slope)
    assert found["r2"].item() == pytest.approx(1 - np.var(time - slope * place - start) / np.var(time))


def test_nuclei_that_fire_at_once_spread_infinitely_fast_downwards() -> None:
    found = spread_velocity(simultaneous(0.0), EFFERENT, POSITION)
    assert found["first_muscle"].item() == "right_scm"
    down = found.sel(direction="down")
    assert np.isinf(down["velocity"]) and np.isinf(down["low"]) and np.isinf(down["high"])
    assert down["reason"].item() == "" and np.isnan(found["velocity"].sel(direction="up"))


@pytest.mark.parametrize("seed", range(5))
def test_interval_of_simultaneous_onsets_with_jitter_goes_beyond_every_nerve(seed: int) -> None:
    found = spread_velocity(simultaneous(0.003, seed), EFFERENT, POSITION)
    high = found["high"].values
    assert np.all(np.isnan(high) | (high > 120)) and np.isfinite(found["segments"]).all()


def test_both_sides_of_a_level_are_one_level() -> None:
    names = [f"{side}_{muscle}" for side in ("left", "right") for muscle in ("scm", "fdi")]
    events = table([(i + EFFERENT[name.split("_")[1]], name, i) for i in range(5) for name in names])
    found = spread_velocity(events, EFFERENT, POSITION)
    assert found["segments"].values.tolist() == [2, 1] and np.isnan(found["velocity"]).all()
    assert found["reason"].values.tolist() == ["2 levels, 3 needed", "1 level, 3 needed"]


def test_one_level_says_so_and_three_are_enough() -> None:
    found = spread_velocity(spread("soleus", 10.0, 10.0), EFFERENT, POSITION)
    assert np.isnan(found["velocity"].sel(direction="down")) and np.isfinite(found["velocity"].sel(direction="up"))
    assert found["reason"].sel(direction="down").item() == "1 level, 3 needed"
    three = spread_velocity(spread("quadriceps", 10.0, 10.0), EFFERENT, POSITION)
    assert three["segments"].sel(direction="down") == 3
    np.testing.assert_allclose(three["velocity"], 10)


def test_muscles_of_half_the_jerks_or_fewer_do_not_count() -> None:
    events = spread("abdomen", 5.0, 5.0, 10)
    rare = events.isel(burst=~((events["muscle"] == "right_soleus") & (events["jerk"] >= 5)).values)
    assert spread_velocity(rare, EFFERENT, POSITION)["segments"].values.tolist() == [3, 6]


def test_silence_and_one_jerk_are_defined_values() -> None:
    silent = spread_velocity(table([]), EFFERENT, POSITION)
    assert np.isnan(silent["velocity"]).all() and silent["reason"].values.tolist() == ["no jerks"] * 2
    assert silent["first_muscle"].item() == "" and silent["segments"].values.tolist() == [0, 0]
    one = spread_velocity(spread("abdomen", 5.0, 5.0, 1), EFFERENT, POSITION)
    np.testing.assert_allclose(one["velocity"], 5)
    assert np.isnan(one["low"]).all() and np.isnan(one["high"]).all()
    for name, variable in silent.data_vars.items():
        assert {"units", "long_name"} <= set(variable.attrs), name
    scattered = spread_velocity(table([(i, f"right_{m}", i) for i, m in enumerate(POSITION)]), EFFERENT, POSITION)
    assert scattered["reason"].values.tolist() == ["no muscle takes part in more than half of the jerks"] * 2


def test_same_seed_gives_the_same_interval() -> None:
    events = spread("abdomen", 5.0, 5.0, 10, 0.004)
    same = [spread_velocity(events, EFFERENT, POSITION, seed=3) for _ in range(2)]
    xr.testing.assert_identical(*same)
    assert not same[0].equals(spread_velocity(events, EFFERENT, POSITION, seed=4))


@pytest.mark.parametrize(
    ("efferent", "position", "error", "message"),
    [
        ({}, POSITION, KeyError, "no efferent time for muscle 'right_"),
        (EFFERENT, {}, KeyError, "no position for muscle 'right_"),
        ({name: 1e3 * value for name, value in EFFERENT.items()}, POSITION, ValueError, "give s"),
        (EFFERENT, {name: 100 * value for name, value in POSITION.items()}, ValueError, "give m below the obex"),
        (dict.fromkeys(EFFERENT, np.nan), POSITION, ValueError, "give s"),
    ],
)
def test_bad_mappings_are_one_clear_line(
    efferent: dict[str, float], position: dict[str, float], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message) as raised:
        spread_velocity(spread("abdomen", 5.0, 5.0, 2), efferent, position)
    assert "\n" not in str(raised.value)
