from dataclasses import replace

import numpy as np

from disinhibition.models.parameters.sourced import load_table
from disinhibition.models.signals.field import eeg
from disinhibition.models.signals.recording import Recording

SAMPLES = 400
GAIN = load_table("field")["scalp_gain"].si


def record(excitation: np.ndarray, inhibition: np.ndarray) -> Recording:
    return Recording(
        duration=SAMPLES / 2000,
        spike_time=np.zeros(0),
        spike_unit=np.zeros(0, dtype=np.int32),
        population=(),
        region=(),
        cell_class=(),
        side=(),
        size=(),
        motoneurons={},
        stimulus_time=np.zeros(0),
        stimulus_site=(),
        field_current=np.stack([excitation, inhibition])[None],
        electrodes=("C3",),
        neuromuscular={},
        runaway=False,
        provenance={},
    )


def pulse(at: int) -> np.ndarray:
    trace = np.zeros(SAMPLES)
    trace[at] = 1e-9
    return trace


def scalp(excitation: np.ndarray, inhibition: np.ndarray) -> np.ndarray:
    return eeg(record(excitation, inhibition)).values[0]


NOTHING = np.zeros(SAMPLES)


def test_excitation_appears_6_ms_later_and_negative_at_the_scalp():
    potential = eeg(record(pulse(100), NOTHING))
    assert potential.dims == ("electrode", "time") and potential.attrs["units"] == "V"
    assert int(potential.values[0].argmin()) == 112
    np.testing.assert_allclose(potential.values[0, 112] - potential.values[0, 0], -GAIN * 1e-9)


def test_inhibition_appears_at_once_with_a_weight_of_1_65_on_it_and_not_on_excitation():
    excited, inhibited = scalp(pulse(100), NOTHING), scalp(NOTHING, -pulse(100))
    assert inhibited.argmin() == 100
    np.testing.assert_allclose(np.ptp(inhibited), 1.65 * np.ptp(excited))


def test_outward_inhibition_adds_to_inward_excitation():
    both = scalp(pulse(88), -pulse(100))
    np.testing.assert_allclose(np.ptp(both), 2.65 * GAIN * 1e-9)


def test_constant_current_gives_no_potential():
    np.testing.assert_allclose(eeg(record(NOTHING + 1e-8, NOTHING - 1e-8)), 0, atol=1e-15)


def test_electrodes_keep_their_names_and_no_electrode_gives_an_empty_signal():
    two = replace(record(NOTHING, NOTHING), field_current=np.zeros((2, 2, SAMPLES)), electrodes=("C3", "Cz"))
    assert eeg(two)["electrode"].values.tolist() == ["C3", "Cz"]
    none = replace(two, field_current=np.zeros((0, 2, 0)), electrodes=())
    assert eeg(none).shape == (0, 0)
