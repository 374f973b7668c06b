"""Points that fill no grid: their settings, their coordinates, and what is refused."""

import pytest

from disinhibition.errors import UserError
from disinhibition.experiments.config.compose import compose_config
from disinhibition.experiments.study import plan as study
from disinhibition.experiments.study.reading.chosen_points import check_statistics, study_at, word

GAIN, GLYCINE = "receptors.gaba_a.cortex", "receptors.glycine.spinal"


def test_all_coordinates_are_points_with_its_settings_along_one_dimension() -> None:
    study = study_at(
        ["duration=3"], [{GAIN: 0.1, GLYCINE: 1.0, "seed": 4}, {GAIN: 0.30000000000000004, GLYCINE: 0.5, "seed": 5}]
    )
    assert list(study.axes) == ["point", GAIN, GLYCINE, "seed"]
    assert [values for values, _ in study.points] == [
        {GAIN: 0.1, GLYCINE: 1.0, "seed": 4},
        {GAIN: 0.3, GLYCINE: 0.5, "seed": 5},
    ]
    assert [settings.condition.factors[GAIN] for _, settings in study.points] == [0.1, 0.3]
    assert [(settings.seed, settings.duration) for _, settings in study.points] == [(4, 3), (5, 3)]


def test_any_number_of_points_is_composed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    composed = []

    def compose(root: str, overrides: list[str]) -> dict:
        composed.append(overrides)
        return compose_config(root, overrides)

    monkeypatch.setattr(study, "compose_config", compose)
    points = study_at(["duration=3"], [{GAIN: i / 1000, "seed": i} for i in range(20)]).points
    assert composed == [["duration=3"]]
    assert [settings.condition.factors.get(GAIN, 1.0) for _, settings in points] == [i / 1000 for i in range(20)]


def test_an_axis_of_the_study_keeps_its_one_value() -> None:
    sets = f"study.sets.gain=[{GAIN}]"
    study = study_at([sets, "study.axes.gain=[0.2]"], [{"seed": 1}, {"seed": 2}])
    assert list(study.axes) == ["point", "gain", "seed"]
    assert [settings.condition.factors for _, settings in study.points] == [{GAIN: 0.2}] * 2
    with pytest.raises(ValueError, match="has one value"):
        study_at([sets, "study.axes.gain=[0.2,0.4]"], [{"seed": 1}])


def test_a_small_number_is_written_so_that_it_is_read_as_one() -> None:
    assert [word(value) for value in (1e-7, 0.5, 3, "rest", True)] == ["1e-07", "0.5", "3", "rest", "True"]
    assert study_at([], [{GAIN: 1e-7}]).points[0][1].condition.factors == {GAIN: 1e-7}


def test_a_statistic_that_is_not_kept_names_the_nearest() -> None:
    study = study_at([], [{GAIN: 0.5}])
    check_statistics(study, ["jerk_rate", "burst_duration"])
    with pytest.raises(UserError, match="'jerks' has no 'jerkrate'; did you mean 'jerk_rate'"):
        check_statistics(study, ["jerkrate"])
    with pytest.raises(UserError, match="'jerks' has no 'first_muscle'"):
        check_statistics(study, ["first_muscle"])
