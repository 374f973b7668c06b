"""Equations of the cells: every receptor is in them once, with its driving force, on its own clock."""

import re

import numpy as np
import pytest

from disinhibition.models.engine.equations import ALL, CELLS, EFFORT, PERSISTENT, RESET, SLOW
from disinhibition.models.membrane.receptors import RECEPTORS

NAMES = [receptor.name for receptor in RECEPTORS]
ON_CELLS = [receptor for receptor in RECEPTORS if receptor.conductance]
ON_TERMINALS = [receptor for receptor in RECEPTORS if receptor.release]


def assignment(name: str, text: str) -> str:
    """What a variable becomes."""
    (found,) = re.findall(rf"^{name} = (.*?)(?: : \w+)?$", text, re.MULTILINE)
    return found


@pytest.mark.parametrize("receptor", ON_CELLS, ids=lambda receptor: receptor.name)
def test_receptor_adds_to_its_own_driving_force_and_to_no_other(receptor) -> None:
    sums = {
        force: assignment(force, CELLS) + assignment(f"slow_{force}", SLOW) for force in ("excitation", "inhibition")
    }
    sums["potassium"] = assignment("potassium", SLOW)
    assert [force for force, total in sums.items() if receptor.conductance in total] == [receptor.force]
    assert sums[receptor.force].count(receptor.conductance) == 1


@pytest.mark.parametrize("receptor", RECEPTORS, ids=NAMES)
def test_receptor_is_integrated_on_one_clock_or_constant(receptor) -> None:
    assert not (receptor.equation and receptor.update)
    assert receptor.equation in CELLS and receptor.update in SLOW


@pytest.mark.parametrize("receptor", ON_TERMINALS, ids=lambda receptor: receptor.name)
def test_receptors_on_terminals_multiply_what_a_gated_spike_releases(receptor) -> None:
    gated = assignment("gated", RESET)
    assert gated.startswith("release*") and receptor.release in gated
    assert receptor.release not in assignment("transmitted", RESET) + assignment("depressed", RESET)


def test_nothing_is_declared_twice() -> None:
    declared = re.findall(r"^d?(\w+)(?:/dt)?(?: =.*)? : ", CELLS, re.MULTILINE)
    assert len(declared) == len(set(declared))


def test_a_spike_uses_vesicles_after_it_has_released() -> None:
    lines = RESET.split("\n")
    assert lines.index("depressed = release*vesicles") < lines.index("vesicles -= utilisation*vesicles")


def test_all_texts_are_known_to_a_build() -> None:
    assert {CELLS, RESET, SLOW} <= set(ALL) and len(set(ALL)) == len(ALL) == 8


def run(text: str, **known: float) -> dict[str, float]:
    """Execute assignments of the equations with numbers for their names."""
    known = {"siemens": 1.0, "inf": np.inf, "exp": np.exp, "clip": np.clip, **known}
    lines = [line.partition(" : ")[0] for line in text.strip().splitlines() if not line.startswith("#")]
    exec("\n".join(lines), known)
    return known


def test_a_spike_resets_the_membrane_and_adds_to_both_adaptations() -> None:
    known = {"reset_v": -60.0, "refractory_time": 2.0, "w": 1.0, "w_increment": 10.0, "w2": 3.0, "w2_increment": 20.0,
             "current": 100.0, "release": 0.8, "vesicles": 0.5, "utilisation": 0.4}  # fmt: skip
    terminals = [f"terminal_{kind}" for kind in ("gaba_a", "gaba_b", "a_gain", "b_gain", "a_depth", "b_depth")]
    after = run(RESET, **known, **dict.fromkeys(terminals, 0.0))
    assert (after["v"], after["hold"], after["w"], after["w2"], after["current"]) == (-60.0, 2.0, 11.0, 23.0, 70.0)
    assert after["transmitted"] == after["gated"] == 0.8
    assert after["depressed"] == pytest.approx(0.8 * 0.5)
    assert after["vesicles"] == pytest.approx(0.5 * (1 - 0.4))


def line_of(name: str, text: str) -> str:
    (found,) = re.findall(rf"^{name} = .*$", text, re.MULTILINE)
    return found


def test_vesicles_recover_towards_one_and_adaptation_towards_its_subthreshold_value() -> None:
    assert run(line_of("vesicles", SLOW), vesicles=0.2, vesicle_keep=0.9)["vesicles"] == pytest.approx(1 - 0.8 * 0.9)
    after = run(line_of("w", SLOW), w=2.0, w_keep=0.9, adaptation=3.0, v=-60.0, rest=-70.0)
    assert after["w"] == pytest.approx(0.9 * 2 + 0.1 * 3 * 10)
    assert run(line_of("w2", SLOW), w2=2.0, w2_keep=0.9)["w2"] == pytest.approx(1.8)


def test_current_is_bias_and_persistent_current_less_both_adaptations() -> None:
    assert run(line_of("current", SLOW), bias=1.0, w=10.0, w2=200.0, persistent_current=3000.0)["current"] == 2791.0


@pytest.mark.parametrize(("noise", "expected"), [(0.5, 4 * (1 + 0.1 * 2) + 3 * 0.5), (-9.0, 0.0)])
def test_background_is_fluctuating_mean_and_noise_and_never_below_zero(noise: float, expected: float) -> None:
    known = {"drive_mean": 4.0, "drive_slow": 0.1, "fluctuation": 2.0, "drive_spread": 3.0, "noise_state": noise}
    assert run(line_of("background", SLOW), **known)["background"] == pytest.approx(expected)


@pytest.mark.parametrize(("t", "share"), [(0.0, 0.0), (1.3, 0.0), (2.3, 0.5), (3.3, 1.0), (9.0, 1.0)])
def test_effort_rises_linearly_after_the_settling_time_and_the_beginning_of_its_ramp(t: float, share: float) -> None:
    known = {"t": t, "settling": 0.3, "ramp_start": 1.0, "ramp_rise": 2.0, "drive_rest": 5.0, "drive_effort": 8.0}
    assert run(EFFORT, **known)["drive_mean"] == pytest.approx(5 + 8 * share)


def test_persistent_current_follows_a_boltzmann_function_of_the_dendrite() -> None:
    known = {"v": -60.0, "w": 3.0, "elastance": 2.0, "leak_rate": 1.5, "persistent": 0.2, "persistent_keep": 0.9,
             "persistent_half": -55.0, "persistent_slope": 2.0, "persistent_conductance": 7.0,
             "persistent_reversal": 70.0}  # fmt: skip
    after = run(PERSISTENT, **known)
    open_share = 1 / (1 + np.exp((-55 - (-60 + 3 * 2 / 1.5)) / 2))
    assert after["persistent"] == pytest.approx(0.9 * 0.2 + 0.1 * open_share)
    assert after["persistent_current"] == pytest.approx(7 * after["persistent"] * (70 - -60))
