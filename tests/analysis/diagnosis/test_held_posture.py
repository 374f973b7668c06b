"""A held posture: silences, and coherence of muscles with each other and with the EEG."""

import numpy as np
import xarray as xr
from made_examination import BODY, MUSCLES, RATE, from_signals, record
from scipy.ndimage import uniform_filter1d

from disinhibition.analysis.diagnosis.examination_features import examination_features, measure_examination
from disinhibition.analysis.summary import add_events


def test_contraction_without_pauses_has_none() -> None:
    assert examination_features({"posture": record(20, tonic="right_fdi")}, BODY).silence_ms == 0


def test_coherence_of_arm_muscles_needs_a_healthy_one_beside_it() -> None:
    posture = record(20, tonic="right_fdi")
    jerky = record(20, {name: np.arange(0.5, 19, 0.3) for name in ("right_wrist_extensor", "right_fdi")})
    assert examination_features({"posture": jerky}, BODY).imc_exaggerated is None
    assert examination_features({"posture": jerky}, BODY, {"posture": posture}).imc_exaggerated is True
    assert examination_features({"posture": posture}, BODY, {"posture": posture}).imc_exaggerated is False


def test_arm_muscles_of_which_one_gave_no_signal_leave_the_question_open_unless_another_answers_it() -> None:
    def without(name: str, tree: xr.DataTree) -> xr.DataTree:
        tree = tree.copy(deep=True)
        tree["emg"]["voltage"].loc[{"muscle": name}] = 0.0
        return tree

    posture = record(20, tonic="right_fdi")
    jerky = record(20, {name: np.arange(0.5, 19, 0.3) for name in ("right_wrist_extensor", "right_fdi")})
    quiet, loud = (without("right_triceps", one) for one in (posture, jerky))
    assert examination_features({"posture": quiet}, BODY, {"posture": posture}).imc_exaggerated is None
    assert examination_features({"posture": loud}, BODY, {"posture": posture}).imc_exaggerated is True


def test_coherence_with_the_eeg_counts_where_it_exceeds_that_of_the_healthy() -> None:
    def posture(shared: float, seed: int) -> xr.DataTree:
        rng = np.random.default_rng(seed)
        drive, own = rng.standard_normal((2, round(45 * RATE)))
        emg = 2e-6 * rng.standard_normal((len(MUSCLES), drive.size))
        emg[4] = 1e-4 * rng.standard_normal(drive.size) * np.exp(0.5 * drive)
        eeg = 1e-5 * (shared * drive + (1 - shared) * own)[None]
        return add_events(from_signals(emg, RATE, MUSCLES, eeg, ["left_hand"]), contracting=["right_fdi"])

    strong, weak, again = posture(0.8, 1), posture(0.3, 2), posture(0.8, 3)
    alone = measure_examination({"posture": strong}, BODY)
    assert alone.features.cmc_peaks is None and alone.reasons["cmc_peaks"].startswith("no healthy subject was recorded")
    assert examination_features({"posture": strong}, BODY, {"posture": weak}).cmc_peaks
    assert examination_features({"posture": strong}, BODY, {"posture": again}).cmc_peaks == ()


def test_emg_and_eeg_of_different_rates_are_coherent_all_the_same() -> None:
    rng = np.random.default_rng(5)
    common = rng.standard_normal(40 * 2000)
    emg = 1e-4 * rng.standard_normal((len(MUSCLES), common.size)) * (1 + 0.5 * uniform_filter1d(common, 80) * 9)
    eeg = 1e-5 * uniform_filter1d(common, 80)[::2] * 9 + 3e-6 * rng.standard_normal(common.size // 2)
    posture = add_events(from_signals(emg, 2000.0, MUSCLES, eeg, ["C3"], eeg_rate=1000.0), contracting=MUSCLES)
    shuffled = add_events(from_signals(emg, 2000.0, MUSCLES, eeg[::-1], ["C3"], eeg_rate=1000.0), contracting=MUSCLES)
    assert examination_features({"posture": posture}, BODY, {"posture": shuffled}).cmc_peaks
    other = add_events(from_signals(emg, 1995.0, MUSCLES, eeg, ["C3"], eeg_rate=997.5), contracting=MUSCLES)
    found = measure_examination({"posture": posture}, BODY, {"posture": other})
    assert found.features.cmc_peaks is None and "rates whose spectra cannot be compared" in found.reasons["cmc_peaks"]


def test_a_posture_that_is_too_short_for_a_tremor_says_so() -> None:
    reasons = measure_examination({"posture": record(10, tonic="right_fdi")}, BODY).reasons
    assert reasons["tremor of right_fdi in posture"] == "10 s without a gap, 20 needed for the rhythm"
