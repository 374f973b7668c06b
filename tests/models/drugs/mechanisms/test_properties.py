"""What must hold of every drug whatever its numbers: directions from dose to spikes, and none without a dose."""

from itertools import pairwise

import numpy as np
import pytest

from disinhibition.models.condition.condition import Condition
from disinhibition.models.condition.places import REGIONS
from disinhibition.models.condition.vocabulary import TARGETS
from disinhibition.models.drugs.dosing.patient import Patient
from disinhibition.models.drugs.dosing.regimen import read_regimen
from disinhibition.models.drugs.drug_numbers import drug_numbers, replaced_drug_numbers
from disinhibition.models.drugs.kinetics.course import course
from disinhibition.models.drugs.levels import Levels
from disinhibition.models.drugs.mechanisms import factors_of
from disinhibition.models.engine.engine import Engine

DAY = 86400.0
DURATION = 0.6  # s of spikes
ENDS = [
    {name: getattr(drug_numbers()[name], kind)}
    for name in (
        "kinetics.clonazepam.binding.benzodiazepine.half",
        "mechanisms.clonazepam.affinity_shift.size",
        "mechanisms.clonazepam.tonic.share",
        "mechanisms.bicuculline.block.gaba_a.half",
    )
    for kind in ("low", "high")
]


def level(daily: float) -> float:
    """Free clonazepam in uM after three weeks of a daily dose in mg, given three times a day."""
    if not daily:
        return 0.0
    entry = {"agent": "clonazepam", "dose": f"{daily / 3} mg", "route": "oral", "every": "8 h", "for": "21 d"}
    return float(course(read_regimen([entry], Patient()), Patient(), np.array([20.9 * DAY])).free["clonazepam"][0])


def inhibition(found: dict[str, float]) -> list[float]:
    """GABA-A charge of every region and target, and the tonic conductance of every region."""
    charge = [
        found.get("receptors.gaba_a.all", 1.0)
        * found.get(f"receptors_onto.{target}.gaba_a.{region}", 1.0)
        * found.get(f"decay.gaba_a.{region}", 1.0)
        for region in REGIONS
        for target in TARGETS
    ]
    everywhere = found.get("receptors.gaba_a_tonic.all", 1.0)
    return charge + [everywhere * found.get(f"receptors.gaba_a_tonic.{region}", 1.0) for region in REGIONS]


def spikes(engine: Engine, condition: Condition | None) -> tuple[np.ndarray, np.ndarray]:
    recording = engine.run(condition, duration=DURATION, seed=3)
    return recording.spike_time, recording.spike_unit


@pytest.mark.parametrize("numbers", [{}, *ENDS], ids=lambda numbers: " ".join(f"{n}={v:g}" for n, v in numbers.items()))
def test_more_clonazepam_never_weakens_and_more_bicuculline_never_strengthens_inhibition(numbers) -> None:
    doses = [level(daily) for daily in (0, 0.5, 1.5, 3, 6, 10)]
    assert doses == sorted(doses)
    with replaced_drug_numbers(numbers):
        for agent, sign, levels in (
            ("clonazepam", 1, doses),
            ("bicuculline", -1, [0.0, 0.1, 0.3, 1.0, 3.0, 10.0, 100.0]),
        ):
            for less, more in pairwise(inhibition(factors_of(Levels(free={agent: level}))) for level in levels):
                assert all(sign * (b - a) >= -1e-12 for a, b in zip(less, more, strict=True)), agent
                assert more != less


def test_more_bicuculline_never_calms_and_no_dose_is_exactly_the_undrugged_run(compiled: Engine) -> None:
    times, units = spikes(compiled, None)
    counts = []
    for level in (0.0, 1.2, 12.0):
        found = factors_of(Levels(free={"bicuculline": level}))
        again, who = spikes(compiled, Condition(factors=found))
        if level == 0:
            assert not found
            np.testing.assert_array_equal(again, times)
            np.testing.assert_array_equal(who, units)
        counts.append(again.size)
    assert counts == sorted(counts) and counts[-1] > 1.5 * counts[0]
