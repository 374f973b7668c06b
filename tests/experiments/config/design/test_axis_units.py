"""Units of the axes of a study."""

import pytest

from disinhibition.experiments.config.design.axis_units import axis_units


@pytest.mark.parametrize(
    ("axis", "unit"),
    [
        ("chloride.cortex", "mV"),
        ("receptors.ampa.cortex", "1"),
        ("numbers.cortex.projections.pv_pt.weight", "nS"),
        ("concentration.clonazepam", "uM"),
        ("patient.weight", "kg"),
        ("duration", "s"),
        ("dt", "ms"),
        ("protocol.stimuli.1.start", "s"),
        ("protocol.stimuli.1.strength", "1"),
        ("protocol.stimuli.1.frequency", "Hz"),
        ("state", "1"),
        ("circuit", "1"),
    ],
)
def test_an_axis_has_the_unit_of_the_vocabulary_or_of_its_table(axis: str, unit: str) -> None:
    assert axis_units([axis], {}) == {axis: unit}


@pytest.mark.parametrize(
    ("key", "unit"),
    [("chloride.{circuit}", "mV"), ("receptors.ampa.{circuit}", "1"), ("protocol.stimuli.1.start", "s")],
)
def test_an_axis_has_the_unit_of_the_first_key_it_sets(key: str, unit: str) -> None:
    assert axis_units(["level"], {"study": {"sets": {"level": [key, "dt"]}}}) == {"level": unit}
