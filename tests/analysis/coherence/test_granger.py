import numpy as np
import pytest
from elephant.causality.granger import pairwise_granger
from scipy.signal import butter, sosfiltfilt

from disinhibition.analysis.coherence.granger import directed_lead

RATE = 1000.0


def white(rng: np.random.Generator, seconds: float = 120.0) -> np.ndarray:
    return rng.standard_normal(int(seconds * RATE))


def coupled(rng: np.random.Generator, forward: float, backward: float, rate: float = 250.0) -> np.ndarray:
    """Two AR(1) signals of which each takes the other's value 5 samples before, (signal, time)."""
    samples = int(60 * rate)
    noise, signal = rng.standard_normal((2, samples)), np.zeros((2, samples))
    for t in range(5, samples):
        signal[0, t] = 0.5 * signal[0, t - 1] + backward * signal[1, t - 5] + noise[0, t]
        signal[1, t] = 0.5 * signal[1, t - 1] + forward * signal[0, t - 5] + noise[1, t]
    return signal


@pytest.mark.parametrize(
    ("forward", "backward", "leader"),
    [(0.2, 0.0, "first"), (0.0, 0.2, "second"), (0.3, 0.1, "first")],
)
def test_a_known_autoregressive_coupling_gives_its_direction(forward: float, backward: float, leader: str) -> None:
    found = directed_lead(*coupled(np.random.default_rng(11), forward, backward), 250.0)
    assert found.leader == leader and found.reason == "" and 5 <= found.order <= 7


def test_strength_is_the_logarithm_of_the_variance_ratio() -> None:
    rng = np.random.default_rng(12)
    source = rng.standard_normal(50_000)
    found = directed_lead(source, 0.5 * np.roll(source, 3) + rng.standard_normal(50_000), 250.0)
    assert found.first_to_second == pytest.approx(np.log(1.25), abs=0.01)
    assert found.second_to_first == pytest.approx(0, abs=1e-3) and found.order == 3


def test_independent_signals_lead_at_the_nominal_rate() -> None:
    rng = np.random.default_rng(13)
    p_values = []
    for _ in range(200):
        first, second = np.convolve(rng.standard_normal(2001), [1, 0.8])[:2000], rng.standard_normal(2000)
        found = directed_lead(first, second, 250.0)
        pair = [found.p_first_to_second, found.p_second_to_first]
        assert (found.leader == "none") == (min(pair) > 0.025)
        p_values += pair
    assert np.mean(np.array(p_values) <= 0.05) == pytest.approx(0.05, abs=0.03)
    assert np.mean(np.array(p_values) <= 0.5) == pytest.approx(0.5, abs=0.08)


def test_signals_at_2000_hz_keep_their_direction_and_exchanging_them_turns_it() -> None:
    rng = np.random.default_rng(14)
    source = rng.standard_normal(120_000)
    driven = 0.5 * np.roll(source, 37) + rng.standard_normal(120_000)
    there, back = directed_lead(source, driven, 2000.0), directed_lead(driven, source, 2000.0)
    assert there.leader == "first" and back.leader == "second"
    assert there.p_first_to_second == pytest.approx(back.p_second_to_first)


def beta(rng: np.random.Generator, samples: int) -> np.ndarray:
    """Noise of power 1 between 15 and 25 Hz at 2000 Hz."""
    signal = sosfiltfilt(butter(2, (15, 25), "bandpass", fs=2000.0, output="sos"), rng.standard_normal(samples))
    return signal / signal.std()


@pytest.mark.parametrize("noise", [0.5, 3.0])
@pytest.mark.parametrize(("delay", "leader"), [(40, "first"), (-40, "second")])
def test_noise_on_a_narrow_band_driver_does_not_hide_who_leads(noise: float, delay: int, leader: str) -> None:
    rng = np.random.default_rng(18)
    drive = beta(rng, 120_000)
    eeg = drive + noise * rng.standard_normal(drive.size)
    emg = np.abs(np.roll(np.maximum(1 + drive, 0), delay) * rng.standard_normal(drive.size))
    found = directed_lead(eeg, emg, 2000.0)
    assert found.leader == leader
    # Both directions are significant: the reason that p alone names no leader
    assert max(found.p_first_to_second, found.p_second_to_first) < 0.05


def test_a_common_source_without_delay_under_unequal_noise_has_no_leader() -> None:
    rng = np.random.default_rng(19)
    source = beta(rng, 120_000)
    found = directed_lead(source + rng.standard_normal(120_000), source + 3 * rng.standard_normal(120_000), 2000.0)
    assert found.leader == "undecided" and found.p_first_to_second < 0.05


def test_a_signal_does_not_lead_itself() -> None:
    signal = np.random.default_rng(15).standard_normal(5000)
    assert directed_lead(signal, signal, 250.0).leader == "none"


def test_signals_that_foretell_themselves_have_no_leader() -> None:
    turn = 2 * np.pi * 10 * np.arange(5000) / 250.0
    found = directed_lead(np.sin(turn), np.sin(1.7 * turn), 250.0)
    assert found.leader == "none" and found.first_to_second == found.second_to_first == 0


@pytest.mark.parametrize(("samples", "reason"), [(0, "fewer than 2 s"), (509, "fewer than 2 s"), (5000, "constant")])
def test_a_short_or_silent_record_has_no_direction_and_says_why(samples: int, reason: str) -> None:
    rng = np.random.default_rng(16)
    second = np.zeros(samples) if samples == 5000 else rng.standard_normal(samples)
    found = directed_lead(rng.standard_normal(samples), second, 250.0)
    assert found.leader == "not measurable" and reason in found.reason and found.order is None
    numbers = (found.first_to_second, found.second_to_first, found.p_first_to_second, found.p_second_to_first)
    assert np.isnan(numbers).all()


def test_directed_measure_is_that_of_elephant() -> None:
    rng = np.random.default_rng(6)
    first = rng.standard_normal(20_000)
    second = rng.standard_normal(20_000)
    second[2:] += 0.5 * first[:-2]
    ours = directed_lead(first, second, 250.0)
    theirs = pairwise_granger(np.stack([first, second], axis=1), max_order=10, information_criterion="bic")
    assert ours.first_to_second == pytest.approx(theirs.directional_causality_x_y, rel=0.05)
    assert abs(ours.second_to_first) < 0.003 and abs(theirs.directional_causality_y_x) < 0.003


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        (np.zeros(100), np.r_[np.zeros(99), np.nan], "no number at 1 sample"),
        (np.zeros(100), np.zeros(101), "equal length"),
        (np.zeros((2, 50)), np.zeros((2, 50)), "equal length"),
    ],
)
def test_bad_input_is_one_clear_line(first, second, message) -> None:
    with pytest.raises(ValueError, match=message) as error:
        directed_lead(first, second, RATE)
    assert "\n" not in str(error.value)


def test_low_rate_is_one_clear_line() -> None:
    signal = white(np.random.default_rng(17), 30.0)
    with pytest.raises(ValueError, match="at least 250 Hz"):
        directed_lead(signal, signal, 200.0)
