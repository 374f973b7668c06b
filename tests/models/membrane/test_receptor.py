"""Receptors: decays are exact whatever the step, and what a receptor declares is what its equation needs."""

import re

import numpy as np
import pytest

from disinhibition.models.membrane.receptor import decay_rate, kept, peak_norm
from disinhibition.models.membrane.receptors import RECEPTORS

NAMES = [receptor.name for receptor in RECEPTORS]
# What the cells give to every receptor
GIVEN = {"v", "exp", "siemens"}


@pytest.mark.parametrize("step", [1e-4, 5e-5, 2e-3])
def test_one_euler_step_decays_by_exactly_the_exponential(step: float) -> None:
    time = np.array([0.5e-3, 2.5e-3, 60e-3])
    np.testing.assert_allclose(1 - step * decay_rate(step, time), np.exp(-step / time), rtol=1e-12)
    assert (np.abs(decay_rate(step, time) * time - 1) > 1e-4).all(), "the plain rate 1 / tau is another"


def test_what_is_kept_in_two_steps_is_the_square_of_what_is_kept_in_one() -> None:
    assert kept(1e-3, 7e-3) == pytest.approx(kept(0.5e-3, 7e-3) ** 2, rel=1e-12)


@pytest.mark.parametrize(("rise", "decay"), [(3e-3, 80e-3), (60e-3, 150e-3)])
def test_normed_difference_of_exponentials_peaks_at_one(rise: float, decay: float) -> None:
    time = np.linspace(0, 1, 200_001)
    assert (peak_norm(rise, decay) * (np.exp(-time / decay) - np.exp(-time / rise))).max() == pytest.approx(1, abs=1e-6)


def test_no_two_receptors_share_a_name_or_a_parameter() -> None:
    assert len(set(NAMES)) == len(NAMES)
    declared = [name for receptor in RECEPTORS for name in (*receptor.parameters, *receptor.shared, *receptor.states)]
    assert len(set(declared)) == len(declared)


@pytest.mark.parametrize("receptor", RECEPTORS, ids=NAMES)
def test_receptor_declares_every_name_that_its_equation_uses(receptor) -> None:
    code = "\n".join((receptor.equation.partition(" : ")[0], receptor.update, receptor.conductance, receptor.release))
    used = set(re.findall(r"[a-z_]\w*", re.sub(r"\bd(\w+)/dt", r"\1", code)))
    assigned = set(re.findall(r"^(\w+) =", receptor.update, re.MULTILINE)) | {receptor.opened}
    declared = {line.partition(" : ")[0] for line in receptor.declarations}
    assert used <= {*GIVEN, *assigned, *declared, *receptor.states}


@pytest.mark.parametrize("receptor", RECEPTORS, ids=NAMES)
def test_receptor_gives_a_value_to_every_parameter_and_to_nothing_else(receptor, parameters_of) -> None:
    constants = {line.partition(" : ")[0] for line in receptor.declarations if "constant" in line}
    assert parameters_of(receptor).keys() == constants


@pytest.mark.parametrize("receptor", RECEPTORS, ids=NAMES)
def test_receptor_acts_on_the_cell_or_on_what_terminals_release(receptor) -> None:
    assert bool(receptor.conductance) != bool(receptor.release)
    assert (receptor.force in ("excitation", "inhibition", "potassium")) == bool(receptor.conductance)


@pytest.mark.parametrize("receptor", [r for r in RECEPTORS if r.moves], ids=lambda receptor: receptor.name)
def test_health_has_a_gain_of_one_and_its_factor_is_the_gain(receptor, parameters_of) -> None:
    assert parameters_of(receptor)[f"base_{receptor.name}"] == 1
    less = parameters_of(receptor, {f"receptors.{receptor.answers_to}.cortex": 0.3})
    assert less[f"base_{receptor.name}"] == pytest.approx(0.3)


@pytest.mark.parametrize("receptor", [r for r in RECEPTORS if r.conductance.startswith("gain_")], ids=lambda r: r.name)
def test_gain_multiplies_the_whole_conductance(receptor) -> None:
    assert re.fullmatch(rf"gain_{receptor.name}\*[^+-]*(\([^()]*\))?", receptor.conductance)
