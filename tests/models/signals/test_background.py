"""EEG of the cortex that is not modelled: its size, its spectrum, and what its electrodes have in common."""

import numpy as np
import pytest

from disinhibition.models.parameters.sourced import load_table, replaced_tables
from disinhibition.models.parameters.table_numbers import all_numbers, tables_with
from disinhibition.models.signals.background import eeg_background
from disinhibition.models.signals.recording import SIGNAL_RATE

TABLE = load_table("field")["background"]
SAMPLES = round(200 * SIGNAL_RATE)
PAIR = ("C3", "C4")


@pytest.fixture(scope="module")
def background() -> np.ndarray:
    return eeg_background(PAIR, SAMPLES, seed=1)


def power(trace: np.ndarray, low: float, high: float) -> float:
    """Share of the power of a trace between two frequencies in Hz."""
    spectrum = np.abs(np.fft.rfft(trace)) ** 2
    frequency = np.fft.rfftfreq(trace.size, 1 / SIGNAL_RATE)
    return float(spectrum[(frequency >= low) & (frequency < high)].sum() / spectrum.sum())


def test_every_electrode_has_the_amplitude_of_the_table(background: np.ndarray) -> None:
    np.testing.assert_allclose(background.std(axis=1), TABLE["amplitude"].si, rtol=0.05)
    np.testing.assert_allclose(background.mean(axis=1), 0, atol=1e-12)


def test_the_amplitude_does_not_depend_on_how_long_is_recorded() -> None:
    short = [eeg_background(PAIR, round(4 * SIGNAL_RATE), seed).std() for seed in range(20)]
    assert np.sqrt(np.mean(np.square(short))) == pytest.approx(TABLE["amplitude"].si, rel=0.1)


def test_power_falls_with_the_frequency_so_that_every_octave_has_as_much(background: np.ndarray) -> None:
    octaves = [power(background[0], low, 2 * low) for low in (20, 40, 80, 160)]
    np.testing.assert_allclose(octaves, np.mean(octaves), rtol=0.1)


def test_nothing_is_slower_than_the_slowest_wave(background: np.ndarray) -> None:
    assert power(background[0], 0, TABLE["slowest"].si) < 1e-3


def test_the_rhythm_stands_out_by_its_share(background: np.ndarray) -> None:
    """Within four widths on both sides lies the whole peak, and of the rest what falls with the frequency there."""
    rhythm, width, share = (TABLE[name].si for name in ("rhythm", "width", "rhythm_share"))
    low, high = rhythm - 4 * width, rhythm + 4 * width
    rest = np.log(high / low) / np.log(SIGNAL_RATE / 2 / TABLE["slowest"].si)
    assert power(background[0], low, high) == pytest.approx(share + (1 - share) * rest, rel=0.1)
    assert power(background[0], rhythm - width, rhythm + width) > 3 * power(background[0], 2 * rhythm, high * 2)


def test_two_electrodes_share_the_variance_of_the_table(background: np.ndarray) -> None:
    assert np.corrcoef(background)[0, 1] == pytest.approx(TABLE["shared"].si, abs=0.07)


def test_another_electrode_leaves_the_others_alone(background: np.ndarray) -> None:
    more = eeg_background(("Cz", "C4", "C3"), SAMPLES, seed=1)
    np.testing.assert_array_equal(more[[2, 1]], background)


def test_every_seed_has_a_background_of_its_own(background: np.ndarray) -> None:
    np.testing.assert_array_equal(eeg_background(PAIR, SAMPLES, seed=1), background)
    other = eeg_background(PAIR, SAMPLES, seed=2)
    assert abs(np.corrcoef(background[0], other[0])[0, 1]) < 0.1


def test_a_recording_shorter_than_a_period_of_the_slowest_wave_has_no_background() -> None:
    period = round(SIGNAL_RATE / TABLE["slowest"].si)
    for samples in (0, 1, 2, period // 2, period - 1):
        np.testing.assert_array_equal(eeg_background(PAIR, samples, seed=1), np.zeros((2, samples)))
    assert eeg_background(PAIR, period, seed=1).any()


def test_no_electrode_has_no_background() -> None:
    assert eeg_background((), SAMPLES, seed=1).shape == (0, SAMPLES)


def test_a_larger_amplitude_of_the_table_is_a_larger_background(background: np.ndarray) -> None:
    name = "field.background.amplitude"
    most = all_numbers()[name].high
    with replaced_tables(tables_with({name: most})):
        larger = eeg_background(PAIR, SAMPLES, seed=1)
    np.testing.assert_allclose(larger, background * most / all_numbers()[name].value)
