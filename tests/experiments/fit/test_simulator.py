"""``simulator(theta)``: shapes, seeds, what has no value, and that nothing is computed twice."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from disinhibition.errors import UserError
from disinhibition.experiments.fit import simulator as module
from disinhibition.experiments.fit.simulator import make_simulator
from disinhibition.experiments.study.reading.chosen_points import Coordinates

PARAMETERS = {"gaba_a": "receptors.gaba_a.cortex", "glycine": "receptors.glycine.spinal"}
Asked = list[tuple[list[str], Sequence[Coordinates], Sequence[str]]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What was asked of the study; a statistic is ten times the gain of GABA-A, a gain above 0.8 fails or runs away."""
    calls: Asked = []

    def statistics_at(
        fixed: list[str], points: Sequence[Coordinates], statistics: Sequence[str]
    ) -> tuple[np.ndarray, list[str]]:
        calls.append((fixed, points, statistics))
        gains = np.array([_gain(point) for point in points])
        states = ["failed" if gain > 0.9 else "runaway" if gain > 0.8 else "ok" for gain in gains]
        return np.outer(gains, np.arange(1, len(statistics) + 1)) * 10, states

    monkeypatch.setattr(module, "statistics_at", statistics_at)
    return calls


def _gain(point: Mapping[str, object]) -> float:
    gain = point["receptors.gaba_a.cortex"]
    assert isinstance(gain, float)
    return gain


def test_a_batch_is_one_study_with_a_row_for_every_theta(asked: Asked) -> None:
    simulator = make_simulator(PARAMETERS, ["jerk_rate", "burst_count"], ["duration=2"])
    values = simulator(np.array([[0.1, 0.5], [0.2, 0.6]]))
    np.testing.assert_allclose(values, [[1, 2], [2, 4]])
    [(fixed, points, statistics)] = asked
    assert fixed == ["study.name=simulator", "duration=2"] and statistics == ["jerk_rate", "burst_count"]
    assert [point["receptors.glycine.spinal"] for point in points] == [0.5, 0.6]


def test_one_theta_gives_one_row(asked: Asked) -> None:
    assert make_simulator(PARAMETERS, ["jerk_rate"])([0.3, 1]) == pytest.approx([3])
    assert make_simulator(PARAMETERS, ["jerk_rate"])(np.zeros((0, 2))).shape == (0, 1)


def test_noise_follows_from_theta_alone(asked: Asked) -> None:
    simulator = make_simulator(PARAMETERS, ["jerk_rate"])
    simulator(np.array([[0.1, 0.5], [0.2, 0.6], [0.1, 0.5000001]]))
    simulator(np.array([[0.2, 0.6]]))
    first, second, near = (point["seed"] for point in asked[0][1])
    assert len({first, second, near}) == 3
    assert asked[1][1][0]["seed"] == second
    assert all(isinstance(seed, int) and 0 <= seed < 2**31 for seed in (first, second, near))


def test_another_noise_is_another_run_of_the_same_theta(asked: Asked) -> None:
    for noise in (0, 1, 1, 2):
        make_simulator(PARAMETERS, ["jerk_rate"], noise=noise)([0.1, 0.5])
    plain, one, again, two = (call[1][0] for call in asked)
    assert len({plain["seed"], one["seed"], two["seed"]}) == 3 and one == again
    assert plain["receptors.gaba_a.cortex"] == one["receptors.gaba_a.cortex"]


def test_failures_and_runaways_have_no_value(asked: Asked) -> None:
    values = make_simulator(PARAMETERS, ["jerk_rate"])([[0.5, 1], [0.85, 1], [0.95, 1]])
    assert np.isnan(values).ravel().tolist() == [False, True, True]


def test_theta_of_another_width_names_its_columns(asked: Asked) -> None:
    for theta in ([0.1], [[0.1, 0.2, 0.3]], np.zeros((1, 1, 2))):
        with pytest.raises(ValueError, match="its columns are gaba_a, glycine"):
            make_simulator(PARAMETERS, ["jerk_rate"])(theta)
    assert not asked


def test_mistakes_are_answered_in_one_line() -> None:
    with pytest.raises(UserError, match=r"did you mean 'receptors\.gaba_a\.cortex'"):
        make_simulator({"gaba_a": "receptors.gaba_a.cotex"}, ["jerk_rate"])([0.1])
    with pytest.raises(ValueError, match="outside 0 to 100"):
        make_simulator({"gaba_a": "receptors.gaba_a.cortex"}, ["jerk_rate"])([-0.1])
    with pytest.raises(UserError, match="did you mean 'jerk_rate'"):
        make_simulator({"gaba_a": "receptors.gaba_a.cortex"}, ["jerk_rat"])([0.1])
