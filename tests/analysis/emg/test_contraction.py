import numpy as np
import pytest

from disinhibition.analysis.emg.contraction import FENCE, NEIGHBOURS, contraction_peaks, inside

RATE = 2000.0
NOISE = 3e-6


def units(rng: np.random.Generator, count: int, seconds: float, rate: float = 9.0) -> np.ndarray:
    """EMG of regular motor units of different sizes, with instrument noise."""
    samples = int(seconds * RATE)
    time = np.arange(-32, 33) / RATE
    potential = -(time / 0.001) * np.exp(0.5 - (time / 0.001) ** 2 / 2)
    emg = NOISE * rng.standard_normal(samples)
    for _ in range(count):
        train = np.cumsum(rng.normal(1 / rate, 0.15 / rate, int(2 * rate * seconds)))
        pulses = np.zeros(samples)
        pulses[(train[(train > 0) & (train < seconds)] * RATE).astype(int)] = 4e-5 * np.exp(0.6 * rng.standard_normal())
        emg += np.convolve(pulses, potential, "same")
    return emg


@pytest.mark.parametrize("count", [3, 5, 20])
def test_independent_motor_units_never_pass_the_fence(count: int) -> None:
    rng = np.random.default_rng(count)
    for _ in range(3):
        found = contraction_peaks(units(rng, count, 60.0)[None], RATE, noise=NOISE)
        assert found.reason == "" and found.excess.max() < FENCE


def test_a_volley_of_many_units_in_several_muscles_is_a_jerk() -> None:
    rng = np.random.default_rng(0)
    emg = np.stack([units(rng, 8, 30.0), units(rng, 3, 30.0), NOISE * rng.standard_normal(60_000)])
    for muscle in range(3):
        emg[muscle, 20_000:20_050] += 4e-4 * rng.standard_normal(50)
    found = contraction_peaks(emg, RATE, noise=NOISE)
    assert found.time[found.excess > FENCE] == pytest.approx([10.0], abs=0.03)


def test_an_effort_that_rises_has_no_jerks() -> None:
    rng = np.random.default_rng(1)
    rising = np.linspace(0, 1, 60_000) * 1e-4 * rng.standard_normal(60_000)
    assert contraction_peaks(rising[None], RATE, noise=NOISE).excess.max() < FENCE


def test_few_peaks_are_no_baseline_and_say_how_many_there_are() -> None:
    rng = np.random.default_rng(2)
    found = contraction_peaks(units(rng, 1, 3.0, rate=5.0)[None], RATE, noise=NOISE)
    assert f"{NEIGHBOURS} needed" in found.reason and np.isinf(found.excess).all()


def test_without_known_noise_the_muscle_has_to_contract_steadily() -> None:
    rng = np.random.default_rng(3)
    assert "no steady contraction" in contraction_peaks(NOISE * rng.standard_normal((1, 20_000)), RATE).reason
    assert contraction_peaks(1e-4 * rng.standard_normal((1, 20_000)), RATE).reason == ""


def test_peaks_that_answer_a_stimulus_are_no_contraction() -> None:
    rng = np.random.default_rng(4)
    emg = 1e-4 * rng.standard_normal((1, 40_000))
    windows = np.arange(1.0, 19.0)[:, None] + np.array([0.0, 0.5])
    for begin, _ in windows:
        emg[0, int(begin * RATE) : int((begin + 0.4) * RATE)] *= 3
    alone = contraction_peaks(emg, RATE, answered=windows)
    assert alone.level[0] == pytest.approx(1.3e-4, rel=0.2), "the level is that between the responses"
    responses = inside(alone.time, windows)
    assert np.median(alone.excess[responses]) > np.median(alone.excess[~responses]) + 3


def test_times_lie_in_stretches_that_overlap() -> None:
    stretches = np.array([[0.0, 5.0], [1.0, 2.0], [7.0, 8.0]])
    assert inside(np.array([-1.0, 0.0, 4.0, 5.0, 6.0, 7.5]), stretches).tolist() == [
        False,
        True,
        True,
        True,
        False,
        True,
    ]
    assert not inside(np.array([1.0]), np.zeros((0, 2))).any()
