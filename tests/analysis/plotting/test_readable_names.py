from disinhibition.analysis.plotting.readable_names import axis_label, cell_label, muscle_label


def test_muscle_labels_are_the_clinical_ones():
    assert muscle_label("left_paraspinal_t6") == "left paraspinal T6"


def test_cell_classes_are_read_as_they_are_printed():
    assert [cell_label(name) for name in ("l23", "pv", "afferent_ia", "spinal_gabaergic", "renshaw")] == [
        "L2/3", "PV", "afferent Ia", "spinal GABAergic", "Renshaw"
    ]  # fmt: skip


def test_axis_is_read_as_words_with_its_unit():
    assert axis_label("receptors.gaba_a.cortex") == "GABA-A cortex"
    assert axis_label("receptors.glycine.right_spinal_c8") == "glycine right spinal C8"
    assert axis_label("concentration.clonazepam", "nM") == "concentration clonazepam (nM)"
    assert axis_label("numbers.cortex.projections.pv_pt.weight", "nS") == "cortex projections pv pt weight (nS)"
