import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.eeg.back_average import back_average
from disinhibition.analysis.signals.counted import counted

RATE = 1000.0
ELECTRODES = ("left_hand", "left_foot", "right_hand", "right_foot")
ONSETS = np.random.default_rng(1).permutation(np.arange(0.7, 119.5, 1.17))


def record(
    spikes: dict[str, float], *, lead: float = 0.020, width: float = 0.004, noise: float = 10e-6, seed: int = 0
) -> xr.DataArray:
    """120 s of white EEG with a Gaussian of so many V at some electrodes, ``lead`` s before each of ONSETS."""
    time = 5.0 + np.arange(int(120 * RATE)) / RATE
    signal = noise * np.random.default_rng(seed).standard_normal((len(ELECTRODES), time.size))
    for onset in ONSETS:
        part = slice(max(round((onset - 0.6) * RATE), 0), round((onset + 0.5) * RATE))
        wave = np.exp(-0.5 * ((time[part] - 5.0 - onset + lead) / width) ** 2)
        for name, height in spikes.items():
            signal[ELECTRODES.index(name), part] += height * wave
    return _array(signal, time)


def _array(signal: np.ndarray, time: np.ndarray) -> xr.DataArray:
    coords = {"electrode": list(ELECTRODES[: len(signal)]), "time": time}
    return xr.DataArray(signal, dims=("electrode", "time"), coords=coords, attrs={"units": "V"})


def average(potential: xr.DataArray, onset: np.ndarray = 5.0 + ONSETS, **settings: object) -> xr.Dataset:
    return back_average(potential, onset, shuffles=200, **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize("lead", [0.010, 0.020, 0.035])
def test_a_known_lead_is_found_within_two_ms_with_its_height_and_sign(lead: float) -> None:
    found = average(record({"left_hand": -20e-6}, lead=lead)).sel(electrode="left_hand")
    assert found["lead"].item() == pytest.approx(1e3 * lead, abs=2)
    assert found["peak"].item() == pytest.approx(-20e-6, abs=3e-6)
    assert found["p_value"].item() == pytest.approx(1 / 201) == found["p_value_family"].item()
    assert found["sweeps"].item() == ONSETS.size


def test_the_average_of_a_noiseless_wave_is_the_wave() -> None:
    found = average(record({"left_hand": 20e-6}, noise=0.0)).sel(electrode="left_hand")
    expected = 20e-6 * np.exp(-0.5 * ((found["lag"] + 20) / 4) ** 2)
    np.testing.assert_allclose(found["average"], expected, atol=0.2e-6)
    assert found["lead"].item() == 20


def test_noise_of_the_average_falls_with_the_root_of_the_sweeps() -> None:
    found = average(record({}))
    # The removed baseline mean adds hardly anything: 100 samples
    assert found["average"].std().item() == pytest.approx(10e-6 / np.sqrt(ONSETS.size), rel=0.1)


def test_offset_of_an_electrode_does_not_matter() -> None:
    potential = record({"left_hand": 20e-6})
    shifted = average(potential + 1e-3)
    xr.testing.assert_allclose(average(potential), shifted, rtol=1e-6, atol=1e-12)


@pytest.mark.slow
def test_p_of_noise_is_evenly_spread_and_the_family_is_rarely_significant() -> None:
    rng = np.random.default_rng(5)
    alone, family = [], []
    for seed in range(60):
        time = np.arange(20_000) / RATE
        signal = rng.standard_normal((4, time.size)) * np.array([[1.0], [1.0], [1.0], [20.0]])
        found = back_average(_array(signal, time), rng.uniform(0.3, 19.8, 60), shuffles=99, seed=seed)
        alone += found["p_value"].values.tolist()
        family.append(found["p_value_family"].min().item())
    assert np.mean(np.array(alone) <= 0.05) == pytest.approx(0.05, abs=0.04)
    assert np.mean(np.array(alone) <= 0.5) == pytest.approx(0.5, abs=0.12)
    assert np.mean(np.array(family) <= 0.05) < 0.15


def test_a_quiet_electrode_is_not_drowned_by_a_loud_one_in_the_family() -> None:
    potential = record({"left_hand": 20e-6})
    potential.loc[{"electrode": "right_foot"}] *= 100
    family = average(potential)["p_value_family"]
    assert family.sel(electrode="left_hand") < 0.05
    assert (family.drop_sel(electrode="left_hand") > 0.05).all()


@pytest.mark.parametrize(("height", "lead"), [(1.0e-6, np.nan), (1.3e-6, 20.0)])
def test_a_peak_counts_from_three_sds_of_the_baseline(height: float, lead: float) -> None:
    # Baseline: a cosine locked to the jerks, of which 3 SD are 2.12 times the amplitude; the wave adds to a crest
    time = np.arange(60_000) / RATE
    onset = np.arange(0.5, 59.5, 0.5)
    after = (time + 0.02 + 0.25) % 0.5 - 0.25
    signal = 1e-6 * np.cos(2 * np.pi * 50 * time) + height * np.exp(-0.5 * (after / 0.002) ** 2)
    np.testing.assert_equal(average(_array(signal[None], time), onset)["lead"].item(), lead)


def test_a_wave_after_the_onset_has_no_lead() -> None:
    found = average(record({"left_hand": 20e-6}, lead=-0.030, noise=0.0)).sel(electrode="left_hand")
    assert np.isnan(found["lead"].item())


def test_the_flank_of_a_later_wave_is_no_peak() -> None:
    found = average(record({"left_hand": 20e-6}, lead=-0.005, width=0.010, noise=0.0)).sel(electrode="left_hand")
    assert found["average"].sel(lag=-1).item() > 10e-6
    assert not abs(found["peak"].item()) > 1e-9


@pytest.mark.parametrize(
    ("spikes", "shape"),
    [
        ({"left_hand": -20e-6}, "focal-contralateral"),
        ({"left_hand": -20e-6, "left_foot": -15e-6}, "focal-contralateral"),
        ({"left_hand": -20e-6, "right_hand": -6e-6}, "focal-contralateral"),
        ({"left_hand": -20e-6, "right_hand": -16e-6}, "bilateral"),
        ({"right_hand": -20e-6}, "none"),
        ({}, "none"),
    ],
)
def test_the_shape_says_where_the_peaks_are(spikes: dict[str, float], shape: str) -> None:
    found = average(record(spikes), contralateral="left_hand")
    assert found["shape"].item() == shape and found["reason"].item() == ""


def test_without_the_name_of_the_contralateral_electrode_there_is_no_shape() -> None:
    assert average(record({"left_hand": -20e-6}))["shape"].item() == ""


def test_one_hemisphere_alone_cannot_tell_focal_from_bilateral() -> None:
    left = record({"left_hand": -20e-6}).sel(electrode=["left_hand", "left_foot"])
    found = average(left, contralateral="left_hand")
    assert found["shape"].item() == "not measurable" and "hemisphere" in found["reason"].item()
    assert found["lead"].sel(electrode="left_hand").item() == pytest.approx(20, abs=2)


@pytest.mark.parametrize("count", [1, 49])
def test_fewer_than_50_sweeps_have_an_average_and_no_test(count: int) -> None:
    found = average(record({"left_hand": -20e-6}, noise=1e-6), 5.0 + ONSETS[:count], contralateral="left_hand")
    assert found["shape"].item() == "not measurable"
    assert found["reason"].item() == f"{counted(count, 'sweep')}, the test needs 50"
    assert found["p_value"].isnull().all() and found["p_value_family"].isnull().all()
    mine = found.sel(electrode="left_hand")
    assert mine["average"].sel(lag=-20).item() == pytest.approx(-20e-6, abs=3e-6)
    assert mine["lead"].item() == pytest.approx(20, abs=2) and mine["peak"].item() == pytest.approx(-20e-6, abs=3e-6)
    assert average(record({}), 5.0 + ONSETS[:50])["reason"].item() == ""


def test_without_a_sweep_there_is_no_average_either() -> None:
    found = average(record({"left_hand": -20e-6}), ONSETS[:0], contralateral="left_hand")
    assert found["shape"].item() == "not measurable" and found["reason"].item() == "0 sweeps, the test needs 50"
    for name in ("average", "lead", "peak", "p_value", "p_value_family"):
        assert found[name].isnull().all(), name


def test_two_recordings_are_averaged_as_one_with_every_sweep_alike() -> None:
    one, other = record({"left_hand": -20e-6}), record({"left_hand": -10e-6}, seed=1)
    few, many = np.sort(5.0 + ONSETS)[:20], np.sort(5.0 + ONSETS)[:60]
    pooled = average([one, other], [few, many], contralateral="left_hand")
    alone = [average(potential, onset)["average"] for potential, onset in ((one, few), (other, many))]
    np.testing.assert_allclose(pooled["average"], (20 * alone[0] + 60 * alone[1]) / 80, atol=1e-9)
    assert pooled["sweeps"].item() == 80 and pooled["shape"].item() == "focal-contralateral"
    assert pooled["p_value"].sel(electrode="left_hand").item() == pytest.approx(1 / 201)
    assert pooled["p_value"].sel(electrode="right_foot").item() > 0.05


def test_runs_too_short_alone_are_tested_together() -> None:
    potential = record({"left_hand": -20e-6})
    runs, onsets = [potential, record({"left_hand": -20e-6}, seed=1)], [5.0 + ONSETS[:30], 5.0 + ONSETS[:30]]
    for run, onset in zip(runs, onsets, strict=True):
        assert average(run, onset)["p_value"].isnull().all()
    together = average(runs, onsets).sel(electrode="left_hand")
    assert together["sweeps"].item() == 60 and together["p_value"].item() == pytest.approx(1 / 201)


def test_a_recording_without_jerks_changes_nothing_of_a_pooled_average() -> None:
    one, other = record({"left_hand": -20e-6}), record({}, seed=1)
    xr.testing.assert_allclose(average([one, other], [5.0 + ONSETS, ONSETS[:0]]), average(one))


def test_recordings_that_do_not_fit_together_are_refused() -> None:
    one = record({})
    with pytest.raises(ValueError, match="2 recordings and 1 row of onsets"):
        average([one, one], [5.0 + ONSETS])
    with pytest.raises(ValueError, match="different electrodes"):
        average([one, one.isel(electrode=[1, 0, 2, 3])], [5.0 + ONSETS, 5.0 + ONSETS])
    with pytest.raises(ValueError, match="500 and 1000 Hz"):
        average([one, one.isel(time=slice(None, None, 2))], [5.0 + ONSETS, 5.0 + ONSETS])


def test_sweeps_that_reach_outside_the_record_are_dropped() -> None:
    onset = np.r_[5.0 + ONSETS, 5.0, 5.199, 124.9, 3.0, 200.0]
    assert average(record({}), onset)["sweeps"].item() == ONSETS.size
    assert average(record({}), np.r_[onset, 5.2, 124.899])["sweeps"].item() == ONSETS.size + 2
    assert average(record({}).isel(time=slice(250)), onset)["sweeps"].item() == 0


def test_a_silent_electrode_has_no_lead_and_p_of_one() -> None:
    potential = record({"left_hand": -20e-6})
    potential.loc[{"electrode": "right_hand"}] = 0.1
    found = average(potential).sel(electrode="right_hand")
    assert np.isnan(found["lead"].item()) and found["peak"].item() == 0
    assert found["p_value"].item() == found["p_value_family"].item() == 1


def test_a_record_without_electrodes_gives_an_average_without_electrodes() -> None:
    assert average(record({}).isel(electrode=slice(0)))["lead"].shape == (0,)


def test_a_slow_potential_shows_in_a_longer_window_and_not_in_the_short_one() -> None:
    time = 5.0 + np.arange(int(300 * RATE)) / RATE
    onset = np.arange(10.0, 300, 4.5)
    after = (time[:, None] - onset).T
    ramp = np.where((after > -1.5) & (after <= 0.3), np.minimum((after + 1.5) / 1.45, 1.0), 0.0).sum(axis=0)
    signal = 2e-6 * np.random.default_rng(2).standard_normal((2, time.size))
    signal[0] -= 10e-6 * ramp
    slow = back_average(_array(signal, time), onset, window=(-3.0, 0.5), baseline=(-2.6, -2.1), shuffles=40)
    wave = slow["average"].sel(electrode="left_hand")
    assert wave.sel(lag=-775, method="nearest").item() == pytest.approx(-5e-6, abs=1e-6)
    assert wave.sel(lag=-1600, method="nearest").item() == pytest.approx(0, abs=1e-6)
    assert 0 < slow["lead"].sel(electrode="left_hand").item() < 150
    assert slow["p_value"].values[0] < 0.05 < slow["p_value"].values[1]
    assert abs(average(_array(signal, time), onset)["peak"].values[0]) < 2e-6


def test_the_same_seed_gives_the_same_p_and_every_variable_has_unit_and_name() -> None:
    potential = record({})
    xr.testing.assert_identical(average(potential, seed=3), average(potential, seed=3))
    assert not average(potential, seed=3).equals(average(potential, seed=4))
    for name, variable in average(potential).variables.items():
        assert name == "electrode" or {"units", "long_name"} <= set(variable.attrs), name


def test_order_of_the_onsets_does_not_matter() -> None:
    potential = record({"left_hand": -20e-6})
    xr.testing.assert_allclose(average(potential), average(potential, np.sort(5.0 + ONSETS)))


def test_bad_input_is_one_clear_line() -> None:
    good = record({})
    hole = good.copy(deep=True)
    hole[0, 7] = np.inf
    uneven = good.isel(time=np.r_[0:100, 150:300])
    cases: list[tuple[xr.DataArray, np.ndarray, dict, str]] = [
        (hole, ONSETS, {}, "infinite"),
        (good, np.array([1.0, np.nan]), {}, "without NaN"),
        (good, np.r_[ONSETS, ONSETS[3]], {}, "is given twice; give each jerk once"),
        (uneven, ONSETS, {}, "evenly spaced"),
        (good.isel(time=slice(1)), ONSETS, {}, "record at least two"),
        (good.isel(time=slice(None, None, 4)), ONSETS, {}, "at least 500 Hz"),
        (good, ONSETS, {"baseline": (-0.3, -0.1)}, "must lie in window"),
        (good, ONSETS, {"baseline": (-0.1, 0.05)}, "must lie in window"),
        (good, ONSETS, {"baseline": (-0.2, -0.19)}, "is short"),
        (good, ONSETS, {"contralateral": "C3"}, "no electrode 'C3'"),
    ]
    for potential, onset, settings, message in cases:
        with pytest.raises(ValueError, match=message) as error:
            average(potential, onset, **settings)
        assert "\n" not in str(error.value)
    with pytest.raises(ValueError, match="cannot reach"):
        back_average(good, ONSETS, shuffles=18)
