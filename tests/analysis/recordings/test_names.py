"""Names as people write them, and as the measurements know them."""

import pytest

from disinhibition.analysis.recordings.names import distinct, electrode_name, muscle_name, scalp_site, short_name
from disinhibition.experiments.examine.model_body import model_body


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("FDI R", "right_fdi"), ("R.SCM", "right_scm"), ("re. Bizeps", "right_biceps"), ("EMG1", "EMG1"),
        ("rFDI", "right_fdi"), ("FDIl", "left_fdi"), ("L TA", "left_tibialis_anterior"), ("fdi", "fdi"),
        ("EMG FDI-R", "right_fdi"), ("Sternocleidomastoid, left", "left_scm"), ("M. masseter links", "left_masseter"),
        ("left deltoid", "left_deltoid"), ("R deltoideus", "right_deltoid"), ("Left Popliteus", "left_popliteus"),
        ("right", "right"), ("", ""), ("Rectus abdominis", "rectus_abdominis"), ("EMG 12", "EMG 12"),
        ("L R", "L R"), ("right_paraspinal_t6", "right_paraspinal_t6"),
    ],
)  # fmt: skip
def test_muscles(text: str, name: str) -> None:
    assert muscle_name(text) == name


def test_names_of_the_model_stay_what_they_are() -> None:
    body = model_body()
    for muscle in body.position:
        for side in ("left", "right"):
            assert muscle_name(f"{side}_{muscle}") == f"{side}_{muscle}"
            electrode = f"{side}_{body.zone[muscle]}"
            assert electrode_name(electrode) == electrode


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("C3", "left_hand"), ("c4", "right_hand"), ("EEG Cz-Ref", "cz"), ("C5", "left_face"), ("C2", "right_foot"),
        ("C3'", "left_cp3"), ("F3", "left_f3"), ("O2-M1", "right_o2"), ("Fp1", "left_fp1"), ("Fz", "fz"),
        ("C3-C4", "C3-C4"), ("vertex", "vertex"), ("EEG 1", "EEG 1"), ("T7", "left_t7"),
    ],
)  # fmt: skip
def test_electrodes(text: str, name: str) -> None:
    assert electrode_name(text) == name


def test_short_names_are_read_back_and_fit_a_label_of_edf() -> None:
    body = model_body()
    for muscle in body.position:
        for side in ("left", "right"):
            short = short_name(f"{side}_{muscle}")
            assert len(short) <= 16 and muscle_name(short) == f"{side}_{muscle}"
            electrode = f"{side}_{body.zone[muscle]}"
            assert electrode_name(short_name(electrode)) == electrode


def test_a_muscle_is_no_site_and_labels_are_counted_where_they_repeat() -> None:
    assert scalp_site("FDI") == scalp_site("EMG C") == "" and scalp_site("POz") == "poz"
    assert distinct(["A", "B", "A", "A"]) == ["A-0", "B", "A-1", "A-2"]
