import numpy as np
import pytest
import xarray as xr
from scipy.signal import butter, sosfiltfilt

from disinhibition.analysis.emg.bursts import find_bursts_of_muscles
from disinhibition.analysis.emg.coactivation import coactivation
from disinhibition.analysis.emg.jerks import group_jerks

RATE = 2000.0
ONSETS = np.arange(0.5, 19.5, 0.7)
PAIR = ("right_fcr", "right_ecr")


def interference(rng: np.random.Generator, samples: int) -> np.ndarray:
    """EMG-like noise of RMS 1 in the band of surface EMG, 20 to 450 Hz."""
    signal = sosfiltfilt(butter(2, (20, 450), "bandpass", fs=RATE, output="sos"), rng.standard_normal(samples))
    return signal / signal.std()


def trace(onsets: np.ndarray, duration: float, seed: int, noise: float = 3e-6) -> np.ndarray:
    """20 s of noise with bursts of 200 uV, V."""
    rng = np.random.default_rng(seed)
    gate = np.zeros(40_000)
    for onset in onsets:
        gate[round(onset * RATE) : round((onset + duration) * RATE)] = 1
    return 200e-6 * gate * interference(rng, gate.size) + noise * rng.standard_normal(gate.size)


def recording(agonist: np.ndarray, antagonist: np.ndarray, origin: float = 0.0) -> xr.DataArray:
    time = ("time", origin + np.arange(agonist.size) / RATE)
    return xr.DataArray([agonist, antagonist], dims=("muscle", "time"), coords={"muscle": list(PAIR), "time": time})


def bursts_of(*rows: tuple[str, np.ndarray, float]) -> xr.Dataset:
    """Bursts of known muscle, onsets (s) and duration (s), grouped into jerks."""
    bursts = xr.Dataset(
        {
            "onset": ("burst", np.concatenate([np.zeros(0), *[onsets for _, onsets, _ in rows]])),
            "duration": ("burst", np.concatenate([np.zeros(0), *[np.full(o.size, 1e3 * d) for _, o, d in rows]])),
            "muscle": ("burst", np.array([name for name, onsets, _ in rows for _ in onsets], dtype=str)),
        }
    )
    return bursts.assign(jerk=("burst", group_jerks(bursts)[1]))


def pair(
    delay: float, duration: float = 0.040, origin: float = 0.0, antagonist: np.ndarray = ONSETS
) -> tuple[xr.Dataset, xr.DataArray]:
    """Bursts and EMG of a pair whose antagonist follows by ``delay`` s."""
    voltage = recording(trace(ONSETS, duration, 1), trace(antagonist + delay, duration, 2), origin)
    bursts = bursts_of((PAIR[0], ONSETS + origin, duration), (PAIR[1], antagonist + delay + origin, duration))
    return bursts, voltage


@pytest.mark.parametrize("delay", [-0.004, 0.0, 0.003])
def test_muscles_that_jerk_together_are_coactive(delay):
    found = coactivation(*pair(delay), *PAIR)
    assert found.onset_difference == pytest.approx(1e3 * delay, abs=1e-6) and found.onset_difference_iqr < 1e-6
    assert found.both == ONSETS.size and found.share == 1
    assert found.correlation > 0.7 and found.pattern == "coactivation"


def test_muscles_that_jerk_in_turn_alternate():
    found = coactivation(*pair(0.050), *PAIR)
    assert found.onset_difference == pytest.approx(50)
    assert found.correlation < -0.3 and found.pattern == "alternation"
    assert found.lowest_correlation <= found.correlation


def test_onsets_found_in_the_emg_give_the_difference_to_one_ms():
    voltage = pair(0.010)[1]
    bursts = find_bursts_of_muscles(voltage)
    bursts["jerk"] = ("burst", group_jerks(bursts)[1])
    found = coactivation(bursts, voltage, *PAIR)
    assert found.onset_difference == pytest.approx(10, abs=1) and found.onset_difference_iqr < 2.5
    assert found.both == ONSETS.size


def test_the_lag_of_the_lowest_correlation_is_half_the_period_of_a_rhythm():
    together = np.arange(1.0, 18.0, 0.120)
    voltage = recording(trace(together, 0.060, 1), trace(together, 0.060, 2))
    bursts = bursts_of((PAIR[0], np.array([1.0]), 17.0), (PAIR[1], np.array([1.0]), 17.0))
    found = coactivation(bursts, voltage, *PAIR)
    assert found.pattern == "coactivation" and found.lowest_correlation < -0.5
    assert abs(found.lowest_lag) == pytest.approx(60, abs=3)


def test_a_positive_lag_means_that_the_antagonist_follows():
    rhythm = np.arange(1.0, 18.0, 0.150)
    voltage = recording(trace(rhythm, 0.075, 1), trace(rhythm + 0.030, 0.075, 2))
    bursts = bursts_of((PAIR[0], np.array([1.0]), 17.0), (PAIR[1], np.array([1.03]), 17.0))
    # Half a period from the 30 ms by which it follows: at -45, and at 105 ms, beyond the longest lag
    assert coactivation(bursts, voltage, *PAIR).lowest_lag == pytest.approx(-45, abs=4)
    swapped = coactivation(bursts, voltage, *PAIR[::-1])
    assert swapped.lowest_lag == pytest.approx(45, abs=4) and swapped.onset_difference == pytest.approx(-30)


def test_correlation_does_not_depend_on_the_rest_between_jerks():
    few = bursts_of((PAIR[0], ONSETS[:5], 0.04), (PAIR[1], ONSETS[:5] + 0.05, 0.04))
    voltage = pair(0.050, antagonist=ONSETS[:5])[1]
    short = coactivation(few, voltage.isel(time=slice(0, round(4 * RATE))), *PAIR)
    assert coactivation(few, voltage, *PAIR).correlation == pytest.approx(short.correlation, abs=1e-12)


def test_the_share_counts_jerks_in_which_either_takes_part():
    bursts, voltage = pair(0.005, antagonist=ONSETS[::2])
    other = bursts_of((PAIR[0], ONSETS, 0.04), (PAIR[1], ONSETS[::2] + 0.005, 0.04), ("left_scm", ONSETS + 0.35, 0.04))
    for table in (bursts, other):
        found = coactivation(table, voltage, *PAIR)
        assert found.both == ONSETS[::2].size and found.share == pytest.approx(ONSETS[::2].size / ONSETS.size)


def test_the_first_burst_of_each_muscle_counts():
    bursts = bursts_of((PAIR[0], np.array([1.0, 1.05]), 0.02), (PAIR[1], np.array([1.01, 1.04]), 0.02))
    assert coactivation(bursts, pair(0.0)[1], *PAIR).onset_difference == pytest.approx(10)


def test_times_count_from_the_origin_of_the_recording():
    late, early = coactivation(*pair(0.005, origin=100.0), *PAIR), coactivation(*pair(0.005), *PAIR)
    assert late.correlation == pytest.approx(early.correlation, abs=1e-9)


def test_without_jerks_everything_is_nan():
    found = coactivation(bursts_of(), recording(np.zeros(4000), np.zeros(4000)), *PAIR)
    assert found.both == 0 and found.pattern == ""
    numbers = (found.onset_difference, found.onset_difference_iqr, found.share, found.correlation)
    assert np.isnan([*numbers, found.lowest_correlation, found.lowest_lag]).all()


@pytest.mark.parametrize("noise", [0.0, 3e-6])
def test_a_silent_antagonist_shares_nothing(noise):
    voltage = recording(trace(ONSETS, 0.04, 1), trace(np.zeros(0), 0.04, 2, noise))
    found = coactivation(bursts_of((PAIR[0], ONSETS, 0.04)), voltage, *PAIR)
    assert found.share == 0 and found.both == 0 and np.isnan(found.onset_difference) and found.pattern == ""
    assert np.isnan(found.correlation) if noise == 0 else abs(found.correlation) < 0.15


def test_one_jerk_is_enough():
    bursts = bursts_of((PAIR[0], ONSETS[:1], 0.04), (PAIR[1], ONSETS[:1] + 0.002, 0.04))
    found = coactivation(bursts, pair(0.002)[1], *PAIR)
    assert found.onset_difference == pytest.approx(2) and found.onset_difference_iqr == 0 and found.share == 1
    assert found.pattern == "coactivation"


@pytest.mark.parametrize(
    ("voltage", "bursts", "names", "message"),
    [
        (pair(0.0)[1], bursts_of(), ("right_fcr", "left_ecr"), "no muscle 'left_ecr'"),
        (pair(0.0)[1] + np.inf, bursts_of(), PAIR, "infinite"),
        (pair(0.0)[1], bursts_of((PAIR[0], np.array([30.0]), 0.04)), PAIR, "outside the recording"),
        (pair(0.0)[1].isel(time=slice(None, None, 5)), bursts_of(), PAIR, "at least 500 Hz"),
    ],
)
def test_bad_input_is_one_clear_line(voltage, bursts, names, message):
    with pytest.raises(ValueError, match=message) as error:
        coactivation(bursts, voltage, *names)
    assert "\n" not in str(error.value)
