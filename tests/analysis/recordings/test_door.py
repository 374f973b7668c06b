"""The one door: what everything that was recorded loses when it enters, and what is written beside it."""

import numpy as np
import pytest
import xarray as xr
from scipy.ndimage import uniform_filter1d

from disinhibition.analysis.diagnosis.decision import diagnose
from disinhibition.analysis.diagnosis.examination_features import examination_features
from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.recordings.cleaning import UNFILTERED, Filters
from disinhibition.analysis.recordings.door import enter_tree, is_clean
from disinhibition.analysis.summary import add_events
from disinhibition.errors import UserError
from disinhibition.experiments.examine.model_body import model_body

RATE, SAMPLES = 1000, 60_000
TIME = np.arange(SAMPLES) / RATE
BODY = model_body()
OFFSETS = {
    "none": np.zeros(SAMPLES),
    "offset of 100 uV": np.full(SAMPLES, 1e-4),
    "offset of 1 mV": np.full(SAMPLES, 1e-3),
    "drift": 5e-4 * np.sin(2 * np.pi * 0.5 * TIME),
    "hum": 20e-6 * np.sin(2 * np.pi * 49.97 * TIME),
    "all": 1e-3 + 5e-4 * np.sin(2 * np.pi * 0.5 * TIME) + 20e-6 * np.sin(2 * np.pi * 60 * TIME),
}


def noise(seed: int = 0) -> np.ndarray:
    return 3e-6 * np.random.default_rng(seed).standard_normal(SAMPLES)


def jerky() -> np.ndarray:
    """Noise with 58 bursts of 30 ms, one every second."""
    rng, trace = np.random.default_rng(1), noise()
    for start in range(RATE, 59 * RATE, RATE):
        trace[start : start + 30] += 1e-4 * rng.standard_normal(30)
    return trace


def held(gap: float | str) -> np.ndarray:
    """A contraction with 29 gaps of 120 ms: of noise ('quiet'), of a value, or of the last value ('held')."""
    rng = np.random.default_rng(2)
    trace = 1e-4 * rng.standard_normal(SAMPLES)
    for start in range(RATE, 59 * RATE, 2 * RATE):
        quiet = 3e-6 * rng.standard_normal(120)
        trace[start : start + 120] = quiet if gap == "quiet" else trace[start - 1] if gap == "held" else float(gap)
    return trace


def recorded(trace: np.ndarray, **options: object) -> xr.DataTree:
    return add_events(from_signals(trace, RATE, ["right_fdi"], **options))


@pytest.mark.parametrize("added", OFFSETS)
def test_offset_drift_and_hum_change_neither_bursts_nor_pauses(added: str) -> None:
    result = recorded(jerky() + OFFSETS[added])
    assert result["bursts"].sizes["burst"] == 58
    assert result["statistics"]["burst_duration"].item() == pytest.approx(30, abs=1)
    np.testing.assert_allclose(result["bursts"]["onset"], np.arange(1, 59), atol=0.003)
    pauses = examination_features({"posture": recorded(held("quiet") + OFFSETS[added])}, BODY)
    assert pauses.silence_ms == pytest.approx(120, abs=3)


def test_what_was_taken_off_stands_beside_each_channel() -> None:
    emg = from_signals(jerky() + OFFSETS["all"], RATE, ["FDI R"], jerky() * 3, ["C3"])["emg"].to_dataset()
    assert emg["muscle"].values.tolist() == ["right_fdi"] and emg["label"].values.tolist() == ["FDI R"]
    said = {name: emg[name].item() for name in ("native_rate", "high_pass", "mains", "form")}
    assert said == {"native_rate": 1000, "high_pass": 20, "mains": 60, "form": "raw"}
    assert emg["offset"].item() == pytest.approx(1e-3, abs=5e-4) and np.isnan(emg["step"].item())
    for name in ("label", "native_rate", "high_pass", "mains", "step", "offset", "form"):
        assert {"units", "long_name"} <= set(emg[name].attrs)


def test_filters_can_be_switched_off_one_by_one() -> None:
    trace = jerky() + OFFSETS["all"]
    np.testing.assert_array_equal(from_signals(trace, RATE, ["fdi"], filters=UNFILTERED)["emg"]["voltage"][0], trace)
    without = from_signals(trace, RATE, ["fdi"], filters=Filters(notch=None))["emg"]
    assert np.isnan(without["mains"].item()) and without["high_pass"].item() == 20
    drifting = from_signals(trace, RATE, ["fdi"], filters=Filters(emg_high_pass=None))["emg"]
    assert drifting["mains"].item() == 60 and drifting["high_pass"].item() == 0 and drifting["offset"].item() == 0
    assert float(drifting["voltage"].mean()) == pytest.approx(1e-3, rel=0.1)
    always = from_signals(jerky(), RATE, ["fdi"], filters=Filters(notch=50))["emg"]
    assert always["mains"].item() == 50


def test_counts_of_a_converter_are_refused_by_their_unit() -> None:
    for trace in (held("quiet") / 1e-7 + 2040, noise() * 1e6):
        with pytest.raises(UserError, match=r"'right_fdi' spans .* V, but no muscle or scalp reaches 0.1 V"):
            recorded(trace)


@pytest.mark.parametrize("gap", [0.0, 5e-5, "held"])
def test_a_gap_of_the_amplifier_is_no_pause(gap: float | str) -> None:
    result = recorded(held(gap))
    missing = result["missing"].to_dataset()
    np.testing.assert_allclose(missing["begin"], np.arange(1, 59, 2), atol=0.0011)
    np.testing.assert_allclose(missing["end"] - missing["begin"], 0.12, atol=0.0011)
    assert set(missing["reason"].values) == {"zeros" if gap == 0 else "held at one value"}
    features = examination_features({"posture": result}, BODY)
    assert features.silence_ms == 0
    assert diagnose(features).best != "negative_myoclonus" and diagnose(features).certainty == "uncertain"


def test_zeros_before_the_recording_are_missing_and_the_clock_goes_on() -> None:
    whole, padded = recorded(jerky()), recorded(np.r_[np.zeros(7000), jerky()])
    assert padded["missing"]["end"].values.tolist() == [7.0]
    np.testing.assert_allclose(padded["bursts"]["onset"], whole["bursts"]["onset"] + 7, atol=0.001)
    assert padded.attrs["duration"] == 67
    for name in ("jerk_rate", "burst_duration", "burst_time", "interjerk_interval"):
        assert padded["statistics"][name].item() == pytest.approx(whole["statistics"][name].item(), rel=0.01), name


def test_a_gap_between_jerks_is_no_interval() -> None:
    trace = jerky()
    trace[20_500:24_500] = np.nan
    statistics = recorded(trace)["statistics"].to_dataset()
    assert statistics["interval_count"].item() == 52 and statistics["interjerk_cv"].item() < 0.01
    assert statistics["jerk_rate"].item() == pytest.approx(54 / 56)


def test_steps_of_a_coarse_converter_make_no_bursts() -> None:
    rng = np.random.default_rng(3)
    counts = 0.3 * rng.standard_normal(SAMPLES)
    for start in range(RATE, 59 * RATE, RATE):
        counts[start : start + 100] += 10 * rng.standard_normal(100)
    result = recorded(np.round(counts) * 1e-5)
    assert result["bursts"].sizes["burst"] == 58 and result["missing"].sizes["stretch"] == 0
    assert result["statistics"]["burst_duration"].item() == pytest.approx(100, abs=3)
    assert result["emg"]["step"].item() == pytest.approx(1e-5)
    three = from_signals(np.clip(np.round(counts), -1, 1) * 1e-5, RATE, ["fdi"])
    assert three["left_out"]["reason"].values.tolist() == ["recorded in 3 different values, too coarse to be measured"]


def test_a_rectified_emg_is_measured_and_an_envelope_is_not() -> None:
    rectified = recorded(np.abs(jerky()))
    assert rectified["bursts"].sizes["burst"] == 58 and rectified["emg"]["form"].values.tolist() == ["rectified"]
    assert rectified["emg"]["high_pass"].item() == 0
    assert rectified["statistics"]["burst_duration"].item() == pytest.approx(30, abs=1)
    envelope = from_signals(uniform_filter1d(np.abs(jerky()), 50), RATE, ["right_fdi"])
    assert envelope["emg"].sizes["muscle"] == 0
    assert envelope["left_out"]["reason"].values.tolist() == ["only the envelope was recorded, which is no EMG"]


@pytest.mark.parametrize("offset", [3.05e-4, 3.5e-4, 6e-4, -3.2e-4])
@pytest.mark.parametrize("hum", [0.0, 2e-5])
def test_a_drift_that_comes_near_zero_is_no_envelope(offset: float, hum: float) -> None:
    drift = offset + 3e-4 * np.sin(2 * np.pi * 0.2 * TIME) + hum * np.sin(2 * np.pi * 50.02 * TIME)
    result = recorded(jerky() + drift)
    assert result["emg"]["form"].values.tolist() == ["raw"] and result["bursts"].sizes["burst"] == 58


@pytest.mark.parametrize("window", [10, 50, 200])
def test_an_envelope_of_any_smoothing_is_one(window: int) -> None:
    envelope = np.sqrt(uniform_filter1d(jerky() ** 2, window))
    assert from_signals(envelope, RATE, ["right_fdi"])["left_out"].sizes["entry"] == 1


def test_a_sample_that_no_body_makes_is_missing_and_the_rest_is_measured() -> None:
    trace = jerky()
    trace[500] = 1e9
    result = recorded(trace)
    assert result["missing"]["reason"].values.tolist() == ["implausible amplitude"]
    assert result["bursts"].sizes["burst"] == 58


def test_high_rates_are_decimated_without_moving_anything() -> None:
    rng = np.random.default_rng(4)
    trace = 3e-6 * rng.standard_normal(200_000)
    for start in range(10_000, 190_000, 10_000):
        trace[start : start + 300] += 1e-4 * rng.standard_normal(300)
    trace[55_003:57_001] = np.nan
    tree = add_events(from_signals(trace, 10_000, ["right_fdi"]))
    assert tree["emg"].sizes["time"] == 40_000 and tree["emg"]["native_rate"].item() == 10_000
    assert tree.attrs["duration"] == 20
    np.testing.assert_allclose(tree["bursts"]["onset"], np.arange(1, 19), atol=0.002)
    assert tree["missing"]["begin"].values.tolist() == [pytest.approx(5.5003)]
    assert np.isnan(tree["emg"]["voltage"].sel(time=slice(5.5010, 5.6995))).all()


def test_the_model_goes_through_the_door_as_it_is(simulated) -> None:
    tree = simulated()
    tree.attrs["model"] = "0123456789abcdef"
    tree["emg"]["voltage"].values[0] += 1e-3  # what a person's recording would lose
    assert enter_tree(tree) is tree and is_clean(tree)


def test_a_tree_of_a_person_is_cleaned_once() -> None:
    raw = xr.DataTree.from_dict(
        {
            "/": xr.Dataset(attrs={"duration": 60.0, "runaway": 0}),
            "emg": xr.Dataset(
                {"voltage": (("muscle", "time"), (jerky() + OFFSETS["all"])[None])},
                {"muscle": ["right_fdi"], "time": TIME},
            ),
        }
    )
    once = enter_tree(raw)
    assert enter_tree(once) is once
    xr.testing.assert_allclose(once["emg"].to_dataset(), recorded(jerky() + OFFSETS["all"])["emg"].to_dataset())


def test_names_that_are_not_known_are_kept() -> None:
    signals = np.array([noise(seed) for seed in range(3)])
    tree = from_signals(signals, RATE, ["left deltoid", "EMG1", "M. biceps re."])
    assert tree["emg"]["muscle"].values.tolist() == ["left_deltoid", "EMG1", "right_biceps"]
    assert tree["emg"]["label"].values.tolist() == ["left deltoid", "EMG1", "M. biceps re."]


def test_a_recording_that_entered_survives_a_file(tmp_path) -> None:
    tree = recorded(held(0.0))
    tree.to_netcdf(tmp_path / "person.nc", engine="h5netcdf")
    with xr.open_datatree(tmp_path / "person.nc", engine="h5netcdf") as read:
        xr.testing.assert_equal(read.load(), tree)
