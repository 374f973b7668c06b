"""What becomes of a dose on its way into the blood."""

import numpy as np
import pytest

from disinhibition.models.drugs.dosing.patient import Patient
from disinhibition.models.drugs.dosing.regimen import Dose
from disinhibition.models.drugs.drug_tables import kinetics_of
from disinhibition.models.drugs.kinetics.absorption import dose_parts
from disinhibition.models.drugs.kinetics.course import course


def shares(agent, route, amount):
    entry = kinetics_of(agent)
    made = dose_parts(entry, Dose(agent, route, amount))
    return {name: part / (amount / entry["molar_mass"].value * 1e3) for name, part in made.items()}


def test_an_oral_dose_is_divided_into_parent_metabolites_and_loss():
    made = shares("morphine", "oral", 30)
    assert made == pytest.approx({"morphine": 0.34, "m3g": 0.38, "m6g": 0.10, "lost": 0.18})
    assert shares("morphine", "intravenous", 30) == pytest.approx({"morphine": 1, "lost": 0})


def test_gabapentin_is_absorbed_less_the_larger_the_dose():
    # Published: 0.69 of 300 mg, 0.63 of 400, 0.47 of 800
    absorbed = [shares("gabapentin", "oral", dose)["gabapentin"] for dose in (300, 400, 800)]
    assert absorbed == pytest.approx([0.69, 0.63, 0.47], abs=0.02)


def test_an_oral_dose_peaks_later_and_lower_than_one_into_a_vein():
    times = np.linspace(0, 8, 481) * 3600
    vein, mouth = (
        course([Dose("lorazepam", route, 2.0)], Patient(), times).total_plasma["lorazepam"]
        for route in ("intravenous", "oral")
    )
    assert np.argmax(vein) == 0 < np.argmax(mouth)
    assert mouth.max() < vein.max()
    assert mouth.max() * 321.2 == pytest.approx(20, rel=0.1)  # ug/L, of the label


def test_an_infusion_under_the_skin_passes_its_depot():
    dose = Dose("morphine", "subcutaneous", 60.0, 0, 6 * 3600)
    done = course([dose], Patient(), np.array([600.0, 6 * 3600.0, 7 * 3600.0]))
    vein = course([Dose("morphine", "intravenous", 60.0, 0, 6 * 3600)], Patient(), done.times)
    assert done.total_plasma["morphine"][0] < vein.total_plasma["morphine"][0] / 2
    assert done.total_plasma["morphine"][1] == pytest.approx(vein.total_plasma["morphine"][1], rel=0.1)
    assert done.given == pytest.approx(done.found)
