"""Slow negative potentials before jerks: known by construction."""

import numpy as np
import pytest
import xarray as xr
from scipy.stats import binomtest

from disinhibition.analysis.eeg.readiness import readiness

RATE = 500.0
NAMES = ("left_hand", "right_hand", "cz")


def jerks(count: int, apart: float = 3.6, seed: int = 0) -> np.ndarray:
    """Onsets, s, the least interval 0.4 s below ``apart``."""
    return 9.0 + np.cumsum(np.random.default_rng(seed).uniform(apart - 0.4, apart + 0.4, count))


def noise(seconds: float, seed: int, slow: bool = False) -> np.ndarray:
    """White noise of 10 uV, or noise whose power falls with frequency as that of EEG does."""
    samples = round(seconds * RATE)
    white = np.random.default_rng(seed).standard_normal((len(NAMES), samples))
    if slow:
        root = np.sqrt(np.maximum(np.fft.rfftfreq(samples, 1 / RATE), 0.05))
        white = np.fft.irfft(np.fft.rfft(white) / root, samples)
        white /= white.std(axis=1, keepdims=True)
    return 10e-6 * white


def ramp(begin: float) -> tuple[np.ndarray, np.ndarray]:
    """From 0 at ``begin`` s before the jerk to 1 at the jerk, and back within 0.3 s."""
    after = np.arange(-begin, 0.3, 1 / RATE)
    return after, np.where(after < 0, 1 + after / begin, 1 - after / 0.3)


def spike(lead: float, width: float) -> tuple[np.ndarray, np.ndarray]:
    """Gaussian of ``width`` s at half its height, ``lead`` s before the jerk."""
    after = np.arange(-0.6, 0.6, 1 / RATE)
    return after, np.exp(-4 * np.log(2) * ((after + lead) / width) ** 2)


def record(
    onset: np.ndarray, wave: tuple[np.ndarray, np.ndarray] | None = None, height: float = -10e-6,
    electrodes: tuple[str, ...] = ("left_hand",), seed: int = 1, slow: bool = False,
) -> xr.DataArray:  # fmt: skip
    """EEG that begins at 5 s, with a wave before each jerk at some electrodes."""
    signal = noise(float(onset.max(initial=0.0)) - 3.0, seed, slow)
    if wave is not None:
        place = np.rint((onset[:, None] - 5.0 + wave[0]) * RATE).astype(int)
        for name in electrodes:
            signal[NAMES.index(name), place] += height * wave[1]
    time = 5.0 + np.arange(signal.shape[1]) / RATE
    return xr.DataArray(signal, {"electrode": list(NAMES), "time": time}, ("electrode", "time"), attrs={"units": "V"})


MANY = jerks(100)


@pytest.mark.parametrize("slow", [False, True], ids=["white", "slow"])
@pytest.mark.parametrize("begin", [0.7, 1.4, 2.1])
def test_a_ramp_of_10_uv_is_found_with_its_begin_and_its_height(begin: float, slow: bool) -> None:
    found = readiness(record(MANY, ramp(begin), slow=slow), MANY[::-1], shuffles=99)
    mine = found.sel(electrode="left_hand")
    assert bool(found["slow"]) and found["reason"].item() == "" and found["sweeps"].item() == 100
    assert mine["onset"].item() == pytest.approx(1e3 * begin, abs=300)
    assert mine["amplitude"].item() == pytest.approx(-10e-6, abs=3e-6)
    assert mine["p_value"].item() == pytest.approx(0.01)
    assert found["onset"].sel(electrode="right_hand").isnull() or slow


def test_the_average_of_a_noiseless_ramp_is_the_ramp() -> None:
    potential = record(MANY, ramp(1.0))
    potential.values -= noise(potential.sizes["time"] / RATE, 1)
    found = readiness(potential, MANY, shuffles=19).sel(electrode="left_hand")
    for lag, height in ((-2500, 0), (-1500, 0), (-750, -2.5e-6), (-500, -5e-6), (-250, -7.5e-6)):
        assert found["average"].sel(lag=lag).item() == pytest.approx(height, abs=0.1e-6)
    assert found["onset"].item() == 1000 and found["amplitude"].item() == pytest.approx(-10e-6, rel=0.02)


@pytest.mark.parametrize(
    ("wave", "height"),
    [
        (spike(0.020, 0.030), -200e-6),
        (spike(0.020, 0.030), 200e-6),
        (spike(0.070, 0.160), -40e-6),
        (spike(0.170, 0.180), -40e-6),
        (ramp(0.35), -20e-6),
        (ramp(1.5), 10e-6),
    ],
    ids=["cortical spike", "positive spike", "periodic complex", "frontal wave", "late", "positive ramp"],
)
def test_spikes_waves_and_positive_ramps_are_not_slow(wave: tuple[np.ndarray, np.ndarray], height: float) -> None:
    found = readiness(record(MANY, wave, height), MANY, shuffles=199)
    assert not bool(found["slow"]) and found["reason"].item() == ""


def test_a_rise_is_no_evidence_of_a_fall() -> None:
    found = readiness(record(MANY, ramp(1.5), 10e-6), MANY, shuffles=99)
    assert found["p_value"].sel(electrode="left_hand").item() > 0.9


@pytest.mark.slow
def test_noise_is_slow_no_more_often_than_in_one_of_twenty_records() -> None:
    # 600 such records of either noise: 5.0 % of white, 3.3 % of slow noise
    onset, found = jerks(40, 3.4), []
    for seed in range(10, 50):
        potential = record(onset, seed=seed, slow=seed % 2 == 0)
        found.append(bool(readiness(potential, onset, NAMES[:2], shuffles=39, seed=seed)["slow"]))
    assert binomtest(sum(found), len(found), 0.05, alternative="greater").pvalue > 0.01


def test_the_family_of_electrodes_counts_and_only_those_named_belong_to_it() -> None:
    potential = record(MANY, ramp(1.5), electrodes=("right_hand",))
    assert bool(readiness(potential, MANY, shuffles=99)["slow"])
    named = readiness(potential, MANY, ["cz", "left_hand"], shuffles=99)
    assert not bool(named["slow"]) and named["electrode"].values.tolist() == ["cz", "left_hand"]
    weak = record(MANY, ramp(1.5), -0.2e-6)
    alone, together = (readiness(weak, MANY, names, shuffles=199)["p_value"][0] for names in (["left_hand"], None))
    assert 0.01 < alone < together < 1
    potential.loc[{"electrode": "cz"}] *= 100
    assert bool(readiness(potential, MANY, shuffles=99)["slow"])


@pytest.mark.parametrize("count", [0, 1, 39])
def test_few_jerks_are_not_measurable(count: int) -> None:
    found = readiness(record(MANY, ramp(1.5)), MANY[:count], shuffles=99)
    jerks_there = "1 jerk" if count == 1 else f"{count} jerks"
    assert found["reason"].item() == f"{jerks_there} 3 s after another, the test needs 40" and found["slow"].isnull()
    for name in ("onset", "p_value"):
        assert found[name].isnull().all(), name
    for name in ("average", "amplitude"):  # of the few sweeps, if there is one
        assert found[name].isnull().all() if count == 0 else found[name].notnull().all(), name
    assert readiness(record(MANY), MANY[:40], shuffles=99)["reason"].item() == ""


def test_the_average_of_few_jerks_is_that_of_the_jerks_there_are() -> None:
    potential = record(MANY, ramp(1.5))
    few, one = (readiness(potential, MANY[:count], shuffles=99) for count in (39, 1))
    single = [readiness(potential, MANY[[place]], shuffles=99)["average"] for place in range(39)]
    xr.testing.assert_allclose(few["average"], sum(single) / 39)
    assert few["amplitude"].sel(electrode="left_hand").item() == pytest.approx(-10e-6, abs=4e-6)
    assert one["sweeps"].item() == 1 and few["sweeps"].item() == 39


def test_dense_jerks_are_not_measurable_and_a_second_one_of_a_pair_is_left_out() -> None:
    dense = jerks(100, 2.5)
    assert "1 jerk 3 s after another" in readiness(record(dense, ramp(1.5)), dense, shuffles=99)["reason"].item()
    exact = 9.0 + 3.0 * np.arange(60)
    assert readiness(record(exact), exact, shuffles=99)["sweeps"].item() == 60
    pairs = np.concatenate([9.0 + 3.6 * np.arange(60), 9.4 + 3.6 * np.arange(60)])
    assert readiness(record(pairs), pairs, shuffles=99)["sweeps"].item() == 60


def test_sweeps_that_reach_outside_the_record_are_dropped() -> None:
    potential = record(MANY)
    assert readiness(potential, np.r_[5.0, 7.9, MANY, potential["time"].values[-1] + 4], shuffles=99)["sweeps"] == 100
    assert readiness(potential.isel(time=slice(200)), MANY, shuffles=99)["sweeps"] == 0


def test_silence_is_not_measurable_and_a_silent_electrode_beside_others_finds_nothing() -> None:
    potential = record(MANY, ramp(1.5))
    assert readiness(potential * 0 + 1e-3, MANY, shuffles=99)["reason"].item() == "no electrode with a signal"
    assert readiness(potential, MANY, [], shuffles=99)["reason"].item() == "no electrode with a signal"
    potential.loc[{"electrode": "cz"}] = 0.1
    found = readiness(potential, MANY, shuffles=99)
    silent = found.sel(electrode="cz")
    assert bool(found["slow"]) and silent["p_value"] == 1 and silent["amplitude"] == 0 and silent["onset"].isnull()


def test_the_same_seed_gives_the_same_p_and_every_variable_has_unit_and_name() -> None:
    potential = record(MANY, ramp(1.5), -0.3e-6)
    found = readiness(potential, MANY, shuffles=99, seed=3)
    xr.testing.assert_identical(found, readiness(potential, MANY, shuffles=99, seed=3))
    assert not found["p_value"].equals(readiness(potential, MANY, shuffles=99, seed=4)["p_value"])
    for name, variable in found.variables.items():
        assert name == "electrode" or {"units", "long_name"} <= set(variable.attrs), name


def test_an_unknown_electrode_an_onset_given_twice_and_few_shuffles_are_one_clear_line() -> None:
    potential = record(MANY)
    for onset, settings, words in (
        (MANY, {"electrodes": ["C3"]}, "no electrode 'C3'; there are left_hand"),
        (np.r_[MANY, MANY[3]], {}, "given twice"),
        (MANY, {"shuffles": 18}, "cannot reach"),
    ):
        with pytest.raises(ValueError, match=words) as error:
            readiness(potential, onset, **settings)  # type: ignore[arg-type]
        assert "\n" not in str(error.value)
